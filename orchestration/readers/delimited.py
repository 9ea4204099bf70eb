"""Reads delimited text into Parquet, every column as text, with the line each record starts on.

Dates, numbers and codes are judged later, by the contract.
"""

import csv
import re
from contextlib import suppress
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.contracts.layouts import Delimited
from orchestration.contracts.sql import quoted
from orchestration.ducks import file_literal, write_sealed
from orchestration.readers.blocks import LONGEST_LINE, NotUtf8
from orchestration.readers.encodings import from_utf_16, from_windows, marked_utf_16
from orchestration.readers.extract import Extract, Task, look_through, spelt
from orchestration.readers.structure import LONGEST_RECORD, Structure, look_at
from orchestration.refusals import Refusal

DELIMITERS = {",": "commas", ";": "semicolons", "|": "vertical bars", "\t": "tabs"}


def read_delimited(con: duckdb.DuckDBPyConnection, task: Task) -> dict[str, Extract]:
    """Read the one table of a file."""
    [table] = task.tables
    layout = task.layout
    if not isinstance(layout, Delimited):
        raise TypeError(f"{table} does not come as delimited text")
    scratch = task.folder / f"{table}.recoded.txt"
    try:
        path, encoding, structure = _looked_at(task, table, layout, scratch)
        headings = [heading.strip() for heading in structure.headings]
        columns = spelt(task, table, headings)
        _copy(con, task, table, path, layout.delimiter, columns, structure)
    finally:
        scratch.unlink(missing_ok=True)
    relation = look_through(con, task, table, structure.records)
    rows_file, rows = task.rows_file(table), structure.records
    return {table: Extract(relation, rows_file, columns, headings, rows, encoding=encoding)}


def _looked_at(
    task: Task, table: str, layout: Delimited, scratch: Path
) -> tuple[Path, str, Structure]:
    """The file as UTF-8, the encoding it came in, and its structure."""
    path, encoding = task.path, "utf-8"
    agreed = [str(name) for name in layout.encodings]
    if marked_utf_16(path):
        path, encoding = from_utf_16(task, agreed, scratch), "utf-16"
    _check_delimiter(task, table, path, layout.delimiter)
    try:
        return path, encoding, look_at(path, task.shown_name, layout.delimiter)
    except NotUtf8 as found:
        path, encoding = from_windows(task, agreed, found, scratch), "windows-1252"
    return path, encoding, look_at(path, task.shown_name, layout.delimiter)


def _check_delimiter(task: Task, table: str, path: Path, agreed: str) -> None:
    with path.open("rb") as file:
        headings = file.readline(LONGEST_LINE)
    others = [sign for sign in DELIMITERS if sign != agreed and sign.encode() in headings]
    if agreed.encode() in headings or not others or len(task.tables[table].columns) == 1:
        return
    found = max(others, key=lambda sign: headings.count(sign.encode()))
    what = f"The columns are separated by {DELIMITERS[found]}; {DELIMITERS[agreed]} were agreed."
    raise task.refusal(what, f"Export it again with {DELIMITERS[agreed]}.")


def _copy(
    con: duckdb.DuckDBPyConnection,
    task: Task,
    table: str,
    path: Path,
    delimiter: str,
    columns: list[str],
    structure: Structure,
) -> None:
    types = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in columns)
    parallel = "false" if structure.has_line_breaks else "true"
    read = f"""read_csv({file_literal(path)}, columns = {{{types}}}, header = true,
        auto_detect = false, delim = {quoted(delimiter)}, quote = '"', escape = '"',
        strict_mode = true, null_padding = false, max_line_size = {2 * LONGEST_RECORD},
        parallel = {parallel})"""
    try:
        if not len(structure.moves[0]):
            con.execute(write_sealed(task.rows_file(table), f"select * from {read}"))
            return
        unnumbered = task.unsealed_file(table).with_suffix(".unnumbered")
        con.execute(f"copy (from {read}) to {file_literal(unnumbered)} (format parquet)")
    except duckdb.InvalidInputException as error:
        raise _unreadable(task, path, delimiter, len(columns), structure, error) from None
    _number_lines(unnumbered, task.unsealed_file(table), structure)


def _unreadable(
    task: Task, path: Path, delimiter: str, width: int, structure: Structure, error: duckdb.Error
) -> Refusal:
    """DuckDB's message quotes the row, so only the number of its line may be passed on."""
    found = re.search(r"\bLine:? (\d+)", str(error))
    line = found[1] if found else None
    if structure.has_line_breaks:
        line = _first_of_another_length(path, delimiter, width)
    what = f"{f'Line {line}' if line else 'A line'} does not hold the {width} values"
    what += " that the headings promise."
    return task.refusal(what, "Mend the line, or export the file again.")


def _first_of_another_length(path: Path, delimiter: str, width: int) -> str | None:
    """DuckDB counts a record as one line, however many it takes up."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        records, line = csv.reader(file, delimiter=delimiter), 1
        with suppress(csv.Error):
            for record in records:
                if len(record) not in (0, width):
                    return str(line)
                line = records.line_num + 1
    return None


def _number_lines(unnumbered: Path, numbered: Path, structure: Structure) -> None:
    """Write the rows once more with the line of each, where counting does not tell it."""
    first = 0
    with pq.ParquetFile(unnumbered) as old:
        kind = pa.field("received_line_number", pa.int64())
        schema = old.schema_arrow.append(kind)
        with pq.ParquetWriter(numbered, schema, compression="zstd") as new:
            for batch in old.iter_batches(1 << 16):
                lines = structure.lines(first, batch.num_rows).astype(np.int64)
                new.write_batch(batch.append_column(kind, pa.array(lines)))
                first += batch.num_rows
    unnumbered.unlink()
