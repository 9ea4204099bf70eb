"""Reads comma-separated UTF-8 text, every column as text, with the line each record starts on.

Dates, numbers and codes are judged later, by the contract.
"""

import csv
import re
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from orchestration.contracts.casts import identifier, quoted
from orchestration.contracts.language import Contract, Table
from orchestration.ducks import file_literal
from orchestration.readers.extract import OURS, Extract
from orchestration.readers.structure import Structure, look_at
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
            select * from read_csv({file_literal(path)}, columns = {{{columns}}}, header = true,
                auto_detect = false, delim = ',', quote = '"', escape = '"', strict_mode = true,
                null_padding = false, parallel = false, max_line_size = 4194304)
        """)
    except duckdb.Error as error:
        raise _unreadable(path, headings, structure, error) from None
    _number_lines(con, relation, structure.starting_lines)
    return Extract(relation, headings, structure.records)


def _headings(path: Path) -> list[str]:
    """The first line; none of it is told again, for it may be a row of a file without headings."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            headings = [heading.strip() for heading in next(csv.reader(file))]
    except csv.Error:
        what = "Line 1 cannot be read as headings."
        raise Refusal(path.name, what, "Export the file again with its headings.") from None
    if "" in headings:
        what = f"Column {headings.index('') + 1} has an empty heading."
        raise Refusal(path.name, what, "Name it, or remove the column.")
    folded = [heading.casefold() for heading in headings]
    twice = [place for place, h in enumerate(folded, 1) if folded.count(h) > 1]
    if twice:
        what = f"The columns {twice} have the same heading."
        raise Refusal(path.name, what, "Keep one of each; the headings must stand on line 1.")
    taken = sorted(OURS.intersection(folded))
    if taken:
        what = f"Columns have names that are kept for our own use: {taken}."
        raise Refusal(path.name, what, "Rename them, or leave them out.")
    return headings


def _unreadable(
    path: Path, headings: list[str], structure: Structure, error: duckdb.Error
) -> Refusal:
    """DuckDB's message quotes the row, so only the number it counts to may be passed on."""
    found = re.search(r"\bLine:? (\d+)", str(error))
    where = "A line"
    if found:
        line, starts = int(found[1]), structure.starting_lines
        if starts is not None and 2 <= line <= len(starts) + 1:
            line = int(starts[line - 2])
        where = f"Line {line}"
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
