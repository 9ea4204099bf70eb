"""Each rule of the register of disabled children; nobody goes further without consent."""

from pathlib import Path

import pytest

from orchestration.home import Home
from sample_authority.care.children import temporary
from sample_authority.child_numbers import nhs_numbers
from sample_authority.identifiers import upn
from tests.unit.expectations.education_cases import (
    Cases,
    Tables,
    Told,
    answers,
    numbers,
)
from tests.unit.orchestration.sending import Row, kept_rows, send, write_table

FILE = "cwd_register_2025-12.csv"
GIVEN = next(nhs_numbers())


def registration(number: int, **changed: str) -> Row:
    row = {
        "snapshot_date": "31/12/2025", "register_id": f"DR{number}", "la_child_id": f"C{number}",
        "upn": upn(number, 2016), "nhs_number": "", "dob": "01/03/2012", "disability_1": "AUT",
        "disability_2": "LD", "disability_3": "", "disability_4": "",
        "registered_date": "01/06/2024", "review_due": "01/06/2026", "left_date": "",
        "left_reason": "", "short_breaks": "1", "consent_date": "01/06/2025",
        "consent_scope": "services",
    }  # fmt: skip
    return {**row, **changed}


def register(rows: int) -> Tables:
    return {"registrations": [registration(number) for number in range(1, rows + 1)]}


def one(**changed: str) -> dict[str, Row]:
    return {"registrations": changed}


def of(column: str, rule: str, severity: str = "set_aside") -> Told:
    return {("registrations", column, rule, severity)}


SEVEN, SIX = temporary(upn(4001, 2016)), temporary(upn(4002, 2016))
CASES: Cases = {
    "no consent": (one(consent_date=""), of("consent_date", "D20")),
    "consent on the last day": (one(consent_date="31/12/2025"), set()),
    "consent of the month after": (one(consent_date="01/01/2026"), of("consent_date", "D20")),
    "consent withdrawn": (one(consent_scope="Withdrawn"), of("consent_scope", "D20")),
    "consent to nothing": (one(consent_scope=""), of("consent_scope", "D20")),
    "consent in capitals": (one(consent_scope="SHARING"), set()),
    "consent in a word that is not known": (one(consent_scope="yes"), of("consent_scope", "V004")),
    "consent on a day that cannot be read": (
        one(consent_date="2025-06-01"), of("consent_date", "D03") | of("consent_date", "D20")),
    "consent awaited": (
        one(consent_date="Awaiting data"),
        of("consent_date", "V006", "warn") | of("consent_date", "D20")),
    "neither identifier": (one(la_child_id="", upn=""), of("la_child_id", "D01")),
    "a pupil number alone": (one(la_child_id=""), set()),
    "a care identifier alone": (one(upn=""), set()),
    "a wrong check letter": (one(upn="A801200005001"), of("upn", "V010")),
    "a temporary number at seven": (
        one(upn=SEVEN, dob="31/12/2018"), of("upn", "V012", "warn")),
    "a temporary number at six": (one(upn=SIX, dob="01/01/2019"), set()),
    "an NHS number": (one(nhs_number=GIVEN), set()),
    "a wrong NHS number": (one(nhs_number="9434765918"), of("nhs_number", "V013")),
    "an NHS number of nobody": (one(nhs_number="9999999999"), of("nhs_number", "V013")),
    "24 years old": (one(dob="01/01/2001"), set()),
    "25 years old": (one(dob="31/12/2000"), of("dob", "V020", "query")),
    "26 years old": (one(dob="31/12/1999"), of("dob", "V020")),
    "no disability": (one(disability_1=""), of("disability_1", "D01")),
    "an unknown disability": (one(disability_2="ADHD"), of("disability_2", "V004")),
    "none and another": (one(disability_1="NONE"), of("disability_1", "V094")),
    "none alone": (one(disability_1="NONE", disability_2=""), set()),
    "another and none": (one(disability_2="NONE"), of("disability_2", "V094")),
    "the first twice": (one(disability_2="AUT"), of("disability_2", "V094")),
    "the second twice": (one(disability_3="LD"), of("disability_3", "V094")),
    "the third twice": (
        one(disability_3="VIS", disability_4="VIS"), of("disability_4", "V094")),
    "four different": (one(disability_3="VIS", disability_4="BEH"), set()),
    "left without a reason": (one(left_date="01/10/2025"), of("left_date", "V095")),
    "a reason without leaving": (one(left_reason="moved"), of("left_date", "V095")),
    "left on the first day": (one(left_date="01/06/2024", left_reason="moved"), set()),
    "left before the first day": (
        one(left_date="31/05/2024", left_reason="moved"), of("left_date", "D30")),
    "an identifier twice": (one(register_id="DR{before}"), of("register_id", "D04")),
}  # fmt: skip
NUMBERS = numbers(CASES)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[int | None, Told]:
    return answers(tmp_path_factory.mktemp("register"), CASES, register, {"registrations": FILE})


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_told_of_and_nothing_else(case: str, told: dict[int | None, Told]) -> None:
    assert told.get(NUMBERS[case] + 1, set()) == CASES[case][1]


def test_the_records_between_are_sound(told: dict[int | None, Told]) -> None:
    assert set(told) == {NUMBERS[case] + 1 for case, (_, what) in CASES.items() if what}


def test_one_pupil_number_of_two_children_sets_the_later_aside(home: Home, tmp_path: Path) -> None:
    rows = [registration(1), registration(2, upn=upn(1, 2016)), registration(3)]
    receipt = send(home, write_table(tmp_path / FILE, rows))
    assert receipt.submission.rules == {"V011": 1}
    loaded = kept_rows(home, receipt, "registrations", "loaded")
    assert [row["register_id"] for row in loaded] == ["DR1", "DR3"]


def test_only_those_with_consent_are_loaded(home: Home, tmp_path: Path) -> None:
    without = [{"consent_date": ""}, {"consent_date": "n/a"}, {"consent_scope": "WITHDRAWN"}]
    rows = [registration(1), *(registration(n, **told) for n, told in enumerate(without, 2))]
    receipt = send(home, write_table(tmp_path / FILE, rows))
    loaded = kept_rows(home, receipt, "registrations", "loaded")
    assert [row["register_id"] for row in loaded] == ["DR1"]
