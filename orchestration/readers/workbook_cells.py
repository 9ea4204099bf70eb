"""What the cells of a workbook show, as text: whole numbers without a point, dates as agreed.

A number that only looks like a date's serial number stays a number. Nothing is judged here.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from orchestration.contracts.language import Table
from orchestration.readers.workbook_parts import as_shown

Cell = int | float | str | bool | time | date | datetime | timedelta
MOST_DIGITS = 1e15


class Texts:
    """The text of the cells of one list.

    A date is written as its column's first format has it, so that it reads as the contract says.
    """

    def __init__(
        self,
        table: Table,
        names: list[str],
        places: list[int],
        shown: dict[tuple[int, int], str],
    ) -> None:
        formats = {column.from_: column.formats for column in table.columns.values()}
        self._columns = [
            (place, next(iter(formats.get(name, [])), None))
            for name, place in zip(names, places, strict=True)
        ]
        self._shown = shown
        self._shown_columns = {column for _, column in shown}

    def columns(self, rows: list[tuple[int, list[Cell]]]) -> list[list[str | None]]:
        return [self._column(rows, place, form) for place, form in self._columns]

    def _column(
        self, rows: list[tuple[int, list[Cell]]], place: int, form: str | None
    ) -> list[str | None]:
        texts = [text_of(row[place], form) for _, row in rows]
        if place + 1 in self._shown_columns:
            for at, (line, row) in enumerate(rows):
                code, cell = self._shown.get((line, place + 1)), row[place]
                if code and isinstance(cell, float):
                    texts[at] = as_shown(cell, code)
        return texts


def is_blank(row: list[Any]) -> bool:
    return not any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in row)


def text_of(cell: Cell, form: str | None) -> str | None:
    """The cell as its sender sees it; an empty one is nothing."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        is_whole = cell.is_integer() and abs(cell) < MOST_DIGITS
        return str(int(cell)) if is_whole else f"{cell:.15g}"
    if isinstance(cell, datetime):
        if form:
            return cell.strftime(form)
        at_midnight = cell.time() == time(0)
        return cell.date().isoformat() if at_midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.strftime(form) if form else cell.isoformat()
    return str(cell)
