"""Which month a published workbook is for: the month its sheets' titles all end with.

Figures are read elsewhere; a file's name is never asked.
"""

import re
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook

from orchestration.refusals import Refusal

Cell = int | float | str | bool | time | date | datetime | timedelta


def title_of(shown_name: str, sheet: str, cells: list[list[Cell]]) -> str:
    title = next((str(cell) for cell in (cells[0] if cells else []) if cell != ""), "")
    if not title:
        raise Refusal(shown_name, f"Sheet '{sheet}' has no title on row 1.", "Send it whole.")
    return title


def one_month(shown_name: str, titles: dict[str, str], form: str) -> str:
    """The month that all titles end with, as written (`June 2023`)."""
    found = {sheet: re.search(r"([A-Z][a-z]+ \d{4})\s*$", title) for sheet, title in titles.items()}
    silent = [sheet for sheet, match in found.items() if not match or not _day(match[1], form)]
    if silent:
        what = f"The titles of the sheets {silent} do not end with a month."
        raise Refusal(shown_name, what, "Row 1 of each sheet must end like 'June 2023'.")
    months = {sheet: match.group(1) for sheet, match in found.items() if match}
    if len(set(months.values())) > 1:
        what = f"The sheets speak of different months: {sorted(set(months.values()))}."
        raise Refusal(shown_name, what, "Send one workbook for one month, as it was published.")
    return next(iter(months.values()))


def _day(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)
    except ValueError:
        return None


def check_cover(shown_name: str, workbook: CalamineWorkbook, month: str, form: str) -> None:
    """The cover page's period, where it is given, must hold the month of the titles."""
    if "Cover page" not in workbook.sheet_names:
        return
    cells = workbook.get_sheet_by_name("Cover page").to_python()
    rows = [row for row in cells if len(row) > 1 and str(row[0]).startswith("Period")]
    period = str(rows[0][1]) if rows else ""
    ends = re.findall(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]+ \d{4})", period)
    first, last = ([*(_day(end, "%B %Y") for _, end in ends), None, None])[:2]
    titled = _day(month, form)
    if first and last and titled and not first <= titled <= last:
        what = f"The sheets are titled {month}, but the cover page's period is '{period}'."
        raise Refusal(shown_name, what, "Ask the publisher which is right.")
