"""A month is judged by its own layout; what was not promised then is kept and told."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.orchestration.front_door import Change, Door, project, told, visit
from tests.unit.orchestration.sending import Row, kept_rows

KIND = "kind_code: {from: kind}"
RENAMED: Change = (
    KIND,
    "kind_code: {from: kind, since: 2023-09, formerly: [{from: sort, until: 2023-08}]}",
)
SINCE: Change = (KIND, "kind_code: {from: kind, since: 2023-09}")
UNTIL: Change = (KIND, "kind_code: {from: kind, until: 2023-08}")
NOTES_SINCE: Change = ("    grain: one row per note\n", "    grain: a note\n    since: 2023-09\n")
NOTES_UNTIL: Change = ("    grain: one row per note\n", "    grain: a note\n    until: 2023-08\n")
AUGUST, SEPTEMBER = "31/08/2023", "30/09/2023"


def door(home: Home, folder: Path, change: Change) -> Door:
    return Door(home, project(folder / "project", contract=[change]), folder)


def row(month: str, number: int = 1, **kinds: str) -> Row:
    bare = visit(number, listed=month)
    del bare["kind"]
    return {**bare, **kinds}


@pytest.mark.parametrize(("month", "heading"), [(AUGUST, "sort"), (SEPTEMBER, "kind")])
def test_the_heading_of_the_month_is_read_as_the_present_one(
    month: str, heading: str, home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path, RENAMED)
    rows = [row(month, 1, **{heading: "first"}), row(month, 2, **{heading: "x"})]
    receipt = clinic.send(rows)
    assert told(receipt) == [("V004", "set_aside", 3, "kind")]
    assert clinic.loaded(receipt, column="kind") == ["first"]


@pytest.mark.parametrize(
    ("month", "heading", "promised"),
    [(AUGUST, "kind", "sort"), (SEPTEMBER, " SORT ", "kind")],
)
def test_a_heading_of_other_months_is_refused_by_name(
    month: str, heading: str, promised: str, home: Home, tmp_path: Path
) -> None:
    receipt = door(home, tmp_path, RENAMED).send([row(month, 1, **{heading: "first"})])
    assert receipt.submission.status == "refused"
    there = {"kind": "kind", " SORT ": "sort"}[heading]
    month_told = "2023-08" if month == AUGUST else "2023-09"
    assert receipt.submission.reason == (
        f"visits: For {month_told} a column '{promised}' is promised; "
        f"it has '{there}' of other months. Use the layout of that month."
    )


@pytest.mark.parametrize("month", [AUGUST, SEPTEMBER])
def test_a_column_under_none_of_its_headings_is_refused(
    month: str, home: Home, tmp_path: Path
) -> None:
    receipt = door(home, tmp_path, RENAMED).send([row(month)])
    assert receipt.submission.status == "refused"
    assert "is promised; it has none such." in str(receipt.submission.reason)


def test_beside_the_present_heading_the_older_one_is_a_further_column(
    home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path, RENAMED)
    receipt = clinic.send([row(SEPTEMBER, sort="later", kind="first")])
    assert told(receipt) == [("V001", "warn", 1, "sort")]
    [kept] = kept_rows(home, receipt, "visits", "loaded")
    assert (kept["kind"], kept["sort"]) == ("first", "later")


def test_two_older_headings_at_once_are_refused(home: Home, tmp_path: Path) -> None:
    two = "formerly: [{from: sort, until: 2023-08}, {from: type, until: 2023-08}]"
    clinic = door(home, tmp_path, (KIND, f"kind_code: {{from: kind, since: 2023-09, {two}}}"))
    receipt = clinic.send([row(AUGUST, sort="later", type="first")])
    assert receipt.submission.status == "refused"
    assert "an older and a newer heading of the same thing" in str(receipt.submission.reason)


@pytest.mark.parametrize(
    ("change", "promised_in"), [(SINCE, SEPTEMBER), (UNTIL, AUGUST)], ids=["since", "until"]
)
@pytest.mark.parametrize("month", [AUGUST, SEPTEMBER])
def test_a_column_of_some_months_is_asked_for_in_those_only(
    change: Change, promised_in: str, month: str, home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path, change)
    without = clinic.send([row(month)])
    assert without.submission.status == ("refused" if month == promised_in else "accepted")
    assert clinic.send([row(month, kind="first")]).submission.status == "accepted"


@pytest.mark.parametrize(("change", "month"), [(SINCE, AUGUST), (UNTIL, SEPTEMBER)])
def test_a_column_outside_its_months_is_kept_and_told(
    change: Change, month: str, home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path, change)
    receipt = clinic.send([row(month, kind="first")])
    assert told(receipt) == [("V001", "warn", 1, "kind")]
    assert clinic.loaded(receipt, column="kind") == ["first"]


def test_a_required_column_is_required_in_its_months_only(home: Home, tmp_path: Path) -> None:
    change = (KIND, "kind_code: {from: kind, since: 2023-09, required: true}")
    clinic = door(home, tmp_path, change)
    assert told(clinic.send([row(AUGUST)])) == []
    assert told(clinic.send([row(SEPTEMBER, kind="")])) == [("D01", "set_aside", 2, "kind")]


@pytest.mark.parametrize(
    ("change", "promised_in"), [(NOTES_SINCE, SEPTEMBER), (NOTES_UNTIL, AUGUST)]
)
@pytest.mark.parametrize("month", [AUGUST, SEPTEMBER])
def test_a_table_of_some_months_is_asked_for_in_those_only(
    change: Change, promised_in: str, month: str, home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path, change)
    receipt = clinic.send([visit(listed=month)])
    assert receipt.submission.status == "accepted"
    folder = tmp_path / "alone"
    folder.mkdir()
    sent = (tmp_path / "in1" / "visits_a.csv").read_text(encoding="utf-8")
    (folder / "visits_a.csv").write_text(f"{sent}2,{month},,,\n", encoding="utf-8")
    alone = clinic.hand_in(folder)
    assert alone.submission.status == ("refused" if month == promised_in else "accepted")
    if month == promised_in:
        assert "lacks table 'notes'" in str(alone.submission.reason)


def test_an_unknown_column_is_kept_with_every_row_and_told_once(home: Home, tmp_path: Path) -> None:
    clinic = Door(home, project(tmp_path / "project"), tmp_path)
    receipt = clinic.send([visit(1, **{"Room =1": "a"}), visit(2, kind="x", **{"Room =1": "b"})])
    assert told(receipt) == [("V001", "warn", 1, "Room =1"), ("V004", "set_aside", 3, "kind")]
    kept = [kept_rows(home, receipt, "visits", part) for part in ("loaded", "set_aside")]
    assert [row["Room =1"] for rows in kept for row in rows] == ["a", "b"]
    assert receipt.submission.rules == {"V001": 1, "V004": 1}


def test_a_key_that_was_not_yet_promised_is_not_asked_for(home: Home, tmp_path: Path) -> None:
    key = "visit_row_id: {from: id, required: true}"
    clinic = door(home, tmp_path, (key, key.replace("}", ", since: 2023-09}")))
    bare = [{k: v for k, v in visit(listed=AUGUST).items() if k != "id"}] * 2
    receipt = clinic.send(bare, [{"id": "n1", "visit": "7", "note": ""}])
    assert receipt.submission.status == "accepted"
    assert receipt.submission.tables["visits"].loaded == 2
