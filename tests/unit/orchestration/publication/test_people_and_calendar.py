"""Who may do what, and when a month goes out, as two short files declare it."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.months import Month
from orchestration.publication.calendar import read_calendar
from orchestration.publication.people import read_people
from orchestration.refusals import Refusal

CALENDAR = """\
timezone: Europe/London
at: "09:30"
early_sight_hours: 24
rule: {weekday: Thursday, which: 2, months_after: 2}
dates: {2025-12: 2026-02-19}
"""
PERSON = "  - {name: %s, post: A post, roles: [%s]%s}\n"


def people_file(place: Path, *people: tuple[str, str, str], most: int = 2) -> Path:
    path = place / "people.yml"
    lines = [PERSON % one for one in people]
    path.write_text(f"early_sight_at_most: {most}\npeople:\n{''.join(lines)}", encoding="utf-8")
    return path


def calendar_file(place: Path, text: str = CALENDAR) -> Path:
    path = place / "calendar.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_declared_files_can_be_read() -> None:
    people, calendar = read_people(), read_calendar()
    assert people.with_role("author") and people.with_role("approver")
    assert calendar.early_sight_hours <= 24


@pytest.mark.parametrize(
    ("month", "day"),
    [("2025-11", "2026-01-08"), ("2026-01", "2026-03-12"), ("2025-12", "2026-02-19")],
)
def test_a_date_comes_from_the_rule_unless_it_is_announced_otherwise(
    tmp_path: Path, month: str, day: str
) -> None:
    calendar = read_calendar(calendar_file(tmp_path))
    assert calendar.date_of(Month.parse(month)) == date.fromisoformat(day)


def test_half_past_nine_is_half_past_nine_in_summer_too(tmp_path: Path) -> None:
    calendar = read_calendar(calendar_file(tmp_path))
    assert calendar.moment(date(2026, 2, 12)) == datetime(2026, 2, 12, 9, 30)
    assert calendar.moment(date(2026, 6, 11)) == datetime(2026, 6, 11, 8, 30)
    assert calendar.shown(datetime(2026, 6, 11, 8, 30)).startswith("Thursday 11 June 2026, 09:30")


def test_what_is_out_of_turn_goes_out_on_the_next_working_day(tmp_path: Path) -> None:
    calendar = read_calendar(calendar_file(tmp_path))
    friday = datetime(2026, 3, 6, 9, 30)
    assert calendar.next_moment(friday - timedelta(seconds=1)) == friday
    assert calendar.next_moment(friday) == datetime(2026, 3, 9, 9, 30)


def test_a_month_cannot_go_out_before_it_has_ended(tmp_path: Path) -> None:
    text = CALENDAR.replace("2026-02-19", "2025-12-31")
    with pytest.raises(Refusal, match="before they have ended: 2025-12"):
        read_calendar(calendar_file(tmp_path, text))


@pytest.mark.parametrize("wrong", ["at: '25:00'", "early_sight_hours: 48"])
def test_a_calendar_that_cannot_be_is_refused(tmp_path: Path, wrong: str) -> None:
    word = wrong.split(":")[0]
    lines = [wrong if line.startswith(word) else line for line in CALENDAR.splitlines()]
    with pytest.raises(Refusal):
        read_calendar(calendar_file(tmp_path, "\n".join(lines) + "\n"))


def test_early_sight_is_for_few_and_each_has_a_reason(tmp_path: Path) -> None:
    two = [("A", "early_sight", ", why: x"), ("B", "early_sight", ", why: x")]
    assert len(read_people(people_file(tmp_path, *two)).people) == 2
    with pytest.raises(Refusal, match="at most 1 may"):
        read_people(people_file(tmp_path, *two, most=1))
    with pytest.raises(Refusal, match="does not say why"):
        read_people(people_file(tmp_path, ("A", "early_sight", "")))


def test_a_name_stands_once(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="stands there twice"):
        read_people(people_file(tmp_path, ("Al B", "author", ""), ("al  b", "approver", "")))


def test_a_role_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        read_people(people_file(tmp_path, ("A", "king", "")))
