"""A release as a workbook's sheets: cover, notes, and every dataset as one table or several.

How sheets become a file is in `workbook` and `open_document`; no figure is changed here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from orchestration.months import Month
from orchestration.release.about import about
from orchestration.release.changes import area_of, numbers_of
from orchestration.release.contents import Contents
from orchestration.release.dataset import Dataset, Table, kind
from orchestration.release.in_part import told_in_part
from orchestration.release.periods import period_in, spoken
from orchestration.release.statuses import SAID, statuses
from orchestration.release.symbols import IN_A_CELL, OF_A_ROW, for_people, is_number

# A table with more columns of figures than these is parted by the groups of its indicators.
WIDEST = 10
VARYING = -1


@dataclass(frozen=True)
class Column:
    """A column of a sheet's table; `places` of numbers (or VARYING), none for text."""

    heading: str
    places: int | None = None


@dataclass(frozen=True)
class Sheet:
    """One table from column A, with lines said above it; all cells text, numbers plain."""

    name: str
    title: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True)
class SheetBook:
    """A workbook: what its cover says, by heading, and its sheets, the notes first."""

    title: str
    cover: dict[str, list[str]]
    sheets: list[Sheet]
    made_on: date


def release_sheets(contents: Contents) -> SheetBook:
    """Every dataset of the release in one workbook."""
    told, month = about(), spoken(contents.month)
    tables = [
        sheet
        for number, name in enumerate(sorted(contents.tables), 1)
        for sheet in _dataset_sheets(contents, number, name)
    ]
    cover = {
        "Introductory information": [
            f"Month: {month}. Release: {contents.status}.",
            f"Published by {told.publisher}. Licence: {told.licence}.",
        ],
        "About these data": [
            "Figures are protected before they are published: small numbers are hidden, and where"
            " a table says so numbers are rounded. The notes say what each sign means.",
            "The same figures are in the release as CSV, Parquet and an open document. What each"
            " column means is in the data dictionary, how it is counted in the methodology.",
        ],
        "Contact": [told.contact],
    }
    title = f"{told.title}, {month}"
    return SheetBook(title, cover, [notes_sheet(), *tables], contents.month.ending_on)


def notes_sheet() -> Sheet:
    """The signs, and what holds for every table."""
    signs = [(f"[{sign}]", said) for sign, said in {**IN_A_CELL, **OF_A_ROW}.items()]
    notes = [
        ("[note 1]", "Numbers that are rounded are rounded each on its own: parts may not add up."),
        ("[note 2]", "Percentages are made from the numbers shown where those are rounded."),
        ("[note 3]", "A true nought is shown as 0; a missing figure is never shown as 0."),
        ("[note 4]", "A revised row has at least one figure that was shown otherwise before."),
    ]
    columns = (Column("Sign or note"), Column("What it means"))
    lines = ("This worksheet contains one table.",)
    return Sheet("Notes", "Notes and signs", lines, columns, [*signs, *notes])


def _dataset_sheets(contents: Contents, number: int, name: str) -> Iterator[Sheet]:
    dataset, table = contents.tables[name]
    signs = [SAID[sign] for sign in statuses(contents, dataset, table)]
    parts = indicator_groups(dataset, table)
    for place, (group, indicators) in enumerate(parts):
        letter = chr(ord("a") + place) if len(parts) > 1 else ""
        title = f"{dataset.label}: {group}" if group else dataset.label
        lines = (
            "This worksheet contains one table. Signs in square brackets and notes are explained"
            " on the sheet Notes [note 1] [note 2] [note 3] [note 4].",
            *filter(None, [str(dataset.exposure.get("description", ""))]),
            *_in_part(contents, dataset),
            f"Source: {about().publisher}; file {name}.csv of this release.",
        )
        columns, rows = _table(dataset, table, indicators, signs)
        yield Sheet(f"Table_{number}{letter}", title, lines, columns, rows)


def _in_part(contents: Contents, dataset: Dataset) -> Iterator[str]:
    """The months of its measures that are shown and are not whole."""
    shown = numbers_of(dataset)
    for (number, month), why in told_in_part(contents).items():
        if number in shown and number in contents.measures:
            name = contents.measures[number].name
            yield f"Not a whole month: {name}, {spoken(Month.parse(month))} ({why})."


def indicator_groups(dataset: Dataset, table: Table) -> list[tuple[str, list[str]]]:
    """The indicators of a table, all together, or by their groups where they are too many."""
    indicators = [name for name in table.columns if kind(dataset, name) == "Indicator"]
    if len(indicators) <= WIDEST:
        return [("", indicators)]
    groups: dict[str, list[str]] = {}
    for name in indicators:
        groups.setdefault(str(dataset.columns[name]["open_data"]["grouping"]), []).append(name)
    return [
        (group if start == 0 else f"{group}, continued", names[start : start + WIDEST])
        for group, names in groups.items()
        for start in range(0, len(names), WIDEST)
    ]


def _table(
    dataset: Dataset, table: Table, indicators: list[str], signs: list[str]
) -> tuple[tuple[Column, ...], list[tuple[str, ...]]]:
    filters = [name for name in table.columns if kind(dataset, name) == "Filter"]
    told = {name: dataset.columns[name]["open_data"] for name in [*filters, *indicators]}
    columns = (
        *(Column("Period"), Column("Area"), Column("Area code")),
        *(Column(str(told[name]["label"])) for name in filters),
        Column("Status"),
        *(Column(_heading(told[name]), _places(table, name)) for name in indicators),
    )
    rows = []
    for cells, status in zip(table.rows, signs, strict=True):
        row = dict(zip(table.columns, cells, strict=True))
        period = period_in(row)
        label = period.label[0].upper() + period.label[1:]
        code = row.get("new_la_code") or row.get("region_code") or row["country_code"]
        place = (label, area_of(row), code, *(row[name] for name in filters), status)
        rows.append((*place, *(for_people(row[name]) for name in indicators)))
    return columns, rows


def _places(table: Table, name: str) -> int:
    """How many decimals the numbers of a column have."""
    place = table.columns.index(name)
    cells = (row[place] for row in table.rows)
    found = {len(cell.partition(".")[2]) for cell in cells if is_number(cell)}
    return max(found, default=0) if len(found) < 2 else VARYING


def _heading(told: dict[str, object]) -> str:
    unit = str(told.get("unit") or "")
    return f"{told['label']} ({unit})" if unit else str(told["label"])
