"""Which counts make up which: the totals and parts of every table, and the sums that are declared.

A sum is told only where it holds of the true counts; what is printed of them is not known here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import NamedTuple

from orchestration.disclosure.figures import REST, Count, Pairs
from orchestration.disclosure.links import Links, Sum
from orchestration.measures.declared import Measure

Amounts = Mapping[Count, int]
Columns = tuple[str, ...]


class Equation(NamedTuple):
    """Counts that make nought together, each so many times; with `rest`, that many people."""

    counts: tuple[Count, ...]
    times: tuple[int, ...]
    rest: str | None = None


def together(measures: Mapping[str, Measure]) -> dict[tuple[str, str], list[str]]:
    """Labels that stand for several others of their column."""
    return {
        (str(measure.told["parts"]), name): list(items)
        for measure in measures.values()
        for name, items in (measure.told.get("also_together") or {}).items()
    }


def equations(
    amounts: Amounts, links: Links, joined: Mapping[tuple[str, str], list[str]]
) -> Iterator[Equation]:
    """Every equation that holds between the counts, once."""
    yield from _of_tables(amounts, joined)
    yield from _of_wholes(amounts, links)
    for said in links.sums:
        yield from _of_sum(said, amounts)


def _of_tables(amounts: Amounts, joined: Mapping[tuple[str, str], list[str]]) -> Iterator[Equation]:
    for group in _by_population(amounts).values():
        by_columns: dict[Columns, list[Count]] = defaultdict(list)
        for count in group:
            if any(pair in joined for pair in count.items):
                yield from _joined(count, amounts, joined)
            else:
                by_columns[tuple(column for column, _ in count.items)].append(count)
        for whole in by_columns:
            for part in by_columns:
                if set(whole) < set(part):
                    yield from _added_up(by_columns[whole], by_columns[part], whole, amounts)


def _by_population(amounts: Iterable[Count]) -> dict[tuple[str, date], list[Count]]:
    found: dict[tuple[str, date], list[Count]] = defaultdict(list)
    for count in amounts:
        found[count.population, count.month].append(count)
    return found


def _added_up(
    wholes: list[Count], parts: list[Count], columns: Columns, amounts: Amounts
) -> Iterator[Equation]:
    """Parts of the same authority; or, of an authority's whole, those of bodies that serve it."""
    kept = set(columns)
    of_whole: dict[tuple[str | None, Pairs], list[Count]] = defaultdict(list)
    for part in parts:
        of_whole[part.authority, tuple(p for p in part.items if p[0] in kept)].append(part)
    for whole in wholes:
        for authority in {whole.authority, None}:
            found = of_whole.get((authority, whole.items), [])
            if found and sum(amounts[part] for part in found) == amounts[whole]:
                yield Equation((whole, *found), (-1, *[1] * len(found)))


def _of_wholes(amounts: Amounts, links: Links) -> Iterator[Equation]:
    """Those above the line and the rest are those below it."""
    names = links.populations()
    for rest in [one for one in amounts if one.population.endswith(REST)]:
        measure = rest.population.removesuffix(REST)
        sides = [
            [rest._replace(population=name) for name in (names.get(own, own), own)]
            for own in (f"{measure} numerator", f"{measure} denominator")
        ]
        for above, below in product(*sides):
            held = above in amounts and below in amounts
            if held and amounts[above] + amounts[rest] == amounts[below]:
                yield Equation((above, rest, below), (1, 1, -1))
                break


def _joined(
    count: Count, amounts: Amounts, joined: Mapping[tuple[str, str], list[str]]
) -> Iterator[Equation]:
    """A label that stands for several is their sum."""
    pair = next(pair for pair in count.items if pair in joined)
    others = [one for one in count.items if one != pair]
    parts = [
        count._replace(items=tuple(sorted([*others, (pair[0], label)]))) for label in joined[pair]
    ]
    if all(part in amounts for part in parts) and amounts[count] == sum(
        amounts[part] for part in parts
    ):
        yield Equation((count, *parts), (-1, *[1] * len(parts)))


def _of_sum(said: Sum, amounts: Amounts) -> Iterator[Equation]:
    """The sum in every month and group that all its counts are of."""
    first = said.terms[0]
    for count in [one for one in amounts if one.population == first.count]:
        if first.where and not set(first.where.items()) <= set(count.items):
            continue
        base = tuple(pair for pair in count.items if pair[0] not in first.where)
        counts = tuple(
            Count(term.count, count.authority, _back(count.month, term.months_back), term.of(base))
            for term in said.terms
        )
        if all(one in amounts for one in counts):
            left = sum(
                term.times * amounts[one] for term, one in zip(said.terms, counts, strict=True)
            )
            if left == 0 or (said.rest and left > 0):
                yield Equation(counts, tuple(term.times for term in said.terms), said.rest)


def _back(month: date, months: int) -> date:
    number = month.year * 12 + month.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
