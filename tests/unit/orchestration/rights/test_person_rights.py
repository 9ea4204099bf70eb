"""Finding, exporting, restricting and erasing one person, and nobody else."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from orchestration.ducks import open_memory
from orchestration.holds.held import Holds
from orchestration.holds.naming import Name
from orchestration.home import Home
from orchestration.partner.drops import begin, find, write_answer
from orchestration.private import keep_private
from orchestration.refusals import Refusal
from orchestration.register.book import Book, Submission, submission_folder
from orchestration.register.rows import loaded_sql, received_sql
from orchestration.rights.asking import names_given
from orchestration.rights.enforcing import enforce, enforce_if_needed
from orchestration.rights.erasing import Erased, erase
from orchestration.rights.exporting import export
from orchestration.rights.tracing import Traced, trace
from tests.sealed import read_table, write_table
from tests.unit.orchestration.front_door import Door, note
from tests.unit.orchestration.holds.people_project import ANNA, BEN, CLEO, clinic, seen
from tests.unit.orchestration.sending import Row

LATER = datetime(2026, 2, 9, 17, 30)
DECEMBER = {"listed": "31/12/2025"}


@pytest.fixture
def door(home: Home, tmp_path: Path) -> Door:
    """Two months: Anna by number and by the clinic's own, then by the clinic's own alone."""
    door = clinic(home, tmp_path)
    november = [seen(1, "P1", ANNA, minutes="many"), seen(2, "P2", BEN), seen(3, "P3", CLEO)]
    door.send(november, [note(1, of=1, text="of Anna"), note(2, of=2, text="of Ben")])
    door.send([seen(7, "P1", **DECEMBER), seen(8, "P2", BEN, **DECEMBER)], [note(1, of=7)])
    return door


def found(door: Door, **how: str) -> Traced:
    return trace(door.home, door.catalogue, names_given(door.home, door.catalogue, **how))


def gone(door: Door, **how: Any) -> Erased:
    options = {key: how.pop(key) for key in ("with_disputed",) if key in how}
    traced = found(door, **(how or {"nhs_number": ANNA}))
    return erase(door.home, door.catalogue, traced, "Case 7", "IG", LATER, **options)


def rows_of(door: Door, entry: Submission, table: str) -> list[dict[str, Any]]:
    with open_memory(door.home) as con:
        query = received_sql(submission_folder(door.home, entry), table)
        rows: list[dict[str, Any]] = con.execute(query).to_arrow_table().to_pylist()
    return rows


def write_people(door: Door, people: dict[str, str]) -> None:
    """A ledger of people: who each patient is."""
    told = {
        "known_by": ["patient_id"] * len(people),
        "supplier_code": ["clinic"] * len(people),
        "supplier_person_id": list(people),
        "person_key": [f"k{who}" for who in people.values()],
        "person_id": [f"x{who}" for who in people.values()],
        "until": pa.array([None] * len(people), pa.string()),
    }
    write_table(door.home, door.home.linked / "people.parquet", pa.table(told))


def everything(home: Home) -> str:
    """Every sealed table of a home as text, and every other file's bytes."""
    told = []
    for path in sorted(home.root.rglob("*")):
        if path.suffix == ".parquet":
            told.append(str(read_table(home, path).to_pylist()))
        elif path.is_file():
            told.append(path.read_bytes().decode("latin-1"))
    return "\n".join(told)


def test_a_person_is_followed_from_number_to_number(door: Door) -> None:
    traced = found(door, nhs_number=f"{ANNA[:3]} {ANNA[3:6]} {ANNA[6:]}")
    assert [(p.month, p.table, p.rows) for p in traced.places] == [
        ("2025-11", "visits", 1),
        ("2025-11", "notes", 1),
        ("2025-12", "visits", 1),
        ("2025-12", "notes", 1),
    ]
    assert {name.way for name in traced.names} == {"nhs_number|", "patient_id|clinic"}
    by_system = found(door, system="patient_id", supplier="clinic", identifier="P1")
    assert by_system.places == traced.places


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({}, "Nobody was named"),
        ({"system": "note", "supplier": "clinic"}, "not whole"),
        ({"system": "minutes", "supplier": "clinic", "identifier": "1"}, "no word by which"),
        ({"person_id": "nobody"}, "Nobody has that identifier"),
    ],
)
def test_what_names_nobody_is_refused(how: dict[str, str], said: str, door: Door) -> None:
    with pytest.raises(Refusal, match=said):
        names_given(door.home, door.catalogue, **how)


def test_an_erased_person_is_nowhere_and_everybody_else_is_as_before(door: Door) -> None:
    keep_private(door.home, "door", "run", f"a failure that quotes {ANNA}")
    before = [rows_of(door, entry, "visits") for entry in Book(door.home).accepted()]
    erased = gone(door)
    assert erased.traces == []
    assert erased.evidence["rows_blanked"] == 4
    assert erased.evidence["error_files_removed"] == 1
    for entry, old in zip(Book(door.home).accepted(), before, strict=True):
        new = rows_of(door, entry, "visits")
        assert new[1:] == old[1:]
        assert {v for k, v in new[0].items() if not k.startswith(("received", "row_"))} == {None}
        count = entry.tables["visits"]
        assert (count.received, count.set_aside) == (len(old), 1)
        assert entry.rules["D63"] == 2
        [left] = (submission_folder(door.home, entry) / "original").iterdir()
        assert left.name == "erased.json"
    told = everything(door.home)
    for trace_of in (ANNA, "NameP1", "of Anna", "'many'", "P1"):
        assert trace_of not in told
    for other in (BEN, "NameP2", "of Ben", CLEO):
        assert other in told


def test_an_erased_person_does_not_come_back(door: Door, tmp_path: Path) -> None:
    first = tmp_path / "in1"
    gone(door)
    assert door.hand_in(first, at=LATER).submission.status == "again"
    again = door.send([seen(1, "P1", ""), seen(2, "P9", ANNA), seen(3, "P2", BEN)], at=LATER)
    assert door.loaded(again) == ["3"]
    assert ANNA not in everything(door.home)
    assert found(door, nhs_number=ANNA).rows == 0


def test_a_number_copied_onto_another_child_is_said_before_anything_goes(door: Door) -> None:
    other = {"listed": "31/01/2026", "dob": "09/09/2011"}
    door.send([seen(1, "P5", ANNA, **other), seen(2, "P2", BEN, listed="31/01/2026")])
    traced = found(door, nhs_number=ANNA)
    assert traced.disputed == 1
    assert Name("patient_id", "clinic", "P5") not in traced.names
    with pytest.raises(Refusal, match="1 of the rows carry another date of birth"):
        gone(door)
    assert ANNA in everything(door.home)
    gone(door, nhs_number=ANNA, with_disputed=True)
    assert ANNA not in everything(door.home)
    again = door.send([seen(1, "P5", ANNA, listed="28/02/2026", dob="09/09/2011")], at=LATER)
    assert again.submission.rules == {"D63": 1}, "whoever decided took the number for Anna's alone"


@pytest.mark.parametrize("is_twin", [False, True])
def test_anothers_number_on_one_row_does_not_lead_to_that_child(is_twin: bool, door: Door) -> None:
    """Told by the days of birth, or where a twin has the same by the ledger of people."""
    listed, born = "31/01/2026", "01/03/2015" if is_twin else "09/09/2011"
    rows = [seen(n, "P6", "9990000042", dob=born, listed=listed) for n in (1, 2)]
    door.send([*rows, seen(3, "P1", "9990000042", listed=listed)])
    if is_twin:
        write_people(door, {"P1": "1", "P6": "6"})
    traced = found(door, system="patient_id", supplier="clinic", identifier="P1")
    assert {name.value for name in traced.names} == {"P1", ANNA}
    assert traced.disputed == 0


def test_a_twin_of_the_erased_stays_with_all_records(door: Door) -> None:
    twin = {"listed": "31/01/2026", "surname": "NameP1"}
    door.send([seen(1, "P6", "9990000042", **twin), seen(2, "P1", ANNA, **twin)])
    write_people(door, {"P1": "1", "P6": "6", "P7": "6"})
    gone(door)
    [*_, january] = Book(door.home).accepted()
    assert [row["patient"] for row in rows_of(door, january, "visits")] == ["P6", None]
    left = read_table(door.home, door.home.linked / "people.parquet")
    assert left["person_id"].to_pylist() == ["x6", "x6"]


def test_a_question_of_the_door_stays_one_and_is_kept(door: Door) -> None:
    gone(door)
    again = door.send([seen(1, "P5", ANNA, listed="31/01/2026", dob="09/09/2011")], at=LATER)
    assert again.submission.rules == {"D65": 1}
    assert enforce(door.home, door.catalogue, LATER) == []
    assert rows_of(door, again.submission, "visits")[0]["patient"] == "P5"


def test_refused_files_that_name_the_person_go_and_others_stay(door: Door, tmp_path: Path) -> None:
    def refused(number: int, text: str) -> Path:
        folder = tmp_path / f"refused{number}"
        folder.mkdir()
        (folder / "visits_a.csv").write_text(f"id;x\n1;{text}\n", encoding="utf-8")
        (folder / "notes_a.csv").write_text("id;y\n", encoding="utf-8")
        return door.home.refused / door.hand_in(folder).submission.submission_id

    with_anna, with_ben = refused(1, ANNA), refused(2, BEN)
    gone(door)
    assert sorted(path.name for path in with_anna.iterdir()) == ["erased.json", "notes_a.csv.age"]
    assert len(list(with_ben.iterdir())) == 2


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [(ANNA, False), (f"{ANNA[:3]} {ANNA[3:6]} {ANNA[6:]}", False), ("P1", True), (BEN, True)],
)
def test_a_file_that_goes_back_later_is_not_kept_where_it_names_the_erased(
    text: str, is_kept: bool, door: Door, tmp_path: Path
) -> None:
    gone(door)
    path = tmp_path / "later" / "visits_a.csv"
    path.parent.mkdir()
    path.write_text(f"id;x\n1;{text}\n", encoding="utf-8")
    entry = door.hand_in(path, at=LATER).submission
    assert entry.status == "refused"
    held = [file.name for file in (door.home.refused / entry.submission_id).iterdir()]
    assert held == (["visits_a.csv.age"] if is_kept else ["erased.json"])


def test_a_mark_reaches_what_was_received_before_it(door: Door) -> None:
    marked = [seen(1, "P1", hold="1", listed="31/01/2026"), seen(2, "P2", listed="31/01/2026")]
    door.send(marked)
    assert len(enforce_if_needed(door.home, door.catalogue, LATER)) == 2
    [_, december, january] = Book(door.home).accepted()
    assert (december.rules["D62"], january.rules["D61"]) == (2, 1)
    with open_memory(door.home) as con:
        [left] = con.execute(
            loaded_sql(submission_folder(door.home, december), "visits")
        ).to_arrow_table()["patient"]
    assert str(left) == "P2"


def test_records_of_the_linked_room_lead_to_the_person_and_go_with_them(door: Door) -> None:
    people = pa.table(
        {
            # Once P2 was taken for the same person as P1; that is over, and P2 is somebody else.
            "known_by": ["patient_id"] * 4,
            "agency": ["health"] * 4,
            "supplier_code": ["clinic"] * 4,
            "supplier_person_id": ["P1", "P3", "P2", "P2"],
            "person_key": ["k1", "k1", "k2", "k1"],
            "person_id": ["x1", "x1", "x2", "x1"],
            "until": pa.array([None, None, None, "2025-01-01T00:00:00"], pa.string()),
        }
    )
    pairs = pa.table(
        {
            "supplier_code_l": ["clinic", "clinic"],
            "supplier_person_id_l": ["P2", "P9"],
            "supplier_code_r": ["clinic", "clinic"],
            "supplier_person_id_r": ["P3", "P2"],
        }
    )
    write_table(door.home, door.home.linked / "people.parquet", people)
    write_table(door.home, door.home.linked / "links.parquet", pairs)
    assert found(door, person_id="x1").places == found(door, nhs_number=ANNA).places
    erased = gone(door)
    assert erased.evidence["records_removed"] == {"links.parquet": 1, "people.parquet": 3}
    left = read_table(door.home, door.home.linked / "people.parquet")
    assert left.select(["supplier_person_id", "person_key"]).to_pylist() == [
        {"supplier_person_id": "P2", "person_key": "k2"}
    ]
    assert CLEO not in everything(door.home), "the ledger says that P3 is the same person"


def test_a_restriction_sets_kept_rows_aside_and_lifting_lets_them_through(door: Door) -> None:
    [november, december] = Book(door.home).accepted()
    holds = Holds(door.home)
    hold = holds.add("restricted", list(found(door, nhs_number=ANNA).names), "Asked", "IG", LATER)
    assert len(enforce_if_needed(door.home, door.catalogue, LATER)) == 2
    assert enforce_if_needed(door.home, door.catalogue, LATER) == []
    held = Book(door.home).accepted()
    assert [entry.rules.get("D62") for entry in held] == [2, 2]
    # Anna's first row was set aside already, for a number of minutes that is none.
    assert [entry.tables["visits"].set_aside for entry in held] == [1, 1]
    assert held[0].tables["notes"].loaded == 1
    holds.lift(hold.hold_id, "Settled", "IG", LATER)
    enforce(door.home, door.catalogue, LATER)
    again = Book(door.home).accepted()
    assert again[1].tables == december.tables and again[1].rules == december.rules
    assert again[0].tables == november.tables and again[0].rules == november.rules


def test_a_restored_backup_is_brought_in_line_by_the_journal_alone(
    door: Door, tmp_path: Path
) -> None:
    import shutil

    backup = tmp_path / "backup"
    shutil.copytree(door.home.root, backup)
    gone(door)
    journal = Path("identifiable/holds/holds.jsonl")
    (backup / journal.parent).mkdir(exist_ok=True)
    shutil.copyfile(door.home.root / journal, backup / journal)
    shutil.copytree(door.home.root / "keys", backup / "keys", dirs_exist_ok=True)
    restored = Home.at(backup)
    assert ANNA in everything(restored)
    assert sum(each.blanked for each in enforce(restored, door.catalogue, LATER)) == 4
    for trace_of in (ANNA, "NameP1", "of Anna"):
        assert trace_of not in everything(restored)
    assert enforce(restored, door.catalogue, LATER) == []


def test_an_export_holds_every_row_with_its_origin_and_nobody_elses(
    door: Door, tmp_path: Path
) -> None:
    folder = tmp_path / "export"
    written = export(door.home, door.catalogue, found(door, nhs_number=ANNA), folder)
    assert [path.name for path in written] == ["visits.notes.csv", "visits.visits.csv", "about.csv"]
    assert folder.stat().st_mode & 0o077 == 0
    with written[1].open(newline="", encoding="utf-8-sig") as file:
        rows: list[Row] = list(csv.DictReader(file))
    assert [row["patient (patient_id)"] for row in rows] == ["P1", "P1"]
    assert [row["nhs (nhs_number)"] for row in rows] == [ANNA, ""]
    assert [row["counted"] for row in rows] == ["set aside", "yes"]
    assert "NameP2" not in "".join(path.read_text("utf-8-sig") for path in written)
    about = (folder / "about.csv").read_text(encoding="utf-8-sig")
    assert "The clinic" in about and "2 years after receipt" in about


def test_nobody_is_erased_who_is_not_held(door: Door) -> None:
    with pytest.raises(Refusal, match="No row of that person is held"):
        gone(door, nhs_number="9990000050")
    assert Holds(door.home).all() == []


def test_what_a_supplier_dropped_and_did_not_submit_goes_too(door: Door) -> None:
    drops = []
    for number in (ANNA, BEN):
        came = door.home.root / "came"
        came.write_text(f"patient,nhs_number\nP1,{number}\n", encoding="utf-8")
        drops.append(begin(door.home, "clinic", "Ada", [("visits.csv", came)], "", LATER))
        write_answer(door.home, drops[-1], "checked", {"answers": [number]})
    assert gone(door).evidence["drops_removed"] == 1
    assert [find(door.home, "clinic", drop.number) for drop in drops] == [None, drops[1]]
