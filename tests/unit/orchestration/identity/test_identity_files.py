"""A file that went wrong as a whole: an alarm, nobody linked anew, and whoever was linked stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pytest

from orchestration.home import Home
from orchestration.identity.models import county_model, keep_model
from orchestration.keys import the_keys
from tests.unit.orchestration.identity.linked_families import (
    BORN,
    NIGHT,
    Night,
    Row,
    families,
    link,
    neighbours,
    nhs_of,
    person,
    upn_of,
)

COUNT = 60
PUPILS = families(COUNT, "education", "pupil", upn=upn_of, sex="F")
CHILDREN = families(COUNT, "care", "child", sex="F")
PATIENTS = families(COUNT, "health", "patient", sex="F")
# A name is worth the more, the more people there are that have another.
NEIGHBOURS = 6000
NEXT = NIGHT + timedelta(days=1)
SPOIL: dict[str, Callable[[Row], Row]] = {
    "swapped": lambda row: {**row, "forename": row["surname"], "surname": row["forename"]},
    "shifted": lambda row: {**row, "born_on": row["born_on"] - timedelta(days=1)},
}
WORDS = {"swapped": "forename and surname seem to be swapped", "shifted": "seem to be shifted"}


def linked_pairs(night: Night, one: str, other: str) -> int:
    return sum(night.are_one(f"{one}{place}", f"{other}{place}") for place in range(COUNT))


def spoilt(rows: list[Row], how: str) -> list[Row]:
    return [SPOIL[how](row) for row in rows]


@pytest.fixture
def county(home: Home) -> pa.Table:
    """Neighbours of a home that has been told to link with the county model."""
    the_keys(home)
    keep_model(home, county_model(), "ann", NIGHT)
    return neighbours(NEIGHBOURS)


def test_files_that_are_right_raise_no_alarm(home: Home) -> None:
    night = link(home, [*PUPILS, *CHILDREN, *PATIENTS])
    assert night.linked.alarms == []
    assert linked_pairs(night, "pupil", "child") == linked_pairs(night, "child", "patient") == COUNT


@pytest.mark.parametrize("how", list(SPOIL))
def test_a_file_that_is_wrong_in_every_row_links_nobody_anew_and_is_told(
    how: str, home: Home, county: pa.Table
) -> None:
    night = link(home, [*PUPILS, *PATIENTS, *spoilt(CHILDREN, how)], county=county)
    [alarm] = night.linked.alarms
    assert alarm.source == "child_id of team"
    assert alarm.share > 0.9
    assert WORDS[how] in alarm.sentence
    assert "ask the supplier" in alarm.sentence
    assert linked_pairs(night, "pupil", "child") == linked_pairs(night, "patient", "child") == 0
    assert linked_pairs(night, "pupil", "patient") == COUNT


@pytest.mark.parametrize("how", list(SPOIL))
def test_even_a_number_in_common_links_nobody_anew(how: str, home: Home) -> None:
    numbered = [{**row, "upn": upn_of(place)} for place, row in enumerate(CHILDREN)]
    night = link(home, [*PUPILS, *spoilt(numbered, how)])
    assert linked_pairs(night, "pupil", "child") == 0


@pytest.mark.parametrize("how", list(SPOIL))
def test_no_value_of_a_person_stands_in_an_alarm(how: str, home: Home) -> None:
    numbered = [{**row, "upn": upn_of(place)} for place, row in enumerate(CHILDREN)]
    [alarm] = link(home, [*PUPILS, *spoilt(numbered, how)]).linked.alarms
    for row in CHILDREN:
        for told in ("forename", "surname", "postcode", "born_on", "supplier_person_id"):
            assert str(row[told]) not in alarm.sentence.split()


@pytest.mark.parametrize("how", list(SPOIL))
def test_who_was_linked_before_stays_linked_and_newcomers_are_not(
    how: str, home: Home, county: pa.Table
) -> None:
    known, new = CHILDREN[:40], CHILDREN[40:]
    before = link(home, [*PUPILS, *known], county=county)
    night = link(home, [*PUPILS, *spoilt([*known, *new], how)], NEXT, county)
    assert night.linked.alarms
    assert sum(night.are_one(f"pupil{place}", f"child{place}") for place in range(COUNT)) == 40
    assert {own: night.people[own] for own in before.people} == before.people


@pytest.mark.parametrize("how", list(SPOIL))
def test_two_sources_that_are_wrong_in_one_way_are_both_told(how: str, home: Home) -> None:
    told: dict[str, Any] = {"upn": upn_of, "sex": "F"}
    first = families(COUNT, "health", "patient", **told)
    second = families(COUNT, "health", "second", supplier_code="other", **told)
    children = families(COUNT, "care", "child", **told)
    nurses = families(COUNT, "care", "nurse", supplier_code="nurses", **told)
    night = link(home, [*PUPILS, *children, *nurses, *spoilt([*first, *second], how)])
    sources = {alarm.source for alarm in night.linked.alarms}
    assert sources == {"patient_id of clinic", "patient_id of other"}
    assert linked_pairs(night, "pupil", "patient") == linked_pairs(night, "pupil", "second") == 0
    assert linked_pairs(night, "pupil", "child") == linked_pairs(night, "pupil", "nurse") == COUNT


def test_a_few_wrong_rows_are_no_wrong_file(home: Home) -> None:
    rows = [*spoilt(CHILDREN[:5], "swapped"), *CHILDREN[5:]]
    night = link(home, [*PUPILS, *rows])
    assert night.linked.alarms == []
    assert linked_pairs(night, "pupil", "child") == COUNT


def test_records_with_nothing_in_them_link_to_nobody_and_the_others_do(home: Home) -> None:
    nothing = dict.fromkeys(("forename", "surname", "born_on", "postcode", "upn", "nhs_number"))
    rows = [{**row, **nothing} if place % 10 < 3 else row for place, row in enumerate(CHILDREN)]
    night = link(home, [*PUPILS, *rows])
    assert night.linked.records == 2 * COUNT
    assert linked_pairs(night, "pupil", "child") == COUNT * 7 // 10
    empty = [f"child{place}" for place in range(COUNT) if place % 10 < 3]
    assert len({night.people[own] for own in empty}) == len(empty)
    assert not any(own in pair for own in empty for pair in night.asked)


def test_a_file_of_initials_only_is_asked_about_and_never_linked(home: Home) -> None:
    rows = [{**row, "forename": row["forename"][:1]} for row in CHILDREN]
    night = link(home, [*PUPILS, *rows])
    assert linked_pairs(night, "pupil", "child") == 0
    assert night.linked.questions == 20
    assert all(
        night.status(f"pupil{place}", f"child{place}") == "PotentialMatch" for place in range(COUNT)
    )


def test_initials_with_a_number_in_common_are_linked(home: Home) -> None:
    rows = [
        {**row, "forename": row["forename"][:1], "upn": upn_of(place)}
        for place, row in enumerate(CHILDREN)
    ]
    assert linked_pairs(link(home, [*PUPILS, *rows]), "pupil", "child") == COUNT


def test_one_id_with_another_birth_date_next_time_keeps_its_person(home: Home) -> None:
    before = link(home, [*PUPILS, *CHILDREN])
    corrected = {**CHILDREN[0], "born_on": CHILDREN[0]["born_on"] + timedelta(days=400)}
    night = link(home, [*PUPILS, corrected, *CHILDREN[1:]], NEXT)
    assert night.people["pupil0"] == before.people["pupil0"]
    assert set(before.people) == set(night.people)
    assert len([own for own in night.people if night.people[own] != before.people[own]]) <= 1


def test_one_child_with_two_pupil_numbers_is_a_question_and_never_two_links(home: Home) -> None:
    twice = person(
        "care", "again", **{name: CHILDREN[0][name] for name in (
            "forename", "surname", "born_on", "postcode")}, upn=upn_of(900),
    )  # fmt: skip
    first = {**CHILDREN[0], "upn": upn_of(0)}
    night = link(home, [*PUPILS, first, twice, *CHILDREN[1:]])
    assert night.are_one("pupil0", "child0")
    assert not night.are_one("pupil0", "again")


def test_two_patients_with_one_nhs_number_are_two_people(home: Home) -> None:
    one, other = ({**row, "nhs_number": nhs_of(7)} for row in PATIENTS[:2])
    night = link(home, [one, other, *PATIENTS[2:], *CHILDREN])
    assert not night.are_one("patient0", "patient1")
    assert night.are_one("patient0", "child0")
    assert night.are_one("patient1", "child1")
    assert night.linked.records == 2 * COUNT
    assert PATIENTS[0]["born_on"] >= BORN
