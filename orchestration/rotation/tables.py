"""Seals every table of a data home anew under another key, one by one, and proves each unchanged.

A file that is sealed with the new key already is left, so that it can be done again after a crash.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import duckdb

from orchestration import ducks
from orchestration.contracts.sql import quoted
from orchestration.home import Home
from orchestration.keys import Key
from orchestration.rotation.counted import UNFINISHED, Counted, opens_with_neither

OLD = "before"


def sealed_tables(home: Home) -> list[Path]:
    return sorted(home.folder("identifiable").rglob("*.parquet"))


def reseal_tables(home: Home, old: Key | None, new: Key) -> Counted:
    """Every Parquet file, and the identifiable database."""
    anew, already, rows = 0, 0, 0
    with ducks.open_with(ducks.parquet_key(new), home) as con:
        if old:
            ducks.add_key(con, OLD, ducks.parquet_key(old))
        for path in sealed_tables(home):
            held = _content(con, path, ducks.KEY_NAME)
            if held is None:
                held = _reseal_table(con, path)
                anew += 1
            else:
                already += 1
            rows += held[0]
    if home.staging.exists():
        is_new = _reseal_database(home, old, new)
        anew, already = anew + is_new, already + (not is_new)
    return Counted(anew, already, rows)


def _content(
    con: duckdb.DuckDBPyConnection, path: Path, key_name: str
) -> tuple[int, int | None] | None:
    """How many rows, and a sum over all of them in their order; None where the key is another."""
    rows = ducks.read_sealed(path, "file_row_number = true", key_name=key_name)
    try:
        found = con.execute(
            f"select count(*), sum(hash(held)::hugeint)::varchar from {rows} as held"
        ).fetchone()
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:  # damage has many words
        return None
    return found if found else (0, None)


def _reseal_table(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, int | None]:
    before = _content(con, path, OLD)
    if before is None:
        raise opens_with_neither(path)
    aside = path.with_name(path.name + UNFINISHED)
    query = f"select * from {ducks.read_sealed(path, key_name=OLD)}"
    con.execute(ducks.write_sealed(aside, query))
    if _content(con, aside, ducks.KEY_NAME) != before:
        raise RuntimeError(f"{path.name} is not the same when sealed anew")
    os.replace(aside, path)
    return before


def _reseal_database(home: Home, old: Key | None, new: Key) -> bool:
    """Whether the identifiable database had to be written anew, table by table, view by view; one
    that cannot be is taken away, for everything in it is made from sealed files."""
    path = home.staging
    with ducks.open_with(ducks.parquet_key(new), home) as con:
        try:
            con.execute(ducks.attach_with(new, path, "done", read_only=True))
            return False
        except duckdb.Error as error:
            if not ducks.is_of_seal(str(error)):
                raise
        if old is None:
            raise opens_with_neither(path)
        aside = path.with_name(path.name + UNFINISHED)
        aside.unlink(missing_ok=True)
        try:
            con.execute(ducks.attach_with(old, path, OLD, read_only=True))
        except duckdb.Error:
            raise opens_with_neither(path) from None
        con.execute(ducks.attach_with(new, aside, ducks.IDENTIFIABLE))
        try:
            _copy_database(con)
        except duckdb.Error:  # a view of files that are gone: the next run makes the whole anew
            con.close()
            aside.unlink()
            path.unlink()
            return True
        con.execute(f"checkpoint {ducks.IDENTIFIABLE}; detach {ducks.IDENTIFIABLE}; detach {OLD}")
    os.replace(aside, path)
    return True


def _copy_database(con: duckdb.DuckDBPyConnection) -> None:
    """Views are made in the order that they were made in, by the SQL that they were made with."""
    schemas = con.execute(f"""
        select schema_name from duckdb_schemas()
        where database_name = {quoted(OLD)} and not internal and schema_name <> 'main'
    """).fetchall()
    tables = con.execute(f"""
        select schema_name, table_name from duckdb_tables() where database_name = {quoted(OLD)}
    """).fetchall()
    views = con.execute(f"""
        select sql from duckdb_views() where database_name = {quoted(OLD)} and not internal
        order by view_oid
    """).fetchall()
    con.execute(f"use {ducks.IDENTIFIABLE}")
    for (schema,) in schemas:
        con.execute(f'create schema "{schema}"')
    for schema, table in tables:
        con.execute(f'create table "{schema}"."{table}" as from {OLD}."{schema}"."{table}"')
    for (sql,) in views:
        con.execute(sql)
    con.execute("use memory")


def tables_not_opening(home: Home, key: Key) -> Iterator[Path]:
    """Every sealed table that does not open to its end."""
    with ducks.open_with(ducks.parquet_key(key), home) as con:
        for path in sealed_tables(home):
            if _content(con, path, ducks.KEY_NAME) is None:
                yield path
