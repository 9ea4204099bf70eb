"""The ledger of people: each person of a case system keeps one random identifier for good.

People are not yet joined across agencies; a person is known by one supplier's own identifier.
"""

import os
import secrets
from pathlib import Path

import duckdb
import pyarrow as pa

from orchestration.build import Build
from orchestration.contracts.catalogue import Catalogue
from orchestration.ducks import open_identifiable, read_sealed, write_sealed
from orchestration.home import Home

LEDGER = "people.parquet"


def link_people(home: Home, build: Build, catalogue: Catalogue) -> int:
    """Give every new person of staging an identifier; return how many are known.

    The ledger is added to, never reordered, so an identifier outlives every rebuild.
    """
    ledger = home.linked / LEDGER
    with open_identifiable(home, build.identifiable) as con:
        _load_ledger(con, ledger)
        newcomers = 0
        for contract, name, table in catalogue.tables():
            if table.people_known_by:
                relation = f"staging.stg_{contract.source}__{name}"
                newcomers += _add_newcomers(con, relation, table.people_known_by)
        if newcomers:
            _save_ledger(con, ledger)
        con.execute("create or replace table linked.people as select * from ledger")
        known = con.execute("select count(*) from linked.people").fetchone()
    return int(known[0]) if known else 0


def _add_newcomers(con: duckdb.DuckDBPyConnection, relation: str, known_by: str) -> int:
    strangers = con.execute(f"""
        select distinct people.supplier_code, people.{known_by} as supplier_person_id
        from {relation} as people
        anti join ledger on ledger.supplier_code = people.supplier_code
            and ledger.supplier_person_id = people.{known_by}
        where people.{known_by} is not null order by all
    """).to_arrow_table()
    if strangers.num_rows:
        ids = pa.array([secrets.token_hex(16) for _ in range(strangers.num_rows)])
        con.register("newcomers", strangers.append_column("person_id", ids))
        con.execute("insert into ledger by name select * from newcomers")
        con.unregister("newcomers")
    return int(strangers.num_rows)


def _load_ledger(con: duckdb.DuckDBPyConnection, ledger: Path) -> None:
    con.execute("""
        create temp table ledger (
            supplier_code varchar, supplier_person_id varchar, person_id varchar)
    """)
    if ledger.exists():
        con.execute(f"insert into ledger by name select * from {read_sealed(ledger)}")


def _save_ledger(con: duckdb.DuckDBPyConnection, ledger: Path) -> None:
    aside = ledger.with_suffix(".new")
    con.execute(write_sealed(aside, "select * from ledger"))
    os.replace(aside, ledger)
