"""Where the rows of a delivery lie: all in one sealed Parquet, the set-aside ones by number.

A row is written once; nothing is copied out of the way when it is set aside.
"""

from pathlib import Path

import duckdb

from orchestration.ducks import columns_of, read_sealed


def rows_file(folder: Path, table: str) -> Path:
    """Every row of a table as it was received, as text, in the order of the file."""
    return folder / f"{table}.rows.parquet"


def aside_file(folder: Path, table: str) -> Path:
    """The numbers of the rows set aside, counted from 0, with line and rules."""
    return folder / f"{table}.set_aside.parquet"


def received_sql(folder: Path, table: str) -> str:
    """A query of every row received, with its `row_number`."""
    return f"""select * exclude (file_row_number), file_row_number as row_number
        from {read_sealed(rows_file(folder, table), "file_row_number = true")}"""


def loaded_sql(folder: Path, table: str) -> str:
    """A query of the rows that count, with their `row_number`."""
    return f"""select * from ({received_sql(folder, table)}) as received
        anti join {read_sealed(aside_file(folder, table))} using (row_number)"""


def set_aside_sql(folder: Path, table: str) -> str:
    """A query of the rows that were set aside, with their `row_number` and `rules`."""
    return f"""select received.*, set_aside.rules
        from ({received_sql(folder, table)}) as received
        inner join {read_sealed(aside_file(folder, table))} as set_aside
            using (row_number)"""


def loaded_everywhere_sql(con: duckdb.DuckDBPyConnection, folders: list[Path], table: str) -> str:
    """A query of the rows that count of many deliveries, with `submission_id` and line number.

    A delivery's folder is named for its submission; the name is read back from each file's path.
    Files of equal columns are read together: DuckDB cannot unite sealed ones by name itself.
    """
    loaded, aside_name = rows_file(folders[0], table), aside_file(folders[0], table)
    alike: dict[tuple[str, ...], list[Path]] = {}
    for folder in folders:
        path = rows_file(folder, table)
        alike.setdefault(columns_of(con, path), []).append(path)
    rows = " union all by name ".join(
        f"select * exclude (filename), {_submission_of(loaded)}"
        f" from {read_sealed(files, 'filename = true', 'file_row_number = true')}"
        for files in alike.values()
    )
    aside = read_sealed([aside_file(folder, table) for folder in folders], "filename = true")
    return f"""
        select received.* exclude (file_row_number, received_line_number),
            coalesce(received_line_number, file_row_number + 2) as received_line_number
        from (
            select null::bigint as received_line_number where false
            union all by name
            {rows}
        ) as received
        anti join (
            select row_number, {_submission_of(aside_name)}
            from {aside}
        ) as set_aside on set_aside.row_number = received.file_row_number
            and set_aside.submission_id = received.submission_id
    """


def _submission_of(path: Path) -> str:
    """The name of the folder that a file lies in, by its place from the end: identifiers are of one
    length, and to take every row's path apart costs forty times as much."""
    length = len(path.parent.name)
    return f"left(right(filename, {length + 1 + len(path.name)}), {length}) as submission_id"
