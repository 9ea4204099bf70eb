"""Each rule of the daily register: a row that breaks it, and one on the bound that does not."""

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
)
from tests.unit.orchestration.sending import Row, send, write_table

FILE = "daily_attendance_2025-12.csv"


def mark(number: int, **changed: str) -> Row:
    row = {
        "urn": f"{990000 + number}", "upn": "B801200005001", "date": "2025-12-01", "session": "AM",
        "code": "/", "minutes_late": "", "extracted_at": "2026-01-02T04:30:00",
    }  # fmt: skip
    return {**row, **changed}


def register(rows: int) -> Tables:
    return {"sessions": [mark(number) for number in range(rows)]}


def told_of(column: str, rule: str, severity: str = "set_aside") -> Told:
    return {("sessions", column, rule, severity)}


def one(**changed: str) -> dict[str, Row]:
    return {"sessions": changed}


CASES: Cases = {
    "an afternoon": (one(session="PM", code="\\"), set()),
    "a Friday": (one(date="2025-12-05"), set()),
    "a Saturday": (one(date="2025-12-06"), told_of("date", "V063", "warn")),
    "a Sunday": (one(date="2025-12-07"), told_of("date", "V063", "warn")),
    "a planned closure on a Saturday": (one(date="2025-12-06", code="#"), set()),
    "Christmas": (one(date="2025-12-25"), told_of("date", "V063", "warn")),
    "a planned closure on Boxing Day": (one(date="2025-12-26", code="#"), set()),
    "the day before Christmas": (one(date="2025-12-24"), set()),
    "an afternoon whose mark was lost": (one(session="PM", code=""), told_of("code", "D01")),
    "a mark in a small letter": (one(code="i"), told_of("code", "V004")),
    "a mark of another year": (one(code="J"), told_of("code", "V004")),
    "a mark that came in 2024": (one(code="C2"), set()),
    "a session in words": (one(session="morning"), told_of("session", "V004")),
    "a date as another system writes it": (one(date="01/12/2025"), told_of("date", "D03")),
    "a whole day late": (one(code="L", minutes_late="480"), set()),
    "more than a day late": (one(code="L", minutes_late="481"), told_of("minutes_late", "D07")),
    "late in words": (one(code="L", minutes_late="n/a"), told_of("minutes_late", "V006", "warn")),
    "a wrong check letter": (one(upn="A801200005001"), told_of("upn", "V010")),
}
NUMBERS = numbers(CASES)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[int | None, Told]:
    return answers(tmp_path_factory.mktemp("register"), CASES, register, {"sessions": FILE})


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_told_of_and_nothing_else(case: str, told: dict[int | None, Told]) -> None:
    assert told.get(NUMBERS[case] + 1, set()) == CASES[case][1]


def test_the_records_between_are_sound(told: dict[int | None, Told]) -> None:
    assert set(told) == {NUMBERS[case] + 1 for case, (_, what) in CASES.items() if what}


@pytest.mark.parametrize(
    ("code", "last", "first"),
    [("J", "2024-08-16", None), ("H", "2024-08-18", None), ("C2", None, "2024-08-19")],
)
def test_a_mark_is_judged_by_the_day_it_was_made(
    code: str, last: str | None, first: str | None, home: Home, tmp_path: Path
) -> None:
    """In one month an older code ends and a newer one begins."""
    days = ["2024-08-16", "2024-08-19"]
    rows = [mark(place, date=day, code=code) for place, day in enumerate(days)]
    told = told_by_line(send(home, write_table(tmp_path / FILE, rows)))
    assert set(told) == ({2} if last is None else {3})
    assert told[2 if last is None else 3] == told_of("code", "V004")


def test_one_pupil_has_one_mark_for_a_session(home: Home, tmp_path: Path) -> None:
    rows = [mark(1), mark(1, code="I"), mark(1, session="PM"), mark(2)]
    told = told_by_line(send(home, write_table(tmp_path / FILE, rows)))
    assert told == {3: told_of("urn", "D04")}


def test_marks_of_two_months_go_back(home: Home, tmp_path: Path) -> None:
    rows = [mark(1), mark(2, date="2025-11-28")]
    assert send(home, write_table(tmp_path / FILE, rows)).submission.status == "refused"
