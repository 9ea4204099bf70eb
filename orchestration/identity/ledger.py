"""The ledger of people: each person keeps one random key for good, whatever is linked to them.

A key is never made from an identifier. Which records were whose, and since when, stays in the
ledger; what happened to people (merged, split, moved) is a journal of keys, dates and reasons.
"""

import os
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from orchestration.ducks import read_sealed, write_sealed
from orchestration.home import Home
from orchestration.journal import Journal
from orchestration.keys import PERSON, the_keys

KEY = ("known_by", "supplier_code", "supplier_person_id")
COLUMNS = (*KEY, "agency", "person_key", "person_id", "since", "until")
REGISTER_WEIGHT = 3


@dataclass(frozen=True)
class Event:
    """Something that happened to people. `person` is gone, or has lost a record, to `other`."""

    kind: str
    person: str
    other: str
    reason: str


def ledger_file(home: Home) -> Path:
    return home.linked / "people.parquet"


def links_file(home: Home) -> Path:
    """Pairs of records that were followed last time."""
    return home.linked / "links.parquet"


def events_journal(home: Home) -> Journal:
    return Journal(home.linked / "events.jsonl")


def load_ledger(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make `ledger`: a row for each record and each time it was some person's; `until` is null
    where it still is. A record that is no longer sent keeps its person."""
    columns = ", ".join(f"{column} varchar" for column in COLUMNS)
    con.execute(f"create or replace temp table ledger ({columns})")
    if ledger_file(home).exists():
        con.execute(f"insert into ledger by name from {read_sealed(ledger_file(home))}")


def reconcile(
    con: duckdb.DuckDBPyConnection, home: Home, at: str, *, looking_back: bool = False
) -> list[Event]:
    """Give tonight's clusters (`clustered`, `records`) the keys of the people they were, and new
    keys to new people; bring `ledger` up to date as of `at` and return what happened.

    A person goes where most of their records went, those of a register counting three times; of
    two people who turn out to be one, the one who is known the longest stays. Looking back, nobody
    who is known changes.
    """
    con.execute(f"""
        create or replace temp table members as
        select records.record_no, {", ".join(KEY)}, records.agency, clustered.cluster_no,
            ledger.person_key as held_key,
            case when is_numbered then {REGISTER_WEIGHT} else 1 end as votes
        from records
        inner join clustered using (record_no)
        left join ledger using ({", ".join(KEY)})
        where ledger.until is null
    """)
    keys = _keys_of_clusters(con)
    table = pa.table(
        {
            "cluster_no": pa.array(list(keys), pa.int64()),
            "person_key": pa.array(list(keys.values()), pa.string()),
        }
    )
    con.register("keys_now", table)
    con.execute("create or replace temp table keys_of_clusters as from keys_now")
    con.unregister("keys_now")
    if looking_back:
        con.execute("delete from members where held_key is not null")
    events = _events(con)
    _follow(con, home, at, events)
    return events


def save_ledger(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    replace_sealed(con, ledger_file(home), f"select {', '.join(COLUMNS)} from ledger order by all")


def replace_sealed(con: duckdb.DuckDBPyConnection, place: Path, query: str) -> None:
    """Write a query's rows to a file that is whole at every moment."""
    aside = place.with_name(place.name + ".new")
    con.execute(write_sealed(aside, query))
    os.replace(aside, place)


def new_key() -> str:
    return secrets.token_hex(16)


def _keys_of_clusters(con: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Each cluster's key. Most clusters hold one held key, which no other holds: SQL tells them."""
    con.execute("""
        create or replace temp table claims as
        select cluster_no, held_key, sum(votes) as votes,
            count(*) over (partition by cluster_no) as keys,
            count(*) over (partition by held_key) as clusters
        from members where held_key is not null group by cluster_no, held_key
    """)
    plain = con.execute(
        "select cluster_no, held_key from claims where keys = 1 and clusters = 1"
    ).fetchall()
    contested = con.execute("""
        with age as (select person_key, min(since) as since from ledger group by person_key)
        select cluster_no, held_key from claims inner join age on held_key = age.person_key
        where keys > 1 or clusters > 1
        order by votes desc, age.since, held_key, cluster_no
    """).fetchall()
    keys: dict[int, str] = dict(plain)
    taken: set[str] = set()
    for cluster_no, key in contested:
        if cluster_no not in keys and key not in taken:
            keys[cluster_no] = key
            taken.add(key)
    rest = con.execute("select distinct cluster_no from members order by cluster_no").fetchall()
    for (cluster_no,) in rest:
        keys.setdefault(cluster_no, new_key())
    return keys


def _events(con: duckdb.DuckDBPyConnection) -> list[Event]:
    """What tonight's keys mean for the people that were known before."""
    moved = con.execute("""
        select distinct held_key, person_key from members
        inner join keys_of_clusters using (cluster_no)
        where held_key is not null and held_key <> person_key order by all
    """).fetchall()
    alive = {key for (key,) in con.execute("select person_key from keys_of_clusters").fetchall()}
    known = {key for (key,) in con.execute("select distinct person_key from ledger").fetchall()}
    gone_to = Counter(before for before, _ in moved)
    events = []
    for before, now in moved:
        if before not in alive and gone_to[before] == 1:
            events.append(Event("merge", before, now, "their records match"))
        elif now not in known:
            events.append(Event("split", before, now, "their records no longer match"))
        else:
            events.append(Event("move", before, now, "a record matches another person better"))
    return events


def _follow(con: duckdb.DuckDBPyConnection, home: Home, at: str, events: Iterable[Event]) -> None:
    """Close the rows of records that are another's now, and open theirs and the newcomers'."""
    con.execute(
        f"""
        update ledger set until = ? from members
        inner join keys_of_clusters using (cluster_no)
        where ledger.until is null and held_key <> keys_of_clusters.person_key
            and {" and ".join(f"ledger.{column} = members.{column}" for column in KEY)}
        """,
        [at],
    )
    merged = {event.person: event.other for event in events if event.kind == "merge"}
    _move_silent_records(con, at, merged)
    newcomers = con.execute(f"""
        select {", ".join(KEY)}, agency, keys_of_clusters.person_key
        from members inner join keys_of_clusters using (cluster_no)
        where held_key is null or held_key <> keys_of_clusters.person_key
        order by all
    """).to_arrow_table()
    if newcomers.num_rows:
        ids = the_keys(home).pseudonyms(PERSON, newcomers["person_key"].to_pylist())
        con.register("newcomers", newcomers.append_column("person_id", pa.array(ids, pa.string())))
        con.execute(
            "insert into ledger by name select *, cast(? as varchar) as since from newcomers", [at]
        )
        con.unregister("newcomers")


def _move_silent_records(con: duckdb.DuckDBPyConnection, at: str, merged: dict[str, str]) -> None:
    """Records that are no longer sent follow the person that theirs became."""
    for before, now in sorted(merged.items()):
        row = con.execute(
            "select any_value(person_id) from ledger where person_key = ?", [now]
        ).fetchone()
        left = con.execute(
            f"""update ledger set until = ? where person_key = ? and until is null
                returning {", ".join(KEY)}, agency""",
            [at, before],
        ).fetchall()
        for record in left:
            con.execute(
                f"insert into ledger ({', '.join(COLUMNS)}) values (?, ?, ?, ?, ?, ?, ?, null)",
                [*record, now, row[0] if row else None, at],
            )
