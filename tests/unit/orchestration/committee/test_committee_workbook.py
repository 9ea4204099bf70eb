"""A paper's workbook keeps the rules of accessible sheets, and says who may see it."""

import io
from decimal import Decimal

import pytest
from odfdo import Document
from openpyxl import load_workbook

from orchestration.committee.cells import Cell, Grid
from orchestration.committee.figures import Figure
from orchestration.committee.files import WARNING
from orchestration.committee.language import Paper
from orchestration.committee.sheets import paper_sheets
from orchestration.months import Month
from orchestration.release.open_document import as_ods
from orchestration.release.sheets import SheetBook
from orchestration.release.workbook import as_xlsx


@pytest.fixture
def book() -> SheetBook:
    counted = Figure(3, None, Decimal(3), None, None)
    numbers = Grid("Plans by month", ["", "May", "May"])
    numbers.rows.append([Cell("Plans"), Cell("1,203"), Cell("3", counted)])
    numbers.rows.append([Cell("In time"), Cell("79.2% (38 of 48)"), Cell("[x] data awaited")])
    words = Grid("Indicators", ["Indicator", "Value", "Owner"])
    words.rows.append([Cell("Plans"), Cell("3"), Cell("")])
    paper = Paper(title="A paper", made_after="A paper of before", tables=[])
    return paper_sheets(paper, Month.parse("2025-12"), [numbers, words])


def test_every_sheet_says_that_it_is_not_for_publication(book: SheetBook) -> None:
    workbook = load_workbook(io.BytesIO(as_xlsx(book)))
    assert workbook.sheetnames == ["Cover", "Contents", "Notes", "Table_1", "Table_2"]
    for name in ("Cover", "Notes", "Table_1", "Table_2"):
        assert WARNING in [cell.value for cell in workbook[name]["A"]]


def test_cells_are_those_of_the_page_and_whole_numbers_are_numbers(book: SheetBook) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(book)))["Table_1"]
    *_, head, first, second = sheet.iter_rows(values_only=True)
    assert head == ("Row", "May", "May (2)")
    assert first == ("Plans", 1203, 3)
    assert second == ("In time", "79.2% (38 of 48)", "[x] data awaited")
    (table,) = sheet.tables.values()
    assert table.ref == "A4:C6"


def test_no_cell_is_blank_in_either_format(book: SheetBook) -> None:
    *_, last = load_workbook(io.BytesIO(as_xlsx(book)))["Table_2"].iter_rows(values_only=True)
    assert last == ("Plans", "3", "[z]")
    held = {table.name: table for table in Document(io.BytesIO(as_ods(book))).body.tables}
    assert held["Table_2"].get_values()[-1] == ["Plans", "3", "[z]"]
    assert as_ods(book) == as_ods(book)
