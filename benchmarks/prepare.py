"""Makes what is measured: samples, copies of workbooks, and the floor's plan of plain SQL.

Nothing here is timed.
"""

import csv
import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from orchestration.build import Build, open_build
from orchestration.contracts.catalogue import Catalogue, the_catalogue
from orchestration.contracts.layouts import WideWorkbook
from orchestration.dbt_runner import STORES_VARIABLE, attached, ensure_manifest
from orchestration.disclosure.ledger import remember_released
from orchestration.ducks import open_identifiable, open_to_read, read_sealed
from orchestration.home import DBT_PROJECT, Home
from orchestration.months import Month
from orchestration.register.book import Book
from orchestration.release.dataset import datasets_in
from orchestration.stores import STORES, Access, Store
from sample_authority import make

ROOMS = {
    "identifiable": ["received", "staging", "linked"],
    "warehouse": ["run", "codes", "core", "measures"],
    "published": ["shown", "published"],
}
SEALED_WITH = re.compile(r", \(?encryption_config = main\.struct_pack\([^)]*\)\)?")
Statements = list[tuple[str, str]]


def sample(out: str, pupils: str, months: str) -> dict[str, Any]:
    made = make(Path(out), pupils=int(pupils), months=int(months), mess="real")
    return {"files": made.files, "rows": made.rows}


def workbooks(source: str, out: str, count: str) -> dict[str, Any]:
    """Copy workbooks until there are enough, each with a comment of its own in its zip archive."""
    found = sorted(Path(source).rglob("community_health_*.xlsx"))
    for number in range(int(count)):
        original = found[number % len(found)]
        copy = Path(out) / f"{number:02}" / original.name
        copy.parent.mkdir(parents=True)
        shutil.copyfile(original, copy)
        with zipfile.ZipFile(copy, "a") as archive:
            archive.comment = f"copy {number}".encode()
    layout = the_catalogue().contracts["community_waits"].reader
    if not isinstance(layout, WideWorkbook):
        raise TypeError("community_waits is not a wide workbook")
    return {"sheets": list(layout.sheets), "originals": len(found)}


def plan(release: str, out: str) -> dict[str, Any]:
    """The SQL that answers what a finished run answered, taken from its home and from dbt."""
    home, catalogue, folder = Home.at(), the_catalogue(), Path(release)
    month = Month.parse(folder.name[:7])
    in_force = Book(home).in_force(catalogue.contracts, month)
    build = open_build(home, "floor", catalogue, month, in_force)
    statements: Statements = [
        ("schemas", f"create schema {database}.{room}")
        for database, rooms in ROOMS.items()
        for room in rooms
    ]
    statements += _received(home, build, Path(out).parent / "plain")
    statements += _codes(home, catalogue)
    models = _compiled(build)  # dbt keeps the build's files open until the process ends
    statements += [entry for entry in models if entry[0] == "staging"]
    statements += [("linked", sql) for sql in _linked(home, Path(out).parent / "plain")]
    statements += [entry for entry in models if entry[0] in ("core", "measures")]
    statements += [("shown", sql) for sql in _shown(home, Path(out).parent / "plain")]
    statements += [entry for entry in models if entry[0] == "published"]
    manifest = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    published = {
        f"{dataset.name}.csv": _published(folder / f"{dataset.name}.csv", dataset.model)
        for dataset in datasets_in(manifest)
        if (folder / f"{dataset.name}.csv").exists()
    }
    shutil.rmtree(build.folder)
    planned = {"statements": statements, "published": published}
    Path(out).write_text(json.dumps(planned, indent=1), encoding="utf-8")
    return {"statements": len(statements), "published": list(published)}


def _compiled(build: Build) -> Statements:
    """Every model as dbt compiles it, each after what it reads."""
    from dbt.cli.main import dbtRunner

    everything: dict[Store, Access] = dict.fromkeys(STORES, "write")
    os.environ[STORES_VARIABLE] = repr(attached(build, everything))
    places = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    places += ["--target-path", str(build.folder / "target")]
    outcome: Any = dbtRunner().invoke(["compile", *places, "--quiet", "--log-level", "none"])
    if not outcome.success:
        raise SystemExit(f"dbt could not compile: {outcome.exception}")
    nodes = [result.node for result in outcome.result if result.node.resource_type == "model"]
    return [
        (
            node.schema,
            f"create {'view' if node.config.materialized == 'view' else 'table'}"
            f" {node.database}.{node.schema}.{node.alias} as {node.compiled_code}",
        )
        for node in nodes
    ]


def _received(home: Home, build: Build, plain: Path) -> Statements:
    """The views over the received files, unsealed for the floor, and what a run is told."""
    with open_identifiable(home, build.identifiable, read_only=True) as con:
        views = [
            (SEALED_WITH.sub("", sql).replace(str(home.received), str(plain)),)
            for (sql,) in con.execute("""
                select sql from duckdb_views() where schema_name = 'received' order by view_name
            """).fetchall()
        ]
        for path in home.received.rglob("*.parquet"):
            place = plain / path.relative_to(home.received)
            place.parent.mkdir(parents=True, exist_ok=True)
            con.execute(f"copy (from {read_sealed(path)}) to '{place}' (format parquet)")
        tables = _copied(con, "identifiable", "received", plain)
    with open_to_read(build.warehouse) as con:
        told = _copied(con, "warehouse", "run", plain)
    return [
        *(("received", sql) for sql in tables),
        ("received", "use identifiable"),
        *(("received", sql) for (sql,) in views),
        ("received", "use warehouse"),
        *(("received", sql) for sql in told),
    ]


def _copied(con: duckdb.DuckDBPyConnection, store: str, schema: str, plain: Path) -> list[str]:
    """Statements that make a schema's tables again, from copies in Parquet."""
    tables = con.execute(
        "select table_name from duckdb_tables() where schema_name = ? order by 1", [schema]
    ).fetchall()
    statements = []
    for (name,) in tables:
        place = plain / f"{store}.{schema}.{name}.parquet"
        con.execute(f"copy {schema}.{name} to '{place}' (format parquet)")
        statements.append(f"create table {store}.{schema}.{name} as from '{place}'")
    return statements


def _codes(home: Home, catalogue: Catalogue) -> Statements:
    """Every code list read with the types that the run's own warehouse gave it."""
    with open_to_read(home.warehouse) as con:
        lists = con.execute("""
            select table_name, string_agg(format('''{}'': ''{}''', column_name, data_type), ', '
                order by column_index)
            from duckdb_columns() where schema_name = 'codes' group by all order by all
        """).fetchall()
    return [
        (
            "codes",
            f"create table warehouse.codes.{name} as select * from read_csv("
            f"'{catalogue.code_sets[name]}', header = true, columns = {{{columns}}},"
            " auto_detect = false, delim = ',', quote = '\"', escape = '\"')",
        )
        for name, columns in lists
    ]


def _linked(home: Home, plain: Path) -> list[str]:
    """Who is who, as the run found it: linking is measured in linkage, and not a part of this."""
    with open_identifiable(home, home.staging, read_only=True) as con:
        return _copied(con, "identifiable", "linked", plain)


def _shown(home: Home, plain: Path) -> list[str]:
    """What may be shown, as the run decided: that is measured in disclosure."""
    with open_to_read(home.published) as con:
        return _copied(con, "published", "shown", plain)


def remember(draft: str) -> dict[str, Any]:
    """A draft's counts as those of a release that every reader has."""
    name = Path(draft).name
    remember_released(Home.at(), name, f"{name[:7]}-v1", datetime(2026, 2, 1))
    return {"release": name}


def _published(released: Path, model: str) -> str:
    """The released columns in the table's own order; an empty cell is a missing one."""
    with released.open(newline="", encoding="utf-8") as file:
        columns = next(csv.reader(file))
    cells = ", ".join(f"nullif({column}, '') as {column}" for column in columns)
    return f"select {cells} from published.published.{model} order by rowid"


if __name__ == "__main__":
    makers: dict[str, Callable[..., Any]] = {
        "sample": sample,
        "workbooks": workbooks,
        "plan": plan,
        "remember": remember,
    }
    print(json.dumps(makers[sys.argv[1]](*sys.argv[2:])))
