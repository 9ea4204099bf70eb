"""A warehouse in the making: opened aside, filled by one run, switched in whole or thrown away.

It prepares what dbt reads and moves finished files; what is in the tables is dbt's.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract, Table
from orchestration.contracts.sql import identifier
from orchestration.ducks import open_identifiable, open_to_read, open_to_write
from orchestration.home import Home, shared_as_its_folder
from orchestration.months import Month
from orchestration.register.book import Book, Submission, submission_folder
from orchestration.register.rows import loaded_everywhere_sql, rows_file
from orchestration.register.silence import Expected, Notices, expected_until
from orchestration.stores import FILES, STORES, Store


@dataclass(frozen=True)
class Build:
    """One run's three database files, one for each store, side by side in a folder."""

    folder: Path

    @property
    def identifiable(self) -> Path:
        return self.store("identifiable")

    @property
    def warehouse(self) -> Path:
        return self.store("warehouse")

    @property
    def published(self) -> Path:
        return self.store("published")

    def store(self, store: Store) -> Path:
        return self.folder / FILES[store]

    @property
    def gates(self) -> Path:
        return self.folder / "gates"


def open_build(
    home: Home, name: str, catalogue: Catalogue, month: Month, in_force: list[Submission]
) -> Build:
    """Start an empty build that sees exactly the deliveries in force for the month, and what was
    promised for it and the months before."""
    discard_builds(home)
    build = Build(home.builds / name)
    build.folder.mkdir(parents=True)
    with open_to_write(build.warehouse) as con:
        notices = Notices(home).all()
        accepted = Book(home).accepted()
        expected = expected_until(catalogue.contracts, accepted, notices, month)
        _create_run(con, month, in_force, expected)
    with open_identifiable(home, build.identifiable) as con:
        con.execute("create schema received")
        _create_deliveries(con, "received", in_force)
        for contract, table_name, table in catalogue.tables():
            folders = [
                submission_folder(home, submission)
                for submission in in_force
                if submission.source == contract.source
            ]
            _create_received(con, contract, table_name, table, folders)
        con.execute("create schema linked")
    return build


def switch_in(home: Home, build: Build, month: Month) -> bool:
    """Put tonight's files in place of last night's; each is replaced in one step, whole.

    The warehouse never goes back in time: a build for an earlier month than the one in place is
    thrown away, and False is returned. A log left beside the old file would be replayed into the
    new one, so it goes first. Stores are replaced from left to right: nobody ever finds a table
    published before the figures that it was made from, and a run that is stopped between two
    stores is made good by the next run, which replaces all three.
    """
    held = warehouse_month(home)
    is_newer = held is None or held <= month
    if is_newer:
        for store in STORES:
            _written_out(home, build, store)
        for store in STORES:
            made, place = build.store(store), home.store(store)
            shared_as_its_folder(made, place.parent)
            place.with_name(place.name + ".wal").unlink(missing_ok=True)
            os.replace(made, place)
    shutil.rmtree(build.folder)
    return is_newer


def _written_out(home: Home, build: Build, store: Store) -> None:
    made = build.store(store)
    is_sealed = store == "identifiable"
    with open_identifiable(home, made) if is_sealed else open_to_write(made) as con:
        con.execute("checkpoint")
    if made.with_name(made.name + ".wal").exists():
        raise RuntimeError(f"{made.name} was not written out completely")


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
    folders: list[Path],
) -> None:
    """A view over the loaded rows of the deliveries in force, with every promised column."""
    words = dict.fromkeys(column.from_ for column in table.columns.values())
    columns = [f"null::varchar as {identifier(word)}" for word in words]
    lineage = ["null::varchar as submission_id", "null::bigint as received_line_number"]
    rows = f"select {', '.join([*lineage, *columns])} where false"
    held = [folder for folder in folders if rows_file(folder, name).exists()]
    if held:
        rows += f" union all by name {loaded_everywhere_sql(con, held, name)}"
    con.execute(f"""
        create view received.{contract.source}__{name} as
        select rows.*, deliveries.supplier_code,
            deliveries.month_starting_on as received_for_month
        from ({rows}) as rows
        inner join received.deliveries as deliveries using (submission_id)
    """)


def _create_run(
    con: duckdb.DuckDBPyConnection,
    month: Month,
    in_force: Iterable[Submission],
    expected: Iterable[Expected],
) -> None:
    con.execute("create schema run")
    con.execute(
        "create table run.reporting_month as select ? as month_starting_on", [month.starting_on]
    )
    _create_deliveries(con, "run", in_force)
    con.execute("""
        create table run.expected_deliveries (source varchar, supplier_code varchar,
            month_starting_on date, due_on date, state_code varchar,
            last_good_month_starting_on date)
    """)
    promised = [
        (
            each.source,
            each.supplier,
            each.month.starting_on,
            each.due_on,
            each.state,
            f"{each.last_good_month}-01" if each.last_good_month else None,
        )
        for each in expected
    ]
    if promised:
        con.executemany("insert into run.expected_deliveries values (?, ?, ?, ?, ?, ?)", promised)


def _create_deliveries(
    con: duckdb.DuckDBPyConnection, schema: str, in_force: Iterable[Submission]
) -> None:
    """The deliveries in force, in each store that asks for them: no view looks into another."""
    con.execute(f"""
        create table {schema}.deliveries (submission_id varchar, source varchar,
            supplier_code varchar, month_starting_on date)
    """)
    came = [
        (entry.submission_id, entry.source, entry.supplier, f"{entry.month}-01")
        for entry in in_force
    ]
    if came:
        con.executemany(f"insert into {schema}.deliveries values (?, ?, ?, ?)", came)
