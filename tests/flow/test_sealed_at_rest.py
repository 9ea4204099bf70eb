"""Nothing about a child can be read in a data home without its keys, and no key lies about."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration.build import Build, open_build
from orchestration.contracts.catalogue import the_catalogue
from orchestration.dbt_runner import TARGET
from orchestration.ducks import open_identifiable, open_memory, read_sealed
from orchestration.home import SEEDS, Home
from orchestration.keys import FILES, TABLES, the_keys
from orchestration.keys.key_set import new_key_set
from orchestration.months import Month
from orchestration.refusals import Refusal
from orchestration.register.book import Book, submission_folder
from orchestration.register.recognise import deliveries
from orchestration.register.rows import rows_file
from sample_authority import make
from tests.flow.flows import receive_folder, run_month
from tests.sealed import ask_identifiable

MONTH = "2025-12"
IN_THE_CLEAR = ("landing", "keys")


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, Path]]:
    """A small authority after its first night; read it, never change it."""
    place = tmp_path_factory.mktemp("sealed")
    made = make(place / "sample", pupils=300, months=3, seed=23, mess="real")
    home = Home.at(place / "home")
    receive_folder(home, made.out)
    outcome = run_month(home, MONTH)
    assert outcome.is_success, outcome.complaints
    yield home, made.out


def names_of_children(home: Home) -> set[str]:
    """Every value of staging under a word that names a child by itself; none of a public list, and
    no day, for the day somebody was born may be the day of anything else."""
    catalogue = the_catalogue()
    found: set[str] = set()
    for contract, table_name, table in catalogue.tables():
        for word in table.columns:
            if catalogue.words[word].privacy == "direct_identifier":
                sql = f'select distinct "{word}"::varchar from '
                sql += f"staging.stg_{contract.source}__{table_name}"
                found |= {str(row[0]) for row in ask_identifiable(home, sql) if row[0]}
    public = "".join(path.read_text(encoding="utf-8") for path in SEEDS.rglob("*.csv"))
    return {
        name
        for name in found
        if len(name) >= 7 and name not in public and not re.fullmatch(r"\d{4}-\d\d-\d\d", name)
    }


def files_below(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def test_no_value_that_names_a_child_can_be_found_by_its_bytes(night: tuple[Home, Path]) -> None:
    home, sample = night
    names = names_of_children(home)
    assert len(names) > 300
    pattern = re.compile(b"|".join(re.escape(name.encode()) for name in sorted(names)))
    assert any(pattern.search(path.read_bytes()) for path in files_below(sample)), "it was sent"
    kept = [
        path
        for path in files_below(home.root)
        if path.relative_to(home.root).parts[0] not in IN_THE_CLEAR
    ]
    assert len(kept) > 100
    for path in [*kept, *files_below(TARGET)]:
        assert not pattern.search(path.read_bytes()), path
        assert not pattern.search(path.name.encode()), path


def test_no_key_is_written_anywhere_but_in_its_place(night: tuple[Home, Path]) -> None:
    home, _ = night
    keys = json.loads((home.root / "keys" / "keys.json").read_text())["keys"]
    secrets = [secret for versions in keys.values() for secret in versions.values()]
    derived = [the_keys(home).key(TABLES).derived(use) for use in ("parquet", "database")]
    hunted = [*(s.encode() for s in secrets), *derived, *(d.hex().encode() for d in derived)]
    with duckdb.connect() as con:
        hunted += [con.execute("select base64(?)", [d]).fetchall()[0][0].encode() for d in derived]
    for path in files_below(home.root, TARGET):
        if path.parent != home.root / "keys":
            content = path.read_bytes()
            assert not any(secret in content for secret in hunted), path
    assert not any(s.decode("latin-1") in value for s in hunted for value in os.environ.values())


def test_what_a_query_spills_to_disk_cannot_be_read_either(home: Home) -> None:
    with open_memory(home) as con:
        con.execute("set memory_limit = '60MB'; set threads = 1")
        con.execute("""
            create temp table names as
            select 'CANARY-OF-A-CHILD-' || n || repeat('x', 80) as name from range(600000) r(n)
        """)
        spilled = files_below(home.builds)
        assert sum(path.stat().st_size for path in spilled) > 1_000_000
        assert not any(b"CANARY-OF-A-CHILD" in path.read_bytes() for path in spilled)


def copy_of(night: tuple[Home, Path], place: Path) -> Home:
    subprocess.run(["cp", "-a", str(night[0].root), str(place)], check=True)
    return Home.at(place)


def spoil(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def a_table(home: Home) -> Path:
    """People in force."""
    [*_, entry] = [entry for entry in Book(home).accepted() if entry.source == "sen2"]
    return rows_file(submission_folder(home, entry), "people")


def test_a_damaged_value_stops_the_night_and_is_told_without_it(
    night: tuple[Home, Path], tmp_path: Path
) -> None:
    home = copy_of(night, tmp_path / "home")
    spoil(a_table(home), a_table(home).stat().st_size // 3)
    before = home.warehouse.read_bytes()
    outcome = run_month(home, MONTH)
    assert not outcome.is_success
    assert "sendmart keys check names it" in "".join(outcome.complaints), outcome.complaints
    assert home.warehouse.read_bytes() == before


def test_a_damaged_table_is_told_by_name_when_the_night_begins(
    night: tuple[Home, Path], tmp_path: Path
) -> None:
    home = copy_of(night, tmp_path / "home")
    spoil(a_table(home), -20)
    month, catalogue = Month.parse(MONTH), the_catalogue()
    in_force = Book(home).in_force(catalogue.contracts, month)
    with pytest.raises(Refusal, match=r"people\.rows\.parquet .*The key does not open it") as told:
        open_build(home, "again", catalogue, month, in_force)
    assert "backup" in str(told.value)
    outcome = run_month(home, MONTH)
    assert not outcome.is_success
    assert "people.rows.parquet" in "".join(outcome.complaints)


@pytest.mark.parametrize("how", ["damaged", "plain", "with another key"])
def test_an_identifiable_database_that_does_not_open_is_refused(
    how: str, night: tuple[Home, Path], tmp_path: Path
) -> None:
    home = copy_of(night, tmp_path / "home")
    home.staging.unlink()
    if how == "damaged":
        home.staging.write_bytes(b"\0" * 20_000)
    elif how == "plain":
        with duckdb.connect(str(home.staging)) as con:
            con.execute("create table t as select 1 as n")
    else:
        with open_identifiable(Home.at(tmp_path / "other"), home.staging) as con:
            con.execute("create table t as select 1 as n")
    with pytest.raises(Refusal, match="identifiable.duckdb in the identifiable store"):
        ask_identifiable(home, "select 1")


def when_written(home: Home) -> dict[Path, int]:
    """Every file of the identifiable store, but for the journal of who asked for it."""
    files = files_below(home.folder("identifiable"))
    return {path: path.stat().st_mtime_ns for path in files if path.parent.name != "audit"}


def test_the_wrong_keys_open_nothing_and_change_nothing(
    night: tuple[Home, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = copy_of(night, tmp_path / "home")
    monkeypatch.setenv("OTHER_KEYS", new_key_set().written())
    monkeypatch.setenv("SENDMART_KEYS", "env:OTHER_KEYS")
    before = when_written(home)
    with pytest.raises(Refusal, match="another than the one this data home was sealed with"):
        receive_folder(home, night[1])
    outcome = run_month(home, MONTH)
    assert not outcome.is_success
    assert "another than the one" in "".join(outcome.complaints)
    assert when_written(home) == before


def test_a_key_of_the_age_command_opens_a_file_as_delivered(night: tuple[Home, Path]) -> None:
    """Whoever holds the keys is not bound to this project to get their files back."""
    home, sample = night
    assert the_keys(home).key(FILES).text.startswith("AGE-SECRET-KEY-1")
    entry = next(e for e in Book(home).accepted() if e.source == "sen2")
    [kept, *_] = sorted((submission_folder(home, entry) / "original").iterdir())
    assert kept.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert kept.name.removesuffix(".age") in {path.name for path in files_below(sample)}


HALTED = """
import sys, time
from pathlib import Path
from orchestration.home import Home
import orchestration.register.receive as receiving
from tests.flow.flows import receive_folder
def halt(*_):
    print("halted", flush=True)
    time.sleep(60)
receiving.judge = halt
receive_folder(Home.at(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
def test_what_a_killed_receipt_left_half_done_goes_with_the_next(
    night: tuple[Home, Path], tmp_path: Path
) -> None:
    home, [first, *_] = Home.at(tmp_path / "home"), deliveries(the_catalogue(), [night[1]])
    command = [sys.executable, "-c", HALTED, str(home.root), str(first.files[0])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as receiving:
        assert receiving.stdout is not None
        assert receiving.stdout.readline() == "halted\n"
        left = [path for path in home.builds.iterdir() if path.is_dir()]
        receiving.send_signal(signal.SIGKILL)
    assert len(left) == 1
    assert left[0].stat().st_mode & 0o077 == 0
    assert left[0].exists()
    time.sleep(0.1)
    receive_folder(home, *first.files)
    assert list(home.builds.iterdir()) == []
    assert not list(Build(home.builds / "x").folder.parent.glob("delivery-*"))


def test_a_sealed_table_opens_with_the_key_of_its_home_alone(
    night: tuple[Home, Path], tmp_path: Path
) -> None:
    query = f"select * from {read_sealed(a_table(night[0]))}"
    with open_memory(night[0]) as con:
        assert con.execute(query).fetchall()
    for stranger in (None, Home.at(tmp_path / "other")):
        with open_memory(stranger) as con, pytest.raises(duckdb.Error, match="AES tag"):
            con.execute(query)
    with duckdb.connect() as con, pytest.raises(duckdb.Error, match="encrypted"):
        con.execute(f"select * from '{a_table(night[0])}'")
