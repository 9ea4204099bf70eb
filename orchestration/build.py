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
from orchestration.contracts.each_month import SUFFIX, read_each_month
from orchestration.contracts.language import Contract, Table
from orchestration.contracts.sql import identifier
from orchestration.ducks import open_identifiable, open_to_read, open_to_write
from orchestration.home import Home, shared_as_its_folder
from orchestration.keys import TABLES, the_keys
from orchestration.months import Month
from orchestration.register.book import Book, Submission, submission_folder
from orchestration.register.rows import loaded_everywhere_sql, rows_file
from orchestration.register.silence import Notices, expected_until
from orchestration.run_tables import create_deliveries, create_run
from orchestration.stores import FILES, STORES, Store
from orchestration.writer import discard_unused


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

    @property
    def data_docs(self) -> Path:
        """Where the pages on what the gates found are written when one of them blocks."""
        return self.folder / "data_docs"


def open_build(
    home: Home,
    name: str,
    catalogue: Catalogue,
    month: Month,
    in_force: list[Submission],
    each_month: list[Submission] | None = None,
) -> Build:
    """Start an empty build that sees exactly the deliveries in force for the month, and what was
    promised for it and the months before.

    each_month  the newest delivery of every month, for the tables that are kept each month; by
                default what the register knows
    """
    if each_month is None:
        each_month = Book(home).of_each_month(catalogue.contracts, month)
    discard_builds(home)
    build = Build(home.builds / name)
    build.folder.mkdir(parents=True)
    with open_to_write(build.warehouse) as con:
        notices = Notices(home).all()
        accepted = Book(home).accepted()
        expected = expected_until(catalogue.contracts, accepted, notices, month)
        create_run(con, month, catalogue, in_force, each_month, expected)
    with open_identifiable(home, build.identifiable) as con:
        con.execute("create schema received")
        create_deliveries(con, "received", catalogue, in_force, each_month)
        _create_row_secrets(con, home)
        for contract, name, table in catalogue.tables():
            folders = _folders(home, contract, in_force)
            _create_received(con, f"{contract.source}__{name}", name, table, folders)
        for contract in catalogue.contracts.values():
            folders = _folders(home, contract, each_month)
            for name in read_each_month(catalogue, contract):
                view = f"{contract.source}__{name}{SUFFIX}"
                _create_received(con, view, name, contract.tables[name], folders)
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
    is_newer = is_the_latest(home, month)
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


def is_the_latest(home: Home, month: Month) -> bool:
    """Whether no later month's warehouse is in place."""
    held = warehouse_month(home)
    return held is None or held <= month


def discard_builds(home: Home) -> None:
    """Throw away what an earlier run left unfinished, and nothing that a file is being checked in;
    the caller holds the writer's lock."""
    discard_unused(home.builds)


def row_id_sql(secret: str, table: str) -> str:
    """Our pointer to a received row: it tells nothing without the delivery's secret, which stays in
    the identifiable store."""
    return f"left(sha256({secret} || ' {table} ' || received_line_number), 32)"


def row_secrets(home: Home, deliveries: Iterable[str]) -> dict[str, str]:
    """The secret of each delivery, by which pointers to its rows are made and followed."""
    key = the_keys(home).key(TABLES)
    return {name: key.derived(f"rows of {name}").hex() for name in deliveries}


def _create_row_secrets(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """One for each delivery, from the key that seals tables: the same every night."""
    deliveries = con.execute("select submission_id from received.deliveries").fetchall()
    con.execute("create table received.row_secrets (submission_id varchar, row_secret varchar)")
    if deliveries:
        con.executemany(
            "insert into received.row_secrets values (?, ?)",
            list(row_secrets(home, [name for (name,) in deliveries]).items()),
        )


def _folders(home: Home, contract: Contract, entries: list[Submission]) -> list[Path]:
    return [submission_folder(home, each) for each in entries if each.source == contract.source]


def _create_received(
    con: duckdb.DuckDBPyConnection,
    view: str,
    name: str,
    table: Table,
    folders: list[Path],
) -> None:
    """A view over the loaded rows of some deliveries, with every promised column."""
    words = dict.fromkeys(column.from_ for column in table.columns.values())
    columns = [f"null::varchar as {identifier(word)}" for word in words]
    lineage = ["null::varchar as submission_id", "null::bigint as received_line_number"]
    rows = f"select {', '.join([*lineage, *columns])} where false"
    held = [folder for folder in folders if rows_file(folder, name).exists()]
    if held:
        rows += f" union all by name {loaded_everywhere_sql(con, held, name)}"
    con.execute(f"""
        create view received.{view} as
        select rows.*, deliveries.supplier_code,
            deliveries.month_starting_on as received_for_month,
            {row_id_sql("row_secrets.row_secret", name)} as received_row_id
        from ({rows}) as rows
        inner join received.deliveries as deliveries using (submission_id)
        inner join received.row_secrets as row_secrets using (submission_id)
    """)
