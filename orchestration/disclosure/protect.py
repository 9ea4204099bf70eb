"""Protects every figure of every dataset, once: what is hidden of them, proven by attack.

The order of the work is here; each step has a module of its own, and what is then written down is
in `written`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from orchestration.disclosure.attack import Verdict, attack
from orchestration.disclosure.declared import Declared
from orchestration.disclosure.figures import Count, Figure
from orchestration.disclosure.knowledge import (
    Past,
    Reader,
    known_tonight,
    past_of,
    reader_of,
    told_before,
)
from orchestration.disclosure.ledger import Told
from orchestration.disclosure.lengths import hidden_lengths
from orchestration.disclosure.links import Links
from orchestration.disclosure.people import counts_of_few
from orchestration.disclosure.printed import Printing, policies_of, printed_counts
from orchestration.disclosure.repair import NO_GROUP, Repair, repair
from orchestration.disclosure.system import (
    FEWEST_VALUES,
    UNBOUNDED,
    UNKNOWN,
    Flags,
    Integers,
    Known,
    System,
)
from orchestration.disclosure.tables import Equation, equations, together
from orchestration.measures.declared import Measure
from orchestration.refusals import Refusal


@dataclass(frozen=True)
class Protected:
    """Every count that is printed, and which of them are hidden.

    hidden   shown as c beside those that are small
    rolled   shown as c whatever they are, also noughts: only their total is told
    lengths  figures whose length of waiting is not shown
    told_on_purpose  small counts that exact figures, or what was told before, leave fewer than
                     three values
    """

    printing: Printing
    hidden: frozenset[Count]
    rolled: frozenset[Count]
    lengths: frozenset[Figure]
    verdict: Verdict
    told_on_purpose: int

    def is_hidden(self, count: Count) -> bool:
        return self.printing.common.get(count, count) in self.hidden

    def is_rolled(self, count: Count) -> bool:
        return self.printing.common.get(count, count) in self.rolled

    def is_not_told(self, count: Count) -> bool:
        return self.is_hidden(count) or self.is_rolled(count)

    def told(self) -> dict[Count, Told]:
        """What is printed of each count, for the ledger."""
        return {
            count: Told(one.truth, self._known(count), one.is_protected)
            for count, one in self.printing.counts.items()
        }

    def _known(self, count: Count) -> Known:
        if count in self.rolled:
            return UNKNOWN
        return known_tonight(self.printing.counts[count], is_hidden=count in self.hidden)


def protect(
    datasets: Sequence[Declared],
    figures: Sequence[Figure],
    measures: Mapping[str, Measure],
    links: Links,
    released: Sequence[Mapping[Count, Told]] = (),
) -> Protected:
    """Hide what must be, given what every release has already told.

    Raises Refusal where the figures cannot be protected, or two policies contradict each other.
    """
    printing = printed_counts(datasets, figures, measures, links)
    joined = together(measures)

    def equations_of(amounts: Mapping[Count, int]) -> list[Equation]:
        return list(equations(amounts, links, joined))

    past = past_of(printing, released)
    tonight = equations_of(printing.amounts())
    reader = reader_of(printing, past, tonight, released, equations_of)
    may_hide, groups, names = _may_hide(printing, past, reader)
    mended = repair(beside_exact(reader.system, may_hide), may_hide, groups)
    counts = {number: count for (count, _), number in reader.numbers.items()}
    _refuse_unsafe(mended, names, counts)
    protected = Protected(
        printing,
        frozenset(past.hidden | {counts[number] for number in mended.hidden.tolist()}),
        frozenset(past.rolled | {counts[n] for n in mended.rolled.tolist() if n in counts}),
        frozenset(
            hidden_lengths(
                figures,
                policies_of(datasets, figures),
                measures,
                lambda count: told_before(printing, released, count),
            )
        ),
        mended.verdict,
        int((mended.system.wanted[mended.system.protected] < FEWEST_VALUES).sum()),
    )
    few = counts_of_few(datasets, figures, measures, protected.is_not_told)
    return replace(
        protected, rolled=protected.rolled | {printing.common.get(one, one) for one in few}
    )


def beside_exact(system: System, may_hide: Flags) -> System:
    """Ask of each protected count what is left of it by what is exact on purpose, or was told
    before: of one plan issued, some group is one or none, and no hiding makes that three values."""
    low, high = np.where(may_hide, 0, system.low), np.where(may_hide, UNBOUNDED, system.high)
    least = attack(replace(system, low=low, high=high))
    narrow = np.isin(least.protected, least.breaches)
    wanted = system.wanted.copy()
    wanted[least.protected[narrow]] = (least.high - least.low + 1)[narrow]
    return replace(system, wanted=wanted)


def _may_hide(printing: Printing, past: Past, reader: Reader) -> tuple[Flags, Integers, list[str]]:
    """Which counts of the system may be hidden; the table that each is an item of, by number; and
    the tables' names, which name no one."""
    size = len(reader.system.truth)
    may_hide, groups = np.zeros(size, dtype=bool), np.full(size, NO_GROUP, dtype=np.int64)
    numbers: dict[str, int] = {}
    for (count, truth), number in reader.numbers.items():
        one = printing.counts.get(count)
        if one is None or one.truth != truth or not one.policies:
            continue
        groups[number] = numbers.setdefault(_table(count), len(numbers))
        settled = one.is_exact or one.is_public or count in past.told
        may_hide[number] = not settled
    return may_hide, groups, list(numbers)


def _table(count: Count) -> str:
    columns = " | ".join(column for column, _ in count.items)
    whose = f", {count.authority}" if count.authority else ""
    return f"{count.population}{columns and f' by {columns}'}, {count.month:%Y-%m}{whose}"


def _refuse_unsafe(mended: Repair, names: Sequence[str], counts: Mapping[int, Count]) -> None:
    if mended.safe:
        return
    tables = {names[group] for group in mended.refused.tolist() if group != NO_GROUP}
    open_counts = np.union1d(mended.verdict.breaches, mended.verdict.failures).tolist()
    tables |= {_table(counts[number]) for number in open_counts if number in counts}
    listed = "; ".join(sorted(tables)[:5]) or "a difference between two measures"
    what = (
        f"{len(open_counts)} small counts could be worked out from what would be shown, and hiding"
        f" more does not prevent it ({listed})."
    )
    remedy = (
        "Show fewer breakdowns of these measures, join small groups, or ask the owner whether the"
        " totals may be exact (config.meta.disclosure of the dataset)."
    )
    raise Refusal("disclosure control", what, remedy, "V119")
