"""Each check of the school census: a row that breaks it, and one on the bound that does not."""

import pytest

from tests.unit.expectations.census_rows import NAMES, census, day
from tests.unit.expectations.education_cases import Cases, Told, answers, numbers, temporary
from tests.unit.orchestration.sending import Row


def on_roll(**changed: str) -> dict[str, Row]:
    return {"pupils": changed}


YEAR = {("pupils", "ncyearactual", "V061", "query")}
SOUND: Cases = {
    "a temporary number before the seventh birthday": (
        on_roll(upn=temporary(1), dob=day("2019-Feb-01"), ncyearactual="2"), set()),
    "R at four": (on_roll(dob=day("2021-Aug-31"), ncyearactual="R"), set()),
    "a year below the age": (on_roll(ncyearactual="5"), set()),
    "a mixed class": (on_roll(ncyearactual="M"), set()),
    "as many sessions missed as possible": ({"sessions": {"sessions": "100.0"}}, set()),
    "every possible session attended elsewhere": (
        {"sessions": {"sessions": "101.0", "attendancereason": "B"}}, set()),
    "90 sessions": ({"exclusions": {"sessions": "90.0"}}, set()),
    "a permanent exclusion of no sessions": (
        {"exclusions": {"category": "PERM", "sessions": "0.0"}}, set()),
    "a permanent exclusion without a count": (
        {"exclusions": {"category": "PERM", "sessions": ""}}, set()),
    "an older code in an older exclusion": (
        {"exclusions": {"category": "FIXD", "startdate": day("2020-Dec-31")}}, set()),
    "a flag as a number": (on_roll(parttime="1"), set()),
}  # fmt: skip
BROKEN: Cases = {
    "a temporary number at the seventh birthday": (
        on_roll(upn=temporary(2), dob=day("2019-Jan-31"), ncyearactual="2"),
        {("pupils", "upn", "V012", "warn")}),
    "no sex": (on_roll(sex=""), {("pupils", "sex", "V021", "warn")}),
    "no ethnicity": (on_roll(ethnicity=""), {("pupils", "ethnicity", "V021", "warn")}),
    "two years below the age": (on_roll(ncyearactual="4"), YEAR),
    "two years above the age": (on_roll(ncyearactual="8"), YEAR),
    "more sessions missed than possible": (
        {"sessions": {"sessions": "101.0"}}, {("sessions", "sessions", "V062", "set_aside")}),
    "more sessions missed by a former pupil": (
        {"former_pupil_sessions": {"sessions": "101.0"}},
        {("former_pupil_sessions", "sessions", "V062", "set_aside")}),
    "91 sessions": (
        {"exclusions": {"sessions": "91.0"}}, {("exclusions", "sessions", "V064", "set_aside")}),
    "91 sessions of a former pupil": (
        {"former_pupil_exclusions": {"sessions": "91.0"}},
        {("former_pupil_exclusions", "sessions", "V064", "set_aside")}),
    "a suspension of no sessions": (
        {"exclusions": {"sessions": "0.0"}}, {("exclusions", "sessions", "V064", "warn")}),
    "a suspension without a count": (
        {"exclusions": {"sessions": ""}}, {("exclusions", "sessions", "V064", "set_aside")}),
    "no reason": (
        {"exclusions": {"reason1": ""}}, {("exclusions", "reason1", "V064", "warn")}),
    "no reason for a former pupil": (
        {"former_pupil_exclusions": {"reason1": ""}},
        {("former_pupil_exclusions", "reason1", "V064", "warn")}),
    "an older code in a newer exclusion": (
        {"exclusions": {"category": "FIXD", "startdate": day("2021-Jan-01")}},
        {("exclusions", "category", "V004", "set_aside")}),
    "an older attendance code": (
        {"sessions": {"attendancereason": "H"}},
        {("sessions", "attendancereason", "V004", "set_aside")}),
    "an older provision": (
        on_roll(senprovision="S"), {("pupils", "senprovision", "V004", "set_aside")}),
    "half a postcode": (
        {"addresses": {"postcode": "ZZ1"}}, {("addresses", "postcode", "V022", "query")}),
    "half a session": (
        {"sessions": {"sessions": "3.5"}}, {("sessions", "sessions", "D02", "set_aside")}),
}  # fmt: skip
CASES: Cases = {**SOUND, **BROKEN}
NUMBERS = numbers(CASES)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[int | None, Told]:
    return answers(tmp_path_factory.mktemp("census"), CASES, census, NAMES)


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_told_of_and_nothing_else(case: str, told: dict[int | None, Told]) -> None:
    assert told.get(NUMBERS[case] + 1, set()) == CASES[case][1]


def test_the_records_between_are_sound(told: dict[int | None, Told]) -> None:
    assert set(told) == {NUMBERS[case] + 1 for case, (_, what) in CASES.items() if what}
