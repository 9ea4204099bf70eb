"""What has been kept long enough goes, with evidence, and what it counted for is said."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.months import Month
from orchestration.private import keep_private
from orchestration.register.book import Book, submission_folder
from orchestration.register.replay import replay
from orchestration.rights.retention import apply, due, plan
from tests.unit.orchestration.front_door import Door, visits
from tests.unit.orchestration.sending import AT
from tests.unit.orchestration.small_project import (
    AGREEMENT,
    changed,
    read_project,
    write_project,
)

NOVEMBER = Month.parse("2025-11")
OVER = datetime(2028, 2, 1)


def clinic(home: Home, folder: Path, agreement: str = AGREEMENT) -> Door:
    write_project(folder, agreement=agreement)
    return Door(home, read_project(folder), folder)


@pytest.mark.parametrize(
    ("after", "last_day"), [("receipt", datetime(2028, 1, 31)), ("period", datetime(2027, 11, 29))]
)
def test_a_delivery_is_due_to_the_day(
    after: str, last_day: datetime, home: Home, tmp_path: Path
) -> None:
    door = clinic(home, tmp_path, changed(AGREEMENT, "after: receipt", f"after: {after}"))
    door.send(visits(3))
    assert due(home, door.catalogue, last_day) == []
    [line] = plan(due(home, door.catalogue, last_day + timedelta(days=1)))
    assert (line.what, line.source, line.month) == ("delivery", "visits", "2025-11")
    assert (line.deliveries, line.rows, line.files) == (1, 3, 7)
    assert line.why == f"kept 2 years after {after}"
    assert due(home, door.catalogue, last_day) == [], "a plan changes nothing"


def test_what_is_due_goes_with_evidence_and_counts_no_longer(home: Home, tmp_path: Path) -> None:
    door = clinic(home, tmp_path)
    entry = door.send(visits(3)).submission
    lines, evidence = apply(home, door.catalogue, OVER, "records manager")
    assert not submission_folder(home, entry).exists()
    [held] = Book(home).accepted()
    assert held.expired_at == "2028-02-01T00:00:00"
    contracts = door.catalogue.contracts
    assert Book(home).in_force(contracts, NOVEMBER) == []
    assert Book(home).counted_before(contracts, NOVEMBER) == [held]
    with evidence.open(newline="", encoding="utf-8") as file:
        [told] = csv.DictReader(file)
    assert told["rows"] == "3" and lines[0].rows == 3
    assert apply(home, door.catalogue, OVER, "records manager")[0] == []
    again = door.send(visits(3), at=OVER)
    assert again.submission.status == "accepted"
    assert again.submission.submission_id == f"{entry.submission_id}-2"


def test_a_crash_between_register_and_disk_is_made_good(home: Home, tmp_path: Path) -> None:
    door = clinic(home, tmp_path)
    entry = door.send(visits(3)).submission
    Book(home).expire(entry, AT, "kept long enough")
    apply(home, door.catalogue, AT, "records manager")
    assert not submission_folder(home, entry).exists()
    assert len(Book(home).submissions()) == 2


def test_refused_files_and_failures_have_times_of_their_own(home: Home, tmp_path: Path) -> None:
    door = clinic(home, tmp_path)
    refused = door.send([{"id": "1"}]).submission
    stranger = tmp_path / "in" / "what_is_this.csv"
    stranger.parent.mkdir()
    stranger.write_text("a\n1\n", encoding="utf-8")
    door.hand_in(stranger)
    keep_private(home, "door", "run", "words")
    before = AT + timedelta(days=89)
    assert {each.what for each in due(home, door.catalogue, before)} == set()
    found = due(home, door.catalogue, AT + timedelta(days=90))
    assert sorted((each.what, each.source) for each in found) == [
        ("refused", ""),
        ("refused", "visits"),
    ]
    apply(home, door.catalogue, datetime(2100, 1, 1), "records manager")
    assert not (home.refused / refused.submission_id).exists()
    assert list((home.root / "identifiable" / "errors").iterdir()) == []


def test_a_replay_of_an_earlier_day_lacks_what_has_expired(home: Home, tmp_path: Path) -> None:
    door = clinic(home, tmp_path)
    door.send(visits(3))
    apply(home, door.catalogue, OVER, "records manager")
    assert replay(home, AT, tmp_path / "then") == 1
    assert Book(Home.at(tmp_path / "then")).kept() == []
