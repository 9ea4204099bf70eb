"""Where keys come from, and everything on which a home refuses to open with them."""

import json
import os
import shlex
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.keys import FILES, PERSON, TABLES, the_keys
from orchestration.keys.key_set import new_key, new_key_set, read_key_set
from orchestration.keys.known import known_file
from orchestration.keys.places import lies_beside_the_data
from orchestration.refusals import Refusal


def keys_file(home: Home) -> Path:
    return home.root / "keys" / "keys.json"


def secrets_in(text: str) -> list[str]:
    versions = json.loads(text)["keys"].values()
    return [secret for held in versions for secret in held.values()]


def test_a_first_use_makes_keys_that_only_their_owner_can_open(home: Home) -> None:
    keys = the_keys(home)
    assert {keys.key(purpose).version for purpose in (PERSON, TABLES, FILES)} == {1}
    assert stat.S_IMODE(keys_file(home).stat().st_mode) == 0o600
    assert stat.S_IMODE(keys_file(home).parent.stat().st_mode) == 0o700
    assert the_keys(home) == keys
    assert lies_beside_the_data(home)


def test_what_the_home_remembers_of_them_holds_no_key(home: Home) -> None:
    the_keys(home)
    remembered = known_file(home).read_text()
    for secret in secrets_in(keys_file(home).read_text()):
        assert secret not in remembered
        assert secret not in repr(the_keys(home))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_open_is_refused(mode: int, home: Home) -> None:
    the_keys(home)
    keys_file(home).chmod(mode)
    with pytest.raises(Refusal, match="Others than its owner may open .* chmod 600"):
        the_keys(home)


def test_a_folder_in_which_others_may_put_a_file_is_refused(home: Home) -> None:
    the_keys(home)
    keys_file(home).parent.chmod(0o777)
    with pytest.raises(Refusal, match="put another file in its place.* chmod 700"):
        the_keys(home)


def test_a_file_of_another_user_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    the_keys(home)
    monkeypatch.setattr(os, "getuid", lambda: keys_file(home).stat().st_uid + 1)
    with pytest.raises(Refusal, match="belongs to another user"):
        the_keys(home)


def _first_secret(text: str, changed: Callable[[str], object]) -> str:
    held = json.loads(text)
    held["keys"][TABLES]["1"] = changed(held["keys"][TABLES]["1"])
    return json.dumps(held)


SPOILT: dict[str, Callable[[str], str]] = {
    "empty": lambda text: "",
    "not JSON": lambda text: text[1:],
    "a list": lambda text: "[]",
    "cut short": lambda text: text[: len(text) // 2],
    "another form": lambda text: text.replace("keys 1", "keys 9"),
    "a short key": lambda text: _first_secret(text, lambda key: key[4:]),
    "a key that is no base64": lambda text: _first_secret(text, lambda key: "*" + key[1:]),
    "a key that is a number": lambda text: _first_secret(text, lambda key: 7),
    "an age identity that is none": lambda text: text.replace("AGE-SECRET-KEY-1", "AGE-1"),
    "a version that is no number": lambda text: text.replace('"1":', '"one":'),
    "a version nought": lambda text: text.replace('"1":', '"0":'),
    "a purpose with a space": lambda text: text.replace('"tables"', '"the tables"'),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_file_that_is_not_of_the_form_is_refused_without_telling_any_of_it(
    how: str, home: Home
) -> None:
    the_keys(home)
    whole = keys_file(home).read_text()
    keys_file(home).write_text(SPOILT[how](whole))
    with pytest.raises(Refusal, match="not a set of keys in the form") as refused:
        the_keys(home)
    assert not any(secret[:8] in str(refused.value) for secret in secrets_in(whole))
    assert refused.value.__cause__ is None


def test_bytes_that_are_no_text_are_refused(home: Home) -> None:
    the_keys(home)
    keys_file(home).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refusal, match="not a set of keys in the form"):
        the_keys(home)


def test_lost_keys_are_never_replaced_by_new_ones(home: Home) -> None:
    the_keys(home)
    keys_file(home).unlink()
    with pytest.raises(Refusal, match="no keys, and this data home holds data .* Put them back"):
        the_keys(home)
    assert not keys_file(home).exists()


def test_a_lost_version_is_missed_by_name(home: Home) -> None:
    the_keys(home)
    held = read_key_set(keys_file(home).read_text(), "here")
    keys_file(home).write_text(held.without(TABLES, 1).written())
    with pytest.raises(Refusal, match=r"tables\.v1 is missing"):
        the_keys(home)


def test_keys_of_another_home_are_refused(home: Home) -> None:
    the_keys(home)
    keys_file(home).write_text(new_key_set().written())
    with pytest.raises(Refusal, match="another than the one this data home was sealed with"):
        the_keys(home)


def test_what_is_remembered_may_be_damaged_and_is_then_refused(home: Home) -> None:
    the_keys(home)
    known_file(home).write_text("{")
    with pytest.raises(Refusal, match="fingerprints is damaged"):
        the_keys(home)


def test_a_newer_key_waits_until_the_home_is_rotated(home: Home) -> None:
    before = the_keys(home).pseudonyms(PERSON, ["a"])
    held = read_key_set(keys_file(home).read_text(), "here")
    keys_file(home).write_text(held.with_key(new_key(PERSON, 2)).written())
    assert the_keys(home).pseudonyms(PERSON, ["a"]) == before


def test_a_further_purpose_is_known_from_its_first_use(home: Home) -> None:
    the_keys(home)
    held = read_key_set(keys_file(home).read_text(), "here")
    keys_file(home).write_text(held.with_key(new_key("recipient", 1)).written())
    assert the_keys(home).key("recipient").version == 1
    keys_file(home).write_text(held.with_key(new_key("recipient", 1)).written())
    with pytest.raises(Refusal, match=r"recipient\.v1 is another"):
        the_keys(home)


def test_keys_may_lie_anywhere_else(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "safe" / "keys.json"
    for said in (f"file:{place}", str(place)):
        monkeypatch.setenv("SENDMART_KEYS", said)
        the_keys(home)
        assert place.exists() and not keys_file(home).exists()
        assert not lies_beside_the_data(home)


def test_keys_may_come_from_a_variable(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDMART_KEYS", "env:OUR_SECRET")
    with pytest.raises(Refusal, match="OUR_SECRET.*sendmart keys new --out"):
        the_keys(home)
    monkeypatch.setenv("OUR_SECRET", new_key_set().written())
    assert the_keys(home).key(TABLES).version == 1
    assert not keys_file(home).exists()
    monkeypatch.delenv("OUR_SECRET")
    with pytest.raises(Refusal, match="holds data that was sealed"):
        the_keys(home)


def test_keys_may_be_printed_by_a_secret_manager(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = tmp_path / "vault.json"
    vault.write_text(new_key_set().written())
    script = f"print(open({str(vault)!r}).read())"
    command = shlex.join([sys.executable, "-c", script])
    monkeypatch.setenv("SENDMART_KEYS", f"command:{command}")
    assert the_keys(home).key(FILES).version == 1


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (f"{shlex.quote(sys.executable)} -c 'raise SystemExit(\"a secret\")'", "ended with 1"),
        ("/no/such/program --token abc", "could not be run"),
        ("", "could not be run"),
        ("'unclosed", "could not be run"),
    ],
)
def test_a_command_that_fails_is_told_and_what_it_says_is_not(
    command: str, told: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDMART_KEYS", f"command:{command}")
    with pytest.raises(Refusal, match=told) as refused:
        the_keys(home)
    assert "secret" not in str(refused.value).casefold().replace("sendmart_keys", "")
    assert "token" not in str(refused.value)
