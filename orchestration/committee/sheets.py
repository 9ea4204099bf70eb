"""A paper's tables as a workbook's sheets, exact: for those allowed to see small numbers.

The workbook is written beside the paper's page and is no part of a release; how sheets become a
file is in orchestration.release.
"""

from collections.abc import Iterable

from orchestration.committee.cells import Cell, Grid, spoken
from orchestration.committee.files import LEGEND, WARNING
from orchestration.committee.language import Paper
from orchestration.months import Month
from orchestration.release.sheets import Column, Sheet, SheetBook

NOTHING = "Nothing is told here for the month."
NOTES = [
    ("[x]", "Missing, with its reason."),
    ("[z]", "Does not apply, there is nothing to divide by, or nothing is told here."),
    ("[partial]", "The sum of the parts that are known, and not the whole."),
    ("Better, worse", "By the direction that the measure declares; where none, it is not said."),
]


def paper_sheets(paper: Paper, month: Month, grids: Iterable[Grid]) -> SheetBook:
    """Every table of a paper, one a sheet, behind a cover that says who may see it."""
    title = f"{paper.title}, {spoken(month)}"
    cover = {
        "Introductory information": [WARNING, f"Tables after: {paper.made_after}"],
        "About these data": [LEGEND],
        "Contact": ["The performance team, who drafted it."],
    }
    heads = (Column("Sign"), Column("What it means"))
    lines = ("This worksheet contains one table.", WARNING)
    notes = Sheet("Notes", "Notes and signs", lines, heads, [tuple(row) for row in NOTES])
    tables = [_sheet(number, grid) for number, grid in enumerate(grids, 1)]
    return SheetBook(title, cover, [notes, *tables], month.ending_on)


def _sheet(number: int, grid: Grid) -> Sheet:
    words = "Owner" in grid.columns
    first, *others = _apart(grid.columns)
    columns = (Column(first), *(Column(one, None if words else 0) for one in others))
    rows = [tuple(_text(cell) for cell in row) for row in grid.rows] or [
        (NOTHING, *("[z]" for _ in others))
    ]
    lines = ("This worksheet contains one table. Signs are explained on the sheet Notes.", WARNING)
    return Sheet(f"Table_{number}", grid.title, (*lines, *grid.notes), columns, rows)


def _apart(headings: list[str]) -> list[str]:
    """Headings that are all said, and each once."""
    found: list[str] = []
    for heading in headings:
        name = again = heading or "Row"
        number = 1
        while again in found:
            number += 1
            again = f"{name} ({number})"
        found.append(again)
    return found


def _text(cell: Cell) -> str:
    """A whole number plain, so that it can be reckoned with; anything else as the page says it."""
    plain = cell.text.replace(",", "")
    return plain if plain.isdecimal() else cell.text or "[z]"
