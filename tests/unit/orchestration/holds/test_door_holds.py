"""People who may not be processed stop at the door, with all that hangs on them."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from orchestration.holds.held import Holds
from orchestration.holds.naming import Name, normal
from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.register.book import submission_folder
from tests.unit.orchestration.front_door import note, told
from tests.unit.orchestration.holds.people_project import ANNA, BEN, CLEO, clinic, seen
from tests.unit.orchestration.sending import AT, kept_rows, tree

LATER = datetime(2026, 2, 9, 17, 30)
BY_NUMBER = Name("nhs_number", "", ANNA)
BY_PATIENT = Name("patient_id", "clinic", "P1")


def hold(home: Home, kind: str, *names: Name) -> str:
    assert kind in ("restricted", "erased")
    held = Holds(home)
    return held.add(
        "erased" if kind == "erased" else "restricted", names, "Asked.", "IG", AT
    ).hold_id


@pytest.mark.parametrize("name", [BY_NUMBER, BY_PATIENT])
def test_a_restricted_persons_rows_are_kept_and_set_aside_with_what_hangs_on_them(
    name: Name, home: Home, tmp_path: Path
) -> None:
    door = clinic(home, tmp_path)
    hold(home, "restricted", name)
    rows = [seen(1, "P1", f" {ANNA[:3]} {ANNA[3:6]} {ANNA[6:]}"), seen(2, "P2", BEN)]
    receipt = door.send(rows, [note(1, of=1, text="one"), note(2, of=2, text="two")])
    assert receipt.submission.rules["D62"] == 2
    assert door.loaded(receipt) == ["2"]
    assert door.loaded(receipt, "notes", "note") == ["two"]
    [aside] = kept_rows(home, receipt, "notes", "set_aside")
    assert (aside["note"], aside["rules"]) == ("one", ["D62"])
    assert {value for *_, rule, _, value in receipt.problems if rule == "D62"} == {None}


def test_of_an_erased_person_only_the_count_is_kept(home: Home, tmp_path: Path) -> None:
    door = clinic(home, tmp_path)
    hold(home, "erased", BY_NUMBER)
    rows = [seen(1, "P1", ANNA, minutes="many"), seen(2, "P2", BEN)]
    receipt = door.send(rows, [note(1, of=1, text="secret"), note(2, of=2, text="two")])
    entry = receipt.submission
    assert entry.rules == {"D63": 2}
    assert (entry.tables["visits"].received, entry.tables["visits"].set_aside) == (2, 1)
    [aside] = kept_rows(home, receipt, "visits", "set_aside")
    values = {k: v for k, v in aside.items() if k not in ("row_number", "rules")}
    assert set(values.values()) == {None, aside["received_line_number"]}
    [other] = kept_rows(home, receipt, "visits", "loaded")
    assert (other["nhs"], other["surname"], other["row_number"]) == (BEN, "NameP2", 1)
    original = submission_folder(home, entry) / "original"
    assert [path.name for path in original.iterdir()] == ["erased.json"]
    said = json.loads((original / "erased.json").read_text(encoding="utf-8"))
    assert {file["sha256"] for file in said["files"]} == {file.sha256 for file in entry.files}
    for canary in (ANNA, "NameP1", "secret"):
        assert not any(canary.encode() in held for held in tree(home.root).values())


BORN, OTHER = date(2015, 3, 1), "09/09/2011"


@pytest.mark.parametrize(
    ("dob", "rule"),
    [("01/03/2015", "D63"), ("", "D63"), ("no date", "D63"), (OTHER, "D65")],
)
def test_a_number_of_the_erased_with_another_birth_date_is_a_question_and_kept(
    dob: str, rule: str, home: Home, tmp_path: Path
) -> None:
    door = clinic(home, tmp_path)
    Holds(home).add("erased", [BY_NUMBER], "Asked.", "IG", AT, born_on=BORN)
    rows = [seen(1, "P8", ANNA, dob=dob), seen(2, "P2", BEN)]
    receipt = door.send(rows, [note(1, of=1, text="hangs on it"), note(2, of=2, text="two")])
    assert receipt.submission.rules[rule] == 2
    assert door.loaded(receipt) == ["2"]
    [aside] = kept_rows(home, receipt, "visits", "set_aside")
    [below] = kept_rows(home, receipt, "notes", "set_aside")
    kept = rule == "D65"
    assert (aside["patient"], aside["dob"]) == (("P8", OTHER) if kept else (None, None))
    assert below["note"] == ("hangs on it" if kept else None)
    original = submission_folder(home, receipt.submission) / "original"
    assert [path.name for path in original.iterdir()] != (["erased.json"] if kept else [])


def test_of_two_erased_each_is_known_by_their_own_birth_date(home: Home, tmp_path: Path) -> None:
    door = clinic(home, tmp_path)
    Holds(home).add("erased", [BY_NUMBER], "Asked.", "IG", AT, born_on=BORN)
    cleo = [Name("nhs_number", "", CLEO)]
    Holds(home).add("erased", cleo, "Asked.", "IG", AT, born_on=date(2011, 9, 9))
    receipt = door.send([seen(1, "P1", ANNA, dob=OTHER), seen(2, "P3", CLEO, dob=OTHER)])
    assert receipt.submission.rules == {"D63": 1, "D65": 1}


def test_an_erasure_that_asks_for_no_birth_date_takes_every_row(home: Home, tmp_path: Path) -> None:
    door = clinic(home, tmp_path)
    Holds(home).add("erased", [BY_NUMBER], "Asked.", "IG", AT, born_on=BORN)
    hold(home, "erased", BY_NUMBER)
    assert door.send([seen(1, "P8", ANNA, dob=OTHER)]).submission.rules == {"D63": 1}


def test_no_birth_date_is_kept_of_the_erased(home: Home, tmp_path: Path) -> None:
    Holds(home).add("erased", [BY_NUMBER], "Asked.", "IG", AT, born_on=BORN)
    assert not any(b"2015" in held for held in tree(home.root / "identifiable" / "holds").values())


def test_of_a_mark_the_person_is_held_in_every_later_delivery(home: Home, tmp_path: Path) -> None:
    door = clinic(home, tmp_path)
    first = door.send([seen(1, "P1", ANNA, hold="1"), seen(2, "P2", BEN, hold="0")], [note(1, 1)])
    assert {rule for rule, *_ in told(first)} == {"D61", "D62"}
    assert door.loaded(first) == ["2"]
    [held] = Holds(home).all()
    assert (held.kind, held.ways) == ("restricted", ["nhs_number|", "patient_id|clinic"])
    assert ANNA not in json.dumps(held.__dict__) and "P1" not in held.pseudonyms
    later = {"listed": "31/12/2025"}
    second = door.send([seen(1, "P9", ANNA, **later), seen(2, "P2", BEN, **later)], at=LATER)
    assert door.loaded(second) == ["2"]
    assert len(Holds(home).all()) == 1


def test_two_rows_marked_alike_in_one_delivery_hold_by_their_own_names_only(
    home: Home, tmp_path: Path
) -> None:
    door = clinic(home, tmp_path)
    rows = [seen(1, "P1", hold="1"), seen(2, "P1"), seen(3, "P3", "0000000000"), seen(4, "P4")]
    receipt = door.send([*rows, seen(5, "P5", "0000000000", hold="1")])
    assert "4" in door.loaded(receipt)
    assert {"1", "2"}.isdisjoint(door.loaded(receipt))
    assert "nhs_number|" not in Holds(home).all()[0].ways, "a number of nobody holds nobody"


def test_lifting_lets_the_next_delivery_through(home: Home, tmp_path: Path) -> None:
    door = clinic(home, tmp_path)
    case = hold(home, "restricted", BY_NUMBER)
    Holds(home).lift(case, "Settled.", "IG", LATER)
    assert door.loaded(door.send([seen(1, "P1", ANNA)])) == ["1"]
    with pytest.raises(Refusal, match="no restriction of that number"):
        Holds(home).lift(case, "Again.", "IG", LATER)


def test_an_erasure_outweighs_a_restriction_and_cannot_be_lifted(
    home: Home, tmp_path: Path
) -> None:
    door = clinic(home, tmp_path)
    hold(home, "restricted", BY_NUMBER)
    erased = hold(home, "erased", BY_NUMBER, Name("nhs_number", "", CLEO))
    assert door.send([seen(1, "P1", ANNA)]).submission.rules == {"D63": 1}
    with pytest.raises(Refusal):
        Holds(home).lift(erased, "No.", "IG", LATER)


def test_a_repeat_of_a_held_persons_row_number_takes_nothing_from_another(
    home: Home, tmp_path: Path
) -> None:
    door = clinic(home, tmp_path)
    hold(home, "erased", BY_NUMBER)
    rows = [seen(1, "P2", BEN), seen(1, "P1", ANNA)]
    receipt = door.send(rows, [note(1, of=1, text="of Ben")])
    assert door.loaded(receipt, "notes", "note") == ["of Ben"]


def test_with_nobody_on_the_list_nothing_is_hashed(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*args: object) -> None:
        raise AssertionError("nobody is looked for")

    monkeypatch.setattr("orchestration.register.holding.find_rows", never)
    assert clinic(home, tmp_path).send([seen(1, "P1", ANNA)]).submission.status == "accepted"


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("nhs_number", " 999\u00a0000-0018 ", ANNA),
        ("upn", "a 12", "A12"),
        ("patient_id", " p-1 ", "P-1"),
    ],
)
def test_two_spellings_of_a_name_are_one(kind: str, written: str, read: str) -> None:
    assert normal(kind, written) == read
