"""Each rule of the list of young people's activities: a row that breaks it, and a bound."""

from pathlib import Path

import pytest

from orchestration.home import Home
from sample_authority.care.children import temporary
from sample_authority.identifiers import upn
from tests.unit.expectations.education_cases import (
    Cases,
    Tables,
    Told,
    answers,
    numbers,
    told_by_line,
)
from tests.unit.orchestration.sending import Row, send, write_table

FILE = "destinations_2025-12.csv"
HEARD_NOTHING = {"start_date": "", "confirmed_date": "", "expiry_date": ""}


def activity(number: int, **changed: str) -> Row:
    row = {
        "month_end": "31/12/2025", "young_person_id": f"YP{number}", "upn": upn(number, 2012),
        "dob": "01/03/2008", "academic_age": "17", "send_flag": "N", "activity": "college",
        "start_date": "03/09/2025", "confirmed_date": "01/10/2025", "expiry_date": "01/10/2026",
        "la": "999", "looked_after": "N", "supervised_by_yot": "N",
    }  # fmt: skip
    return {**row, **changed}


def listed(rows: int) -> Tables:
    return {"activities": [activity(number) for number in range(1, rows + 1)]}


def one(**changed: str) -> dict[str, Row]:
    return {"activities": changed}


def of(column: str, rule: str, severity: str = "set_aside") -> Told:
    return {("activities", column, rule, severity)}


CASES: Cases = {
    "16 on the last day": (one(dob="31/12/2009", academic_age="16"), set()),
    "15 on the last day": (one(dob="01/01/2010", academic_age="16"), of("dob", "V020")),
    "25 for the last day": (one(dob="01/01/2000", academic_age="25", send_flag="Y"), set()),
    "26 on the last day": (
        one(dob="31/12/1999", academic_age="25", send_flag="Y"), of("dob", "V020")),
    "18 with special needs": (one(academic_age="18", send_flag="y"), set()),
    "18 without": (one(academic_age="18"), of("send_flag", "V020", "query")),
    "an age of 15": (one(academic_age="15"), of("academic_age", "D07")),
    "an age of 26": (one(academic_age="26", send_flag="1"), of("academic_age", "D07")),
    "an unknown activity": (one(activity="EET"), of("activity", "V004")),
    "an activity in capitals": (one(activity="Supported_Internship"), set()),
    "no activity": (one(activity=""), of("activity", "D01")),
    "not known": (one(activity="not_known", **HEARD_NOTHING), set()),
    "known and never heard of": (one(**HEARD_NOTHING), of("confirmed_date", "D01")),
    "heard of for ever": (one(expiry_date=""), of("expiry_date", "D01")),
    "confirmed on the first day": (one(confirmed_date="03/09/2025"), set()),
    "confirmed before": (one(confirmed_date="02/09/2025"), of("confirmed_date", "D30")),
    "lapsed": (one(expiry_date="30/11/2025"), set()),
    "lapsed before it was confirmed": (
        one(expiry_date="30/09/2025"), of("expiry_date", "D30")),
    "a mark in words": (one(looked_after="perhaps"), of("looked_after", "D02")),
    "a temporary number": (
        one(upn=temporary(upn(4001, 2012))), of("upn", "V012", "warn")),
    "a wrong check letter": (one(upn="A801200005001"), of("upn", "V010")),
    "no number": (one(upn=""), set()),
    "an unknown authority": (one(la="000"), of("la", "V004")),
    "somebody twice": (one(young_person_id="YP{before}"), of("young_person_id", "D04")),
}  # fmt: skip
NUMBERS = numbers(CASES)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[int | None, Told]:
    return answers(tmp_path_factory.mktemp("destinations"), CASES, listed, {"activities": FILE})


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_told_of_and_nothing_else(case: str, told: dict[int | None, Told]) -> None:
    assert told.get(NUMBERS[case] + 1, set()) == CASES[case][1]


def test_the_records_between_are_sound(told: dict[int | None, Told]) -> None:
    assert set(told) == {NUMBERS[case] + 1 for case, (_, what) in CASES.items() if what}


def test_one_pupil_number_of_two_people_sets_the_later_aside(home: Home, tmp_path: Path) -> None:
    rows = [activity(1), activity(2, upn=upn(1, 2012)), activity(3)]
    told = told_by_line(send(home, write_table(tmp_path / FILE, rows)))
    assert told == {3: of("upn", "V011")}
