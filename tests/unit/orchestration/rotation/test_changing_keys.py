"""Keys are changed everywhere or not at all, joins stay as they were, and a crash costs nothing."""

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from orchestration.build import Build
from orchestration.ducks import open_identifiable
from orchestration.home import Home
from orchestration.keys import FILES, HOLD, PERSON, TABLES, the_keys
from orchestration.keys.key_set import new_key, read_key_set
from orchestration.keys.known import read_known, rotation_file
from orchestration.keys.sealing import unsealed
from orchestration.private import keep_private
from orchestration.refusals import Refusal
from orchestration.register.receive import Receipt
from orchestration.rotation import changing
from orchestration.rotation.changing import Changed, journal, rotate
from orchestration.rotation.files import files_not_opening, sealed_files
from orchestration.rotation.people import rekey
from orchestration.rotation.tables import sealed_tables, tables_not_opening
from tests.sealed import ask_identifiable, read_table, write_table
from tests.unit.orchestration.sending import kept_rows, send, wait, write_waits

AT = datetime(2026, 11, 2, 9, 30)
EVERYTHING = [PERSON, TABLES, FILES]


class Filled:
    """A home with a delivery, a refused one, private words, a ledger and a database."""

    def __init__(self, home: Home, place: Path) -> None:
        self.home = home
        self.sent: Receipt = send(home, write_waits(place / "a", wait("S001"), wait("S002")))
        send(home, write_waits(place / "b", wait(snapshot_date="soon")))
        keep_private(home, "core", "run", "the private words")
        ids = the_keys(home).pseudonyms(PERSON, ["k1", "k2", "k1"])
        ledger = {
            "supplier_person_id": ["a", "b", "c", "d"],
            "person_key": ["k1", "k2", "k1", "k3"],
            "person_id": [*ids, None],
        }
        write_table(home, home.linked / "people.parquet", pa.table(ledger))
        write_table(home, home.linked / "links.parquet", pa.table({"person_key": ["k1"]}))
        with open_identifiable(home, home.staging) as con:
            con.execute("create schema run; create schema linked; create schema staging")
            con.execute("create table linked.people as select 'k1' as person_key")
            con.execute("create view staging.people as select * from linked.people")
        self.rows = kept_rows(home, self.sent, "referrals", "loaded")

    def ledger(self) -> dict[str, list[Any]]:
        return dict(read_table(self.home, self.home.linked / "people.parquet").to_pydict())

    def keys_file(self) -> Path:
        return self.home.root / "keys" / "keys.json"

    def is_whole(self) -> None:
        """Everything opens with the keys in use, and holds what it held."""
        home, keys = self.home, the_keys(self.home)
        assert list(tables_not_opening(home, keys.key(TABLES))) == []
        assert list(files_not_opening(home, keys.key(FILES))) == []
        assert kept_rows(home, self.sent, "referrals", "loaded") == self.rows
        assert ask_identifiable(home, "select * from staging.people") == [("k1",)]
        [words] = (home.folder("identifiable") / "errors").iterdir()
        assert unsealed(keys, words) == b"the private words"
        held = self.ledger()
        assert held["person_key"] == ["k1", "k2", "k1", "k3"]
        assert held["person_id"] == [*keys.pseudonyms(PERSON, ["k1", "k2", "k1"]), None]
        left = [path.name for path in home.folder("identifiable").rglob("*") if path.is_file()]
        assert not [name for name in left if name.endswith((".resealing", ".rekeying", ".new"))]


@pytest.fixture
def filled(home: Home, tmp_path: Path) -> Filled:
    return Filled(home, tmp_path)


def test_everything_is_sealed_and_named_anew_and_the_old_keys_are_gone(filled: Filled) -> None:
    home, before = filled.home, filled.ledger()["person_id"]
    old = read_key_set(filled.keys_file().read_text(), "here")
    bytes_before = {path: path.read_bytes() for path in sealed_tables(home) + sealed_files(home)}
    changes = rotate(home, EVERYTHING, AT)
    filled.is_whole()
    after = filled.ledger()["person_id"]
    assert not set(before[:3]) & set(after[:3])
    assert {one.rpartition(".")[0] for one in after[:3]} == {"person.v2"}
    assert not [path for path, held in bytes_before.items() if path.read_bytes() == held]
    assert {(c.purpose, c.before, c.after, c.is_destroyed) for c in changes} == {
        (PERSON, 1, 2, True), (TABLES, 1, 2, True), (FILES, 1, 2, True),
    }  # fmt: skip
    now = filled.keys_file().read_text()
    for purpose in EVERYTHING:
        key = old.find(purpose, 1)
        assert key is not None and key.text not in now
    assert set(read_known(home)) == set(EVERYTHING) | {HOLD}


def test_what_was_proved_is_written_down_without_any_key(filled: Filled) -> None:
    old = the_keys(filled.home).key(PERSON)
    rotate(filled.home, [PERSON], AT)
    lines = journal(filled.home).lines()
    assert [line["event"] for line in lines] == ["begun", "proved", "destroyed"]
    [change] = lines[1]["changes"]
    assert change["evidence"] == {
        "people.parquet": {"rows": 4, "people_before": 2, "people_after": 2, "pairs": 2}
    }
    assert (lines[2]["key"], lines[2]["fingerprint"]) == ("person.v1", old.fingerprint)
    assert old.text not in json.dumps(lines)


def test_one_purpose_is_changed_without_the_others(filled: Filled) -> None:
    before = {path: path.read_bytes() for path in sealed_files(filled.home)}
    rotate(filled.home, [TABLES], AT)
    filled.is_whole()
    assert {path: path.read_bytes() for path in sealed_files(filled.home)} == before
    assert the_keys(filled.home).key(PERSON).version == 1


def test_keys_can_be_changed_again_and_again(filled: Filled) -> None:
    for version in (2, 3):
        assert {c.after for c in rotate(filled.home, EVERYTHING, AT)} == {version}
        filled.is_whole()


def test_the_key_of_names_that_are_held_is_added_to_and_never_destroyed(filled: Filled) -> None:
    held = the_keys(filled.home).pseudonyms(HOLD, ["somebody"])
    [change] = rotate(filled.home, [HOLD], AT)
    assert change.is_destroyed is None
    keys = the_keys(filled.home)
    assert keys.held.find(HOLD, 1) is not None
    assert keys.key(HOLD).version == 2
    assert keys.pseudonyms(HOLD, ["somebody"]) != held


class Crash(BaseException):
    """Nothing in the pipeline catches it."""


@pytest.mark.parametrize("at_replacement", range(12))
def test_a_crash_anywhere_is_made_good_by_running_it_again(
    at_replacement: int, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, count = os.replace, 0

    def crashing(made: str | Path, place: str | Path) -> None:
        nonlocal count
        count += 1
        if count > at_replacement:
            raise Crash
        real(made, place)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", crashing)
        with pytest.raises(Crash):
            rotate(filled.home, EVERYTHING, AT)
    if rotation_file(filled.home).exists():
        with pytest.raises(Refusal, match="begun and has not ended.* sendmart keys rotate"):
            the_keys(filled.home)
    rotate(filled.home, EVERYTHING, AT)
    filled.is_whole()
    assert not rotation_file(filled.home).exists()
    held = json.loads(filled.keys_file().read_text())["keys"]
    assert {p: list(v) for p, v in held.items() if p != HOLD} == dict.fromkeys(EVERYTHING, ["2"])


@pytest.mark.parametrize("step", ["write_known", "_without_old"])
def test_a_crash_after_the_proof_is_made_good_too(
    step: str, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Any] = getattr(changing, step)

    def crashing(*arguments: Any) -> None:
        real(*arguments)
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(changing, step, crashing)
        with pytest.raises(Crash):
            rotate(filled.home, EVERYTHING, AT)
    rotate(filled.home, [], AT)
    filled.is_whole()


def test_a_damaged_file_stops_the_change_and_no_old_key_goes(filled: Filled) -> None:
    [first, *_] = [path for path in sealed_tables(filled.home) if "rows" in path.name]
    whole = first.read_bytes()
    first.write_bytes(whole[:50] + bytes([whole[50] ^ 1]) + whole[51:])
    with pytest.raises(Refusal, match="Neither the key before nor the new one opens it"):
        rotate(filled.home, EVERYTHING, AT)
    assert list(json.loads(filled.keys_file().read_text())["keys"][TABLES]) == ["1", "2"]
    first.write_bytes(whole)
    rotate(filled.home, EVERYTHING, AT)
    filled.is_whole()


def test_two_people_never_become_one_or_one_two(home: Home) -> None:
    with duckdb.connect() as con:
        con.execute("create table one as select 'k' as person_key, 'a' as person_id")
        con.execute("insert into one values ('k', 'b')")
        with pytest.raises(Refusal, match="2 people would become 1"):
            rekey(con, "one", new_key(PERSON, 2))
        con.execute("create table two as select 'k' as person_key, 'a' as person_id")
        con.execute("insert into two values ('l', 'a')")
        with pytest.raises(Refusal, match="1 people would become 2"):
            rekey(con, "two", new_key(PERSON, 2))


def test_keys_that_we_may_only_read_are_changed_where_they_are_kept(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = read_key_set(filled.keys_file().read_text(), "here")
    monkeypatch.setenv("SENDMART_KEYS", "env:OUR_KEYS")
    monkeypatch.setenv("OUR_KEYS", held.written())
    with pytest.raises(Refusal, match="sendmart keys new --out"):
        rotate(filled.home, [TABLES], AT)
    monkeypatch.setenv("OUR_KEYS", held.with_key(new_key(TABLES, 2)).written())
    [change] = rotate(filled.home, [TABLES], AT)
    assert change == Changed(TABLES, 1, 2, change.evidence, is_destroyed=False)
    filled.is_whole()


def test_an_unknown_purpose_is_refused_and_changes_nothing(filled: Filled) -> None:
    with pytest.raises(Refusal, match="No key is in use for a purpose 'stranger'"):
        rotate(filled.home, ["stranger"], AT)
    filled.is_whole()


def test_a_home_without_keys_has_none_to_change(home: Home) -> None:
    with pytest.raises(Refusal, match="no keys in use"):
        rotate(home, EVERYTHING, AT)
    assert not (home.root / "keys").exists()


def test_a_database_that_cannot_be_copied_is_left_to_the_next_run(filled: Filled) -> None:
    with open_identifiable(filled.home, filled.home.staging) as con:
        con.execute("create view staging.gone as select * from linked.people")
        con.execute("drop table linked.people")
    rotate(filled.home, [TABLES], AT)
    assert not filled.home.staging.exists()
    assert not Build(filled.home.builds / "any").folder.exists()
