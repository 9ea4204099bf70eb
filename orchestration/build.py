"""A warehouse in the making: opened aside, filled by one run, switched in whole or thrown away.

It prepares what dbt reads and moves finished files; what is in the tables is dbt's.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.contracts.casts import identifier
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract, Table, WideWorkbook
from orchestration.ducks import file_literal, open_to_read, open_to_write
from orchestration.home import Home
from orchestration.months import Month
from orchestration.register.book import Submission, submission_folder


@dataclass(frozen=True)
class Build:
    """One run's two database files, identifiable and pseudonymous, side by side in a folder."""

    folder: Path

    @property
    def identifiable(self) -> Path:
        return self.folder / "identifiable.duckdb"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse.duckdb"

    @property
    def gates(self) -> Path:
        return self.folder / "gates"


def open_build(
    home: Home, name: str, catalogue: Catalogue, month: Month, in_force: list[Submission]
) -> Build:
    """Start an empty build that sees exactly the deliveries in force for the month."""
    discard_builds(home)
    build = Build(home.builds / name)
    build.folder.mkdir(parents=True)
    with open_to_write(build.identifiable) as con:
        con.execute("create schema received")
        for contract, table_name, table in catalogue.tables():
            folders = [
                submission_folder(home, submission)
                for submission in in_force
                if submission.source == contract.source
            ]
            _create_received(con, contract, table_name, table, folders)
        _create_run(con, month, in_force)
        con.execute("create schema linked")
    return build


def switch_in(home: Home, build: Build, month: Month) -> bool:
    """Put tonight's files in place of last night's; each is replaced in one step, whole.

    The warehouse never goes back in time: a build for an earlier month than the one in place is
    thrown away, and False is returned. A log left beside the old file would be replayed into the
    new one, so it goes first.
    """
    held = warehouse_month(home)
    is_newer = held is None or held <= month
    if is_newer:
        for made, place in ((build.identifiable, home.staging), (build.warehouse, home.warehouse)):
            with open_to_write(made) as con:
                con.execute("checkpoint")
            if made.with_name(made.name + ".wal").exists():
                raise RuntimeError(f"{made.name} was not written out completely")
            place.with_name(place.name + ".wal").unlink(missing_ok=True)
            os.replace(made, place)
    shutil.rmtree(build.folder)
    return is_newer


def warehouse_month(home: Home) -> Month | None:
    """The reporting month of the warehouse in place."""
    if not home.warehouse.exists():
        return None
    with open_to_read(home.warehouse) as con:
        row = con.execute("select max(month_starting_on) from measures.reporting_month").fetchone()
    return Month(row[0]) if row and row[0] else None


def discard_builds(home: Home) -> None:
    """Throw away what an earlier run left unfinished; the caller holds the writer's lock."""
    for folder in home.builds.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)


def _create_received(
    con: duckdb.DuckDBPyConnection,
    contract: Contract,
    name: str,
    table: Table,
    folders: Iterable[Path],
) -> None:
    """A view over the loaded rows of the deliveries in force, with every promised column."""
    words = [column.from_ for column in table.columns.values()]
    if isinstance(contract.reader, WideWorkbook):
        layout = contract.reader
        words = [layout.sheet_word, *layout.labels, layout.heading_as, layout.cell_as]
    columns = [f"null::varchar as {identifier(word)}" for word in dict.fromkeys(words)]
    lineage = [
        "null::varchar as submission_id",
        "null::varchar as supplier_code",
        "null::date as received_for_month",
        "null::bigint as received_line_number",
    ]
    parts = [f"select {', '.join([*lineage, *columns])} where false"]
    files = [file_literal(folder / f"{name}.loaded.parquet") for folder in folders]
    if files:
        parts.append(f"select * from read_parquet([{', '.join(files)}], union_by_name = true)")
    con.execute(
        f"create view received.{contract.source}__{name} as {' union all by name '.join(parts)}"
    )


def _create_run(
    con: duckdb.DuckDBPyConnection, month: Month, in_force: Iterable[Submission]
) -> None:
    con.execute("create schema run")
    con.execute(
        "create table run.reporting_month as select ? as month_starting_on", [month.starting_on]
    )
    con.execute("""
        create table run.deliveries (submission_id varchar, source varchar, supplier_code varchar,
            month_starting_on date)
    """)
    rows = [
        (entry.submission_id, entry.source, entry.supplier, f"{entry.month}-01")
        for entry in in_force
    ]
    if rows:
        con.executemany("insert into run.deliveries values (?, ?, ?, ?)", rows)
