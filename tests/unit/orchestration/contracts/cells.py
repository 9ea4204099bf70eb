"""Asks DuckDB for the value of one cell, as the door and compiled staging read it."""

from functools import cache
from typing import Any

import duckdb

from orchestration.contracts.casts import typed
from orchestration.contracts.columns import Column, Word

MISSING_WORDS = ["data not collected", "awaiting data", "n/a", "-", "*"]


def value(word: dict[str, Any], cell: str | None, column: dict[str, Any] | None = None) -> Any:
    meaning = Word.model_validate({"description": "A word.", "privacy": "open", **word})
    source = Column.model_validate({"from": "cell", **(column or {})})
    return asked(typed(source, meaning, MISSING_WORDS), cell)


@cache
def _memory() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def asked(expression: str, cell: str | None) -> Any:
    rows = _memory().execute(f"select {expression} from (select ?::varchar as cell)", [cell])
    found = rows.fetchone()
    assert found is not None
    return found[0]
