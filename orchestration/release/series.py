"""One shown figure through time, and what can be said of one of its numbers beside another.

A number that was rounded stands for all those that are rounded to it: two of them differ only where
none of the one is any of the other. What is hidden or missing is beside nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from orchestration.disclosure.policies import BASE
from orchestration.release.dataset import Dataset, Table, is_whole, kind
from orchestration.release.periods import Period, period_in
from orchestration.release.symbols import is_number

# How far a count that was rounded may lie from what is shown.
ROUNDING = BASE // 2
LEVEL = "Local authority"
Beside = Literal["more", "less", "same", "about", "unknown"]


@dataclass(frozen=True)
class Shown:
    """A shown cell; what it can stand for, where it is a number of which that is known."""

    cell: str
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def number(self) -> Decimal | None:
        return Decimal(self.cell) if is_number(self.cell) else None


def beside(one: Shown, other: Shown) -> Beside:
    """Whether one is surely more or less than another; `about` where rounding may be all of it."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return "unknown"
    if one.cell == other.cell:
        return "same" if one.low == one.high and other.low == other.high else "about"
    if one.number > other.number and one.low >= other.high:  # type: ignore[operator]
        return "more"
    if one.number < other.number and one.high <= other.low:  # type: ignore[operator]
        return "less"
    return "about"


def series_of(
    dataset: Dataset, table: Table, indicator: str, where: Mapping[str, str], base: str | None
) -> dict[str, dict[Period, Shown]]:
    """Area -> period -> what is shown, of the rows whose filters have the items asked for.

    Nothing where a filter that is asked for was left out: which of its items is told, nobody knows.
    """
    found: dict[str, dict[Period, Shown]] = {}
    if not set(where) <= set(table.columns):
        return found
    items = {**usual_items(dataset, table), **where}
    for cells in table.rows:
        row = dict(zip(table.columns, cells, strict=True))
        wanted = all(row[name] == item for name, item in items.items())
        if wanted and row.get("geographic_level") == LEVEL:
            period = period_in(row)
            shown = shown_of(dataset, indicator, row[indicator], row.get(base or "", ""))
            found.setdefault(row.get("la_name", ""), {})[period] = shown
    return {area: dict(sorted(series.items())) for area, series in sorted(found.items())}


def usual_items(dataset: Dataset, table: Table) -> dict[str, str]:
    """The item of each filter that stands for all of it."""
    return {
        name: str(told["open_data"].get("filter_default") or "Total")
        for name, told in dataset.columns.items()
        if kind(dataset, name) == "Filter" and name in table.columns
    }


def shown_of(dataset: Dataset, indicator: str, cell: str, base: str = "") -> Shown:
    """A cell with what it can stand for, under the dataset's policy."""
    if not is_number(cell):
        return Shown(cell)
    number, told = Decimal(cell), dataset.columns[indicator]["open_data"]
    places = len(cell.partition(".")[2])
    is_rounded = (dataset.told.get("disclosure") or {}).get("policy") not in ("exact", "suppress")
    half = Decimal(5).scaleb(-places - 1)
    if told.get("unit") == "%" and is_rounded:
        return _rounded_share(cell, number, base)
    if is_whole(dataset, indicator):
        least = ROUNDING if is_rounded and number else 0
        return Shown(cell, number - least, number + least)
    return Shown(cell, number - half, number + half)


def _rounded_share(cell: str, number: Decimal, base: str) -> Shown:
    """A percentage of rounded counts: both may be off; without its base nothing is known of it."""
    if not is_number(base) or Decimal(base) <= ROUNDING:
        return Shown(cell)
    below, half = Decimal(base), Decimal("0.5")
    low = ((number - half) * below / 100 - ROUNDING) * 100 / (below + ROUNDING)
    high = ((number + half) * below / 100 + ROUNDING) * 100 / (below - ROUNDING)
    return Shown(cell, max(low, Decimal(0)), min(high, Decimal(100)))
