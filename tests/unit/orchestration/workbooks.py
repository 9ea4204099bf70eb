"""Makes small workbooks laid out as NHS England publishes them, in the two layouts met so far.

Every sheet has the same rows; what a test wants otherwise, it changes in the open workbook.
"""

from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.layouts import WideWorkbook

Layout = Literal["unnamed", "named"]
NAME = "community_health_2023-06-01.xlsx"
PERIOD = "1st April 2023 - 31st March 2024"
HEADINGS = ["(A) Audiology", "(CYP) Audiology", "(CYP) Rapid response services"]
BODY: list[tuple[str, str, list[Any]]] = [
    ("National", "England", [22, 20311, 7]),
    ("Region", "London", ["*", None, 0]),
    ("", "Midlands", [5, 12.0, "*"]),
    ("ICB", "Birmingham and Solihull", [None, 0, 3]),
]


def sheets() -> list[str]:
    reader = the_catalogue().contracts["community_waits"].reader
    assert isinstance(reader, WideWorkbook)
    return list(reader.sheets)


def workbook(layout: Layout = "named", month: str = "June 2023", period: str = PERIOD) -> Workbook:
    """A whole workbook; in the older layout column A is empty and the labels have no heading."""
    book = Workbook()
    cover = book.active
    assert isinstance(cover, Worksheet)
    cover.title = "Cover page"
    cover.append(["Title:", "Community Health Services Waiting Times"])
    cover.append(["Period:", period])
    for name in sheets():
        _fill(book.create_sheet(name), layout, f"Total waiting list by service, {month}")
    return book


def _fill(sheet: Worksheet, layout: Layout, title: str) -> None:
    margin: list[Any] = [] if layout == "named" else [None]
    labels: list[Any] = (
        ["Organisation Type", "Organisation Name"] if layout == "named" else [None] * 2
    )
    sheet.append([*margin, title])
    for note in ("Blanks indicate no organisation submitted.", "Some note", "* Suppressed"):
        sheet.append([*margin, note])
    if layout == "unnamed":
        sheet.append([])
    sheet.append([*margin, *labels, *HEADINGS])
    for level, name, figures in BODY:
        shown = None if layout == "unnamed" and level == "National" else level or None
        sheet.append([*margin, shown, name, *figures])


def save(book: Workbook, folder: Path, name: str = NAME) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    book.save(path)
    return path
