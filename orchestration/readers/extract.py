"""What every reader is asked for and what it returns: a Parquet file of text, and a view of it.

The count is taken from the file itself, not from the Parquet, so that the two can be compared.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from orchestration.contracts.language import Table
from orchestration.contracts.layouts import Delimited, WideWorkbook, Workbook, Xml
from orchestration.contracts.sql import identifier, quoted
from orchestration.ducks import columns_of, file_literal, read_sealed, rows_in, write_sealed
from orchestration.refusals import Refusal

PLACE = ["received_sheet", "received_line_number", "received_column"]
OURS = frozenset(
    [
        *(*PLACE, "received_file", "row_number", "file_row_number", "filename"),
        *("problems", "is_faulty", "is_repeat", "is_set_aside"),
        *("submission_id", "supplier_code", "received_for_month"),
    ]
)


@dataclass(frozen=True)
class Task:
    """One file, as received and unpacked, and what is wanted of it.

    path        the bytes to read; they may lie in a scratch folder
    shown_name  how the sender knows it, for messages
    tables      the tables wanted from this file, by name
    folder      where `<table>.rows.parquet` is written
    spell       (table, headings as written) -> names to write, as many; it may refuse
    """

    path: Path
    shown_name: str
    layout: Delimited | Workbook | Xml | WideWorkbook
    tables: dict[str, Table]
    folder: Path
    spell: Callable[[str, list[str]], list[str]]

    def rows_file(self, table: str) -> Path:
        return self.folder / f"{table}.rows.parquet"

    def unsealed_file(self, table: str) -> Path:
        """Where a reader that cannot seal writes; it is sealed as soon as it is looked through."""
        return self.folder / f"{table}.unsealed"

    def refusal(self, what: str, what_to_do: str) -> Refusal:
        return Refusal(self.shown_name, what, what_to_do)


@dataclass(frozen=True)
class Extract:
    """A table as read.

    relation    DuckDB view over the Parquet; it adds `row_number`, counted from 0, and the place
    rows_file   Parquet: every record in the order of the file, all text
    columns     the supplier's columns, in order, as `spell` said
    headings    the same as the supplier wrote them, trimmed
    rows        rows counted in the file independently of the Parquet
    month_text  the month that the file's own titles name, where its reader looks for one
    encoding    how the text was encoded, where that had to be found out
    unlisted    what else was met that is not in the Parquet: paths of elements, further sheets
    """

    relation: str
    rows_file: Path
    columns: list[str]
    headings: list[str]
    rows: int
    month_text: str | None = None
    encoding: str | None = None
    unlisted: list[str] = field(default_factory=list)


Reader = Callable[[duckdb.DuckDBPyConnection, Task], dict[str, Extract]]


def spelt(task: Task, table: str, headings: list[str]) -> list[str]:
    """The names to write for the headings of a table, or a refusal of what cannot be told apart."""
    folded = [heading.casefold() for heading in headings]
    if "" in folded:
        what = f"Column {folded.index('') + 1} has an empty heading."
        raise task.refusal(what, "Name it, or remove the column.")
    twice = [place for place, heading in enumerate(folded, 1) if folded.count(heading) > 1]
    if twice:
        what = f"The columns {twice} have the same heading."
        raise task.refusal(what, "Keep one of each; the headings must stand on line 1.")
    taken = sorted(OURS.intersection(folded))
    if taken:
        what = f"Columns have names that are kept for our own use: {taken}."
        raise task.refusal(what, "Rename them, or leave them out.")
    names = task.spell(table, headings)
    folded = [name.casefold() for name in names]
    twice = [place for place, name in enumerate(folded, 1) if folded.count(name) > 1]
    if twice:
        what = f"The columns {twice} are an older and a newer heading of the same thing."
        raise task.refusal(what, "Keep one of them.")
    return names


def look_through(con: duckdb.DuckDBPyConnection, task: Task, table: str, rows: int) -> str:
    """Make the view of a table's Parquet; refuse when it does not hold every row of the file."""
    rows_file, unsealed = task.rows_file(table), task.unsealed_file(table)
    if unsealed.exists():
        plain = f"read_parquet({file_literal(unsealed)})"
        con.execute(write_sealed(rows_file, f"select * from {plain}"))
        unsealed.unlink()
    there = columns_of(con, rows_file)
    held = rows_in(con, rows_file)
    if held != rows:
        what = f"The file holds {rows} rows but {held} could be read."
        raise task.refusal(what, "Check its quotation marks and line ends; send it again.")
    ours = {
        "received_sheet": "cast(null as varchar)",
        "received_line_number": "file_row_number + 2",
        "received_column": "cast(null as varchar)",
        "received_file": quoted(task.shown_name),
    }
    added = [f"{sql} as {name}" for name, sql in ours.items() if name not in there]
    relation = identifier(f"read_{table}")
    con.execute(f"""
        create or replace view {relation} as
        select * exclude (file_row_number), file_row_number as row_number, {", ".join(added)}
        from {read_sealed(rows_file, "file_row_number = true")}
    """)
    return f"read_{table}"
