"""A row's period is ordered, said as people say it, and known a year later."""

import pytest

from orchestration.months import Month
from orchestration.release.periods import period_of
from orchestration.release.statuses import FINAL, PROVISIONAL, REVISED, status_of


@pytest.mark.parametrize(
    ("time_period", "identifier", "label", "until"),
    [
        ("2025", "December", "December 2025", "2025-12"),
        ("2025", "Calendar year", "2025", "2025-12"),
        ("2025", "Week 7", "week 7 of 2025", "2025-12"),
        ("202425", "Autumn term", "Autumn term 2024 to 2025", "2025-08"),
        ("202425", "Academic year", "2024 to 2025", "2025-08"),
    ],
)
def test_a_period_is_said_and_ends(
    time_period: str, identifier: str, label: str, until: str
) -> None:
    period = period_of(time_period, identifier)
    assert (period.label, str(period.until)) == (label, until)
    assert period.spans == (len(time_period) == 6)


def test_periods_of_a_kind_are_in_the_order_of_time() -> None:
    told = [("2024", "December"), ("2025", "April"), ("2025", "August"), ("2025", "September")]
    assert sorted(period_of(*one) for one in reversed(told)) == [period_of(*one) for one in told]
    weeks = [period_of("2025", f"Week {number}") for number in (2, 9, 10)]
    assert sorted(reversed(weeks)) == weeks
    terms = [period_of("202425", f"{name} term") for name in ("Autumn", "Spring", "Summer")]
    assert sorted(reversed(terms)) == terms


def test_the_same_period_a_year_later_is_known() -> None:
    assert period_of("2025", "May").is_year_after(period_of("2024", "May"))
    assert not period_of("2025", "May").is_year_after(period_of("2024", "June"))
    assert period_of("202526", "Autumn term").is_year_after(period_of("202425", "Autumn term"))


def test_a_row_is_provisional_until_its_months_are_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    december = Month.parse("2025-12")
    for month, sign in (("December", PROVISIONAL), ("November", FINAL)):
        assert status_of(period_of("2024", month), december, is_revised=False) == sign
    assert status_of(period_of("2024", "November"), december, is_revised=True) == REVISED
    monkeypatch.setenv("SENDMART_FROZEN_AFTER_MONTHS", "2")
    assert status_of(period_of("2025", "October"), december, is_revised=False) == FINAL
