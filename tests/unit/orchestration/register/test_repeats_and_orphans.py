"""Of two sound rows with one key the later goes, and what hangs on it goes with it."""

from pathlib import Path

from orchestration.home import Home
from orchestration.register.receive import Receipt
from tests.unit.orchestration.front_door import Change, Door, note, project, told, visit, visits
from tests.unit.orchestration.sending import problems

REPLIES = """\
  replies:
    file: "replies_*.csv"
    grain: one row per reply
    may_be_absent: true
    parent: {table: notes, word: note_row_id}
    columns:
      note_row_id: {from: note, required: true}
"""
DEEPER: list[Change] = [
    ("      note: {from: note}\n", "      note: {from: note}\n" + REPLIES),
    ('"notes_*.csv"]', '"notes_*.csv", "replies_*.csv"]'),
]


def door(home: Home, folder: Path, *changes: Change) -> Door:
    return Door(home, project(folder / "project", contract=list(changes)), folder)


def places(receipt: Receipt) -> list[tuple[str, str, int | None]]:
    return sorted((p.table, p.rule, p.line) for p in problems(receipt))


def test_the_first_of_three_alike_is_loaded(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path)
    receipt = clinic.send([visit(1), visit(2), visit(" 1 "), visit(1, kind="first")])
    assert told(receipt) == [("D04", "set_aside", line, "id") for line in (4, 5)]


def test_a_faulty_row_does_not_take_the_place_of_a_sound_one(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path)
    rows = [visit(1, kind="x"), visit(1, minutes="5"), visit(1, minutes="6")]
    receipt = clinic.send(rows)
    assert told(receipt) == [("V004", "set_aside", 2, "kind"), ("D04", "set_aside", 4, "id")]
    assert clinic.loaded(receipt, column="minutes") == ["5"]


def test_a_row_that_is_both_faulty_and_a_repeat_is_told_its_fault_only(
    home: Home, tmp_path: Path
) -> None:
    receipt = door(home, tmp_path).send([visit(1), visit(1, kind="x")])
    assert told(receipt) == [("V004", "set_aside", 3, "kind")]


def test_keys_differ_by_capitals_but_not_by_the_space_around_them(
    home: Home, tmp_path: Path
) -> None:
    receipt = door(home, tmp_path).send([visit("a"), visit("A"), visit("a\u00a0"), visit("a b")])
    assert told(receipt) == [("D04", "set_aside", 4, "id")]


def test_a_note_on_a_faulty_visit_goes_and_that_on_the_sound_repeat_stays(
    home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path)
    receipt = clinic.send(
        [visit(1, kind="x"), visit(1), visit(2, kind="x"), visit(3)],
        [note(1, of=1), note(2, of=2), note(3, of=3), note(4, of=4), note(1, of=3)],
    )
    assert places(receipt) == [
        ("notes", "D04", 6),
        ("notes", "D05", 3),
        ("notes", "D05", 5),
        ("visits", "V004", 2),
        ("visits", "V004", 4),
    ]


def test_the_cascade_goes_down_every_level_whatever_the_order_of_tables(
    home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path, *DEEPER)
    place = tmp_path / "deep"
    place.mkdir()
    (place / "visits_a.csv").write_text(
        "id,listed,seen,kind,minutes\n1,30/11/2025,,x,\n2,30/11/2025,,,\n", encoding="utf-8"
    )
    (place / "notes_a.csv").write_text("id,visit,note\nn1,1,\nn2,2,\nn3,2,\nn3,2,\n")
    (place / "replies_a.csv").write_text("note\nn1\nn2\nn3\nn9\n")
    receipt = clinic.hand_in(place)
    assert places(receipt) == [
        ("notes", "D04", 5),
        ("notes", "D05", 2),
        ("replies", "D05", 2),
        ("replies", "D05", 5),
        ("visits", "V004", 2),
    ]
    assert clinic.loaded(receipt, "replies", "note") == ["n2", "n3"]


def test_rows_below_a_table_that_did_not_come_are_set_aside(home: Home, tmp_path: Path) -> None:
    absent = ("    grain: one row per visit\n", "    grain: a visit\n    may_be_absent: true\n")
    dated = ("{table: visits, column: listed", "{table: notes, column: listed")
    listed = 'listed_on: {from: listed, format: "%d/%m/%Y"}\n      note: {from: note}'
    clinic = door(home, tmp_path, absent, dated, ("note: {from: note}", listed))
    place = tmp_path / "alone"
    place.mkdir()
    (place / "notes_a.csv").write_text("id,visit,listed,note\nn1,1,30/11/2025,\n")
    receipt = clinic.hand_in(place)
    assert places(receipt) == [("notes", "D05", 2)]
    assert set(receipt.submission.tables) == {"notes"}


def test_many_alike_are_told_each_once(home: Home, tmp_path: Path) -> None:
    receipt = door(home, tmp_path).send(visits(300) + visits(300), [note(1, of=300)])
    assert receipt.submission.rules == {"D04": 300}
    assert sorted(line for _, _, line, _ in told(receipt) if line) == list(range(302, 602))
