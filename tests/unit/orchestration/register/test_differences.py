"""What a resubmission changed is told row by row: by key, by other words, or by whole rows."""

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.ducks import open_memory, read_sealed
from orchestration.home import Home
from orchestration.register.book import submission_folder
from orchestration.register.receive import Receipt
from tests.unit.orchestration.front_door import (
    Change,
    Door,
    note,
    project,
    visit,
    write_delivery,
)
from tests.unit.orchestration.sending import Row

LATER = datetime(2026, 2, 9, 17, 30)
NEW_NUMBERS: Change = (
    'visit_row_id: {type: text, privacy: pseudonym, description: "Identifier of a visit."}',
    'visit_row_id: {type: text, privacy: pseudonym, description: "A row.", of_one_delivery: true}',
)
COMPARED: Change = (
    "    key: [visit_row_id]\n",
    "    key: [visit_row_id]\n    compared_by: [seen_on, kind_code]\n",
)
Told = tuple[str, str, int | None, int | None]


def door(
    home: Home, folder: Path, contract: list[Change], dictionary: list[Change] | None = None
) -> Door:
    changes = dictionary or []
    return Door(home, project(folder / "project", contract=contract, dictionary=changes), folder)


def changes(clinic: Door, older: list[Row], newer: list[Row], **notes: list[Row]) -> list[Told]:
    clinic.send(older, notes.get("older_notes"))
    return differences(clinic, clinic.send(newer, notes.get("newer_notes"), at=LATER))


def differences(clinic: Door, receipt: Receipt) -> list[Told]:
    """The rows of the kept list, which must be as many as the register says."""
    entry = receipt.submission
    assert entry.supersedes is not None
    place = submission_folder(clinic.home, entry) / "difference.parquet"
    with open_memory(clinic.home) as con:
        rows = con.execute(f"select * from {read_sealed(place)} order by all").fetchall()
    counted: dict[str, dict[str, int]] = {}
    for table, change, _, _ in rows:
        counted.setdefault(table, {"added": 0, "removed": 0, "changed": 0})[change] += 1
    assert counted == entry.difference
    return rows


def test_rows_are_known_again_by_their_key(home: Home, tmp_path: Path) -> None:
    older = [visit(1), visit(2, minutes="5"), visit(3), visit(4)]
    newer = [visit(9), visit(4), visit(2, minutes="6"), visit(1)]
    assert changes(door(home, tmp_path, []), older, newer) == [
        ("visits", "added", 2, None),
        ("visits", "changed", 4, 3),
        ("visits", "removed", None, 4),
    ]


def test_space_around_a_cell_is_no_change_and_capitals_are(home: Home, tmp_path: Path) -> None:
    older = [visit(1, minutes="5"), visit(2, minutes="x")]
    newer = [visit(" 1", minutes=" 5\u00a0"), visit(2, minutes="X")]
    assert changes(door(home, tmp_path, []), older, newer) == [("visits", "changed", 3, 3)]


def test_every_table_is_compared(home: Home, tmp_path: Path) -> None:
    found = changes(
        door(home, tmp_path, []),
        [visit(1)],
        [visit(1)],
        older_notes=[note(1, text="one"), note(2)],
        newer_notes=[note(1, text="two"), note(3)],
    )
    assert found == [
        ("notes", "added", 3, None),
        ("notes", "changed", 2, 2),
        ("notes", "removed", None, 3),
    ]


def test_a_row_set_aside_in_one_of_them_came_or_went(home: Home, tmp_path: Path) -> None:
    older = [visit(1, kind="x"), visit(2), visit(3)]
    newer = [visit(1), visit(2, kind="x"), visit(3)]
    assert changes(door(home, tmp_path, []), older, newer) == [
        ("visits", "added", 2, None),
        ("visits", "removed", None, 3),
    ]


def test_rows_whose_numbers_do_not_last_are_compared_whole(home: Home, tmp_path: Path) -> None:
    older = [visit(1, minutes="5"), visit(2, minutes="5"), visit(3, minutes="7")]
    newer = [visit(7, minutes="5"), visit(8, minutes="8"), visit(9, minutes="5")]
    clinic = door(home, tmp_path, [], [NEW_NUMBERS])
    assert changes(clinic, older, newer) == [
        ("visits", "added", 3, None),
        ("visits", "removed", None, 4),
    ]


def test_rows_may_be_known_again_by_other_words(home: Home, tmp_path: Path) -> None:
    day = {"seen": "03/11/2025", "kind": "first"}
    older = [visit(1, minutes="5", **day), visit(2, minutes="6", **day), visit(3, kind="later")]
    newer = [visit(8, kind="later"), visit(9, minutes="5", **day)]
    clinic = door(home, tmp_path, [COMPARED], [NEW_NUMBERS])
    assert changes(clinic, older, newer) == [("visits", "removed", None, 3)]


def test_a_column_that_only_one_of_them_has_is_no_change(home: Home, tmp_path: Path) -> None:
    newer = [visit(1, Room="a"), visit(2, Room="b", minutes="5")]
    assert changes(door(home, tmp_path, []), [visit(1), visit(2)], newer) == [
        ("visits", "changed", 3, 3)
    ]


def test_the_same_rows_in_other_bytes_are_no_change(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path, [])
    assert changes(clinic, [visit(1), visit(2)], [visit(2), visit(1)]) == []


def test_only_asking_tells_the_difference_and_keeps_none(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path, [])
    first = clinic.send([visit(1)]).submission
    asked = clinic.send([visit(1, minutes="5")], keep=False).submission
    assert asked.difference == {"visits": {"added": 0, "removed": 0, "changed": 1}}
    assert [path.name for path in (home.received / "visits").iterdir()] == [first.submission_id]


@pytest.mark.parametrize("lines", [1, 3])
def test_lines_are_those_of_the_file_where_a_cell_has_several(
    lines: int, home: Home, tmp_path: Path
) -> None:
    text = "\n".join(["a"] * lines)
    found = changes(
        door(home, tmp_path, []),
        [visit(1)],
        [visit(1)],
        older_notes=[note(1, text=text), note(2, text="b")],
        newer_notes=[note(1, text=text + "\nc"), note(2, text="d")],
    )
    assert [(line, before) for _, _, line, before in found] == [(2, 2), (3 + lines, 2 + lines)]


def test_a_part_of_a_delivery_replaces_none_that_is_whole(home: Home, tmp_path: Path) -> None:
    notes: Change = (
        '    file: "notes_*.csv"\n',
        '    file: "notes_*.csv"\n    may_be_absent: true\n',
    )
    clinic = door(home, tmp_path, [notes])
    clinic.send([visit(1), visit(2)], [note(1)])
    folder = write_delivery(tmp_path / "part", [visit(1)])
    (folder / "notes_a.csv").unlink()
    refused = clinic.hand_in(folder, at=LATER).submission
    assert refused.status == "refused"
    assert "also has rows of ['notes']" in str(refused.reason)
    assert clinic.send([visit(1)], [], at=LATER).submission.difference["notes"]["removed"] == 1
