"""Writes a list for people to work through, as CSV or Excel by the ending of its name.

What stands in it is for others to say; nothing in it is run by a spreadsheet.
"""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

MADE_ON = datetime(2000, 1, 1)
LONGEST_CELL = 32_000
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_sheet(place: Path, title: str, headings: list[str], rows: Iterable[list[Any]]) -> None:
    told = ([harmless(cell) for cell in row] for row in rows)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.suffix.casefold() == ".xlsx":
        _write_workbook(place, title, headings, told)
        return
    with place.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(told)


def workbook_of(title: str, headings: list[str], rows: Iterable[list[Any]]) -> bytes:
    """The same list as an Excel file that was never on a disk; the headings stay in sight."""
    import xlsxwriter

    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        book.set_properties({"created": MADE_ON})
        sheet, bold = book.add_worksheet(title), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate(headings):
            sheet.set_column(place, place, 40 if " " in heading else 18)
            sheet.write_string(0, place, heading, bold)
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, place, cell)
                else:
                    sheet.write_string(number, place, _without_controls(str(harmless(cell))))
    return kept.getvalue()


def _without_controls(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text)[:LONGEST_CELL]


def harmless(cell: Any) -> Any:
    """A spreadsheet must not run what a sender typed."""
    if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell


def _write_workbook(
    place: Path, title: str, headings: list[str], rows: Iterable[list[Any]]
) -> None:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append(headings)
    for row in rows:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("?", c) if isinstance(c, str) else c for c in row])
    workbook.save(place)
