"""Every access to data about people is a line before it happens, and a changed line shows."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from orchestration.audit import accesses, broken_at, head, journal, note_access
from orchestration.cli.app import app
from orchestration.cli.watched import OPEN_NOTHING
from orchestration.home import Home

AT = datetime(2026, 2, 1, 9, 0)


def noted(home: Home, count: int) -> list[bytes]:
    for number in range(count):
        note_access(home, "ig", f"sendmart person find {number}", "asked", AT + timedelta(number))
    return journal(home).read_bytes().splitlines()


def test_a_line_says_who_what_why_and_when(home: Home) -> None:
    note_access(home, "ig", "sendmart person find", "Subject access request 7", AT)
    [access] = accesses(home)
    assert (access.who, access.what, access.why, access.at) == (
        "ig",
        "sendmart person find",
        "Subject access request 7",
        "2026-02-01T09:00:00",
    )
    assert broken_at(home) is None
    assert head(home) == access.seal


@pytest.mark.parametrize("line", [1, 2, 4])
def test_an_edited_line_is_found(line: int, home: Home) -> None:
    lines = noted(home, 4)
    lines[line - 1] = lines[line - 1].replace(b"asked", b"nobody asked")
    journal(home).write_bytes(b"\n".join(lines) + b"\n")
    assert broken_at(home) == line


@pytest.mark.parametrize(("gone", "found"), [(0, 1), (1, 2)])
def test_a_line_taken_out_is_found(gone: int, found: int, home: Home) -> None:
    lines = noted(home, 4)
    journal(home).write_bytes(b"\n".join(lines[:gone] + lines[gone + 1 :]) + b"\n")
    assert broken_at(home) == found


def test_lines_cut_off_at_the_end_show_by_the_last_hash(home: Home) -> None:
    lines, known = noted(home, 3), head(home)
    journal(home).write_bytes(lines[0] + b"\n")
    assert broken_at(home) is None
    assert head(home) != known


@pytest.mark.parametrize("said", [b"{}", b"not json", b"[]"])
def test_a_line_that_is_none_is_found(said: bytes, home: Home) -> None:
    lines = noted(home, 2)
    journal(home).write_bytes(b"\n".join([lines[0], said, lines[1]]) + b"\n")
    assert broken_at(home) == 2


def test_what_a_crash_left_half_written_is_no_line(home: Home) -> None:
    lines = noted(home, 2)
    journal(home).write_bytes(b"\n".join(lines) + b'\n{"at": "2026')
    assert len(accesses(home)) == 2
    note_access(home, "ig", "sendmart status", "asked", AT)
    assert len(accesses(home)) == 3
    assert broken_at(home) is None


@given(whats=st.lists(st.text(max_size=6000), min_size=1, max_size=4))
def test_whatever_is_said_is_read_back(
    whats: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = Home.at(tmp_path_factory.mktemp("any"))
    told = [text.encode("utf-8", "replace").decode() for text in whats]
    for text in told:
        note_access(home, "ig", text, text, AT)
    assert [access.what for access in accesses(home)] == told
    assert broken_at(home) is None


def commands(group: object = app, before: str = "") -> dict[str, bool]:
    """Every command there is by its path, and whether it is watched."""
    found = {}
    for command in group.registered_commands:  # type: ignore[attr-defined]
        name = command.name or command.callback.__name__.replace("_", "-")
        found[f"{before} {name}".strip()] = hasattr(command.callback, "is_watched")
    for inner in group.registered_groups:  # type: ignore[attr-defined]
        found |= commands(inner.typer_instance, f"{before} {inner.name}".strip())
    return found


def test_every_command_is_watched_but_those_known_to_open_nothing() -> None:
    unwatched = {path for path, is_watched in commands().items() if not is_watched}
    assert unwatched == OPEN_NOTHING


def test_a_command_is_noted_before_it_does_anything_even_if_it_is_refused(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDMART_HOME", str(home.root))
    runner = CliRunner()
    assert runner.invoke(app, ["status", "--json"]).exit_code == 0
    assert runner.invoke(app, ["difference", "nothing"]).exit_code == 1
    said = json.loads(runner.invoke(app, ["audit", "--json"]).stdout)
    assert [access["what"] for access in said["accesses"]] == [
        "sendmart status",
        "sendmart difference",
        "sendmart audit",
    ]
    assert said["head"] == head(home)


def test_the_command_ends_with_1_and_names_the_line_that_was_changed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDMART_HOME", str(home.root))
    lines = noted(home, 2)
    journal(home).write_bytes(lines[0].replace(b"ig", b"xx") + b"\n" + lines[1] + b"\n")
    told = CliRunner().invoke(app, ["audit"])
    assert told.exit_code == 1
    assert "Line 1" in told.output


def test_the_log_lies_in_the_identifiable_store(home: Home) -> None:
    assert journal(home).parts[-3:] == ("identifiable", "audit", "access.jsonl")
    assert isinstance(journal(home), Path)
