"""Writes typed summaries of figures as council officers do, and hands them in.

Which figures, and what is to be said of them, is in the tests.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from orchestration.home import Home
from tests.unit.orchestration.sending import Row, problems, send, write_table

Figures = list[Row]
EMPTY: Row = {
    "statement_id": "",
    "agency": "education",
    "summary_date": "31/07/2020",
    "table": "",
    "measure": "",
    "said as": "",
    "definition": "",
    "category": "",
    "part or total": "single",
    "placed under": "",
    "period from": "01/07/2020",
    "period to": "31/07/2020",
    "to come": "",
    "described as": "number",
    "unit": "count",
    "value": "",
    "count": "",
    "count is least": "",
    "out of": "",
    "counted among": "",
    "reckoned by": "",
    "partial": "",
    "source system": "",
}


def figure(value: str = "", **cells: str) -> Row:
    """One figure; names of cells have an underscore where the heading has a space."""
    cells = {("part or total" if name == "role" else name): text for name, text in cells.items()}
    named = {
        (name if name in EMPTY else name.replace("_", " ")): text for name, text in cells.items()
    }
    assert set(named) <= set(EMPTY), sorted(set(named) - set(EMPTY))
    return {**EMPTY, **named, "value": value}


def parts_and_total(
    table: str, measure: str, parts: dict[str, str], total: str, **cells: str
) -> Figures:
    """Figures by category with their total."""
    rows = [
        figure(value, table=table, measure=measure, category=category, role="part", **cells)
        for category, value in parts.items()
    ]
    whole = {"category": "Total", "role": "total_of_categories", **cells}
    return [*rows, figure(total, table=table, measure=measure, **whole)]


def grid(
    table: str, measure: str, months: Iterable[tuple[str, str]], rows: dict[str, list[str]]
) -> Iterator[Row]:
    """A table of categories by months, with totals at the right and at the foot."""
    periods = list(months)
    whole = (periods[0][0], periods[-1][1])
    for category, values in rows.items():
        for (first, last), value in zip([*periods, whole], values, strict=True):
            across, down = (first, last) == whole, category == "Total"
            role = {
                (False, False): "part",
                (False, True): "total_of_categories",
                (True, False): "total_of_periods",
                (True, True): "grand_total",
            }[(across, down)]
            cells = {"table": table, "measure": measure, "category": category, "role": role}
            yield {**figure(value, **cells), "period from": first, "period to": last}


def numbered(rows: Iterable[Row]) -> Figures:
    """Each figure under a number of its own, unless it has one."""
    return [
        {**row, "statement_id": row["statement_id"] or f"F{number}"}
        for number, row in enumerate(rows, start=1)
    ]


def asked(
    home: Home, folder: Path, figures: Iterable[Row], at: datetime = datetime(2026, 2, 1)
) -> set[tuple[str, str]]:
    """Rules that fired, each with the value of the row that it is told of."""
    rows = numbered(figures)
    receipt = send(home, write_table(folder / "council_summaries_x.csv", rows), at=at)
    assert receipt.submission.status == "accepted", receipt.submission.reason
    return {
        (found.rule, rows[found.line - 2]["value"] if found.line else "")
        for found in problems(receipt)
    }
