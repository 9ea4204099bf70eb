"""Commands about one person tell counts and no values, and are noted with their reason."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import orchestration.contracts.catalogue
from orchestration.audit import accesses
from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.register.book import Book
from tests.unit.orchestration.front_door import Door
from tests.unit.orchestration.holds.people_project import ANNA, BEN, clinic, seen

BY_NUMBER = ["--nhs-number", "-", "--why", "Case 7"]


@pytest.fixture
def door(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Door:
    door = clinic(home, tmp_path)
    door.send([seen(1, "P1", ANNA), seen(2, "P2", BEN)])
    monkeypatch.setattr(orchestration.contracts.catalogue, "the_catalogue", lambda: door.catalogue)
    monkeypatch.setenv("SENDMART_HOME", str(home.root))
    return door


def run(*arguments: str, said: str = f"{ANNA}\n") -> Result:
    told = CliRunner().invoke(app, list(arguments), input=said)
    assert "Traceback" not in told.output
    assert ANNA not in told.output and "NameP1" not in told.output
    return told


def answer(*arguments: str) -> Any:
    told = run(*arguments, "--json")
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout)


def test_find_tells_where_and_how_many_and_is_noted_with_its_reason(door: Door) -> None:
    found = answer("person", "find", *BY_NUMBER)
    assert (found["rows"], found["disputed"]) == (1, 0)
    assert found["known_by"] == ["nhs_number|", "patient_id|clinic"]
    assert "visits" in run("person", "find", *BY_NUMBER).output
    [access, _] = accesses(door.home)
    assert (access.what, access.why) == ("sendmart person find", "Case 7")
    assert ANNA not in json.dumps([each.__dict__ for each in accesses(door.home)])


@pytest.mark.parametrize("command", ["find", "export", "restrict", "erase"])
def test_nobody_looks_at_a_person_without_a_reason(command: str, door: Door) -> None:
    told = run("person", command, "--nhs-number", "-")
    assert told.exit_code == 2
    assert "--why" in told.output


def test_a_restriction_is_listed_and_lifted_by_its_number(door: Door) -> None:
    held = answer("person", "restrict", *BY_NUMBER)
    assert (held["hold_id"], held["kind"], held["deliveries_changed"]) == ("H0001", "restricted", 1)
    [listed] = answer("person", "holds")
    assert (listed["hold_id"], listed["why"]) == ("H0001", "Case 7")
    lifted = answer("person", "restrict", "--lift", "H0001", "--why", "Settled")
    assert lifted["kind"] == "lifted"
    [entry] = Book(door.home).accepted()
    assert entry.tables["visits"].loaded == 2
    assert run("person", "restrict", "--lift", "H0001", "--why", "Again").exit_code == 1


def test_an_erasure_is_done_only_when_it_is_confirmed(door: Door) -> None:
    told = run("person", "erase", *BY_NUMBER)
    assert told.exit_code == 0
    assert "Nothing was erased" in told.output
    [entry] = Book(door.home).accepted()
    assert "D63" not in entry.rules
    done = answer("person", "erase", *BY_NUMBER, "--yes", "--no-run")
    assert (done["rows_blanked"], done["traces"]) == (1, [])
    assert answer("person", "find", *BY_NUMBER)["rows"] == 0
    assert answer("person", "enforce") == {"deliveries_changed": 0, "rows_blanked": 0}


def test_a_file_that_is_not_ours_and_names_the_person_is_told(door: Door) -> None:
    (door.home.root / "copied_by_hand.csv").write_text(ANNA, encoding="utf-8")
    told = run("person", "erase", *BY_NUMBER, "--yes", "--no-run")
    assert told.exit_code == 1
    assert "copied_by_hand.csv" in told.output


def test_an_export_says_what_it_wrote_and_nothing_of_it(door: Door, tmp_path: Path) -> None:
    folder = tmp_path / "for them"
    told = run("person", "export", *BY_NUMBER, "--out", str(folder))
    assert told.exit_code == 0
    assert ANNA in (folder / "visits.visits.csv").read_text(encoding="utf-8-sig")
    assert run("person", "export", *BY_NUMBER, "--out", str(folder)).exit_code == 1


def test_what_has_been_kept_long_enough_is_planned_and_then_goes(door: Door) -> None:
    assert answer("retention", "plan") == []
    later = ["--at", "2030-01-01"]
    [line] = answer("retention", "plan", *later)
    assert (line["source"], line["rows"]) == ("visits", 2)
    assert answer("retention", "plan", *later) == [line]
    assert answer("retention", "apply", *later, "--by", "records manager") == [line]
    assert answer("retention", "plan", *later) == []
    assert Book(door.home).kept() == []
