"""A home as of a moment knows what was known then, counts the same, and leaves the first alone."""

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.months import Month
from orchestration.refusals import Refusal
from orchestration.register.book import Book
from orchestration.register.replay import replay
from orchestration.register.silence import Notices
from tests.unit.orchestration.front_door import Door, project, visit
from tests.unit.orchestration.sending import tree

PROMISED = (
    "tables:\n  visits:\n",
    "promise: {due_days: 14, since: 2025-09}\ntables:\n  visits:\n",
)
DAYS = [datetime(2026, 1, day, 9, 0) for day in (1, 2, 3, 4)]


@pytest.fixture
def clinic(home: Home, tmp_path: Path) -> Door:
    return Door(home, project(tmp_path / "project", contract=[PROMISED]), tmp_path)


def in_force(home: Home, clinic: Door) -> list[str]:
    entries = Book(home).in_force(clinic.catalogue.contracts, Month.parse("2025-11"))
    return [entry.submission_id for entry in entries]


def rows(home: Home) -> dict[str, bytes]:
    return {name: held for name, held in tree(home.received).items() if ".rows." in name}


def test_a_home_of_then_knows_what_was_known_then(clinic: Door, tmp_path: Path) -> None:
    home = clinic.home
    first = clinic.send([visit(1)], at=DAYS[0]).submission
    clinic.send([visit(1, listed="soon")], at=DAYS[0])
    months = (Month.parse("2025-10"), Month.parse("2025-10"))
    contract = clinic.catalogue.contracts["visits"]
    Notices(home).add(contract, "clinic", months, "not_collected", "Why.", "team", DAYS[1])
    second = clinic.send([visit(1, minutes="5")], at=DAYS[2]).submission
    Notices(home).add(contract, "clinic", months, "awaiting", "Why.", "team", DAYS[3])
    before = tree(home.root)
    for moment, count, counts, said in [
        (DAYS[0], 2, first, []),
        (DAYS[1], 2, first, ["not_collected"]),
        (DAYS[2], 3, second, ["not_collected"]),
        (DAYS[3], 3, second, ["not_collected", "awaiting"]),
    ]:
        place = tmp_path / f"then-{moment.day}"
        assert replay(home, moment, place) == count
        then = Home.at(place)
        assert in_force(then, clinic) == [counts.submission_id]
        assert [notice.reason for notice in Notices(then).all()] == said
        assert Book(then).submissions() == Book(home).submissions()[:count]
        assert set(rows(then).items()) <= set(rows(home).items())
    assert tree(home.root) == before


def test_before_anything_came_there_is_nothing(clinic: Door, tmp_path: Path) -> None:
    clinic.send([visit(1)], at=DAYS[1])
    assert replay(clinic.home, DAYS[0], tmp_path / "then") == 0
    assert in_force(Home.at(tmp_path / "then"), clinic) == []


def test_a_home_of_then_goes_its_own_way(clinic: Door, tmp_path: Path) -> None:
    clinic.send([visit(1)], at=DAYS[0])
    before = tree(clinic.home.root)
    replay(clinic.home, DAYS[0], tmp_path / "then")
    other = Door(Home.at(tmp_path / "then"), clinic.catalogue, tmp_path / "other")
    assert other.send([visit(1)], at=DAYS[1]).submission.status == "again"
    replaced = other.send([visit(1, minutes="5")], at=DAYS[2]).submission
    assert replaced.difference == {"visits": {"added": 0, "removed": 0, "changed": 1}}
    third = other.send([visit(1)], at=DAYS[3]).submission
    assert third.supersedes == replaced.submission_id
    assert tree(clinic.home.root) == before


def test_what_stands_in_a_folder_is_never_written_over(clinic: Door, tmp_path: Path) -> None:
    place = tmp_path / "then"
    place.mkdir()
    (place / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal, match="It is not empty"):
        replay(clinic.home, DAYS[0], place)
    assert tree(place) == {"mine.txt": b"mine"}


CHANGED = """
- rule: V045
  table: visits
  severity: set_aside
  broken_rows: |
    select visits.row_number
    from visits inner join previous.visits as known using (visit_row_id)
    where visits.minutes < known.minutes
"""


def test_the_same_bytes_accepted_again_are_judged_again_and_the_first_time_stays(
    home: Home, tmp_path: Path
) -> None:
    catalogue = project(tmp_path / "project", contract=[PROMISED], checks=CHANGED)
    clinic = Door(home, catalogue, tmp_path)
    first = clinic.send([visit(1, minutes="5")], at=DAYS[0])
    before = tree(home.received)
    clinic.send([visit(1, minutes="6"), visit(2)], at=DAYS[1])
    third = clinic.send([visit(1, minutes="5")], at=DAYS[2])
    assert third.submission.rules == {"V002": 1, "V045": 1}
    assert (clinic.loaded(first), clinic.loaded(third)) == (["1"], [])
    assert set(before.items()) <= set(tree(home.received).items())
    assert clinic.send([visit(1, minutes="5")], at=DAYS[3]).submission.status == "again"
    replay(home, DAYS[0], tmp_path / "then")
    then = Door(Home.at(tmp_path / "then"), catalogue, tmp_path / "other")
    assert then.loaded(first) == ["1"]
    assert in_force(then.home, clinic) == [first.submission.submission_id]
    assert in_force(home, clinic) == [third.submission.submission_id]
