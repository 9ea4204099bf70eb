"""Gives everyone in the ledgers of the linked room their pseudonym under another key.

A ledger is any table that holds `person_key`, which is ours and stays, beside `person_id`.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from orchestration import ducks
from orchestration.home import Home
from orchestration.keys import Key
from orchestration.keys.pseudonyms import pseudonyms
from orchestration.refusals import Refusal

MADE_FROM, GIVEN = "person_key", "person_id"


@dataclass(frozen=True)
class Rekeyed:
    """Before and after, counted: the same people under other names, or nothing is changed."""

    rows: int
    people_before: int
    people_after: int
    pairs: int

    @property
    def joins_are_unchanged(self) -> bool:
        return self.people_before == self.people_after == self.pairs


def ledgers(con: duckdb.DuckDBPyConnection, home: Home) -> list[Path]:
    held = sorted(home.linked.glob("*.parquet"))
    return [path for path in held if {MADE_FROM, GIVEN} <= set(ducks.columns_of(con, path))]


def rekey_ledgers(home: Home, tables: Key, new: Key) -> dict[str, Rekeyed]:
    """Every ledger of a home, each replaced in one step once its joins are proved unchanged."""
    with ducks.open_with(ducks.parquet_key(tables), home) as con:
        return {path.name: rekey_ledger(con, path, new) for path in ledgers(con, home)}


def rekey_ledger(con: duckdb.DuckDBPyConnection, path: Path, new: Key) -> Rekeyed:
    con.execute(f"create or replace temp table before as from {ducks.read_sealed(path)}")
    found = rekey(con, "before", new)
    aside = path.with_name(path.name + ".rekeying")
    con.execute(ducks.write_sealed(aside, "select * from rekeyed"))
    os.replace(aside, path)
    return found


def rekey(con: duckdb.DuckDBPyConnection, relation: str, new: Key) -> Rekeyed:
    """Make `rekeyed`, the rows of a ledger in their order with new pseudonyms; Refusal where two
    people would become one, or one two."""
    asked = con.execute(f"""
        select distinct {MADE_FROM} as value from {relation} where {GIVEN} is not null order by 1
    """).to_arrow_table()
    given = pa.array(pseudonyms(new, asked["value"].to_pylist()), pa.string())
    con.register("given_anew", asked.append_column("pseudonym", given))
    con.execute(f"""
        create or replace temp table rekeyed as
        select held.* replace (given_anew.pseudonym as {GIVEN}) from {relation} as held
        left join given_anew on given_anew.value = held.{MADE_FROM} and held.{GIVEN} is not null
        order by held.rowid
    """)
    con.unregister("given_anew")
    row = con.execute(f"""
        select count(*), count(distinct held.{GIVEN}), count(distinct rekeyed.{GIVEN}),
            count(distinct (held.{GIVEN}, rekeyed.{GIVEN}))
                filter (held.{GIVEN} is not null or rekeyed.{GIVEN} is not null)
        from {relation} as held full outer join rekeyed on held.rowid = rekeyed.rowid
    """).fetchone()
    found = Rekeyed(*(row or (0, 0, 0, 0)))
    if not found.joins_are_unchanged:
        what = f"{found.people_before} people would become {found.people_after}."
        remedy = "Nothing was changed. Have the ledger looked at before the key is changed."
        raise Refusal("ledger of people", what, remedy)
    return found
