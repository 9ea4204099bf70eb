"""What is declared of counts beside the tables: who is counted twice, what adds up, what is public.

Read from expectations/disclosure.yml; what a reader makes of it is in `knowledge`.
"""

from collections.abc import Mapping
from functools import cache

import yaml

from orchestration.contracts.layouts import Strict
from orchestration.disclosure.figures import Count, Pairs
from orchestration.home import PROJECT

LINKS = PROJECT / "expectations" / "disclosure.yml"


class Population(Strict):
    """Counts of the same people under several names."""

    sentence: str
    counts: list[str]


class Term(Strict):
    """A count of a sum: of an earlier month, or of one group only, where it says so."""

    count: str
    times: int = 1
    months_back: int = 0
    where: dict[str, str] = {}

    def of(self, items: Pairs) -> Pairs:
        return tuple(sorted({*items, *self.where.items()}))


class Sum(Strict):
    """Counts that make nought together; or, with `rest`, a number of people who are not shown."""

    sentence: str
    terms: list[Term]
    rest: str | None = None


class Public(Strict):
    """Counts that others publish exactly, in these months of a year."""

    sentence: str
    counts: list[str]
    breakdowns: list[str]
    calendar_months: list[int]


class Links(Strict):
    """All that is declared of counts beside the tables."""

    one_population: list[Population]
    sums: list[Sum]
    public: list[Public]

    def populations(self) -> Mapping[str, str]:
        """The one name of each count that has several."""
        return {name: one.counts[0] for one in self.one_population for name in one.counts}

    def is_public(self, count: Count) -> bool:
        """Whether others publish it; `count` under its own or its common name."""
        breakdown = " | ".join(column for column, _ in count.items) or "total"
        return any(
            count.population in one.counts
            and breakdown in one.breakdowns
            and count.month.month in one.calendar_months
            for one in self.public
        )


@cache
def the_links() -> Links:
    return Links.model_validate(yaml.safe_load(LINKS.read_text(encoding="utf-8")))
