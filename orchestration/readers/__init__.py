"""Turns a supplier's file into a table of text with file, line and column; a contract names which.

Readers give no meaning to what they read: no types, no codes, no clean-up.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb

from orchestration.contracts.language import Contract, Table
from orchestration.readers.delimited import read_delimited
from orchestration.readers.extract import Extract
from orchestration.readers.wide_workbook import read_wide_workbook

Reader = Callable[[duckdb.DuckDBPyConnection, Path, Contract, Table, str], Extract]

READERS: dict[str, Reader] = {
    "delimited": read_delimited,
    "wide_workbook": read_wide_workbook,
}

__all__ = ["READERS", "Extract", "Reader"]
