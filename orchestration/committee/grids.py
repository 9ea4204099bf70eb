"""A paper's tables for a month: which rows and columns each kind of table has.

What a cell says is in `cells`; how they look in a file is in `files`.
"""

from collections.abc import Iterator

from orchestration.committee.cells import (
    NAMES,
    Cell,
    Grid,
    a_year_before,
    cell,
    difference,
    label_of,
    months_until,
    places,
    since_april,
    spoken,
    trend,
)
from orchestration.committee.figures import TOTAL, Figure, Figures, reason_told, shown
from orchestration.committee.language import (
    Comparison,
    Indicator,
    Indicators,
    Items,
    Months,
    Table,
    Years,
)
from orchestration.measures.declared import Measure
from orchestration.months import Month


def grid_of(table: Table, figures: Figures, month: Month) -> Grid:
    """The table for the month."""
    if isinstance(table, Months):
        grid = _months(table, figures, month)
    elif isinstance(table, Items):
        grid = _items(table, figures, month)
    elif isinstance(table, Years):
        grid = _years(table, figures, month)
    elif isinstance(table, Indicators):
        grid = _indicators(table, figures, month)
    else:
        grid = _comparison(table, figures)
    if table.note:
        grid.notes.append(table.note)
    return grid


def _months(table: Months, figures: Figures, month: Month) -> Grid:
    span = (
        since_april(month) if table.months == "since_april" else months_until(month, table.months)
    )
    grid = Grid(table.title, ["", *map(spoken, span)])
    for asked in table.rows:
        for label, breakdown, item in places(asked, figures, span):
            held = [cell(figures, asked.measure, each, (breakdown, item)) for each in span]
            grid.rows.append([Cell(label), *held])
    return grid


def _items(table: Items, figures: Figures, month: Month) -> Grid:
    grid = Grid(f"{table.title}, {spoken(month)}", [""])
    rows: dict[str, list[Cell | None]] = {}
    for column, asked in enumerate(table.columns):
        grid.columns.append(asked.label or figures.name(asked.measure))
        for label, breakdown, item in places(asked, figures, [month]):
            row = "Total" if (breakdown, item) == TOTAL else label
            held = rows.setdefault(row, [None] * len(table.columns))
            held[column] = cell(figures, asked.measure, month, (breakdown, item))
    for row in sorted(rows, key=lambda label: label == "Total"):
        cells = [held or Cell("[z]") for held in rows[row]]
        grid.rows.append([Cell(row), *cells])
    return grid


def _years(table: Years, figures: Figures, month: Month) -> Grid:
    year, count = month.starting_on.year, month.starting_on.month
    grid = Grid(table.title, ["", *NAMES[:count]])
    this = months_until(month, count)
    last = [a_year_before(each) for each in this]
    for asked in table.rows:
        measure = figures.measures.get(asked.measure)
        for label, breakdown, item in places(asked, figures, this):
            place = (breakdown, item)
            now = [cell(figures, asked.measure, each, place) for each in this]
            then = [cell(figures, asked.measure, each, place) for each in last]
            pairs = list(zip(now, then, strict=True))
            changes = [Cell(difference(a.figure, b.figure, measure)) for a, b in pairs]
            grid.rows.append([Cell(f"{label}, {year}"), *now])
            grid.rows.append([Cell(f"{label}, {year - 1}"), *then])
            grid.rows.append([Cell(f"{label}, change"), *changes])
    return grid


def _indicators(table: Indicators, figures: Figures, month: Month) -> Grid:
    headings = ["Indicator", "Area", "Value", "Target", "Better", "Since last month", "Owner"]
    grid = Grid(f"{table.title}, {spoken(month)}", headings)
    for one in table.indicators:
        measure = figures.measures.get(one.measure)
        found = list(_places_of(one, figures, month))
        absent = (" | ".join(one.breakdown), " | ".join(one.where.values()))
        for label, place in found or [("", absent if one.where else TOTAL)]:
            now = cell(figures, one.measure, month, place)
            name = f"{one.name} ({label})" if label else one.name
            texts = _told(measure, now.figure, figures.of(one.measure, month.before, place))
            grid.rows.append([Cell(name), Cell(one.area), now, *map(Cell, texts)])
    return grid


def _places_of(
    one: Indicator, figures: Figures, month: Month
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every item that an indicator asks for; none where it asks for the total."""
    breakdown = " | ".join(one.breakdown)
    for item in sorted(figures.items(one.measure, [month], breakdown) if one.breakdown else []):
        label = label_of(one, item)
        if label is not None:
            yield ("" if item in one.where.values() else label), (breakdown, item)


def _told(measure: Measure | None, now: Figure | None, before: Figure) -> list[str]:
    """Target, which way is better, trend and owner."""
    if measure is None or now is None:
        return ["[x]", "", "[z]", ""]
    target = measure.target
    aim = f"{target['value']} by {target['by']}" if target else "none agreed"
    way = {"higher": "more", "lower": "less", "none": "neither"}[measure.better]
    if now.value is not None and before.value is not None and now.is_whole and before.is_whole:
        moved = trend(now.value - before.value, measure)
    else:
        moved = f"[z] {reason_told(now.reason or before.reason)}".strip()
    return [aim, way, moved, measure.of("owner")]


def _comparison(table: Comparison, figures: Figures) -> Grid:
    """Measures by area and who says so, whole years side by side."""
    rows = [row for row in figures.comparisons if row[0] in table.measures]
    years = sorted({row[1] for row in rows})[-table.years :]
    grid = Grid(table.title, ["", *map(str, years)])
    found: dict[tuple[int, int, str], dict[int, Cell]] = {}
    ranks = {"Ours": 0, "Local authority": 1, "Regional": 2, "National": 3}
    for name, year, level, area, origin, above, below, value, is_whole in rows:
        if year in years:
            measure = figures.measures.get(name)
            reason = None if is_whole else "part of the year"
            figure = Figure(above, below, value, "z" if value is None else None, reason)
            title = f"{figures.name(name)}: {area}, {origin}"
            rank = ranks["Ours" if origin == "ours" else level]
            key = (table.measures.index(name), rank, title)
            found.setdefault(key, {})[year] = Cell(shown(figure, measure), figure, name, str(year))
    for key in sorted(found):
        grid.rows.append([Cell(key[2]), *(found[key].get(y, Cell("[x]")) for y in years)])
    return grid
