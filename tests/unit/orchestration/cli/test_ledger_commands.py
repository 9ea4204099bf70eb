"""The commands about gaps and earlier states: what was promised, why it is missing, and replays."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.register.book import Book
from tests.unit.orchestration.front_door import Door, project, visit

GRAIN = "tables:\n  visits:\n"
PROMISED = (GRAIN, "promise: {due_days: 14, since: 2025-10}\n" + GRAIN)


@pytest.fixture
def clinic(home: Home, tmp_path: Path) -> Door:
    return Door(home, project(tmp_path / "project", contract=[PROMISED]), tmp_path)


@pytest.fixture
def commands(clinic: Door, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    where = "orchestration.contracts.catalogue.the_catalogue"
    monkeypatch.setattr(where, lambda: clinic.catalogue)
    monkeypatch.setenv("SENDMART_HOME", str(clinic.home.root))
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})


def states(commands: CliRunner, *words: str) -> list[tuple[str, str, str]]:
    told = commands.invoke(app, ["expected", *words, "--json"])
    assert told.exit_code == 0, told.output
    return [(row["month"], row["state"], row["last_good_month"]) for row in json.loads(told.stdout)]


def notice(commands: CliRunner, supplier: str = "clinic", reason: str = "not_collected") -> int:
    words = ["notice", "visits", "--supplier", supplier, "--since", "2025-11", "--until", "2025-11"]
    told = commands.invoke(
        app, [*words, "--reason", reason, "--note", "Closed.", "--by", "data team"]
    )
    return told.exit_code


def test_what_is_missing_is_overdue_once_its_day_has_passed(
    commands: CliRunner, clinic: Door
) -> None:
    clinic.send([visit(1, listed="31/10/2025")])
    until = ["--until", "2025-12", "--at"]
    assert states(commands, *until, "2026-01-14T12:00:00") == [
        ("2025-10", "received", ""),
        ("2025-11", "overdue", "2025-10"),
        ("2025-12", "awaiting", "2025-10"),
    ]
    assert notice(commands) == 0
    assert states(commands, *until, "2026-01-15T00:00:00", "--missing") == [
        ("2025-11", "not_collected", "2025-10"),
        ("2025-12", "overdue", "2025-10"),
    ]


def test_by_default_the_month_before_is_the_last_asked_about(commands: CliRunner) -> None:
    months = [month for month, _, _ in states(commands, "--at", "2026-01-01T00:00:00")]
    assert months == ["2025-10", "2025-11", "2025-12"]


def test_a_notice_of_nobody_or_for_no_reason_is_refused(commands: CliRunner) -> None:
    assert notice(commands, supplier="hospital") == 1
    assert notice(commands, reason="forgotten") == 1
    assert {state for _, state, _ in states(commands, "--at", "2025-12-01")} == {
        "overdue",
        "awaiting",
    }


def test_an_earlier_state_is_made_by_command(
    commands: CliRunner, clinic: Door, tmp_path: Path
) -> None:
    clinic.send([visit(1)])
    place = tmp_path / "then"
    words = ["replay", "--known-by", "2026-02-01T09:00:00", "--out", str(place), "--json"]
    told = commands.invoke(app, words)
    assert json.loads(told.stdout)["deliveries"] == 1
    assert Book(Home.at(place)).submissions() == Book(clinic.home).submissions()
    assert commands.invoke(app, words).exit_code == 1
