"""`new source` writes files with blanks where the project lies, and `lint` stops at the first."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import orchestration.home
from orchestration.cli.app import app


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with nothing in it yet."""
    monkeypatch.setattr(orchestration.home, "PROJECT", tmp_path)
    return tmp_path


def test_a_new_source_is_written_and_lint_names_its_blanks(copy: Path) -> None:
    commands = CliRunner()
    made = commands.invoke(app, ["new", "source", "school_meals", "--json"])
    assert made.exit_code == 0, made.output
    written = json.loads(made.stdout)["written"]
    assert len(written) == 4
    assert all((copy / name).is_file() for name in written)
    told = commands.invoke(app, ["lint"])
    assert told.exit_code == 1
    assert "blanks: still to be filled in" in told.output
    assert all(name in told.output for name in written)


def test_a_name_that_is_taken_or_no_name_ends_with_1(copy: Path) -> None:
    commands = CliRunner()
    assert commands.invoke(app, ["new", "source", "school_meals"]).exit_code == 0
    for name in ("school_meals", "School Meals"):
        told = commands.invoke(app, ["new", "source", name])
        assert told.exit_code == 1
        assert "Traceback" not in told.output
