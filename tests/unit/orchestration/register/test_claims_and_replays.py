"""What is sent as something it is not is caught: another month, supplier or source, or old rows."""

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.months import Month
from orchestration.register.book import Book
from orchestration.register.receive import Receipt
from orchestration.register.slot import Claim
from tests.unit.orchestration.front_door import (
    Change,
    Door,
    project,
    told,
    visits,
    write_delivery,
)
from tests.unit.orchestration.small_project import read_project, write_agreement

LATER = datetime(2026, 2, 9, 17, 30)
EVERYTHING: Change = ("each_delivery_holds: its_period", "each_delivery_holds: everything")
PEOPLE: Change = (
    "    key: [visit_row_id]\n",
    "    key: [visit_row_id]\n    people_known_by: visit_row_id\n",
)
NAMED: Change = ("minutes: {type: count,", "minutes: {type: text, evidence: surname,")
MONTHS = ["31/08/2025", "30/09/2025", "31/10/2025", "30/11/2025"]


@pytest.fixture
def clinic(home: Home, tmp_path: Path) -> Door:
    return Door(home, project(tmp_path / "project"), tmp_path)


@pytest.fixture
def register_of_people(home: Home, tmp_path: Path) -> Door:
    changes = [EVERYTHING, PEOPLE]
    catalogue = project(tmp_path / "project", contract=changes, dictionary=[NAMED])
    return Door(home, catalogue, tmp_path)


def rule_of(receipt: Receipt) -> str | None:
    entry = receipt.submission
    return next(iter(entry.rules)) if entry.status == "refused" else None


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (Claim(month=Month.parse("2025-12")), "It was sent for 2025-12 but speaks of 2025-11."),
        (Claim(supplier="X9902"), "It was sent as a file of 'X9902' but is one of 'clinic'."),
        (Claim(source="journeys"), "It was sent as 'journeys' but is named as 'visits' is."),
    ],
)
def test_a_claim_that_the_content_denies_is_refused(claim: Claim, said: str, clinic: Door) -> None:
    refused = clinic.send(visits(2), claim=claim).submission
    assert refused.status == "refused"
    assert said in str(refused.reason)
    assert Book(clinic.home).accepted() == []


def test_a_claim_that_the_content_bears_out_is_accepted(clinic: Door) -> None:
    claim = Claim("visits", "clinic", Month.parse("2025-11"))
    assert told(clinic.send(visits(2), claim=claim)) == []
    assert clinic.send(visits(2), claim=claim).submission.status == "again"


@pytest.mark.parametrize(
    "claim",
    [Claim(month=Month.parse("2025-12")), Claim(supplier="X9902"), Claim(source="journeys")],
)
def test_the_same_bytes_sent_as_something_else_are_refused(claim: Claim, clinic: Door) -> None:
    first = clinic.send(visits(2)).submission
    again = clinic.send(visits(2), claim=claim, at=LATER)
    assert rule_of(again) == "D06"
    assert [entry.submission_id for entry in Book(clinic.home).accepted()] == [first.submission_id]


@pytest.mark.parametrize(("count", "rule"), [(19, None), (20, "D06"), (21, "D06")])
def test_the_rows_of_another_month_are_refused_from_twenty_on(
    count: int, rule: str | None, clinic: Door
) -> None:
    clinic.send(visits(count))
    assert rule_of(clinic.send(visits(count, listed="31/12/2025"))) == rule


def test_an_earlier_month_made_of_a_later_one_s_rows_is_refused_too(clinic: Door) -> None:
    clinic.send(visits(20))
    refused = clinic.send(list(reversed(visits(20, listed="31/10/2025"))))
    assert rule_of(refused) == "D06"
    assert "those received for 2025-11" in str(refused.submission.reason)


def test_one_cell_s_difference_makes_other_rows(clinic: Door) -> None:
    clinic.send(visits(20))
    rows = visits(20, listed="31/12/2025")
    rows[7] = {**rows[7], "minutes": "5"}
    assert rule_of(clinic.send(rows)) is None


def test_rows_that_were_replaced_are_no_longer_another_month_s(clinic: Door) -> None:
    clinic.send(visits(20))
    clinic.send(visits(20, minutes="5"))
    assert rule_of(clinic.send(visits(20, listed="31/12/2025"))) is None


@pytest.mark.parametrize(
    ("count", "expected"), [(75, False), (74, True), (125, False), (126, True), (100, False)]
)
def test_a_count_is_queried_past_a_quarter_from_the_mean_of_three(
    count: int, expected: bool, clinic: Door
) -> None:
    for number, (month, held) in enumerate(zip(MONTHS, [500, 80, 100, 120], strict=True)):
        clinic.send(visits(held, first=1000 * number, listed=month))
    receipt = clinic.send(visits(count, listed="31/12/2025"))
    assert receipt.submission.tables["visits"].loaded == count
    found = [problem for problem in receipt.problems if problem[5] == "V003"]
    assert [problem[3:7] for problem in found] == (
        [(None, f"{count} rows; the mean of the last three was 100", "V003", "query")]
        if expected
        else []
    )


@pytest.mark.parametrize(("usual", "expected"), [(49, {}), (50, {"V003": 1})])
def test_small_counts_may_vary(usual: int, expected: dict[str, int], clinic: Door) -> None:
    for number, month in enumerate(MONTHS[:3]):
        clinic.send(visits(usual, first=1000 * number, listed=month))
    assert clinic.send(visits(1, listed="31/12/2025")).submission.rules == expected


def test_two_earlier_months_make_no_mean(clinic: Door) -> None:
    for number, month in enumerate(MONTHS[:2]):
        clinic.send(visits(100, first=1000 * number, listed=month))
    assert told(clinic.send(visits(10, listed="31/12/2025"))) == []


@pytest.mark.parametrize(("again", "expected"), [(12, {}), (11, {"D08": 1})])
def test_most_people_of_the_last_list_are_expected_in_this_one(
    again: int, expected: dict[str, int], register_of_people: Door
) -> None:
    register_of_people.send(visits(20))
    rows = visits(again, listed="31/12/2025") + visits(20, first=100, listed="31/12/2025")
    assert register_of_people.send(rows).submission.rules == expected


def test_a_list_of_nineteen_may_change_wholly(register_of_people: Door) -> None:
    register_of_people.send(visits(19))
    rows = visits(19, first=100, listed="31/12/2025")
    assert told(register_of_people.send(rows)) == []


def test_an_older_list_sent_late_is_compared_with_none(register_of_people: Door) -> None:
    register_of_people.send(visits(20, listed="31/12/2025"))
    assert told(register_of_people.send(visits(20, first=100))) == []


def test_headings_of_another_source_are_recognised_in_the_refusal(
    home: Home, tmp_path: Path
) -> None:
    other = """\
source: journeys
title: Journeys to school
owner: a@b.example
sector: education
cadence: monthly
each_delivery_holds: its_period
reader: {kind: delimited}
files: ["journeys_*.csv"]
supplier: {name: clinic}
period: {table: journeys, column: Month, format: "%d/%m/%Y"}
tables:
  journeys:
    grain: one row per journey
    columns:
      listed_on: {from: Month, format: "%d/%m/%Y"}
      minutes: {from: Travel time}
      note: {from: Route}
"""
    project(tmp_path / "project")
    (tmp_path / "project" / "contracts" / "journeys.yml").write_text(other, encoding="utf-8")
    write_agreement(tmp_path / "project", "journeys")
    clinic = Door(home, read_project(tmp_path / "project"), tmp_path)
    row = {"month": "30/11/2025", "TRAVEL TIME": "5", "route": "canary"}
    receipt = clinic.hand_in(write_delivery(tmp_path / "in", [row]))
    assert receipt.submission.status == "refused"
    assert "Its headings are those of 'Journeys to school'." in str(receipt.submission.reason)
    assert "canary" not in str(receipt.submission.reason)
    row = {"month": "30/11/2025", "Travel time": "5", "way": "x"}
    receipt = clinic.hand_in(write_delivery(tmp_path / "in2", [row]))
    assert "Its headings" not in str(receipt.submission.reason)
