"""The working days that truth reckons with are England's, by a reckoning of its own."""

import csv
from datetime import date

import pytest

from orchestration.home import SEEDS
from sample_authority.truth_weekly import bank_holidays, working_days_later


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_holidays_are_those_that_the_government_lists(year: int) -> None:
    with (SEEDS / "calendar" / "bank_holidays.csv").open(newline="", encoding="utf-8") as file:
        listed = {date.fromisoformat(row["holiday_on"]) for row in csv.DictReader(file)}
    assert bank_holidays(year) == {day for day in listed if day.year == year}


@pytest.mark.parametrize(("count", "day"), [(2, 15), (5, 20), (10, 27)])
def test_contact_after_the_thursday_before_easter_2020(count: int, day: int) -> None:
    assert working_days_later(date(2020, 4, 9), count) == date(2020, 4, day)
