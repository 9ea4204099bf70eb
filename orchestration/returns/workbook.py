"""Writes a return as a workbook of lists: a sheet for each table, headings on its first row.

Every cell is text, so that nothing in it is computed, shortened or taken for a date.
"""

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell

from orchestration.contracts.catalogue import Catalogue
from orchestration.returns.content import Content, text_of
from orchestration.returns.language import Return


def write_workbook(path: Path, catalogue: Catalogue, layout: Return, content: Content) -> None:
    """Write every table of the return."""
    tables = catalogue.contracts[layout.contract].tables
    book = Workbook(write_only=True)
    for name, rows in content.items():
        sheet = book.create_sheet(layout.sheets[name])
        sheet.freeze_panes = "A2"
        columns = [tables[name].columns[word] for word in layout.tables[name].words]
        words = layout.tables[name].words
        sheet.append([_text(sheet, column.from_) for column in columns])
        for row in rows:
            told = zip(columns, words, strict=True)
            texts = [
                _flag(layout, row.values[word])
                or text_of(column, row.values[word], (column.formats or [""])[0])
                for column, word in told
            ]
            sheet.append([_text(sheet, text) for text in texts])
    book.save(path)


def _flag(layout: Return, value: Any) -> str:
    """Yes or no in the return's own words; empty where it is neither."""
    if layout.flags is None or not isinstance(value, bool):
        return ""
    return layout.flags.yes if value else layout.flags.no


def _text(sheet: object, text: str) -> Cell | None:
    """A cell that holds just this text: what starts like a formula is none."""
    if not text:
        return None
    cell: Cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
