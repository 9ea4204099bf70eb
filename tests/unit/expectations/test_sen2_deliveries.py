"""What can be told of the SEN2 extract only from all its rows, or from the delivery before."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.education_cases import told_by_line
from tests.unit.orchestration.sen2_export import day, export, write_export
from tests.unit.orchestration.sending import send


@pytest.mark.parametrize(("same", "is_queried"), [(2, True), (1, False)])
def test_reviews_decided_where_they_met_are_queried_only_as_a_majority(
    same: int, is_queried: bool, home: Home, tmp_path: Path
) -> None:
    rows = export(2)
    for row in rows["active_plans"][:same]:
        row["lastreview"] = row["reviewmeeting"]
    told = told_by_line(send(home, write_export(tmp_path / "in", rows)))
    query = ("active_plans", "lastreview", "V043", "query")
    assert told == ({None: {query}} if is_queried else {})


@pytest.mark.parametrize(("exceptions", "is_queried"), [(6, True), (5, False)])
def test_exceptions_are_queried_above_a_quarter_of_the_month(
    exceptions: int, is_queried: bool, home: Home, tmp_path: Path
) -> None:
    rows = export(20)
    for place, row in enumerate(rows["assessments"]):
        row |= {"assessmentoutcomedate": day("2025-Dec-01"), "week20": f"{place < exceptions:d}"}
    for row in rows["named_plans"]:
        row["startdate"] = day("2025-Dec-01")
    told = told_by_line(send(home, write_export(tmp_path / "in", rows)))
    query = ("assessments", "week20", "V044", "query")
    assert told == ({None: {query}} if is_queried else {})


@pytest.mark.parametrize(
    ("received", "is_queried"),
    [("2024-Jan-15", True), ("2024-Jan-08", False), ("2023-Dec-15", False)],
)
def test_a_request_date_that_moved_after_the_plan_is_queried_where_the_plan_looks_in_time(
    received: str, is_queried: bool, home: Home, tmp_path: Path
) -> None:
    rows = export(3)
    rows["headers"][0]["referencedate"] = day("2025-Nov-30")
    send(home, write_export(tmp_path / "first", rows, "05-12-2025"))
    rows = export(3)
    rows["requests"][1]["receiveddate"] = day(received)
    receipt = send(home, write_export(tmp_path / "second", rows))
    told = told_by_line(receipt)
    query = ("requests", "receiveddate", "V045", "query")
    assert told.get(3, set()) == ({query} if is_queried else set())
