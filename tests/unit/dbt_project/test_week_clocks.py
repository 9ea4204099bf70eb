"""The clocks that the law counts in weeks, as the macros write them, against plain Python.

The macros are rendered as dbt would and run in DuckDB; nothing of the models is here.
"""

from collections.abc import Callable
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from orchestration.home import DBT_PROJECT

DAYS = st.dates(min_value=date(2014, 9, 1), max_value=date(2035, 12, 31))
WEEKS = st.sampled_from([4, 6, 8, 12, 15, 16, 20])
COVID_BEGAN_ON, COVID_ENDED_ON = date(2020, 5, 1), date(2020, 9, 25)
MACROS = Environment(loader=FileSystemLoader(DBT_PROJECT / "macros"), autoescape=False)
CLOCKS = MACROS.get_template("clocks.sql").module
CON = duckdb.connect()


def asked(name: str, *arguments: object) -> object:
    """What DuckDB makes of a macro's SQL, where nothing is not known."""
    macro: Callable[..., str] = getattr(CLOCKS, name)
    return CON.execute(f"select {macro(*arguments)}").fetchall()[0][0]


def day(value: date | None) -> str:
    return f"date '{value}'" if value else "cast(null as date)"


@given(DAYS, WEEKS)
def test_a_limit_in_weeks_ends_on_the_same_weekday_so_many_weeks_later(
    begun_on: date, weeks: int
) -> None:
    due_on = asked("due_after_weeks", day(begun_on), weeks)
    assert due_on == begun_on + timedelta(weeks=weeks)
    assert isinstance(due_on, date) and due_on.weekday() == begun_on.weekday()


@given(DAYS, WEEKS, st.integers(min_value=-30, max_value=400))
def test_done_on_the_last_day_is_in_time_and_a_day_later_is_not(
    begun_on: date, weeks: int, days_taken: int
) -> None:
    done_on = begun_on + timedelta(days=days_taken)
    due = str(CLOCKS.due_after_weeks(day(begun_on), weeks))  # type: ignore[attr-defined]
    assert asked("is_done_by", day(done_on), due) is (days_taken <= 7 * weeks)


@given(DAYS)
def test_what_is_not_done_is_not_in_time_and_what_has_no_day_is_never_due(on: date) -> None:
    assert asked("is_done_by", day(None), day(on)) is False
    assert asked("is_done_by", day(on), day(None)) is False
    assert asked("due_after_weeks", day(None), 20) is None


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2020, 12, 31)))
def test_the_covid_period_holds_its_first_and_its_last_day(on: date) -> None:
    assert asked("is_in_covid_period", day(on)) is (COVID_BEGAN_ON <= on <= COVID_ENDED_ON)
    assert asked("is_in_covid_period", day(None)) is False


@pytest.mark.parametrize(
    ("begun_on", "weeks", "due_on"),
    [
        (date(2020, 1, 6), 6, date(2020, 2, 17)),
        (date(2020, 1, 6), 16, date(2020, 4, 27)),
        (date(2020, 1, 6), 20, date(2020, 5, 25)),  # a bank holiday extends nothing
        (date(2021, 3, 10), 4, date(2021, 4, 7)),
        (date(2021, 3, 10), 12, date(2021, 6, 2)),
        (date(2023, 12, 31), 20, date(2024, 5, 19)),  # across a leap day
    ],
)
def test_the_days_of_the_worked_examples(begun_on: date, weeks: int, due_on: date) -> None:
    assert asked("due_after_weeks", day(begun_on), weeks) == due_on
