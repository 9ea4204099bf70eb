"""Each rule of the log of exclusions: a row that breaks it, and one on the bound that does not."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.education_cases import (
    Cases,
    Tables,
    Told,
    answers,
    numbers,
    told_by_line,
    upn,
)
from tests.unit.orchestration.sending import Row, send, write_table

FILE = "exclusion_log_2025-12.csv"


def notice(number: int, **changed: str) -> Row:
    row = {
        "log_date": "31/12/2025", "urn": "990100", "upn": upn(number), "startdate": "03/11/2025",
        "category": "SUSP", "reason1": "DB", "reason2": "", "reason3": "", "sessions": "4",
        "senprovision": "K", "status": "in force", "status_date": "03/11/2025",
        "notified_date": "04/11/2025",
    }  # fmt: skip
    return {**row, **changed}


def log(rows: int) -> Tables:
    return {"exclusions": [notice(number) for number in range(1, rows + 1)]}


def told_of(column: str, rule: str, severity: str = "set_aside") -> Told:
    return {("exclusions", column, rule, severity)}


def one(**changed: str) -> dict[str, Row]:
    return {"exclusions": changed}


CASES: Cases = {
    "90 sessions": (one(sessions="90"), set()),
    "91 sessions": (one(sessions="91"), told_of("sessions", "V064")),
    "91 sessions, withdrawn": (one(sessions="91", status="withdrawn"), set()),
    "91 sessions, quashed": (one(sessions="91", status="Quashed"), told_of("status", "V004")),
    "no sessions": (one(sessions="0"), told_of("sessions", "V064", "warn")),
    "no count of sessions": (one(sessions=""), told_of("sessions", "V064")),
    "permanent": (one(category="PERM", sessions=""), set()),
    "no reason": (one(reason1=""), told_of("reason1", "V064", "warn")),
    "a reason of before 2020": (one(reason1="OT"), told_of("reason1", "V004")),
    "no category": (one(category=""), told_of("category", "D01")),
    "a category of before 2021": (one(category="FIXD"), told_of("category", "V004")),
    "a category in its own time": (
        one(category="FIXD", startdate="31/12/2020", reason1="PP"), set()),
    "a newer category in older time": (
        one(startdate="31/12/2020", reason1="PP"), told_of("category", "V004")),
    "lunchtimes": (one(category="LNCH", sessions="1"), set()),
    "notified on the first day": (one(notified_date="03/11/2025"), set()),
    "notified before the first day": (
        one(notified_date="02/11/2025"), told_of("notified_date", "V064")),
    "in force before the first day": (
        one(status_date="02/11/2025"), told_of("status_date", "V064")),
    "in force in capitals": (one(status="IN FORCE"), set()),
    "an unknown status": (one(status="pending"), told_of("status", "V004")),
}  # fmt: skip
NUMBERS = numbers(CASES)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[int | None, Told]:
    return answers(tmp_path_factory.mktemp("log"), CASES, log, {"exclusions": FILE})


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_told_of_and_nothing_else(case: str, told: dict[int | None, Told]) -> None:
    assert told.get(NUMBERS[case] + 1, set()) == CASES[case][1]


def test_the_records_between_are_sound(told: dict[int | None, Told]) -> None:
    assert set(told) == {NUMBERS[case] + 1 for case, (_, what) in CASES.items() if what}


@pytest.mark.parametrize(
    ("starts", "blamed"),
    [
        (["02/09/2025", "06/10/2025"], [3]),
        (["06/10/2025", "02/09/2025"], [2]),
        (["31/08/2025", "01/09/2025"], []),
        (["01/09/2024", "31/08/2025"], [3]),
    ],
    ids=["in time", "out of order", "two school years", "one school year"],
)
def test_sessions_are_added_up_over_a_school_year_at_all_schools(
    starts: list[str], blamed: list[int], home: Home, tmp_path: Path
) -> None:
    """The notice that goes over the limit is blamed, whichever school gave it."""
    rows = [
        notice(1, urn=f"99010{place}", startdate=start, status_date=start, notified_date=start,
               sessions="46")
        for place, start in enumerate(starts)
    ]  # fmt: skip
    told = told_by_line(send(home, write_table(tmp_path / FILE, rows)))
    assert told == {line: told_of("sessions", "V064") for line in blamed}
