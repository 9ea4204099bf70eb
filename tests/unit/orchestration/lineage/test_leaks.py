"""However SQL dresses it up, what a store may not hold is found in it, and only that."""

import re
from dataclasses import replace

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.privacy import POSTCODE_SECTOR
from orchestration.dbt_runner import compiled_models
from orchestration.home import DBT_PROJECT
from orchestration.lineage.judgement import refuse_leaks
from orchestration.refusals import Refusal
from tests.unit.orchestration.lineage.small_graph import (
    LETTERS,
    NAMES,
    PEOPLE,
    PUPILS,
    leaks_of,
)

IN_DISGUISE = {
    "renamed": f"select surname as area_label from {PUPILS}",
    "joined to others": f"select concat(forename, ' ', surname) as label from {PUPILS}",
    "by operator": f"select forename || surname as label from {PUPILS}",
    "cut": f"select substring(surname, 1, 3) as start from {PUPILS}",
    "by index": f"select surname[1] as start from {PUPILS}",
    "cast": f"select cast(born_on as varchar) as t from {PUPILS}",
    "hashed": f"select md5(upn) as pupil from {PUPILS}",
    "hashed with salt": f"select sha256('pepper' || upn) as pupil from {PUPILS}",
    "least": f"select min(surname) as s, need_code from {PUPILS} group by need_code",
    "any": f"select any_value(upn) as s from {PUPILS} group by need_code",
    "listed": f"select list(surname) as s from {PUPILS} group by need_code",
    "strung": f"select string_agg(surname, ',') as s from {PUPILS}",
    "greatest by another": f"select arg_max(surname, asked_on) as s from {PUPILS}",
    "first of a window": f"select first_value(upn) over (order by asked_on) as u from {PUPILS}",
    "the one before": f"select lag(born_on) over (partition by need_code order by 1) as b"
    f" from {PUPILS}",
    "star": f"select * from {PUPILS}",
    "star but one": f"select * exclude (upn, forename, postcode, born_on) from {PUPILS}",
    "replaced": f"select * replace (surname as area) from {PUPILS}",
    "through steps": f"with a as (select surname as x from {PUPILS}), b as (select x as y from a)"
    " select y as z from b",
    "a union's second part": f"select area as x from {PUPILS} union all"
    f" select surname from {PUPILS}",
    "a union by name": f"select area, sex_code from {PUPILS} union all by name"
    f" select sex_code, surname as area from {PUPILS}",
    "a query of itself": f"with recursive a as (select area as s from {PUPILS} union all"
    f" select p.surname as s from a join {PUPILS} as p on true) select s from a",
    "by an ending": f"select case when ends_with(surname, 'q') then 1 end as s from {PUPILS}",
    "a query within": f"select (select max(upn) from {PUPILS}) as u from {NAMES}",
    "a lateral": f"select l.u from {PUPILS} as p, lateral (select p.upn as u) as l",
    "unnested": f"select unnest([upn, area]) as u from {PUPILS}",
    "in a struct": f"select {{'a': surname}} as s from {PUPILS}",
    "a branch": f"select case when sex_code = 'F' then surname else 'x' end as s from {PUPILS}",
    "letter by letter": f"select case when surname < 'M' then 0 else 1 end as s from {PUPILS}",
    "by pattern": f"select surname like 'Q%' as s from {PUPILS}",
    "counted for a name": f"select count(*) filter (surname = 'Quill') as s from {PUPILS}",
    "filled in": f"select coalesce(surname, 'none') as s from {PUPILS}",
    "a list joined to it": f"select n.name from {NAMES} as n join {PUPILS} as p"
    " on n.name = p.surname",
    "a list joined by using": f"with p as (select surname as name, area from {PUPILS})"
    f" select name from {NAMES} join p using (name)",
    "a list that starts it": f"select n.name from {NAMES} as n join {PUPILS} as p"
    " on starts_with(p.surname, n.name)",
    "a list chosen from it": f"select name from {NAMES} where name in"
    f" (select surname from {PUPILS})",
    "a list where it exists": f"select n.name from {NAMES} as n where exists"
    f" (select 1 from {PUPILS} as p where p.surname = n.name)",
    "a day of birth by parts": f"select date_trunc('month', born_on) as m,"
    f" day(born_on) as d from {PUPILS}",
    "an age in days": f"select asked_on - born_on as age from {PUPILS}",
    "a week of birth": f"select date_trunc('week', born_on) as w from {PUPILS}",
    "a whole postcode": f"select regexp_extract(postcode, '.*') as p from {PUPILS}",
    "half of another number": f"select regexp_extract(upn, '{POSTCODE_SECTOR}') as p from {PUPILS}",
    "a sender's number": f"select pupil_number as pupil from {PUPILS}",
    "a sender's number in linked": f"select supplier_person_id as p from {PEOPLE}",
    "a number joined": f"select pupil_number || '-' || asked_on as p from {PUPILS}",
    "what was written": f"select l.letter_text as t from {PUPILS} as p join {LETTERS} as l"
    " on p.pupil_number = l.pupil_number",
    "a diagnosis": f"select lower(diagnosis) as d from {PUPILS}",
    "a line beside": f"select submission_id || '-' || received_line_number as id, need_code"
    f" from {PUPILS}",
}


@pytest.mark.parametrize("sql", IN_DISGUISE.values(), ids=IN_DISGUISE)
def test_what_may_not_leave_is_found_in_any_dress(sql: str) -> None:
    assert leaks_of(sql)


UNFOLLOWED = {
    "columns by pattern": f"select columns('sur.*') from {PUPILS}",
    "the row itself": f"select p from {PUPILS} as p",
    "a file": "select * from read_parquet('rows.parquet')",
    "a file by name": "select * from 'rows.parquet'",
    "a table unknown": "select a.* from identifiable.received.pupils as a",
    "a pivot": f"select * from (pivot {PUPILS} on sex_code using first(surname))",
    "not a query": f"summarize {PUPILS}",
}


@pytest.mark.parametrize("sql", UNFOLLOWED.values(), ids=UNFOLLOWED)
def test_what_cannot_be_followed_is_refused(sql: str) -> None:
    with pytest.raises(Refusal, match="model made: "):
        leaks_of(sql)


ALLOWED = {
    "a month of birth": "cast(date_trunc('month', born_on) as date) as m",
    "a year of age": "date_diff('year', born_on, asked_on) as age",
    "whether there is a number": "upn is not null as has_number",
    "whether two are the same": "count(*) filter (where surname = forename) as n",
    "how many": "count(distinct upn) as n",
    "a sector": f"nullif(regexp_extract(postcode, '{POSTCODE_SECTOR}'), '') as s",
    "a code": "sex_code, need_code, area, school_name",
    "days": "planned_on - asked_on as days, asked_on",
    "a branch on it": "case when born_on is null then 'unknown' else area end as a",
    "a place in an order": "row_number() over (partition by upn order by asked_on) as place",
    "a line alone": "'V050' as rule_code, submission_id, received_line_number",
}


@pytest.mark.parametrize("columns", ALLOWED.values(), ids=ALLOWED)
def test_what_is_generalised_by_the_list_may_enter_the_warehouse(columns: str) -> None:
    grouped = " group by all" if "count" in columns else ""
    assert leaks_of(f"select {columns} from {PUPILS}{grouped}") == []


def test_a_person_of_ours_may_be_joined_by_the_senders_number() -> None:
    sql = (
        f"select people.person_id, pupils.sex_code from {PUPILS} as pupils inner join {PEOPLE}"
        " as people on pupils.pupil_number = people.supplier_person_id"
    )
    assert leaks_of(sql) == []


@pytest.mark.parametrize(
    ("sql", "is_shown"),
    [
        ("select count(*) as n, school_name from {p} group by school_name", True),
        ("select sum(session_count) as n from {p}", True),
        ("select max(planned_on - asked_on) as longest from {p}", True),
        ("select max(asked_on) as latest from {p}", False),
        ("select sex_code, count(*) as n from {p} group by sex_code", False),
        ("select person_id from " + PEOPLE, False),
        ("select asked_on is null as is_open from {p}", False),
        ("select session_count from {p}", False),
        ("select date_trunc('month', born_on) as m, count(*) as n from {p} group by all", False),
    ],
)
def test_publication_shows_counts_and_open_words(sql: str, is_shown: bool) -> None:
    assert (leaks_of(sql.replace("{p}", PUPILS), room="published") == []) is is_shown


def test_publication_shows_codes_of_a_breakdown_that_is_declared() -> None:
    sql = f"select sex_code, count(*) as n from {PUPILS} group by sex_code"
    declared = {"sex_code": {"open_data": {"kind": "Filter", "label": "Sex"}}}
    assert leaks_of(sql, room="published", columns=declared) == []
    text = f"select area as sex_code from {PUPILS}"
    assert leaks_of(text, room="published", columns=declared)


def test_a_leak_names_the_model_the_column_the_word_its_class_and_why() -> None:
    told = leaks_of(f"select md5(upn) as pupil from {PUPILS}")
    assert told == [
        "made.sql: column 'pupil' holds pupils.upn (direct_identifier) as value; a direct"
        " identifier stays in the identifiable store."
    ]


def test_the_models_as_they_are_hold_nothing_that_their_store_may_not() -> None:
    graph = refuse_leaks(the_catalogue())
    held = graph.held(("warehouse.core.dim_people", "birth_month_starting_on"))
    assert {(trace.origin, trace.form) for trace in held} == {
        ("sen2.people.born_on", "month"),
        ("school_census.pupils.born_on", "month"),
        ("patient_index.patients.born_on", "month"),
        ("care_index.children.born_on", "month"),
    }


def test_a_model_that_leaks_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    models = compiled_models()
    changed = [
        replace(m, sql=m.sql.replace("linked.person_id", "md5(told.upn) as person_id", 1))
        if m.name == "int_people_described"
        else m
        for m in models
    ]
    monkeypatch.setattr("orchestration.lineage.judgement.compiled_models", lambda: changed)
    with pytest.raises(Refusal) as refused:
        refuse_leaks(the_catalogue())
    told = str(refused.value)
    place = "models/core/people/int_people_described.sql"
    assert f"{place}: column 'person_id' holds sen2.people.upn" in told
    assert "Leave it out, or carry it in one of these forms" in told


def test_the_macro_of_the_sector_is_the_pattern_that_is_recognised() -> None:
    macro = (DBT_PROJECT / "macros" / "places.sql").read_text(encoding="utf-8")
    assert f"'{POSTCODE_SECTOR}'" in macro
    for postcode, sector in (("AB12 3CD", "AB12 3"), ("B12CD", "B12"), ("EC1A1BB", "EC1A1")):
        found = re.search(POSTCODE_SECTOR, postcode)
        assert found is not None
        assert found[0] == sector
