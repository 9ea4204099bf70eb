"""Where a record was received: the file as its sender named it, and the line in it.

The warehouse holds pointers only; they are followed here, through the identifiable store. A file's
name may name somebody: it is for those who may see the records.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from orchestration.build import row_id_sql, row_secrets
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.sql import quoted
from orchestration.ducks import columns_of, open_memory, read_sealed
from orchestration.home import Home
from orchestration.register.book import Book, Submission, submission_folder
from orchestration.register.rows import rows_file
from orchestration.register.tables import tables_in

Pointer = tuple[str | None, str | None]


@dataclass(frozen=True)
class Place:
    """A file and a line of it, and the delivery that it came in; without a table and a line where
    the row is not kept any more."""

    file: str
    table: str | None
    line: int | None
    source: str
    period: str
    received_at: str


def find_places(
    home: Home, catalogue: Catalogue, pointers: Iterable[Pointer]
) -> dict[Pointer, Place]:
    """The place of each pointer (delivery and row) whose delivery the register knows."""
    wanted: dict[str, set[str]] = {}
    for submission, row in pointers:
        if submission is not None:
            wanted.setdefault(submission, set()).add(str(row))
    found: dict[Pointer, Place] = {}
    entries = [entry for entry in Book(home).accepted() if entry.submission_id in wanted]
    with open_memory(home) as con:
        for entry in entries:
            rows = wanted[entry.submission_id]
            told = (str(entry.source), entry.period, entry.received_at)
            lines = _lines(con, home, catalogue, entry, rows)
            for row in rows:
                file, table, line = lines.get(row, (_names(entry), None, None))
                found[entry.submission_id, row] = Place(file, table, line, *told)
    return found


def _names(entry: Submission) -> str:
    return " + ".join(file.name for file in entry.files)


def _file(catalogue: Catalogue, entry: Submission, table: str) -> str:
    """The file that holds a table; of an archive only its own name is known."""
    contract = catalogue.contracts.get(str(entry.source))
    names = [file.name for file in entry.files]
    return next((n for n in names if contract and table in tables_in(contract, n)), _names(entry))


def _lines(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    catalogue: Catalogue,
    entry: Submission,
    rows: set[str],
) -> dict[str, tuple[str, str, int]]:
    """File, table and line of the rows, whichever of the delivery's tables they stand in."""
    secret = row_secrets(home, [entry.submission_id])[entry.submission_id]
    con.register("wanted", pa.table({"received_row_id": pa.array(sorted(rows), pa.string())}))
    found: dict[str, tuple[str, str, int]] = {}
    for table in entry.tables:
        path = rows_file(submission_folder(home, entry), table)
        if not path.exists():
            continue
        columns = columns_of(con, path)
        told = "received_line_number" if "received_line_number" in columns else "null::bigint"
        file = quoted(_file(catalogue, entry, table))
        if "received_sheet" in columns:
            file = f"concat_ws(' ', {file}, received_sheet)"
        # A line is told to dbt as that of the file, else as counted from below the headings.
        lines = con.execute(f"""
            select received_row_id, file, received_line_number from (
                select {row_id_sql(quoted(secret), table)} as received_row_id, * from (
                    select {file} as file, coalesce({told}, file_row_number + 2)
                        as received_line_number
                    from {read_sealed(path, "file_row_number = true")}))
            semi join wanted using (received_row_id)
        """).fetchall()
        found |= {row: (str(name), table, int(line)) for row, name, line in lines}
    con.unregister("wanted")
    return found
