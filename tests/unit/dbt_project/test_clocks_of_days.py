"""The clocks that count working days and months, as the database reckons them, beside Python."""

import csv
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from orchestration.home import DBT_PROJECT, SEEDS

LISTED = st.dates(date(2019, 1, 1), date(2026, 6, 30))
WORKING_DAYS = (1, 2, 5, 10, 15, 20)


def bank_holidays() -> set[date]:
    with (SEEDS / "calendar" / "bank_holidays.csv").open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["holiday_on"]) for row in csv.DictReader(file)}


HOLIDAYS = bank_holidays()


def is_worked(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def working_days_later(day: date, count: int) -> date:
    """One step at a time."""
    while count:
        day += timedelta(days=1)
        count -= is_worked(day)
    return day


def months_later(day: date, count: int) -> date:
    place = day.year * 12 + day.month - 1 + count
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def clocks() -> Any:
    """The macros themselves; only where a model lies is filled in here."""
    found = Environment(loader=FileSystemLoader(DBT_PROJECT / "macros"), autoescape=True)
    found.globals["ref"] = lambda name: name
    return found.get_template("clocks.sql").module


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as opened:
        for name in ("bank_holidays", "months"):
            path = SEEDS / "calendar" / f"{name}.csv"
            opened.execute(f"create table {name} as from read_csv('{path}')")
        model = DBT_PROJECT / "models" / "core" / "calendar" / "dim_working_days.sql"
        sql = Environment(autoescape=True).from_string(model.read_text(encoding="utf-8"))
        opened.execute(f"create table dim_working_days as {sql.render(ref=lambda name: name)}")
        yield opened


def reckoned(con: duckdb.DuckDBPyConnection, days: list[date], sql: str) -> dict[date, Any]:
    """The clock of each day, all in one query: as the models use it."""
    con.execute("create or replace table told as select unnest($1) as day_on", [days])
    return dict(con.execute(f"select told.day_on, {sql} from told").fetchall())


@settings(max_examples=60, deadline=None)
@given(st.lists(LISTED, min_size=1, max_size=40), st.sampled_from(WORKING_DAYS))
def test_working_days_are_counted_as_on_a_calendar(
    con: duckdb.DuckDBPyConnection, days: list[date], count: int
) -> None:
    sql = clocks().working_days_after("told.day_on", count)
    assert reckoned(con, days, sql) == {day: working_days_later(day, count) for day in days}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dates(date(1990, 1, 1), date(2090, 12, 31)), min_size=1, max_size=40),
    st.sampled_from((1, 2, 5, 12, 24)),
)
def test_an_anniversary_is_the_same_day_or_the_last_of_its_month(
    con: duckdb.DuckDBPyConnection, days: list[date], count: int
) -> None:
    sql = clocks().anniversary("told.day_on", count)
    assert reckoned(con, days, sql) == {day: months_later(day, count) for day in days}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dates(date(1990, 1, 1), date(2090, 12, 31)), min_size=1, max_size=40))
def test_a_school_year_ends_with_august(con: duckdb.DuckDBPyConnection, days: list[date]) -> None:
    told = reckoned(con, days, clocks().school_year_ending("told.day_on"))
    assert told == {day: day.year + (day.month >= 9) for day in days}


@pytest.mark.parametrize(
    ("count", "due_on"),
    [(2, date(2020, 4, 15)), (5, date(2020, 4, 20)), (10, date(2020, 4, 27))],
)
def test_contact_is_due_as_in_the_worked_example_of_easter_2020(
    con: duckdb.DuckDBPyConnection, count: int, due_on: date
) -> None:
    thursday = date(2020, 4, 9)
    sql = clocks().working_days_after("told.day_on", count)
    assert reckoned(con, [thursday], sql) == {thursday: due_on}


def test_a_plan_that_moves_is_handed_over_within_15_working_days(
    con: duckdb.DuckDBPyConnection,
) -> None:
    moved_on = date(2025, 12, 19)
    due = reckoned(con, [moved_on], clocks().plan_handed_over_by("told.day_on"))
    assert due == {moved_on: date(2026, 1, 14)}, "Christmas, Boxing Day and New Year's Day between"


@pytest.mark.parametrize(
    ("begun_on", "due_on"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2021, 3, 10), date(2022, 3, 10)),
    ],
)
def test_twelve_months_after_the_leap_day_end_on_28_february(
    con: duckdb.DuckDBPyConnection, begun_on: date, due_on: date
) -> None:
    sql = clocks().anniversary("told.day_on", 12)
    assert reckoned(con, [begun_on], sql) == {begun_on: due_on}


@pytest.mark.parametrize(
    ("is_post_16", "due_on"), [("false", date(2026, 2, 15)), ("true", date(2026, 3, 31))]
)
def test_a_move_of_september_2026_is_settled_in_the_february_or_march_before(
    con: duckdb.DuckDBPyConnection, is_post_16: str, due_on: date
) -> None:
    days = [date(2025, 9, 1), date(2026, 8, 31)]
    year = clocks().school_year_ending("told.day_on")
    told = reckoned(con, days, clocks().transfer_due_on(year, is_post_16))
    assert told == dict.fromkeys(days, due_on)


def test_a_day_whose_holidays_nobody_listed_has_no_clock(con: duckdb.DuckDBPyConnection) -> None:
    days = [date(2018, 12, 31), date(2026, 12, 31)]
    told = reckoned(con, days, clocks().working_days_after("told.day_on", 2))
    assert told == dict.fromkeys(days)
