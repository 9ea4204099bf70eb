"""Who sent a delivery and for which month, taken from its content and never from its path.

Whether the delivery is sound row by row is judged afterwards.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from orchestration.contracts.casts import WHITE_SPACE
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.contracts.layouts import WideWorkbook
from orchestration.contracts.sql import identifier
from orchestration.months import Month
from orchestration.readers import Extract
from orchestration.refusals import Refusal


@dataclass(frozen=True)
class Slot:
    """What a delivery says it is: whose, for which month, and which part of the month.

    part  the day, where a month has a delivery for each of several days; else empty
    """

    supplier: str
    month: Month
    part: str = ""


@dataclass(frozen=True)
class Claim:
    """What the sender says beside the file; whatever is said must agree with the content."""

    source: str | None = None
    supplier: str | None = None
    month: Month | None = None


def slot_of(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    contract: Contract,
    extracts: dict[str, Extract],
    claim: Claim,
    where: str,
    today: date,
) -> Slot:
    """Find it in the content; raise Refusal when it is not said plainly, or a claim differs.

    `today` is the day it is received: a later one, mistyped in a single row, must not carry the
    whole delivery off to a year that has not come.
    """
    supplier = _supplier(con, catalogue, contract, extracts, where)
    month, part = _period(con, contract, extracts, where, today)
    if claim.month and claim.month != month:
        what = f"It was sent for {claim.month} but speaks of {month}."
        raise Refusal(where, what, "Send the right file, or name the right month.")
    if claim.supplier and claim.supplier != supplier:
        what = f"It was sent as a file of '{claim.supplier}' but is one of '{supplier}'."
        raise Refusal(where, what, "Send the right file, or name the right supplier.")
    return Slot(supplier, month, part)


def _supplier(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    contract: Contract,
    extracts: dict[str, Extract],
    where: str,
) -> str:
    said = contract.supplier
    if said.name:
        return said.name
    values = _values(con, extracts, str(said.table), str(said.column))
    if len(values) != 1:
        what = f"Column {said.column} must name one supplier throughout; it holds {len(values)}."
        raise Refusal(where, what, "Send one file for each supplier.")
    if values[0] not in catalogue.codes(str(said.code_set)):
        what = f"The supplier in column {said.column} is not known here."
        list_name = str(said.code_set).partition(".")[0]
        remedy = f"Correct it, or ask for it to be added to the list '{list_name}'."
        raise Refusal(where, what, remedy, rule="V004")
    return values[0]


def _period(
    con: duckdb.DuckDBPyConnection,
    contract: Contract,
    extracts: dict[str, Extract],
    where: str,
    today: date,
) -> tuple[Month, str]:
    said = contract.period
    for layout in contract.readers:
        if said.take == "the_title" and isinstance(layout, WideWorkbook):
            return _titled_month(layout, extracts, where), ""
    days = _days(_values(con, extracts, str(said.table), str(said.column)), said.formats)
    if said.take == "the_latest":
        days = [day for day in days if day <= today]
        if days:
            return _end_of_year(days[-1], said.year_ends_in), ""
    of_days = said.take == "the_only_day"
    found = {str(day) if of_days else str(Month.of(day)) for day in days}
    if len(found) != 1:
        unit = "day" if of_days else "month"
        told = f"{len(found)} {unit}s" if found else "no readable date"
        what = f"Column {said.column} must hold one {unit} throughout; it holds {told}."
        remedy = f"Send one file for each {unit}{'' if of_days else ', with its last day'}."
        if not found:
            remedy = f"Write its dates like {date(2025, 12, 31).strftime(said.formats[0])}."
        raise Refusal(where, what, remedy)
    month = Month.of(days[0])
    if month > Month.of(today):
        what = f"It speaks of {month}, which has not come yet."
        raise Refusal(where, what, f"Correct column {said.column}.", rule="V005")
    return month, found.pop() if of_days else ""


def _titled_month(layout: WideWorkbook, extracts: dict[str, Extract], where: str) -> Month:
    title = next(iter(extracts.values())).month_text or ""
    try:
        return Month.of(datetime.strptime(title, layout.title_month).date())
    except ValueError:
        what = f"The titles end with '{title}', which is not a month."
        raise Refusal(where, what, "They must end like 'June 2023'.") from None


def _end_of_year(day: date, last_month: int) -> Month:
    """The last month of the year that a day lies in."""
    return Month(date(day.year + (day.month > last_month), last_month, 1))


def _values(
    con: duckdb.DuckDBPyConnection, extracts: dict[str, Extract], table: str, column: str
) -> list[str]:
    if table not in extracts or column not in extracts[table].columns:
        return []
    text = f"trim({identifier(column)}, {WHITE_SPACE})"
    rows = con.execute(f"""
        select distinct {text} from {identifier(extracts[table].relation)}
        where coalesce({text}, '') <> '' order by 1 limit 100000
    """).fetchall()
    return [row[0] for row in rows]


def _days(values: list[str], forms: list[str]) -> list[date]:
    """The readable ones; a cell that is no date is judged, row by row, later."""
    days = []
    for value in values:
        for form in forms:
            with suppress(ValueError):
                days.append(datetime.strptime(value, form).date())
    return sorted(days)
