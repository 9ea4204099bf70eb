"""Scores the ledger against a truth that somebody knows: pairs and people, right and wrong.

A truth is a table (known_by, supplier_code, supplier_person_id, child, errors); how it came about
is not asked.
"""

from pathlib import Path
from typing import Any

import duckdb

from orchestration.home import Home
from orchestration.identity.ledger import load_ledger
from orchestration.identity.records import NAME
from orchestration.refusals import Refusal

TRUTH = "truth_people.csv"
LEAST, GREATEST = "least(l.agency, r.agency)", "greatest(l.agency, r.agency)"


def score_home(con: duckdb.DuckDBPyConnection, home: Home, folder: Path) -> dict[str, Any]:
    """Score a home's ledger against `truth_people.csv` of a folder."""
    place = folder / TRUTH
    if not place.exists():
        raise Refusal(str(folder), f"It holds no {TRUTH}.", "Make one: sendmart sample --truth.")
    load_ledger(con, home)
    con.execute(f"""
        create or replace temp table found as
        select {", ".join(NAME)}, agency, person_key as person from ledger where until is null
    """)
    con.execute(
        "create or replace temp table truth as select * from read_csv(?, all_varchar = true)",
        [str(place)],
    )
    missing = {*NAME, "child", "errors"} - {
        str(row[0]) for row in con.execute("describe truth").fetchall()
    }
    if missing:
        what = f"{TRUTH} has no column {', '.join(sorted(missing))}."
        raise Refusal(str(folder), what, "Give it the columns of `sendmart sample --truth`.")
    if _one(con, f"select count(*) - count(distinct ({', '.join(NAME)})) from truth"):
        raise Refusal(str(folder), f"{TRUTH} names a record twice.", "Name each record once.")
    return score(con)


def score(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Compare `found` (known_by ..., agency, person) with `truth` (known_by ..., child, errors).

    Records that only one of the two knows are counted and left out. Pairs are of two records of
    different agencies; a person is right when their records are just those of one child.
    """
    con.execute(f"""
        create or replace temp table scored as
        select row_number() over (order by {", ".join(NAME)}) as record_no, found.agency,
            found.person, truth.child, coalesce(truth.errors, '') as errors
        from found inner join truth using ({", ".join(NAME)})
    """)
    known = _one(con, "select count(*) from scored")
    unknown = _one(con, f"select count(*) from truth anti join found using ({', '.join(NAME)})")
    if known == 0:
        what = "None of the records it speaks of is known here."
        raise Refusal("truth", what, "Score the truth of the files that were received and run.")
    con.execute("""
        create or replace temp table judged_pairs as
        select coalesce(right_pairs.a, found_pairs.a) as a,
            coalesce(right_pairs.b, found_pairs.b) as b,
            right_pairs.a is not null as is_right, found_pairs.a is not null as is_found
        from (
            select l.record_no as a, r.record_no as b from scored as l
            inner join scored as r on l.child = r.child and l.record_no < r.record_no
            where l.agency <> r.agency
        ) as right_pairs
        full outer join (
            select l.record_no as a, r.record_no as b from scored as l
            inner join scored as r on l.person = r.person and l.record_no < r.record_no
            where l.agency <> r.agency
        ) as found_pairs on right_pairs.a = found_pairs.a and right_pairs.b = found_pairs.b
    """)
    return {
        "records": known,
        "unknown_records": unknown,
        "pairs": _rates(con, "true"),
        "by_agencies": {
            f"{one}-{other}": _rates(con, f"[{LEAST}, {GREATEST}] = ['{one}', '{other}']")
            for one, other in _agencies(con)
        },
        "by_error": _by_error(con),
        "people": _people(con),
    }


def _rates(con: duckdb.DuckDBPyConnection, which: str) -> dict[str, float | int]:
    right, found, both = con.execute(f"""
        select count(*) filter (is_right), count(*) filter (is_found),
            count(*) filter (is_right and is_found)
        from judged_pairs
        inner join scored as l on a = l.record_no
        inner join scored as r on b = r.record_no where {which}
    """).fetchall()[0]
    return {
        "precision": round(both / found, 6) if found else 1.0,
        "recall": round(both / right, 6) if right else 1.0,
        "right": right,
        "found": found,
        "wrong": found - both,
    }


def _agencies(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    rows = con.execute("""
        with agencies as (select distinct agency from scored)
        select l.agency, r.agency from agencies as l
        inner join agencies as r on l.agency < r.agency order by all
    """)
    return [(str(one), str(other)) for one, other in rows.fetchall()]


def _by_error(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, float | int]]:
    """Recall of the pairs in which a record suffers an error, for each kind of error."""
    rows = con.execute("""
        with kinds as (
            select record_no, unnest(string_split(errors, ' + ')) as kind from scored
        )
        select coalesce(nullif(kind, ''), 'none'), count(*), count(*) filter (is_found)
        from (
            select a as record_no, is_found from judged_pairs where is_right
            union all select b, is_found from judged_pairs where is_right
        ) inner join kinds using (record_no)
        group by 1 order by 1
    """).fetchall()
    return {kind: {"right": n, "recall": round(found / n, 6)} for kind, n, found in rows}


def _people(con: duckdb.DuckDBPyConnection) -> dict[str, float | int]:
    """Of the people of several records, found and true, how many are wholly right."""
    found, true, whole = con.execute("""
        with of_person as (
            select person, list(record_no order by record_no) as records from scored group by person
        ),
        of_child as (
            select child, list(record_no order by record_no) as records from scored group by child
        )
        select (select count(*) from of_person where length(records) > 1),
            (select count(*) from of_child where length(records) > 1),
            (select count(*) from of_person inner join of_child using (records)
                where length(records) > 1)
    """).fetchall()[0]
    return {
        "precision": round(whole / found, 6) if found else 1.0,
        "recall": round(whole / true, 6) if true else 1.0,
        "found": found,
        "right": true,
    }


def _one(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0
