"""What stands in a return: rows that core says belong in it, with the words that it sends.

Identifiers are joined to them here, in the identifiable store, at the moment of writing; how a
value is written is each form's own.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.columns import Column
from orchestration.contracts.each_month import SUFFIX
from orchestration.contracts.sql import identifier, quoted
from orchestration.ducks import open_identifiable
from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.returns.language import Fixed, Return, ReturnTable

# XML 1.0 has no way to write these, however they are escaped.
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class Asked:
    """Which return is asked for: of one authority, for a year or for the end of a month.

    reference_on  the day that it speaks of
    """

    authority: str
    year: int
    reference_on: date
    moment: datetime
    month_starting_on: date | None = None


@dataclass(frozen=True)
class Row:
    """One row; `number` counts the rows of its table from 1, `parent` is that of another's row."""

    number: int
    parent: int
    values: dict[str, Any]


Content = dict[str, list[Row]]


def open_stores(home: Home) -> duckdb.DuckDBPyConnection:
    """Who is who beside what we made of it, both to read only."""
    for store in (home.staging, home.warehouse):
        if not store.exists():
            raise Refusal("return", "There is no warehouse yet.", "Make one: sendmart run.")
    con = open_identifiable(home, home.staging, read_only=True)
    con.execute(f"attach {quoted(str(home.warehouse))} as warehouse (read_only)")
    return con


def content_of(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, layout: Return, asked: Asked
) -> Content:
    """Every table of the return, parents before what hangs on them, each in the received order."""
    contract = catalogue.contracts[layout.contract]
    content: Content = {}
    places: dict[str, dict[str, int]] = {}
    for name in contract.parents_first():
        if name not in layout.tables:
            continue
        table, parent = layout.tables[name], contract.tables[name].parent
        if table.rows is None:
            content[name] = [Row(1, 0, _told(asked, table))]
            continue
        above = places.get(parent.table) if parent else None
        content[name], places[name] = [], {}
        for key, parent_key, *cells in _rows(con, layout, name, asked):
            number = len(content[name]) + 1
            hangs_on = above[parent_key] if above else 1 if parent else 0
            values = dict(zip(table.words, map(_sound, cells), strict=True))
            content[name].append(Row(number, hangs_on, values))
            places[name][key] = number
    return content


def _rows(
    con: duckdb.DuckDBPyConnection, layout: Return, name: str, asked: Asked
) -> list[tuple[Any, ...]]:
    table = layout.tables[name]
    source, received = layout.contract, name
    if table.staged:
        source, received = table.staged.contract, table.staged.table
    model = f"stg_{source}__{received}{SUFFIX if table.each_month else ''}"
    words = [
        f"belonging.{identifier(word)}"
        if word in table.judged
        else f"told.{identifier(table.called.get(word, word))}"
        for word in table.words
    ]
    held = con.execute(f"describe warehouse.core.{table.rows}").fetchall()
    hung = any(row[0] == "parent_received_row_id" for row in held)
    parent = "belonging.parent_received_row_id" if hung else "null"
    when = "return_year" if asked.month_starting_on is None else "month_starting_on"
    found = con.execute(
        f"""
        select belonging.received_row_id, {parent}, {", ".join(words)}
        from warehouse.core.{table.rows} as belonging
        inner join staging.{model} as told using (submission_id, received_row_id)
        where belonging.{when} = ?
            and belonging.local_authority_code = ?
        order by told.received_line_number, belonging.received_row_id
        """,
        [asked.month_starting_on or asked.year, asked.authority],
    )
    return found.fetchall()


def _sound(value: Any) -> Any:
    return NOT_IN_XML.sub(REPLACEMENT, value) if isinstance(value, str) else value


def _told(asked: Asked, table: ReturnTable) -> dict[str, Any]:
    known = {"reference_on": asked.reference_on, "local_authority_code": asked.authority}
    return {word: known[word] for word in table.words}


def fixed_text(column: Fixed, asked: Asked) -> str:
    """What stands in a column that no word fills."""
    told = {
        "year": str(asked.year),
        "serial": f"{asked.moment:%j}".lstrip("0"),
        "moment": asked.moment.isoformat(timespec="seconds"),
    }
    return column.text if column.text is not None else told[str(column.told)]


def text_of(column: Column, value: Any, form: str) -> str:
    """A value as the contract writes it; `form` is how a day is written."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return (column.yes if value else column.no)[0]
    if isinstance(value, date):
        return _day(value, form)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def _day(value: date, form: str) -> str:
    """Names of months are English wherever the machine stands."""
    name = "JanFebMarAprMayJunJulAugSepOctNovDec"[3 * value.month - 3 : 3 * value.month]
    return value.strftime(form.replace("%b", name))
