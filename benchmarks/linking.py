"""One piece of the linkage benchmark at a time, each for a process of its own: a world, a night, a
rival, a review, a score. Started by `linkage`, which says what they are compared with.
"""

import json
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from linkage_world import make_world
from orchestration.ducks import open_memory
from orchestration.home import Home
from orchestration.identity import linking, models, review, score, stewards
from orchestration.identity.candidates import lay_out
from orchestration.identity.cleaning import compare_ready
from orchestration.identity.clusters import cluster
from orchestration.identity.decisions import judge
from orchestration.identity.ledger import load_ledger
from orchestration.identity.records import NAME

FIRST_NIGHT = datetime(2026, 2, 1)
KEY = ", ".join(NAME)
SPLINK_BITS = 5
# Of each hundred records, so many have come, gone and moved house between two nights.
COMES, GOES, MOVES = 2.0, 2.0, 1.0
NIGHTS = 10
GROUPS = {"ethnicity": "heritage", "sex": "sex", "looked after": "is_looked_after"}


def world(folder: Path, pupils: int, seed: int) -> dict[str, Any]:
    made = make_world(pupils=pupils, seed=seed)
    pq.write_table(made.records, folder / "records.parquet")
    twins = {"one": [one for one, _ in made.twins], "other": [other for _, other in made.twins]}
    pq.write_table(pa.table(twins), folder / "twins.parquet")
    outside = sum(not numbered for numbered in made.records["is_numbered"].to_pylist())
    return {"records": made.records.num_rows, "outside": outside, "twins": len(made.twins)}


def night(folder: Path, number: int, churned: int = 0) -> dict[str, Any]:
    """Link as a night does, with the home's model; the first night of a home trains one."""
    home = _home(folder, churned)
    with open_memory(home) as con:
        con.execute(f"set memory_limit = '{linking.MEMORY}'")
        _gather(con, folder, churned)
        starting, used = time.perf_counter(), time.process_time()
        linked = linking.link_records(con, home, FIRST_NIGHT + timedelta(days=number))
        wall, cpu = time.perf_counter() - starting, time.process_time() - used
        expected = con.execute("""
            select cast(sum(expected_errors) as double) from link_quality where breakdown = 'all'
        """).fetchall()[0][0]
        con.execute(f"""
            copy (select {KEY}, person_key from ledger where until is null)
            to '{folder}/people-{number}.parquet' (format parquet)
        """)
    return {
        "wall": wall,
        "cpu": cpu,
        "questions": linked.questions,
        "expected": expected,
        "events": linked.events,
        "model": linked.model_version,
    }


def retrain(folder: Path) -> dict[str, Any]:
    """Learn a model anew on what came last, and use it from now on."""
    home = _home(folder, NIGHTS)
    with open_memory(home) as con:
        con.execute(f"set memory_limit = '{linking.MEMORY_TO_LEARN}'")
        _gather(con, folder, NIGHTS)
        model = models.train_model(con)
    models.keep_model(home, model, "benchmark", FIRST_NIGHT + timedelta(days=11))
    return {"model": model.version}


def rules(folder: Path) -> dict[str, Any]:
    """The deterministic rules alone, in clusters that contradict nothing."""
    with open_memory() as con:
        _gather(con, folder)
        compare_ready(con)
        con.execute("""
            create temp table people_weighed as
            select l.record_no as record_no_l, r.record_no as record_no_r, 0.0 as weight
            from people_compared as l inner join people_compared as r
                on l.full_name = r.full_name and l.born_on = r.born_on and l.postcode = r.postcode
                    and l.record_no < r.record_no
            where l.source <> r.source or not l.is_numbered
        """)
        lay_out(con, [])
        judge(con)
        con.execute("create temp table told_apart (record_no_l bigint, record_no_r bigint)")
        con.execute("create temp table matches as select * from judged where rule is not null")
        cluster(con)
        return _scored(con, "records inner join clustered using (record_no)", "cluster_no")


def splink(folder: Path) -> dict[str, Any]:
    """Splink as its tutorials have it, with its own comparisons: no decision layer of ours."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    exact = [cl.ExactMatch("upn"), cl.ExactMatch("nhs_number")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_no",
        comparisons=[
            cl.ForenameSurnameComparison("forename", "surname"),
            cl.DateOfBirthComparison("born_on", input_is_string=False),
            cl.PostcodeComparison("postcode"),
            *exact,
        ],
        blocking_rules_to_generate_predictions=[
            block_on("upn"),
            block_on("nhs_number"),
            block_on("surname", "born_on"),
            block_on("forename", "born_on"),
            block_on("born_on", "postcode"),
            block_on("forename", "surname", "postcode"),
        ],
    )
    with open_memory() as con:
        _gather(con, folder)
        con.execute("""
            create temp table tidy as
            select record_no, agency, lower(trim(forename)) as forename,
                lower(trim(surname)) as surname, born_on, upper(postcode) as postcode, upn,
                nhs_number from records
        """)
        linker = Linker(DuckDBAPI(connection=con).register("tidy"), settings)
        found_by: list[Any] = [
            block_on("surname", "born_on", "postcode"),
            "l.nhs_number = r.nhs_number",
        ]
        linker.training.estimate_probability_two_random_records_match(found_by, recall=0.7)
        linker.training.estimate_u_using_random_sampling(max_pairs=3e6, seed=1)
        for same in (("forename", "surname"), ("born_on", "postcode")):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*same))
        found = linker.inference.predict(threshold_match_weight=SPLINK_BITS)
        con.execute(f"create temp table matches as from {found.physical_name}")
        return {"pairs": _pairwise(con)}


def answer(folder: Path, number: int) -> dict[str, Any]:
    """Answer every question of the queue rightly, as a steward who knows would."""
    home, at = Home.at(folder / "home"), FIRST_NIGHT + timedelta(days=number, hours=9)
    with duckdb.connect() as con:
        rows = con.execute(f"select {KEY}, child from '{folder}/records.parquet'").fetchall()
    child = {(known_by, supplier, own_id): who for known_by, supplier, own_id, who in rows}
    decisions, same = stewards.Decisions(home), 0
    for asked in review.questions(home):
        one, other = asked.pair
        verdict: stewards.Verdict = "same" if child[one] == child[other] else "different"
        decisions.add(asked.pair, verdict, "steward", "known to be so", at, is_override=False)
        same += verdict == "same"
    return {"same": same}


def scored(folder: Path) -> dict[str, Any]:
    """What stands in the ledger: scores, groups, twins, and wrong links of records."""
    home = Home.at(folder / "home")
    with open_memory(home) as con:
        _gather(con, folder)
        load_ledger(con, home)
        con.execute(f"""
            create temp table people as
            select ledger.agency, ledger.person_key, records.* exclude (agency)
            from ledger inner join records using ({KEY}) where until is null
        """)
        told = _scored(con, "people", "person_key")
        told["groups"] = {name: _by_group(con, column) for name, column in GROUPS.items()}
        told["twins"] = con.execute(f"""
            select count(distinct (one, other)) from '{folder}/twins.parquet'
            inner join people as l on l.child = one inner join people as r on r.child = other
            where l.person_key = r.person_key
        """).fetchall()[0][0]
        told["errors"] = con.execute("""
            select count(distinct (l.record_no, r.agency)) from people as l
            inner join people as r on l.person_key = r.person_key
            where l.child <> r.child and l.agency <> r.agency
        """).fetchall()[0][0]
    return told


def changed(folder: Path, before: int, after: int, last: int = NIGHTS) -> dict[str, Any]:
    """Ids that changed between two nights of records that came on both, with a cause (somebody of
    the old or new person came, left or moved) and without. `last`: the night with which churn
    ended, 0 where there was none."""
    with duckdb.connect() as con:
        for name, number in (("held", before), ("now", after)):
            con.execute(f"create temp table {name} as from '{folder}/people-{number}.parquet'")
            con.execute(f"create temp table sent_{name} as {_sent(folder, min(number, last))}")
        con.execute(f"""
            create temp table stirred as
            select coalesce(o.supplier_person_id, n.supplier_person_id) as supplier_person_id
            from sent_held as o full join sent_now as n using ({KEY})
            where o.child is null or n.child is null or o.postcode is distinct from n.postcode
        """)
        con.execute("""
            create temp table stirred_people as
            select person_key from held inner join stirred using (supplier_person_id)
            union select person_key from now inner join stirred using (supplier_person_id)
        """)
        row = con.execute(f"""
            select count(*), count(*) filter (o.person_key <> n.person_key),
                count(*) filter (o.person_key <> n.person_key
                    and o.person_key not in (from stirred_people)
                    and n.person_key not in (from stirred_people))
            from held as o inner join now as n using ({KEY})
            where supplier_person_id in (select supplier_person_id from sent_now)
                and supplier_person_id in (select supplier_person_id from sent_held)
        """).fetchall()[0]
        stirred = con.execute("select count(*) from stirred").fetchall()[0][0]
    return {"stayed": row[0], "changed": row[1], "without_cause": row[2], "stirred": stirred}


def _home(folder: Path, churned: int) -> Home:
    """Nights with churn have a home of their own, which has never seen who is yet to come."""
    return Home.at(folder / ("churned" if churned else "home"))


def _gather(con: duckdb.DuckDBPyConnection, folder: Path, churned: int = 0) -> None:
    con.execute(f"""
        create or replace temp table records as
        select row_number() over (order by {KEY}) as record_no, * from ({_sent(folder, churned)})
    """)
    con.execute("create or replace temp table system_ids (record_no bigint, word text, id text)")


def _sent(folder: Path, night: int) -> str:
    """What came on a night with churn, of ten: each night some come, some stay away from then on,
    and some give another postcode from then on. Without a night, all there are."""
    everything = f"'{folder}/records.parquet'"
    if not night:
        return f"select * from {everything}"
    comes, goes, moves = (
        f"hash(supplier_person_id || '{why}') % 100000 / 1000.0" for why in ("+", "-", "~")
    )
    postcodes = f"(select list(distinct postcode order by postcode) from {everything})"
    return f"""
        select * replace (case when {moves} < {MOVES * night} then list_extract({postcodes},
            1 + cast(hash(supplier_person_id) % 1000 as integer)) else postcode end as postcode)
        from {everything}
        where {goes} >= {GOES * night} and {comes} >= {COMES * (NIGHTS - night)}
    """


def _scored(con: duckdb.DuckDBPyConnection, source: str, person: str) -> dict[str, Any]:
    con.execute(
        f"create temp table found as select {KEY}, agency, {person} as person from {source}"
    )
    con.execute(
        f"create temp table truth as select {KEY}, child::text as child, errors from records"
    )
    return score.score(con)


def _pairwise(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, float]]:
    """Pairs of records of different agencies as they were found, without clusters."""
    rows = con.execute("""
        with told as (
            select least(l.agency, r.agency) || '-' || greatest(l.agency, r.agency) as agencies,
                true as is_found, l.child = r.child as is_right
            from matches inner join records as l on record_no_l = l.record_no
            inner join records as r on record_no_r = r.record_no where l.agency <> r.agency
            union all
            select l.agency || '-' || r.agency, false, true from records as l
            inner join records as r on l.child = r.child and l.agency < r.agency
        )
        select coalesce(agencies, 'all'), count(*) filter (is_found),
            count(*) filter (is_found and is_right), count(*) filter (not is_found)
        from told group by grouping sets ((), (agencies)) order by 1
    """).fetchall()
    return {
        agencies: {"precision": both / found, "recall": both / right, "wrong": found - both}
        for agencies, found, both, right in rows
    }


def _by_group(con: duckdb.DuckDBPyConnection, column: str) -> dict[str, float]:
    """Recall of pairs in which a record is of the group."""
    rows = con.execute(f"""
        select cast(value as varchar), avg(cast(found as int)) from (
            select unnest(list_distinct([l.{column}, r.{column}])) as value,
                l.person_key = r.person_key as found
            from people as l inner join people as r on l.child = r.child
            where l.agency < r.agency
        ) group by 1 order by 1
    """).fetchall()
    return dict(rows)


if __name__ == "__main__":
    job, place, *numbers = sys.argv[1:]
    told = globals()[job](Path(place), *map(int, numbers))
    print(json.dumps(told))
