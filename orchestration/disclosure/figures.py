"""The figures that datasets are to show, as they were counted, and the counts of people in them.

A figure is one measure's answer for a month and a group; what is shown of it is decided later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from orchestration.disclosure.declared import Declared
from orchestration.measures.declared import Measure

SHARES = ("share", "distribution")
LENGTHS = ("mean_weeks", "median_weeks", "longest_weeks", "percentile_95_weeks")
JOINED = " | "
TOTAL_ITEM = "Total"
REST = " rest"

Pairs = tuple[tuple[str, str], ...]


class Figure(NamedTuple):
    """One figure of one measure; amounts are null where `symbol` is x.

    items  its labels by column, in order of the columns, without those that mean all of them
    """

    measure: str
    authority: str | None
    month: date
    breakdown: str
    item: str
    numerator: int | None
    denominator: int | None
    symbol: str | None
    items: Pairs


class Count(NamedTuple):
    """The name of a number of people: what is counted, whose, when and in which group.

    Two figures that show the same number of the same people name the same count.
    """

    population: str
    authority: str | None
    month: date
    items: Pairs


@dataclass(frozen=True)
class Parts:
    """The counts that a figure shows; None where it has none.

    rest  those below the line and not above it, whom nobody shows and anybody can work out
    """

    numerator: Count | None
    denominator: Count | None
    rest: Count | None


def figures_of(
    con: duckdb.DuckDBPyConnection, datasets: Sequence[Declared], measures: Mapping[str, Measure]
) -> list[Figure]:
    """Every figure that some dataset shows, once, in a lasting order."""
    wanted = {
        (measure, breakdown)
        for one in datasets
        for measure, breakdowns in one.disclosure.figures.items()
        for breakdown in breakdowns
    }
    con.execute("create or replace temp table wanted (measure_id varchar, breakdown varchar)")
    if wanted:
        con.executemany("insert into wanted values (?, ?)", sorted(wanted))
    rows = con.execute("""
        select measure_id, local_authority_code, month_starting_on, breakdown, item, numerator,
            denominator, symbol
        from measures.measures semi join wanted using (measure_id, breakdown)
        order by measure_id, local_authority_code nulls first, month_starting_on, breakdown, item
    """).fetchall()
    return [Figure._make([*row, labels(row[3], row[4], measures[row[0]])]) for row in rows]


def labels(breakdown: str, item: str, measure: Measure) -> Pairs:
    """An item's labels by column, in order; a column that is added up in it says nothing of it."""
    if breakdown == "total":
        return ()
    added = str(measure.told.get("adds_up") or ""), str(measure.told.get("told_by") or "")
    pairs = zip(breakdown.split(JOINED), item.split(JOINED), strict=True)
    return tuple(sorted((c, i) for c, i in pairs if not (c in added and i == TOTAL_ITEM)))


def parts_of(figure: Figure, measure: Measure) -> Parts:
    """The numbers of people in a figure, by name."""
    statistic = str(measure.told["statistic"])
    above = Count(f"{figure.measure} numerator", figure.authority, figure.month, figure.items)
    below = above._replace(population=f"{figure.measure} denominator")
    if statistic == "count":
        return Parts(above, None, None)
    if statistic == "share":
        return Parts(above, below, above._replace(population=figure.measure + REST))
    if statistic == "distribution":
        part = str(measure.told["parts"])
        whole = tuple(pair for pair in figure.items if pair[0] != part)
        if whole == figure.items:
            return Parts(above, below, None)
        return Parts(above, above._replace(items=whole), None)
    return Parts(None, below if statistic in LENGTHS else None, None)


def amounts_of(figure: Figure, parts: Parts) -> list[tuple[Count, int]]:
    """Each count of a figure with how many people it is."""
    above, below = figure.numerator, figure.denominator
    found = []
    if parts.numerator and above is not None:
        found.append((parts.numerator, above))
    if parts.denominator and below is not None:
        found.append((parts.denominator, below))
    if parts.rest and above is not None and below is not None:
        found.append((parts.rest, below - above))
    return found
