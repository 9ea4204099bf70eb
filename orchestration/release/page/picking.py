"""Picks the cells of a chart from a released table, as they stand there: numbers and symbols alike.

What is picked is drawn by `drawing` and told as a table beside it, from the very same cells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orchestration.release.contents import Contents
from orchestration.release.dataset import Dataset, Table, kind
from orchestration.release.page.declared import Areas, Bands, Chart, Items, Line, Trend
from orchestration.release.periods import Period, period_in
from orchestration.release.series import LEVEL, usual_items
from orchestration.release.symbols import is_number

NATIONAL = "National"
# More points than this are not read from a chart; all of them are in the file.
MOST = 24
Row = dict[str, str]


@dataclass(frozen=True)
class Picked:
    """The figures of a chart, a row for each place on its axis and a column for each line.

    lines  what the line is called -> its cells, in the order of `labels`; empty: no such row
    of     what is counted; `when`, `where` of what time and place, where one holds for all
    """

    kind: str
    title: str
    of: str
    unit: str
    labels: list[str]
    lines: dict[str, list[str]]
    axis: str
    when: str = ""
    note: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether there is any number in it."""
        return any(is_number(cell) for cells in self.lines.values() for cell in cells)

    def untold(self) -> Iterator[tuple[str, str, str]]:
        """Line, place on the axis and cell, of everything that is not a number."""
        for name, cells in self.lines.items():
            for label, cell in zip(self.labels, cells, strict=True):
                if not is_number(cell):
                    yield name, label, cell


def own_areas(contents: Contents) -> set[str]:
    """The authorities that the release is about: those that every dataset tells of."""
    told = [
        {row["la_name"] for row in rows_of(table) if row.get("geographic_level") == LEVEL}
        for _, table in contents.tables.values()
        if "la_name" in table.columns
    ]
    told = [names for names in told if names]
    common = set.intersection(*told) if told else set()
    return common or set().union(*told)


def rows_of(table: Table) -> Iterator[Row]:
    for cells in table.rows:
        yield dict(zip(table.columns, cells, strict=True))


def rows_where(
    dataset: Dataset, table: Table, where: Mapping[str, str], freed: str | None = None
) -> list[Row]:
    """The rows whose filters have the items asked for; none where a filter that is asked for was
    left out, for which of its items is told, nobody knows.

    freed  a filter that may have any item
    """
    asked = {*where, *([freed] if freed else [])}
    if not asked <= set(table.columns):
        return []
    items = {**usual_items(dataset, table), **where}
    items.pop(freed or "", None)
    return [r for r in rows_of(table) if all(r[name] == item for name, item in items.items())]


def label_of(dataset: Dataset, column: str) -> str:
    return str((dataset.columns[column]["open_data"] or {}).get("label", column))


def picked(dataset: Dataset, table: Table, chart: Chart, own: set[str]) -> Picked | None:
    """A chart's cells; nothing where the release has no row for it."""
    if isinstance(chart, Trend):
        return _trend(dataset, table, chart, own)
    if isinstance(chart, Areas):
        return _areas(dataset, table, chart, own)
    if isinstance(chart, Items):
        return _items(dataset, table, chart, own)
    return _bands(dataset, table, chart, own)


def _unit(dataset: Dataset, column: str) -> str:
    return str((dataset.columns[column]["open_data"] or {}).get("unit", ""))


def _trend(dataset: Dataset, table: Table, chart: Trend, own: set[str]) -> Picked | None:
    found: dict[str, dict[Period, str]] = {}
    for line in (one for one in chart.lines if one.without not in table.columns):
        for row in rows_where(dataset, table, line.where):
            if _is_of(row, line, own):
                area = row.get("la_name") or row.get("country_name", "")
                name = line.name if line.name and (len(own) < 2 or line.area != "own") else area
                name = f"{line.name}, {area}" if line.name and name == area else name
                found.setdefault(name, {})[period_in(row)] = row[chart.figure]
    periods = sorted({period for cells in found.values() for period in cells})[-MOST:]
    lines = {name: [cells.get(p, "") for p in periods] for name, cells in found.items()}
    lines = {name: cells for name, cells in lines.items() if any(cells)}
    if not lines:
        return None
    return Picked(
        kind="trend",
        title=chart.title,
        of=label_of(dataset, chart.figure),
        unit=_unit(dataset, chart.figure),
        labels=[period.label[0].upper() + period.label[1:] for period in periods],
        lines=lines,
        axis="Period",
        note=chart.note or "",
    )


def _is_of(row: Row, line: Line, own: set[str]) -> bool:
    if line.area == "England":
        return row.get("geographic_level") == NATIONAL
    return row.get("geographic_level") == LEVEL and row.get("la_name") in own


def _latest(rows: list[Row], own: set[str]) -> tuple[str, list[Row]]:
    """The latest time that one of our own is told of, and the rows of that time."""
    times = [period_in(row) for row in rows if row.get("la_name") in own]
    if not times:
        return "", []
    latest = max(times)
    return latest.label, [row for row in rows if period_in(row) == latest]


def _areas(dataset: Dataset, table: Table, chart: Areas, own: set[str]) -> Picked | None:
    when, rows = _latest(rows_where(dataset, table, chart.where), own)
    by_area = {row.get("la_name") or row.get("country_name", ""): row for row in rows}
    others = sorted(
        (name for name in by_area if name not in own),
        key=lambda name: (by_area[name]["geographic_level"] != NATIONAL, name),
    )
    if not others:
        return None
    names = [*sorted(own & set(by_area)), *others]
    cells = [by_area[name][chart.figure] for name in names]
    of, unit = label_of(dataset, chart.figure), _unit(dataset, chart.figure)
    return Picked(
        "areas", chart.title, of, unit, names, {of: cells}, "Area", when, chart.note or ""
    )


def _items(dataset: Dataset, table: Table, chart: Items, own: set[str]) -> Picked | None:
    when, rows = _latest(rows_where(dataset, table, chart.where, chart.by), own)
    whole = usual_items(dataset, table).get(chart.by)
    items = list(dict.fromkeys(row[chart.by] for row in rows if row[chart.by] != whole))
    return _by_area(dataset, chart, rows, own, items, when, label_of(dataset, chart.by))


def _by_area(
    dataset: Dataset,
    chart: Items,
    rows: list[Row],
    own: set[str],
    items: list[str],
    when: str,
    axis: str,
) -> Picked | None:
    lines: dict[str, list[str]] = {}
    for area in sorted(own):
        held = {row[chart.by]: row[chart.figure] for row in rows if row.get("la_name") == area}
        lines[area] = [held.get(item, "") for item in items]
    if not items:
        return None
    of, unit = label_of(dataset, chart.figure), _unit(dataset, chart.figure)
    return Picked("items", chart.title, of, unit, items, lines, axis, when, chart.note or "")


def _bands(dataset: Dataset, table: Table, chart: Bands, own: set[str]) -> Picked | None:
    when, rows = _latest(rows_where(dataset, table, chart.where), own)
    lines = {
        row["la_name"]: [row[band.figure] for band in chart.bands]
        for row in rows
        if row.get("la_name") in own
    }
    names = [band.name for band in chart.bands]
    of = "Number in each band"
    if not lines or not {band.figure for band in chart.bands} <= {
        name for name in table.columns if kind(dataset, name) == "Indicator"
    }:
        return None
    return Picked("bands", chart.title, of, "", names, lines, "Band", when, chart.note or "")
