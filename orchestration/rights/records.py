"""The linked room's records of one person: which others it joins, and taking them out for good.

How people are joined is in orchestration.identity.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.sql import identifier
from orchestration.ducks import columns_of, open_memory, read_sealed, write_sealed
from orchestration.holds.naming import Name, normal_sql, people_words, shared_words
from orchestration.home import Home

LEDGER = "people.parquet"
SUPPLIER, PERSON, KEY, KNOWN_BY = (
    "supplier_code",
    "supplier_person_id",
    "person_key",
    "known_by",
)


def names_beside(home: Home, catalogue: Catalogue, names: Iterable[Name]) -> set[Name]:
    """The names of every record that the ledger of people joins with one of these."""
    ledger = home.linked / LEDGER
    if not ledger.exists():
        return set()
    with open_memory(home) as con:
        _register(con, catalogue, names)
        rows = con.execute(f"""
            with ledger as (select * from {read_sealed(ledger)}),
            joined as (
                select distinct {KEY} from ledger where until is null and {_is_named("ledger", "")}
            )
            select distinct {KNOWN_BY}, {SUPPLIER}, {_plain(PERSON)}
            from ledger inner join joined using ({KEY}) where until is null order by all
        """).fetchall()
    shared = shared_words(catalogue)
    return {Name(word, "" if word in shared else supplier, value) for word, supplier, value in rows}


def names_of_person(home: Home, catalogue: Catalogue, person_id: str) -> set[Name]:
    """The names of every record that has one identifier of ours, as the warehouse shows it."""
    ledger, shared = home.linked / LEDGER, shared_words(catalogue)
    if not ledger.exists():
        return set()
    with open_memory(home) as con:
        rows = con.execute(
            f"""select distinct {KNOWN_BY}, {SUPPLIER}, {_plain(PERSON)}
                from {read_sealed(ledger)} where person_id = ? and until is null
                order by all""",
            [person_id],
        ).fetchall()
    return {Name(word, "" if word in shared else supplier, value) for word, supplier, value in rows}


def lay_out_strangers(
    con: duckdb.DuckDBPyConnection, home: Home, catalogue: Catalogue, names: Iterable[Name]
) -> None:
    """Make `strangers` (known_by, supplier_code, value): the records of whoever the ledger says is
    not the person of these names; none where it does not know that person."""
    columns = f"{KNOWN_BY} varchar, {SUPPLIER} varchar, value varchar"
    con.execute(f"create or replace temp table strangers ({columns})")
    ledger = home.linked / LEDGER
    if ledger.exists():
        _register(con, catalogue, names)
        con.execute(f"""
            insert into strangers
            with ledger as (select * from {read_sealed(ledger)} where until is null),
            mine as (select distinct {KEY} from ledger where {_is_named("ledger", "")})
            select {KNOWN_BY}, {SUPPLIER}, {_plain(PERSON)} from ledger anti join mine using ({KEY})
            where exists (from mine)
        """)


def remove_records(home: Home, catalogue: Catalogue, names: Iterable[Name]) -> dict[str, int]:
    """Take every row that names one of the records out of every table of the linked room that has
    `supplier_code` and `supplier_person_id`, or the same with an ending, as pairs have; return how
    many rows went, by file. Of the ledger go also rows that once gave another's record the key."""
    gone = {}
    with open_memory(home) as con:
        _register(con, catalogue, names)
        for path in sorted(home.linked.rglob("*.parquet")):
            count = _remove(con, path)
            if count:
                gone[str(path.relative_to(home.linked))] = count
    return gone


def _remove(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    held = set(columns_of(con, path))
    endings = [c.removeprefix(PERSON) for c in held if c.startswith(PERSON)]
    endings = sorted(end for end in endings if f"{SUPPLIER}{end}" in held)
    if not endings:
        return 0
    named = " or ".join(
        _is_named("kept", end, has_word=f"{KNOWN_BY}{end}" in held) for end in endings
    )
    if {KEY, "until"} <= held:
        named += f""" or {KEY} in (
            select {KEY} from {read_sealed(path)} as kept where until is null and ({named}))"""
    query = f"select * from {read_sealed(path)} as kept where not coalesce({named}, false)"
    every = con.execute(f"select count(*) from {read_sealed(path)}").fetchone()
    left = con.execute(f"select count(*) from ({query})").fetchone()
    count = int((every or (0,))[0]) - int((left or (0,))[0])
    if count:
        aside = path.with_suffix(".new")
        con.execute(write_sealed(aside, query))
        os.replace(aside, path)
    return count


def _register(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, names: Iterable[Name]) -> None:
    words = people_words(catalogue)
    told = sorted({(n.kind, n.supplier, n.value) for n in names if n.kind in words})
    columns = list(zip(*told, strict=True)) if told else [(), (), ()]
    table = pa.table(
        {
            name: pa.array(list(values), pa.string())
            for name, values in zip(("word", "supplier", "value"), columns, strict=True)
        }
    )
    con.execute("drop table if exists wanted_records")
    con.register("wanted", table)
    con.execute("create temp table wanted_records as from wanted")
    con.unregister("wanted")


def _is_named(relation: str, ending: str, *, has_word: bool = True) -> str:
    """Whether a record is one of those wanted; of a word that all share, whoever sent it."""
    word = f"{relation}.{identifier(KNOWN_BY + ending)} = wanted.word and" if has_word else ""
    return f"""exists (select 1 from wanted_records as wanted where {word}
        (wanted.supplier = '' or wanted.supplier = {relation}.{identifier(SUPPLIER + ending)})
        and wanted.value = {_plain(f"{relation}.{identifier(PERSON + ending)}")})"""


def _plain(column: str) -> str:
    return normal_sql("", f"cast({column} as varchar)")
