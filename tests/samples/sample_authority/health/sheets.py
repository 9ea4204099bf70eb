"""A trust's list as a workbook of one sheet: days as real dates, all else as text.
The rows are those that another trust would send as CSV, in the same order and on the same lines."""

from contextlib import suppress
from datetime import date

from openpyxl import Workbook  # type: ignore[import-untyped]

from ..days import unslashed
from ..tables import Table
from ..workbook_bytes import workbook_bytes

DATE_FORMAT = "dd/mm/yyyy"


def as_typed(text: str) -> str | date | None:
    """What a clerk who types the text into a spreadsheet gets."""
    with suppress(ValueError):
        return unslashed(text)
    return text or None


def sheet_bytes(table: Table, title: str = "Waiting list") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(list(table.header))
    for row in table.rows:
        sheet.append([as_typed(text) for text in row])
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, date):
                cell.number_format = DATE_FORMAT
    return workbook_bytes(book)
