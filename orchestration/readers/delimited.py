"""Reads comma-separated UTF-8 text, every column as text, with the line each record starts on.

Dates, numbers and codes are judged later, by the contract.
"""

import csv
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from orchestration.contracts.casts import identifier, quoted
from orchestration.contracts.language import Contract, Table
from orchestration.readers.extract import Extract
from orchestration.readers.structure import look_at
from orchestration.refusals import Refusal


def read_delimited(
    con: duckdb.DuckDBPyConnection, path: Path, contract: Contract, table: Table, relation: str
) -> Extract:
    """Read one file into the DuckDB table `relation`."""
    structure = look_at(path)
    headings = _headings(path)
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in headings)
    try:
        con.execute(f"""
            create or replace table {relation} as
            select * from read_csv({quoted(str(path))}, columns = {{{columns}}}, header = true,
                auto_detect = false, delim = ',', quote = '"', escape = '"', strict_mode = true,
                null_padding = false, parallel = false, max_line_size = 4194304)
        """)
    except duckdb.Error as error:
        raise _unreadable(path, headings, error) from None
    _number_lines(con, relation, structure.starting_lines)
    return Extract(relation, headings, structure.records)


def _headings(path: Path) -> list[str]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        headings = [heading.strip() for heading in next(csv.reader(file))]
    folded = [heading.casefold() for heading in headings]
    twice = sorted({h for h in headings if folded.count(h.casefold()) > 1})
    if twice:
        raise Refusal(path.name, f"Columns stand there twice: {twice}.", "Keep one of each.")
    return headings


def _unreadable(path: Path, headings: list[str], error: duckdb.Error) -> Refusal:
    """DuckDB's message quotes the row, so only its line number may be passed on."""
    words = str(error).replace(":", " ").split()
    places = [words[i + 1] for i, w in enumerate(words[:-1]) if w == "Line" or w == "Line:"]
    where = f"Line {places[0]}" if places and places[0].isdigit() else "A line"
    what = f"{where} does not hold the {len(headings)} values that the headings promise."
    return Refusal(path.name, what, "Mend the line, or export the file again.")


def _number_lines(
    con: duckdb.DuckDBPyConnection, relation: str, starting_lines: np.ndarray | None
) -> None:
    con.execute(f"""
        create or replace table {relation} as
        select *, null::varchar as received_sheet,
            row_number() over () + 1 as received_line_number, null::varchar as received_column
        from {relation}
    """)
    if starting_lines is None:
        return
    numbers = pa.table({"record": np.arange(2, len(starting_lines) + 2), "line": starting_lines})
    con.register("starting_lines", numbers)
    con.execute(f"""
        update {identifier(relation)} set received_line_number = starting_lines.line
        from starting_lines where starting_lines.record = received_line_number
    """)
    con.unregister("starting_lines")
