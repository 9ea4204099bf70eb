"""A child in casework whom the ledger joins with health and care is erased by one identifier:
nothing of it is left, of others all. Further worlds: ERASURE_SEEDS="5 6 7" pytest this file."""

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from orchestration.assets.warehouse import ROOMS
from orchestration.build import open_build
from orchestration.cli.app import app
from orchestration.contracts.catalogue import the_catalogue
from orchestration.dbt_runner import run_room
from orchestration.ducks import open_identifiable, open_memory, open_to_read, read_sealed
from orchestration.holds.finding import find_rows, held_table
from orchestration.holds.naming import EVERYWHERE, Name
from orchestration.home import Home
from orchestration.identity.ledger import events_journal
from orchestration.identity.linking import link_people
from orchestration.identity.stewards import Decisions, Verdict
from orchestration.journal import Journal
from orchestration.keys import the_keys
from orchestration.keys.sealing import unsealed
from orchestration.months import Month
from orchestration.register.book import Book
from orchestration.register.rows import aside_file, rows_file
from orchestration.rights.kept import deliveries, open_delivery
from orchestration.rights.leftovers import values_of
from orchestration.rights.tracing import Traced, recogniser, trace
from sample_authority import make
from tests.flow.flows import RECEIVED_AT, query, receive_folder, run_month

MONTH = "2025-12"
SEEDS = [int(seed) for seed in os.environ.get("ERASURE_SEEDS", "12 30").split()]
CASE, PATIENT = "case_system_person_id", "patient_pseudonym"
INDEXES = {"patient_index", "care_index"}
CORE = """
    select table_name from duckdb_columns() where schema_name = 'core'
        and column_name = 'person_id' order by 1
"""
Rows = dict[tuple[str, str], list[tuple[Any, ...]]]
Line = dict[str, Any]


class World(NamedTuple):
    """A home in which one child was erased, and what it was like before."""

    home: Home
    sample: Path
    child: Traced
    others: Rows
    core: dict[str, list[tuple[Any, ...]]]
    people: list[Line]
    mine: list[Line]
    answer: dict[str, Any]

    @property
    def ids(self) -> set[str]:
        return {line["person_id"] for line in self.mine}


def table_of(home: Home, name: str) -> list[Line]:
    """A table of the linked room, opened."""
    with open_memory(home) as con:
        held = con.execute(f"from {read_sealed(home.linked / name)} order by all")
        columns = [column[0] for column in held.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in held.fetchall()]


def now_of(people: Iterable[Line]) -> list[Line]:
    return [line for line in people if line["until"] is None]


def a_child(home: Home) -> tuple[Traced, list[Line]]:
    """The first in casework whom the ledger joins with all agencies, both indexes among them."""
    catalogue, people = the_catalogue(), now_of(table_of(home, "people.parquet"))
    for case in [line for line in people if line["known_by"] == CASE]:
        mine = [line for line in people if line["person_key"] == case["person_key"]]
        known_by = {line["known_by"] for line in mine}
        if {line["agency"] for line in mine} >= {"education", "health", "care"}:
            traced = trace(home, catalogue, [Name(CASE, "", case["supplier_person_id"])])
            known_once = all(traced.texts.get(word) for word in ("forename", "surname"))
            sources = {place.source for place in traced.places}
            if PATIENT in known_by and sources >= INDEXES and not traced.disputed and known_once:
                return traced, mine
    raise AssertionError("nobody in casework is joined with health and care: take another seed")


def told_apart_and_joined_again(home: Home) -> None:
    """Stewards part a child's case from a patient record and take it back: rows of the past."""
    catalogue, chosen = the_catalogue(), Month.parse(MONTH)
    in_force = Book(home).in_force(catalogue.contracts, chosen)
    build = open_build(home, "stewards", catalogue, chosen, in_force)
    assert all(result.is_ok for result in run_room(build, "staging", [ROOMS["staging"]]))
    link_people(home, build, catalogue, RECEIVED_AT)
    mine = a_child(home)[1]
    one, other = (
        next((str(m["known_by"]), str(m["supplier_code"]), str(m["supplier_person_id"]))
             for m in mine if m["known_by"] == word) for word in (CASE, PATIENT)
    )  # fmt: skip
    verdicts: list[Verdict] = ["different", "same"]
    for verdict in verdicts:
        for who in ("steward 1", "steward 2"):
            why = "Seen in the file."
            Decisions(home).add((one, other), verdict, who, why, RECEIVED_AT, is_override=True)
        link_people(home, build, catalogue, RECEIVED_AT)


def rows_of_others(home: Home, child: Traced) -> Rows:
    """Every kept row of every delivery that is not the child's, with its number."""
    catalogue, found = the_catalogue(), {}
    with open_memory(home) as con:
        for entry, folder in deliveries(home, catalogue):
            tables = open_delivery(con, catalogue, entry, folder)
            find_rows(tables, recogniser(child.names), set())
            for name in entry.tables:
                found[entry.submission_id, name] = con.execute(f"""
                    select * from {tables.relations[name]}
                    where row_number not in (select row_number from {held_table(name)})
                    order by row_number
                """).fetchall()
    return found


def core_of(home: Home) -> dict[str, list[tuple[Any, ...]]]:
    with open_to_read(home.warehouse) as con:
        tables = [row[0] for row in con.execute(CORE).fetchall()]
        return {t: con.execute(f"select * from core.{t} order by all").fetchall() for t in tables}


@pytest.fixture(scope="module", params=SEEDS)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    place = tmp_path_factory.mktemp("erasure")
    options: dict[str, Any] = {"until": MONTH, "mess": "real", "truth": True}
    made = make(place / "sample", pupils=300, months=2, seed=request.param, **options)
    home = Home.at(place / "home")
    receive_folder(home, made.out)
    told_apart_and_joined_again(home)
    outcome = run_month(home, MONTH)
    assert outcome.is_success, outcome.complaints
    child, mine = a_child(home)
    others, core = rows_of_others(home, child), core_of(home)
    people = table_of(home, "people.parquet")
    [number] = [line["supplier_person_id"] for line in mine if line["known_by"] == CASE][:1]
    arguments = ["person", "erase", "--system", CASE, "--supplier", "999", "--id", "-"]
    arguments += ["--why", "Case 7", "--yes", "--json", "--at", RECEIVED_AT.isoformat()]
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SENDMART_HOME", str(home.root))
        told = CliRunner().invoke(app, arguments, input=f"{number}\n")
    assert told.exit_code == 0, told.output
    assert number not in told.output
    return World(home, made.out, child, others, core, people, mine, json.loads(told.stdout))


def left_of(values: Iterable[str], told: str) -> list[str]:
    """Values that stand somewhere as whole words: one identifier may be a part of another."""
    return [v for v in values if re.search(rf"(?<![A-Z0-9]){re.escape(v)}(?![A-Z0-9])", told)]


def told_by_everything(home: Home) -> str:
    """All that a home holds, opened: tables row by row, sealed files, archives, and plain bytes."""
    told, keys = [], the_keys(home)
    with open_memory(home) as con:
        for path in sorted(home.root.rglob("*")):
            if path.suffix == ".parquet":
                is_sealed = path.is_relative_to(home.root / "identifiable")
                file = read_sealed(path) if is_sealed else f"read_parquet('{path}')"
                told.append(str(con.execute(f"from {file}").fetchall()))
            elif path.suffix == ".duckdb":
                told += tables_of(home, path)
            elif path.is_file():
                data = unsealed(keys, path) if path.suffix == ".age" else path.read_bytes()
                told.append(data.decode("latin-1"))
                if data[:2] == b"PK":
                    with zipfile.ZipFile(io.BytesIO(data)) as archive:
                        told += [archive.read(n).decode("latin-1") for n in archive.namelist()]
    return "\n".join(told).upper()


def tables_of(home: Home, path: Path) -> list[str]:
    sealed = path == home.staging
    told = []
    with open_identifiable(home, path, read_only=True) if sealed else open_to_read(path) as con:
        names = con.execute("""
            select database_name || '.' || schema_name || '.' || table_name from duckdb_tables()
            where not internal order by 1
        """).fetchall()
        told += [str(con.execute(f"from {name}").fetchall()) for (name,) in names]
    return told


def test_one_identifier_leads_to_the_records_of_every_agency(world: World) -> None:
    names = {name.value for name in world.child.names}
    assert {line["supplier_person_id"].upper() for line in world.mine} <= names
    assert {place.source for place in world.child.places} >= INDEXES
    assert world.answer["rows_blanked"] == world.child.rows


def test_nothing_of_the_child_can_be_read_anywhere(world: World) -> None:
    told = told_by_everything(world.home)
    numbers = [n.value for n in world.child.names if n.kind in EVERYWHERE]
    assert len(values_of(world.child)) >= 4 and numbers
    assert left_of(values_of(world.child), told) == []
    assert world.answer["traces"] == []


def test_the_linked_room_keeps_nothing_of_the_child(world: World) -> None:
    keys = {line["person_key"] for line in world.mine}
    assert any(line["until"] and line["person_key"] in keys for line in world.people), "no past"
    names = {(line["known_by"], line["supplier_person_id"]) for line in world.mine}
    for file in ("people.parquet", "links.parquet", "queue.parquet"):
        for line in table_of(world.home, file):
            cells = {str(cell) for cell in line.values()}
            assert not cells & (keys | world.ids), file
            for end in ("", "_l", "_r"):
                named = line.get(f"known_by{end}"), line.get(f"supplier_person_id{end}")
                assert named not in names, file
    hidden, key = r"hold\.v\d+\.[A-Z2-7]{26}", "[0-9a-f]{32}"
    decisions = Journal(world.home.linked / "decisions.jsonl").lines()
    events = events_journal(world.home).lines()
    assert len(decisions) == 4 and events
    assert all(re.fullmatch(hidden, one) for line in decisions for one in line["pair"])
    assert all(re.fullmatch(key, line[side]) for line in events for side in ("person", "other"))


def test_everybody_else_is_who_they_were(world: World) -> None:
    with (world.sample / "truth_people.csv").open(newline="", encoding="utf-8") as file:
        truth = {tuple(row.values())[:3]: row["child"] for row in csv.DictReader(file)}
    record = ("known_by", "supplier_code", "supplier_person_id", "person_id")
    of_child = {tuple(line[part] for part in record) for line in world.mine}
    erased = {truth[one[:3]] for one in of_child}
    assert len(erased) == 1, "the linking is wrong here: take another seed"
    before = {tuple(line[part] for part in record) for line in now_of(world.people)}
    after = {
        tuple(line[part] for part in record)
        for line in now_of(table_of(world.home, "people.parquet"))
    }
    assert after == before - of_child
    of_others = {(one[0], one[2].upper()) for one, who in truth.items() if who not in erased}
    assert not of_others & {(name.kind, name.value) for name in world.child.names}


def test_no_row_names_the_child_in_full(world: World) -> None:
    catalogue = the_catalogue()
    names = [{t.upper() for t in world.child.texts[word]} for word in ("forename", "surname")]
    with open_memory(world.home) as con:
        for entry, folder in deliveries(world.home, catalogue):
            for name in entry.tables:
                rows = con.execute(f"from {read_sealed(rows_file(folder, name))}").fetchall()
                for row in rows:
                    cells = {str(cell).strip().upper() for cell in row}
                    if cells & names[0] and cells & names[1]:
                        same_day = str(world.child.born_on)
                        assert same_day not in str(row), f"{entry.source}.{name}"


def test_every_other_row_is_as_it_was(world: World) -> None:
    catalogue = the_catalogue()
    with open_memory(world.home) as con:
        for entry, folder in deliveries(world.home, catalogue):
            tables = open_delivery(con, catalogue, entry, folder)
            for name in entry.tables:
                before = world.others[entry.submission_id, name]
                numbers = str([row[-1] for row in before] or [-1])
                after = con.execute(f"""
                    select * from {tables.relations[name]}
                    where list_contains({numbers}, row_number) order by row_number
                """).fetchall()
                assert after == before, f"{entry.source}.{name}"


def test_received_is_loaded_and_set_aside_in_register_and_files(world: World) -> None:
    changed = 0
    with open_memory(world.home) as con:
        for entry, folder in deliveries(world.home, the_catalogue()):
            changed += "D63" in entry.rules
            for name, count in entry.tables.items():
                assert count.received == count.loaded + count.set_aside
                for path, expected in (
                    (rows_file(folder, name), count.received),
                    (aside_file(folder, name), count.set_aside),
                ):
                    [(held,)] = con.execute(f"select count(*) from {read_sealed(path)}").fetchall()
                    assert held == expected, f"{entry.source}.{name}"
    assert changed == world.answer["deliveries_changed"]
    assert Book(world.home).submissions()[-1].status == "amended"


def test_the_warehouse_lacks_the_child_and_nobody_else(world: World) -> None:
    after = core_of(world.home)
    assert world.ids
    lost = 0
    for table, rows in world.core.items():
        expected = [row for row in rows if not world.ids & {str(cell) for cell in row}]
        lost += len(rows) - len(expected)
        assert len(after[table]) == len(expected), table
    assert lost > 0
    assert not {str(cell) for rows in after.values() for row in rows for cell in row} & world.ids


def test_the_child_does_not_come_back_with_the_same_files_or_new_ones(world: World) -> None:
    receive_folder(world.home, world.sample)
    assert run_month(world.home, MONTH).is_success
    assert left_of(values_of(world.child), told_by_everything(world.home)) == []
    assert query(world.home, "select count(*) from core.dim_people") != []
