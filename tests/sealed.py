"""Reads and writes what a data home keeps sealed, for tests that look behind the door.

Everything goes through the functions that the pipeline itself opens its files with.
"""

from pathlib import Path
from typing import Any

import pyarrow as pa

from orchestration.ducks import open_identifiable, open_memory, read_sealed, write_sealed
from orchestration.home import Home


def read_table(home: Home, path: Path) -> pa.Table:
    """A sealed Parquet file, in the order of its rows."""
    with open_memory(home) as con:
        return con.execute(f"select * from {read_sealed(path)}").to_arrow_table()


def write_table(home: Home, path: Path, table: pa.Table) -> None:
    with open_memory(home) as con:
        con.register("handed_over", table)
        con.execute(write_sealed(path, "select * from handed_over"))


def ask_identifiable(home: Home, sql: str, path: Path | None = None) -> list[tuple[Any, ...]]:
    """What the identifiable database of a home, or of one of its builds, answers."""
    with open_identifiable(home, path or home.staging, read_only=True) as con:
        return con.execute(sql).fetchall()
