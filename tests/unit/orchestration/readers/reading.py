"""Hands one file straight to a reader, with headings that need no spelling.

What the door makes of the extract is tested elsewhere.
"""

from pathlib import Path
from typing import Any

import duckdb

from orchestration.contracts.columns import Column
from orchestration.contracts.language import Table
from orchestration.contracts.layouts import Delimited, Layout
from orchestration.readers import READERS, Extract, Task

NAME = "therapy_waits_X9901_2025-12.csv"


def a_table(*headings: str, **said: Any) -> Table:
    """A table that promises these headings, under words `word_1`, `word_2` ..."""
    columns = {f"word_{n}": a_column(name) for n, name in enumerate(headings, 1)}
    return Table(grain="one row per record", columns=columns, **said)


def a_column(heading: str, **said: Any) -> Column:
    return Column.model_validate({"from": heading, **said})


def write_text(folder: Path, text: str | bytes, name: str = NAME) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def as_written(table: str, headings: list[str]) -> list[str]:
    return headings


def read(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    layout: Layout | None = None,
    tables: dict[str, Table] | None = None,
) -> Extract:
    """The first table of a file; its view is `read_it` unless tables are named."""
    return next(iter(read_all(con, path, layout, tables).values()))


def read_all(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    layout: Layout | None = None,
    tables: dict[str, Table] | None = None,
) -> dict[str, Extract]:
    form = layout or Delimited(kind="delimited")
    folder = path.parent / "rows"
    folder.mkdir(exist_ok=True)
    wanted = tables or {"it": a_table("a", "b")}
    return READERS[form.kind](con, Task(path, path.name, form, wanted, folder, as_written))
