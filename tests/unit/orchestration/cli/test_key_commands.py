"""The commands about keys: what they say, and that no key is ever in it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.checkup import _keys
from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.keys import TABLES, the_keys
from orchestration.keys.key_set import read_key_set
from orchestration.private import keep_private
from orchestration.rotation.tables import sealed_tables
from tests.unit.orchestration.sending import send, wait, write_waits


@pytest.fixture
def filled(home: Home, tmp_path: Path) -> Home:
    """The home that the commands find, with one delivery in it."""
    send(home, write_waits(tmp_path / "in", wait()))
    return home


def sendmart(*words: str, ends_with: int = 0) -> str:
    told = CliRunner().invoke(app, list(words))
    assert told.exit_code == ends_with, told.output
    home = Home.at()
    place = home.root / "keys" / "keys.json"
    if place.exists():
        versions = json.loads(place.read_text())["keys"].values()
        secrets = [secret for held in versions for secret in held.values()]
        assert not any(secret in told.output for secret in secrets)
    return told.output


def test_a_home_without_keys_is_shown_none_and_given_none(home: Home) -> None:
    assert json.loads(sendmart("keys", "show", "--json"))["keys"] == []
    assert not (home.root / "keys").exists()


def test_keys_are_shown_by_fingerprint_and_state(filled: Home) -> None:
    said = json.loads(sendmart("keys", "show", "--json"))
    assert said["beside_the_data"] is True
    rows = {row["purpose"]: row for row in said["keys"]}
    assert set(rows) == {"person", "tables", "files", "hold"}
    fingerprint = the_keys(filled).key(TABLES).fingerprint
    assert rows["tables"] == {
        "purpose": "tables", "version": 1, "fingerprint": fingerprint, "state": "in use",
    }  # fmt: skip
    assert "move them (SENDMART_KEYS)" in sendmart("keys", "show")


def test_a_missing_and_a_strange_key_are_shown_as_such(filled: Home) -> None:
    place = filled.root / "keys" / "keys.json"
    held = read_key_set(place.read_text(), "here")
    place.write_text(held.without(TABLES, 1).written())
    rows = json.loads(sendmart("keys", "show", "--json"))["keys"]
    assert [row["state"] for row in rows if row["purpose"] == "tables"] == ["MISSING"]
    assert "tables.v1 is missing" in sendmart("keys", "check", ends_with=1)


def test_check_names_what_does_not_open(filled: Home) -> None:
    assert "0 do not open" in sendmart("keys", "check")
    damaged = sealed_tables(filled)[0]
    damaged.write_bytes(damaged.read_bytes()[:-30])
    told = json.loads(CliRunner().invoke(app, ["keys", "check", "--json"]).stdout)
    assert told["not_opening"] == [str(damaged.relative_to(filled.root))]


def test_private_words_are_opened_by_the_name_that_the_message_gave(
    filled: Home, tmp_path: Path
) -> None:
    place = keep_private(filled, "core", "run", "the private words")
    named = place.removesuffix(" of the data home")
    assert "the private words" in sendmart("keys", "open", named, "--why", "a failed night")
    sendmart("keys", "open", named, "--why", "a failed night", "--out", str(tmp_path / "words"))
    assert (tmp_path / "words").read_text() == "the private words"
    assert (tmp_path / "words").stat().st_mode & 0o077 == 0
    sendmart("keys", "open", "no/such/file", "--why", "a slip", ends_with=1)
    (tmp_path / "plain").write_text("not sealed")
    told = sendmart("keys", "open", str(tmp_path / "plain"), "--why", "a slip", ends_with=1)
    assert "No key opens it" in told


def test_keys_are_written_for_a_secret_manager_and_then_put_to_use(
    filled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "next.json"
    told = sendmart("keys", "new", "--out", str(place), "--purpose", "tables")
    assert "sendmart keys rotate --purpose tables" in told
    assert place.stat().st_mode & 0o077 == 0
    sendmart("keys", "new", "--out", str(place), ends_with=1)
    monkeypatch.setenv("SENDMART_KEYS", "env:OUR_KEYS")
    monkeypatch.setenv("OUR_KEYS", place.read_text())
    said = json.loads(sendmart("keys", "rotate", "--purpose", "tables", "--json"))
    [change] = said["changes"]
    assert (change["before"], change["after"], change["is_destroyed"]) == (1, 2, False)
    assert change["evidence"]["anew"] >= 3
    assert "sendmart run" in said["next"][0]
    assert "0 do not open" in sendmart("keys", "check")


def test_keys_are_changed_by_one_command(filled: Home) -> None:
    told = sendmart("keys", "rotate")
    assert told.count("destroyed") == 3
    assert {key.version for key in map(the_keys(filled).key, ("person", "tables", "files"))} == {2}


def test_a_further_purpose_is_added_once(filled: Home) -> None:
    sendmart("keys", "add", "analyst_extract")
    assert (
        the_keys(filled).pseudonyms("analyst_extract", ["a"])[0].startswith("analyst_extract.v1.")
    )
    assert "already" in sendmart("keys", "add", "analyst_extract", ends_with=1)
    assert "small letters" in sendmart("keys", "add", "Analyst Extract", ends_with=1)


def test_the_check_up_says_that_keys_lie_beside_the_data(
    filled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usable, apart = _keys(filled)
    assert usable.is_well and not apart.is_well and apart.is_advice
    assert "SENDMART_KEYS" in apart.what_to_do
    kept = tmp_path / "safe" / "keys.json"
    kept.parent.mkdir(mode=0o700)
    (filled.root / "keys" / "keys.json").rename(kept)
    assert not _keys(filled)[0].is_well
    monkeypatch.setenv("SENDMART_KEYS", str(kept))
    assert [finding.is_well for finding in _keys(filled)] == [True, True]
    kept.chmod(0o644)
    assert "chmod 600" in _keys(filled)[0].what_to_do
