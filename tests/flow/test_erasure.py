"""A child whom education, health and care know is erased: nothing of it is left, of others all."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.contracts.catalogue import the_catalogue
from orchestration.ducks import open_identifiable, open_memory, open_to_read, read_sealed
from orchestration.holds.finding import find_rows, held_table
from orchestration.holds.naming import EVERYWHERE, Name
from orchestration.home import Home
from orchestration.keys import the_keys
from orchestration.keys.sealing import unsealed
from orchestration.register.book import Book
from orchestration.register.rows import aside_file, rows_file
from orchestration.rights.kept import deliveries, open_delivery
from orchestration.rights.leftovers import values_of
from orchestration.rights.tracing import Traced, recogniser, trace
from sample_authority import make
from tests.flow.flows import RECEIVED_AT, query, receive_folder, run_month

MONTH = "2025-12"
CORE = """
    select table_name from duckdb_columns() where schema_name = 'core'
        and column_name = 'person_id' order by 1
"""
Rows = dict[tuple[str, str], list[tuple[Any, ...]]]


class World(NamedTuple):
    """A home in which one child was erased, and what it was like before."""

    home: Home
    sample: Path
    child: Traced
    others: Rows
    core: dict[str, list[tuple[Any, ...]]]
    ids: set[str]
    answer: dict[str, Any]


def a_child(home: Home) -> Traced:
    """The first whom education, health and care know, and whose rows nobody disputes."""
    catalogue, numbers = the_catalogue(), set[str]()
    with open_memory(home) as con:
        for entry, folder in deliveries(home, catalogue):
            tables = open_delivery(con, catalogue, entry, folder)
            for name in entry.tables:
                ways = {naming.kind: naming for naming in tables.namings(name, set())}
                if {"upn", "nhs_number", "la_child_id"} <= set(ways):
                    upn, nhs = ways["upn"], ways["nhs_number"]
                    rows = con.execute(f"""
                        select {nhs.text} from {tables.relations[name]}
                        where {upn.is_sound} and {nhs.is_sound} order by 1
                    """).fetchall()
                    numbers |= {row[0] for row in rows}
    for number in sorted(numbers):
        traced = trace(home, catalogue, [Name("nhs_number", "", number)])
        sectors = {catalogue.contracts[place.source].sector for place in traced.places}
        known_once = all(len(traced.texts.get(word, ())) for word in ("forename", "surname"))
        if {"education", "health", "care"} <= sectors and not traced.disputed and known_once:
            return traced
    raise AssertionError("nobody in the made-up authority is known to all three")


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


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    place = tmp_path_factory.mktemp("erasure")
    made = make(place / "sample", pupils=300, months=2, until=MONTH, seed=9, mess="real")
    home = Home.at(place / "home")
    receive_folder(home, made.out)
    outcome = run_month(home, MONTH)
    assert outcome.is_success, outcome.complaints
    child = a_child(home)
    others, core = rows_of_others(home, child), core_of(home)
    known = {(name.kind, name.value) for name in child.names}
    with open_memory(home) as con:
        ledger = con.execute(f"from {read_sealed(home.linked / 'people.parquet')}")
        columns = [column[0] for column in ledger.description]
        people = [dict(zip(columns, row, strict=True)) for row in ledger.fetchall()]
    values = {value for kind, value in known if kind not in EVERYWHERE}
    ids = {str(p["person_id"]) for p in people if str(p["supplier_person_id"]).upper() in values}
    [number] = [name.value for name in child.names if name.kind == "nhs_number"][:1]
    arguments = ["person", "erase", "--nhs-number", "-", "--why", "Case 7", "--yes", "--json"]
    moment = ["--at", RECEIVED_AT.isoformat()]
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SENDMART_HOME", str(home.root))
        told = CliRunner().invoke(app, [*arguments, *moment], input=f"{number}\n")
    assert told.exit_code == 0, told.output
    assert number not in told.output
    return World(home, made.out, child, others, core, ids, json.loads(told.stdout))


def told_by_everything(home: Home) -> str:
    """All that a home holds, opened: tables row by row, sealed files, archives, and plain bytes."""
    told, keys = [], the_keys(home)
    with open_memory(home) as con:
        for path in sorted(home.root.rglob("*")):
            if path.suffix == ".parquet":
                told.append(str(con.execute(f"from {read_sealed(path)}").fetchall()))
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


def test_nothing_of_the_child_can_be_read_anywhere(world: World) -> None:
    told = told_by_everything(world.home)
    numbers = [n.value for n in world.child.names if n.kind in EVERYWHERE]
    assert len(values_of(world.child)) >= 4 and len(numbers) >= 2
    assert [value for value in values_of(world.child) if value in told] == []
    assert world.answer["traces"] == []
    assert world.answer["rows_blanked"] == world.child.rows


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
    assert [v for v in values_of(world.child) if v in told_by_everything(world.home)] == []
    assert query(world.home, "select count(*) from core.dim_people") != []
