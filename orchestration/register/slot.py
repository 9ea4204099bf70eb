"""Who sent a delivery and for which month, taken from its content and never from its path.

Whether the delivery is sound row by row is judged afterwards.
"""

from contextlib import suppress
from datetime import date, datetime

import duckdb

from orchestration.contracts.casts import identifier
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract, WideWorkbook
from orchestration.months import Month
from orchestration.readers import Extract
from orchestration.refusals import Refusal


def supplier_and_month(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    contract: Contract,
    extracts: dict[str, Extract],
) -> tuple[str, Month]:
    """Find both; raise Refusal when the delivery does not say them once and plainly."""
    return _supplier(con, catalogue, contract, extracts), _month(con, contract, extracts)


def _supplier(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    contract: Contract,
    extracts: dict[str, Extract],
) -> str:
    said = contract.supplier
    if said.name:
        return said.name
    values = _values(con, extracts, str(said.table), str(said.column))
    if len(values) != 1:
        what = f"Column {said.column} must name one supplier throughout; it holds {len(values)}."
        raise Refusal(contract.title, what, "Send one file for each supplier.")
    if values[0] not in catalogue.codes(str(said.code_set)):
        what = f"The supplier in column {said.column} is not known here."
        list_name = str(said.code_set).partition(".")[0]
        remedy = f"Correct it, or ask for it to be added to the list '{list_name}'."
        raise Refusal(contract.title, what, remedy, rule="V004")
    return values[0]


def _month(
    con: duckdb.DuckDBPyConnection, contract: Contract, extracts: dict[str, Extract]
) -> Month:
    said, layout = contract.period, contract.reader
    if said.take == "the_title" and isinstance(layout, WideWorkbook):
        title = next(iter(extracts.values())).month_text or ""
        try:
            return Month.of(datetime.strptime(title, layout.title_month).date())
        except ValueError:
            what = f"The titles end with '{title}', which is not a month."
            raise Refusal(contract.title, what, "They must end like 'June 2023'.") from None
    values = _values(con, extracts, str(said.table), str(said.column))
    days = _days(values, str(said.format))
    if said.take == "the_latest" and days:
        return Month(date(days[-1].year, 12, 1))
    months = {Month.of(day) for day in days}
    if len(months) != 1:
        found = f"{len(months)} months" if months else "no readable date"
        what = f"Column {said.column} must hold one month throughout; it holds {found}."
        raise Refusal(contract.title, what, "Send one file for each month, with its last day.")
    return months.pop()


def _values(
    con: duckdb.DuckDBPyConnection, extracts: dict[str, Extract], table: str, column: str
) -> list[str]:
    rows = con.execute(f"""
        select distinct trim({identifier(column)}) from {extracts[table].relation}
        where coalesce(trim({identifier(column)}), '') <> '' order by 1 limit 1000
    """).fetchall()
    return [row[0] for row in rows]


def _days(values: list[str], form: str) -> list[date]:
    """The readable ones; a cell that is no date is judged, row by row, later."""
    days = []
    for value in values:
        with suppress(ValueError):
            days.append(datetime.strptime(value, form).date())
    return sorted(days)
