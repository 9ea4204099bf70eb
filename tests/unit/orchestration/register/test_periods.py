"""For which month a delivery is, which part of it, and what counts when several were sent."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from orchestration.home import Home
from orchestration.months import Month
from orchestration.register.book import Book, Submission
from tests.unit.orchestration.front_door import Change, Door, project, visit

PERIOD = 'period: {table: visits, column: listed, format: "%d/%m/%Y"'
WEEKLY: list[Change] = [
    (PERIOD, PERIOD + ", take: the_only_day"),
    ("cadence: monthly", "cadence: weekly"),
]
YEARLY: list[Change] = [
    (PERIOD, PERIOD + ", take: the_latest, year_ends_in: 3"),
    ("cadence: monthly", "cadence: annual"),
]
LATER = datetime(2026, 2, 9, 17, 30)


def door(home: Home, folder: Path, changes: list[Change]) -> Door:
    return Door(home, project(folder / "project", contract=changes), folder)


def in_force(clinic: Door, month: str) -> list[str]:
    entries = Book(clinic.home).in_force(clinic.catalogue.contracts, Month.parse(month))
    return [entry.submission_id for entry in entries]


def week(clinic: Door, day: str, minutes: str = "5", **how: Any) -> Submission:
    return clinic.send([visit(day, listed=day, minutes=minutes)], **how).submission


def test_two_weeks_of_a_month_both_count(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path, WEEKLY)
    first, second = week(clinic, "07/11/2025"), week(clinic, "14/11/2025")
    assert (first.month, first.part, first.period) == ("2025-11", "2025-11-07", "2025-11-07")
    assert (second.supersedes, second.rules) == (None, {})
    assert sorted(in_force(clinic, "2025-11")) == sorted(
        [first.submission_id, second.submission_id]
    )
    assert in_force(clinic, "2025-10") == []


def test_a_week_sent_anew_replaces_only_itself(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path, WEEKLY)
    first, second = week(clinic, "07/11/2025"), week(clinic, "14/11/2025")
    anew = week(clinic, "07/11/2025", "6", at=LATER)
    assert anew.supersedes == first.submission_id
    assert anew.difference["visits"] == {"added": 0, "removed": 0, "changed": 1}
    assert sorted(in_force(clinic, "2025-11")) == sorted([second.submission_id, anew.submission_id])


def test_two_days_in_one_delivery_are_refused(home: Home, tmp_path: Path) -> None:
    rows = [visit(1, listed="07/11/2025"), visit(2, listed="14/11/2025")]
    refused = door(home, tmp_path, WEEKLY).send(rows).submission
    assert refused.status == "refused"
    assert "must hold one day throughout; it holds 2 days" in str(refused.reason)


@pytest.mark.parametrize(
    ("latest", "month"),
    [
        ("31/03/2026", "2026-03"),
        ("01/04/2026", "2027-03"),
        ("31/12/2025", "2026-03"),
        ("01/01/2026", "2026-03"),
    ],
)
def test_the_latest_day_says_the_year(latest: str, month: str, home: Home, tmp_path: Path) -> None:
    rows = [visit(1, listed="01/04/2025"), visit(2, listed=latest), visit(3, listed="02/04/2025")]
    sent = door(home, tmp_path, YEARLY).send(rows, at=datetime(2026, 4, 1, 9, 0))
    assert sent.submission.month == month


def test_a_day_that_has_not_come_carries_no_delivery_off(home: Home, tmp_path: Path) -> None:
    rows = [visit(1, listed="02/04/2025"), visit(2, listed="02/04/2062")]
    assert door(home, tmp_path / "y", YEARLY).send(rows).submission.month == "2026-03"
    refused = door(home, tmp_path / "w", WEEKLY).send(rows[1:]).submission
    assert refused.rules == {"V005": 1}
    assert "2062-04, which has not come yet" in str(refused.reason)


@pytest.mark.parametrize("day", ["", "soon", "31.11.2025"])
def test_without_a_readable_day_there_is_no_month(day: str, home: Home, tmp_path: Path) -> None:
    for number, changes in enumerate([[], WEEKLY, YEARLY]):
        clinic = door(home, tmp_path / str(number), changes)
        refused = clinic.send([visit(1, listed=day)]).submission
        assert refused.status == "refused"
        assert "no readable date" in str(refused.reason)
        assert day == "" or day not in str(refused.reason)


def test_an_unreadable_day_beside_a_readable_one_is_a_fault_of_its_row(
    home: Home, tmp_path: Path
) -> None:
    receipt = door(home, tmp_path, []).send(
        [visit(1), visit(2, listed="soon"), visit(3, listed="30/11/2025\u00a0")]
    )
    assert receipt.submission.month == "2025-11"
    assert receipt.submission.rules == {"D03": 1}


@pytest.mark.parametrize("order", [["2025-10", "2025-11"], ["2025-11", "2025-10"]])
def test_of_deliveries_that_hold_everything_the_latest_month_counts(
    order: list[str], home: Home, tmp_path: Path
) -> None:
    whole = ("each_delivery_holds: its_period", "each_delivery_holds: everything")
    clinic = door(home, tmp_path, [whole])
    days = {"2025-10": "31/10/2025", "2025-11": "30/11/2025"}
    sent = {month: clinic.send([visit(month, listed=days[month])]).submission for month in order}
    assert in_force(clinic, "2025-11") == [sent["2025-11"].submission_id]
    assert in_force(clinic, "2025-12") == [sent["2025-11"].submission_id]
    assert in_force(clinic, "2025-10") == [sent["2025-10"].submission_id]
