"""The figures as they may be shown: every cell a plain number or one symbol, all of it text.

Which counts are hidden is decided in `protect`; how a policy writes a number is in `policies`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from orchestration.disclosure.declared import Declared
from orchestration.disclosure.figures import (
    JOINED,
    LENGTHS,
    SHARES,
    Count,
    Figure,
    parts_of,
)
from orchestration.disclosure.policies import (
    HIDDEN,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    half_up,
    shown_count,
    shown_share,
)
from orchestration.disclosure.printed import policy_of
from orchestration.disclosure.protect import Protected
from orchestration.measures.declared import Measure

# What a length is divided by to be weeks; the median of days is kept doubled.
DAYS = {"mean_weeks": 7, "median_weeks": 14, "percentile_95_weeks": 7}


class Shown(NamedTuple):
    """One row of shown.figures; the columns are those that published models read."""

    dataset: str
    measure_id: str
    local_authority_code: str | None
    month_starting_on: date
    breakdown: str
    item: str
    items: list[str]
    numerator: str | None
    denominator: str | None
    value: str


def shown_figures(
    datasets: Sequence[Declared],
    figures: Sequence[Figure],
    measures: Mapping[str, Measure],
    protected: Protected,
) -> Iterator[Shown]:
    """Each dataset's figures, in the order of the figures."""
    for one in datasets:
        wanted = {m: set(b) for m, b in one.disclosure.figures.items()}
        for figure in figures:
            if figure.breakdown not in wanted.get(figure.measure, ()):
                continue
            measure = measures[figure.measure]
            policy = policy_of(one, figure)
            cells = _cells(figure, measure, policy, protected)
            yield Shown(one.dataset, *figure[:5], figure.item.split(JOINED), *cells)


def _cells(
    figure: Figure,
    measure: Measure,
    policy: str,
    protected: Protected,
) -> tuple[str | None, str | None, str]:
    """Numerator, denominator and value as shown."""
    statistic = str(measure.told["statistic"])
    parts = parts_of(figure, measure)

    def cell(count: Count | None, amount: int | None) -> str | None:
        if count is None:
            return None
        if amount is None:
            return NOT_AVAILABLE
        if protected.is_rolled(count):
            return HIDDEN
        return shown_count(policy, amount, is_hidden=protected.is_hidden(count))

    above = cell(parts.numerator, figure.numerator)
    below = cell(parts.denominator, figure.denominator)
    if figure.symbol == NOT_AVAILABLE:
        return above, below, NOT_AVAILABLE
    if statistic == "count":
        return above, below, str(above)
    if statistic in SHARES:
        return above, below, shown_share(policy, str(above), str(below), measure.places)
    if statistic in LENGTHS:
        is_hidden = figure in protected.lengths or below == HIDDEN
        return above, below, HIDDEN if is_hidden else length(figure, statistic, measure.places)
    return above, below, _other(figure, statistic, policy, measure.places)


def length(figure: Figure, statistic: str, places: int) -> str:
    """Weeks, from days that are added up, ranked or doubled as the statistic has it."""
    if not figure.denominator or figure.numerator is None:
        return NOT_APPLICABLE
    if statistic == "longest_weeks":
        return str(figure.numerator // 7)
    people = figure.denominator if statistic == "mean_weeks" else 1
    return half_up(figure.numerator, DAYS[statistic] * people, places)


def _other(figure: Figure, statistic: str, policy: str, places: int) -> str:
    """Means of weekly counts, and changes against a base: no share of people."""
    if not figure.denominator or figure.numerator is None:
        return NOT_APPLICABLE
    if statistic == "change":
        more = figure.numerator - figure.denominator
        return half_up(100 * more, figure.denominator, places)
    if policy == "exact":
        return half_up(figure.numerator, figure.denominator, places)
    return shown_count(policy, int(half_up(figure.numerator, figure.denominator, 0)))
