"""Who is who tonight: evidence gathered, pairs judged, people found, and the ledger kept.

What a supplier's words mean is in the dictionary; what is done with people is core's.
"""

from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.build import Build
from orchestration.clock import at_second
from orchestration.contracts.catalogue import Catalogue
from orchestration.ducks import attach_sql, open_memory, read_sealed
from orchestration.home import Home
from orchestration.identity import ledger
from orchestration.identity.alarms import Alarm, raise_alarms
from orchestration.identity.candidates import NOT_WEIGHED, lay_out
from orchestration.identity.cleaning import compare_ready
from orchestration.identity.clusters import cluster
from orchestration.identity.decisions import LEAST_WEIGHT, decide, judge
from orchestration.identity.evidence import gather
from orchestration.identity.model import Model, weigh
from orchestration.identity.models import (
    can_train,
    county_model,
    current_model,
    keep_model,
    train_model,
)
from orchestration.identity.quality import measure_quality
from orchestration.identity.records import NAME, PAIR, named_pairs_sql, number_pairs
from orchestration.identity.review import fill_queue
from orchestration.identity.stewards import load_verdicts

MEMORY, MEMORY_TO_LEARN = "640MB", "1200MB"


@dataclass(frozen=True)
class Linked:
    """What a night's linking came to: counts only."""

    records: int
    people: int
    questions: int
    events: dict[str, int]
    alarms: list[Alarm]
    model_version: str


def link_people(
    home: Home, build: Build, catalogue: Catalogue, at: datetime, *, looking_back: bool = False
) -> Linked:
    """Link the people of a build's staging; bring the home's ledger, links and queue up to date,
    and lay `linked.people` and `linked.quality` into the build.

    A build that looks back at an earlier month changes nobody: who is known stays who they are
    today, and only records never seen before find their person.
    """
    with open_memory(home) as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        con.execute(attach_sql(home, build.identifiable))
        gather(con, catalogue, "identifiable")
        linked = link_records(con, home, at, looking_back=looking_back)
        con.execute("""
            create or replace table identifiable.linked.people as
            select known_by, agency, supplier_code, supplier_person_id, person_key, person_id
            from ledger where until is null order by all
        """)
        con.execute("""
            create or replace table identifiable.linked.quality as
            select * from link_quality order by all
        """)
    return linked


def link_records(
    con: duckdb.DuckDBPyConnection, home: Home, at: datetime, *, looking_back: bool = False
) -> Linked:
    """Link `records` (and `system_ids`), whoever gathered them; the ledger is kept in the home."""
    compare_ready(con)
    model = current_model(home) or _first_model(con, home, at)
    ledger.load_ledger(con, home)
    load_verdicts(con, home)
    _load_links(con, home)
    weigh(con, model.settings, LEAST_WEIGHT)
    lay_out(con, model.strangers)
    judge(con)
    alarms = raise_alarms(con, model.link_from)
    decide(con, model.shares, model.link_from)
    _match(con)
    cluster(con)
    events = ledger.reconcile(con, home, at_second(at), looking_back=looking_back)
    questions = fill_queue(con, home, keep=not looking_back)
    measure_quality(con)
    if not looking_back:
        _save_links(con, home)
    _save(con, home, at, events)
    counts: dict[str, int] = {}
    for event in events:
        counts[event.kind] = counts.get(event.kind, 0) + 1
    row = con.execute(
        "select count(*), count(distinct person_key) from ledger where until is null"
    ).fetchone()
    records, people = row if row else (0, 0)
    return Linked(int(records), int(people), questions, counts, alarms, model.version)


def _first_model(con: duckdb.DuckDBPyConnection, home: Home, at: datetime) -> Model:
    """Where there is enough to learn from, the first night trains; later ones are told to."""
    if not can_train(con):
        return county_model()
    [(limit,)] = con.execute("select current_setting('memory_limit')").fetchall()
    con.execute(f"set memory_limit = '{MEMORY_TO_LEARN}'")
    model = train_model(con)
    con.execute(f"set memory_limit = '{limit}'")
    keep_model(home, model, "first night", at)
    return model


def _load_links(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make `linked_before`, pairs that were followed last time, and `known_before`, who was there;
    of records that came tonight."""
    con.execute(f"""
        create or replace temp table known_before as
        select distinct record_no from records inner join ledger using ({", ".join(NAME)})
        where ledger.until is null
    """)
    place = ledger.links_file(home)
    columns = ", ".join(f"null::varchar as {column}" for column in PAIR)
    held = f"select {', '.join(PAIR)} from {read_sealed(place)}" if place.exists() else ""
    number_pairs(con, held or f"select {columns} where false", "linked_before")


def _match(con: duckdb.DuckDBPyConnection) -> None:
    """Make `matches` and `told_apart`: what is decided, with what stewards have said above it.

    Records that were one person through a third, which is no longer sent, stay so.
    """
    con.execute("""
        create or replace temp table told_apart as
        select record_no_l, record_no_r from verdicts where verdict = 'different'
    """)
    con.execute("""
        create or replace temp table matches as
        select record_no_l, record_no_r, rule, weight from decided
        anti join verdicts using (record_no_l, record_no_r)
        where status = 'Match'
        union all
        select record_no_l, record_no_r, 'steward', 99.0 from verdicts where verdict = 'same'
        order by record_no_l, record_no_r
    """)
    con.execute(f"""
        insert into matches
        with held as (
            select records.record_no, ledger.person_key from records
            inner join ledger using ({", ".join(NAME)})
            inner join people_compared using (record_no)
            where ledger.until is null and not people_compared.is_adopted and person_key in (
                select person_key from ledger anti join records using ({", ".join(NAME)})
                where until is null)
        ),
        chain as (
            select record_no as record_no_l, lead(record_no) over (
                partition by person_key order by record_no) as record_no_r from held
        )
        select chain.*, 'as_before', {NOT_WEIGHED} from chain
        anti join matches using (record_no_l, record_no_r)
        anti join told_apart using (record_no_l, record_no_r)
        where record_no_r is not null
    """)


def _save(
    con: duckdb.DuckDBPyConnection, home: Home, at: datetime, events: list[ledger.Event]
) -> None:
    """First what happened, then who is who: after a crash between the two it is told again."""
    for event in events:
        line = {"at": at_second(at), "kind": event.kind, "person": event.person}
        ledger.events_journal(home).add({**line, "other": event.other, "reason": event.reason})
    ledger.save_ledger(con, home)


def _save_links(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    con.execute("""
        create or replace temp table followed as
        select matches.*, decided.probability from matches
        inner join clustered as l on matches.record_no_l = l.record_no
        inner join clustered as r on matches.record_no_r = r.record_no
        left join decided using (record_no_l, record_no_r)
        where l.cluster_no = r.cluster_no
    """)
    links = named_pairs_sql("followed", ", pairs.rule, pairs.weight, pairs.probability")
    ledger.replace_sealed(con, ledger.links_file(home), f"{links} order by all")
