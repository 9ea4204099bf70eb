"""Packed files are read as what is in them; half-written names are left, in any capitals."""

import gzip
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.register.landing import receive_landing
from orchestration.register.receive import receive
from orchestration.register.recognise import UNFINISHED, deliveries, strangers
from tests.unit.orchestration.front_door import (
    Door,
    note,
    project,
    recount,
    told,
    visit,
    write_delivery,
)
from tests.unit.orchestration.sen2_export import export, write_export
from tests.unit.orchestration.sending import AT, problems, send, wait, write_waits
from tests.unit.orchestration.small_project import read_project, write_agreement


@pytest.fixture
def clinic(home: Home, tmp_path: Path) -> Door:
    return Door(home, project(tmp_path / "project"), tmp_path)


def zipped(folder: Path, place: Path, below: str = "") -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, below + path.name)
    return place


def test_a_packed_table_is_read_as_the_table(home: Home, tmp_path: Path) -> None:
    plain = write_waits(tmp_path / "plain", wait("S001"), wait("S002", clock_start="soon"))
    packed = tmp_path / "packed" / f"{plain.name}.gz"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    receipt = send(home, packed)
    recount(home, receipt)
    assert [(p.rule, p.line, p.file) for p in problems(receipt)] == [("D03", 3, plain.name)]
    assert receipt.submission.files[0].name == packed.name
    again = send(home, plain)
    assert again.submission.supersedes == receipt.submission.submission_id
    assert again.submission.difference == {}


@pytest.mark.parametrize("below", ["", "export/"])
def test_nine_tables_in_one_archive_are_one_delivery(
    below: str, home: Home, tmp_path: Path
) -> None:
    place = zipped(write_export(tmp_path / "nine", export(3)), tmp_path / "in" / "x.zip", below)
    receipt = send(home, place)
    assert receipt.submission.status == "accepted", receipt.submission.reason
    recount(home, receipt)
    assert len(receipt.submission.tables) == 9
    assert {count.loaded for count in receipt.submission.tables.values()} >= {3}


def test_an_archive_and_the_plain_files_are_told_alike(clinic: Door, tmp_path: Path) -> None:
    rows, notes = [visit(1), visit(2, kind="x")], [note(1, of=2)]
    plain = write_delivery(tmp_path / "plain", rows, notes)
    packed = clinic.hand_in(zipped(plain, tmp_path / "packed" / "a.zip"), keep=False)
    assert told(packed) == told(clinic.hand_in(plain, keep=False))


@pytest.mark.parametrize("damage", [b"PK\x03\x04nothing", b"\x1f\x8bnothing"])
def test_a_broken_archive_is_refused(damage: bytes, clinic: Door, tmp_path: Path) -> None:
    place = tmp_path / "in" / f"visits_a.{'zip' if damage[:2] == b'PK' else 'csv.gz'}"
    place.parent.mkdir()
    place.write_bytes(damage)
    found = deliveries(clinic.catalogue, [place])
    assert len(found) == 1
    assert clinic.hand_in(place).submission.status == "refused"


def test_a_table_twice_in_an_archive_is_refused(clinic: Door, tmp_path: Path) -> None:
    plain = write_delivery(tmp_path / "plain", [visit(1)], [note(1)])
    (plain / "visits_b.csv").write_bytes((plain / "visits_a.csv").read_bytes())
    receipt = clinic.hand_in(zipped(plain, tmp_path / "packed" / "a.zip"))
    assert receipt.submission.status == "refused"
    assert "Two files hold the same table" in str(receipt.submission.reason)


@pytest.mark.parametrize("ending", UNFINISHED)
@pytest.mark.parametrize("capitals", [str.upper, str.lower])
def test_a_name_half_written_is_not_picked_up(
    ending: str, capitals: object, clinic: Door, tmp_path: Path
) -> None:
    folder = write_delivery(tmp_path / "in", [visit(1)])
    for name in ("visits_a.csv", "notes_a.csv"):
        (folder / name).rename(folder / (name + capitals(ending)))  # type: ignore[operator]
    assert deliveries(clinic.catalogue, [folder]) == []
    assert strangers(clinic.catalogue, folder) == []


@pytest.mark.parametrize("name", [".visits_a.csv", "~$visits_a.csv"])
def test_a_hidden_name_is_not_picked_up(name: str, clinic: Door, tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "in", [visit(1)])
    (folder / "visits_a.csv").rename(folder / name)
    (folder / "notes_a.csv").unlink()
    assert deliveries(clinic.catalogue, [folder]) == []


def test_a_file_still_being_written_stays_in_the_landing_folder(home: Home) -> None:
    path = write_waits(home.landing, wait())
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
    assert receive_landing(the_catalogue(), home, written) == []
    assert path.exists()
    [receipt] = receive_landing(the_catalogue(), home, AT.replace(year=2030))
    assert receipt.submission.status == "accepted"
    assert not path.exists()


def test_names_in_other_capitals_are_expected_too(clinic: Door, tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "in", [visit(1)], [note(1)])
    (folder / "visits_a.csv").rename(folder / "VISITS_A.CSV")
    (folder / "notes_a.csv").rename(folder / "Notes_A.Csv")
    assert told(clinic.hand_in(folder)) == []


def test_the_most_particular_pattern_that_fits_names_the_source(tmp_path: Path) -> None:
    place = tmp_path / "project"
    wide = ('"notes_*.csv"]', '"notes_*.csv", "visits_to_every_other_place_there_is_*.csv"]')
    project(place, contract=[wide])
    contracts = place / "contracts"
    text = (contracts / "visits.yml").read_text(encoding="utf-8")
    other = text.replace("source: visits", "source: home_visits").replace(
        wide[1], '"visits_home_*.csv"]'
    )
    other = other.replace(
        'files: ["visits_*.csv", "visits_home_*.csv"]', 'files: ["visits_home_*.csv"]'
    )
    (contracts / "home_visits.yml").write_text(other, encoding="utf-8")
    write_agreement(place, "home_visits")
    catalogue = read_project(place)
    folder = write_delivery(tmp_path / "in", [visit(1)])
    (folder / "visits_a.csv").rename(folder / "visits_home_a.csv")
    found = {d.contract.source for d in deliveries(catalogue, [folder]) if d.contract}
    assert "home_visits" in found


@pytest.mark.parametrize(
    ("further", "words"),
    [("read me.txt", "No one contract expects every one"), ("../x.csv", "not a plain name")],
)
def test_an_archive_is_told_what_is_wrong_with_it(
    further: str, words: str, clinic: Door, tmp_path: Path
) -> None:
    path = write_delivery(tmp_path / "in", [visit(1)]) / "visits_a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(path.with_name("visits_a.csv"), "visits_a.csv")
        archive.writestr(further, "x")
    [delivery] = deliveries(clinic.catalogue, [path])
    refused = receive(clinic.catalogue, clinic.home, delivery, AT).submission
    assert words in str(refused.reason)
