"""Rare values planted at the door are found in the identifiable store, and nowhere else at all."""

import csv
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from orchestration.dbt_runner import TARGET, parsed_manifest
from orchestration.ducks import open_identifiable, open_to_read
from orchestration.home import Home
from orchestration.keys import the_keys
from orchestration.keys.sealing import unsealed
from sample_authority import make
from tests.flow.flows import receive_folder, run_month
from tests.flow.test_commands import sendmart

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
SURNAME, FORENAME, POSTCODE = "Quillfeatherby", "Zephyrandra", "ZZ97 3QX"
E_MAIL, NHS, NOTE = "mum.zq@canary.example", "9990001263", "unplaceablewords"
ASIDE, REFUSED = "Wrexlethwaite", "Ombersleyfordham"


def upn_of(rest: str) -> str:
    total = sum(int(digit) * place for place, digit in enumerate(rest, 2))
    return LETTERS[total % 23] + rest


UPN = upn_of("999200987654")
CANARIES = [SURNAME, FORENAME, POSTCODE, E_MAIL, NHS, NOTE, ASIDE, REFUSED, UPN]


class Nights(NamedTuple):
    """A home after its nights, everything the commands said, and their scratch folder."""

    home: Home
    said: str
    scratch: Path


def rewrite(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def plant_people(rows: list[dict[str, str]]) -> None:
    loaded, aside = rows[0], rows[1]
    loaded |= {"surname": SURNAME, "forename": FORENAME, "postcode": POSTCODE, "upn": UPN}
    loaded["dataquality_note"] = f"{NOTE} {E_MAIL}"
    aside |= {"surname": ASIDE, "personbirthdate": "never"}


def plant_patients(rows: list[dict[str, str]]) -> None:
    rows[0] |= {"nhs_number": NHS, "surname": SURNAME, "forename": FORENAME}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = make(tmp_path_factory.mktemp("canary"), pupils=300, months=1, seed=3, mess="real").out
    landing = out / "landing"
    rewrite(next(landing.glob("sen2/*/*_person.csv")), plant_people)
    for path in landing.glob("patient_index/*/*.csv"):
        rewrite(path, plant_patients)
    broken = landing / "therapy_waits_broken.csv"
    broken.write_text(f"who,note\n{REFUSED},{NHS} {E_MAIL}\n", encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def nights(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    """A night that goes well, one whose gate fails and one in which dbt crashes on a value."""
    place = tmp_path_factory.mktemp("nights")
    scratch = place / "scratch"
    scratch.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(scratch))
        patch.setattr(tempfile, "tempdir", str(scratch))
        home = Home.at(place / "home")
        said = []
        for words in (("receive", planted), ("run",), ("status",), ("figures",), ("doctor",)):
            told = sendmart(*words, home=home.root)
            said += [told.stdout, told.stderr]
        assert "2025-12-draft-1" in said[2]
        shutil.rmtree(planted)
        said += fail_a_gate(home, place)
        said += crash_in_dbt(home, patch)
        yield Nights(home, "\n".join(said), scratch)


def fail_a_gate(home: Home, place: Path) -> list[str]:
    """England's bands an eighth short of its totals."""
    made = make(place / "again", pupils=300, months=1, seed=3, mess="real").out
    source = next((made / "landing").glob("community_waits/*/*.xlsx"))
    workbook = load_workbook(source)
    for sheet in ("Table 4f", "Table 4e"):
        for row in workbook[sheet].iter_rows(min_row=5):
            for cell in row:
                if isinstance(cell.value, int | float) and cell.value > 9:
                    cell.value = 0
    workbook.save(source)
    receive_folder(home, source)
    outcome = run_month(home, "2025-12")
    assert "CORE-23" in "".join(outcome.complaints)
    return outcome.complaints


def crash_in_dbt(home: Home, patch: pytest.MonkeyPatch) -> list[str]:
    """A cast that fails says in its message what it could not cast."""
    model = parsed_manifest().nodes["model.sendmart.int_people_described"]
    sql = f"""
        select cast(surname as integer) as person_id
        from {{{{ ref('stg_sen2__people') }}}} where surname = '{SURNAME[:5]}' || '{SURNAME[5:]}'
    """
    with patch.context() as broken:
        broken.setattr(model, "raw_code", sql)
        outcome = run_month(home, "2025-12", everything=True)
    assert "core: " in "".join(outcome.complaints)
    return outcome.complaints


def with_canaries(content: bytes) -> list[str]:
    upper = content.upper()
    return [canary for canary in CANARIES if canary.upper().encode() in upper]


def test_the_canaries_are_in_the_identifiable_store(nights: Nights) -> None:
    """Else the other tests would prove nothing."""
    keys = the_keys(nights.home)
    errors = (nights.home.root / "identifiable" / "errors").glob("*.age")
    assert any(SURNAME.encode() in unsealed(keys, path) for path in errors)
    with open_identifiable(nights.home, nights.home.staging, read_only=True) as con:
        held = con.execute("select surname, upn, postcode from staging.stg_sen2__people").fetchall()
    assert (SURNAME, UPN, POSTCODE) in held
    refused = nights.home.refused.rglob("*.age")
    assert any(REFUSED.encode() in unsealed(keys, path) for path in refused)


def test_no_file_outside_the_identifiable_store_holds_a_canary(nights: Nights) -> None:
    found = {}
    for path in sorted(nights.home.root.rglob("*")):
        inside = path.relative_to(nights.home.root).parts[0]
        if path.is_file() and inside not in ("identifiable",):
            found[str(path.relative_to(nights.home.root))] = with_canaries(path.read_bytes())
    assert {"warehouse/warehouse.duckdb", "published/datasets.duckdb"} <= set(found)
    assert any(name.startswith("dagster/") for name in found)
    assert any(name.startswith("builds/") for name in found), "the crashed night left its build"
    assert {name: canaries for name, canaries in found.items() if canaries} == {}


def test_no_cell_of_warehouse_or_published_holds_a_canary(nights: Nights) -> None:
    """A database file may hold its text compressed: it is asked too."""
    pattern = "|".join(re.escape(canary.upper()) for canary in CANARIES)
    seen = 0
    stores = [nights.home.warehouse, nights.home.published]
    stores += [p for p in nights.home.builds.rglob("*.duckdb") if p.name != "identifiable.duckdb"]
    for store in stores:
        with open_to_read(store) as con:
            columns = con.execute("""
                select schema_name, table_name, column_name from duckdb_columns() where not internal
            """).fetchall()
            for schema, table, column in columns:
                cell = f'upper(cast("{column}" as varchar))'
                counted = con.execute(
                    f"select count(*) from {schema}.{table} where regexp_matches({cell}, ?)",
                    [pattern],
                ).fetchone()
                assert counted == (0,), f"{store.name}: {schema}.{table}.{column}"
                seen += 1
    assert seen > 200


def test_nothing_that_is_said_or_left_behind_holds_a_canary(nights: Nights) -> None:
    assert "Promised columns are missing" in nights.said
    assert with_canaries(nights.said.encode()) == []
    for folder in (nights.scratch, TARGET):
        for path in folder.rglob("*"):
            if path.is_file():
                assert with_canaries(path.read_bytes()) == [], path
