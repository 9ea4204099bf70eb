"""Writes a list for people to work through, as CSV or Excel by the ending of its name.

What stands in it is for others to say; nothing in it is run by a spreadsheet.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

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
