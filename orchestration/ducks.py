"""Opens DuckDB files the one way this project does: offline, and read-only unless asked.

What is in them is for others to know.
"""

from pathlib import Path

import duckdb

OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def open_memory() -> duckdb.DuckDBPyConnection:
    """A private database in memory."""
    return duckdb.connect(":memory:", config=OFFLINE)


def open_to_read(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config=OFFLINE)


def open_to_write(path: Path) -> duckdb.DuckDBPyConnection:
    """The only process that may have the file open."""
    return duckdb.connect(str(path), config=OFFLINE)


def file_literal(path: Path) -> str:
    """A path as a SQL literal that names this one file, whatever signs its name holds."""
    text = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
    return "'" + text.replace("'", "''") + "'"
