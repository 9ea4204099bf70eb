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
    alike: dict[tuple[str, ...], list[Path]] = {}
    for folder in folders:
        path = rows_file(folder, table)
        alike.setdefault(columns_of(con, path), []).append(path)
    rows = " union all by name ".join(
        f"select * from {read_sealed(files, 'filename = true', 'file_row_number = true')}"
        for files in alike.values()
    )
    aside = read_sealed([aside_file(folder, table) for folder in folders], "filename = true")
    return f"""
        select received.* exclude (file_row_number, filename, received_line_number),
            coalesce(received_line_number, file_row_number + 2) as received_line_number
        from (
            select *, parse_path(filename)[-2] as submission_id from (
                select null::bigint as received_line_number where false
                union all by name
                {rows}
            ) as files
        ) as received
        anti join (
            select row_number, parse_path(filename)[-2] as submission_id
            from {aside}
        ) as set_aside on set_aside.row_number = received.file_row_number
            and set_aside.submission_id = received.submission_id
    """
