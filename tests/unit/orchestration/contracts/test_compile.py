"""Contracts compile to staging that is wholly compiled: nothing edited, nothing astray."""

from pathlib import Path

import pytest
import yaml

from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.compile import compiled_files, stale_files, write_compiled
from tests.unit.orchestration.sending import tree
from tests.unit.orchestration.small_project import CONTRACT, read_project, write_project

NOTES_SQL = """\
-- Compiled from expectations/contracts/visits.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('visits', 'notes') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("id", e' \\t\\r\\n' || chr(160)), ''), '') as note_row_id,
        nullif(coalesce(trim("visit", e' \\t\\r\\n' || chr(160)), ''), '') as visit_row_id,
        nullif(coalesce(trim("note", e' \\t\\r\\n' || chr(160)), ''), '') as note
    from received

)

select * from typed
"""
VISITS_COLUMNS = {
    "submission_id": "varchar",
    "supplier_code": "varchar",
    "received_for_month": "date",
    "received_line_number": "bigint",
    "received_row_id": "varchar",
    "visit_row_id": "varchar",
    "listed_on": "date",
    "seen_on": "date",
    "kind_code": "varchar",
    "minutes": "bigint",
    "minutes_missing_reason_code": "varchar",
}


def test_compiling_the_project_s_contracts_would_change_nothing() -> None:
    assert stale_files(the_catalogue()) == []


def test_every_table_has_a_model_and_every_source_a_file() -> None:
    catalogue = the_catalogue()
    names = {path.name for path in compiled_files(catalogue)}
    models = {f"stg_{contract.source}__{name}" for contract, name, _ in catalogue.tables()}
    models |= {
        f"stg_{contract.source}__{name}_each_month"
        for contract, name, table in catalogue.tables()
        if table.each_month_kept
    }
    wanted = {f"{model}.{ending}" for model in models for ending in ("sql", "yml")}
    assert names == wanted | {f"_{source}.yml" for source in catalogue.contracts}


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    folder = tmp_path / "staging"
    write_compiled(the_catalogue(), folder)
    return folder


def test_a_compiled_folder_is_up_to_date(staging: Path) -> None:
    assert stale_files(the_catalogue(), staging) == []
    assert write_compiled(the_catalogue(), staging) == []


def test_an_edited_file_is_reported_and_written_anew(staging: Path) -> None:
    path = staging / "sen2" / "stg_sen2__people.sql"
    whole = path.read_bytes()
    path.write_bytes(whole + b"-- a note\n")
    assert stale_files(the_catalogue(), staging) == ["sen2/stg_sen2__people.sql"]
    assert write_compiled(the_catalogue(), staging) == ["sen2/stg_sen2__people.sql"]
    assert path.read_bytes() == whole


def test_a_missing_file_is_reported_and_written_anew(staging: Path) -> None:
    (staging / "sen2" / "_sen2.yml").unlink()
    assert stale_files(the_catalogue(), staging) == ["sen2/_sen2.yml"]
    write_compiled(the_catalogue(), staging)
    assert (staging / "sen2" / "_sen2.yml").is_file()


def test_a_stray_file_is_reported_and_removed(staging: Path) -> None:
    before = tree(staging)
    stray = staging / "sen2" / "stg_sen2__by_hand.sql"
    stray.write_text("select 1\n", encoding="utf-8")
    assert stale_files(the_catalogue(), staging) == ["sen2/stg_sen2__by_hand.sql"]
    write_compiled(the_catalogue(), staging)
    assert tree(staging) == before


def test_a_new_contract_compiles_to_its_three_kinds_of_file(tmp_path: Path) -> None:
    only_visits = CONTRACT.partition("  notes:\n")[0].replace(', "notes_*.csv"', "")
    catalogue = read_project(write_project(tmp_path, contract=only_visits))
    files = compiled_files(catalogue)
    assert sorted(map(str, files)) == [
        "visits/_visits.yml",
        "visits/stg_visits__visits.sql",
        "visits/stg_visits__visits.yml",
    ]
    assert write_compiled(catalogue, tmp_path / "staging") == sorted(map(str, files))
    assert stale_files(catalogue, tmp_path / "staging") == []


def test_a_table_s_model_is_its_columns_typed_and_renamed(tmp_path: Path) -> None:
    files = compiled_files(read_project(write_project(tmp_path)))
    assert files[Path("visits/stg_visits__notes.sql")] == NOTES_SQL


def test_a_table_s_description_tells_every_column_s_type_and_privacy(tmp_path: Path) -> None:
    files = compiled_files(read_project(write_project(tmp_path)))
    [model] = yaml.safe_load(files[Path("visits/stg_visits__visits.yml")])["models"]
    assert model["name"] == "stg_visits__visits"
    assert {c["name"]: c["data_type"] for c in model["columns"]} == VISITS_COLUMNS
    privacy = {c["name"]: c["config"]["meta"]["privacy"] for c in model["columns"] if "config" in c}
    assert privacy == {
        "visit_row_id": "pseudonym",
        "listed_on": "open",
        "seen_on": "indirect_identifier",
        "kind_code": "open",
        "minutes": "open",
    }


def test_a_source_s_file_names_its_owner_and_where_its_tables_lie(tmp_path: Path) -> None:
    files = compiled_files(read_project(write_project(tmp_path)))
    [source] = yaml.safe_load(files[Path("visits/_visits.yml")])["sources"]
    assert source["config"]["meta"] == {"owner": "visits@clinic.example", "cadence": "monthly"}
    assert (source["database"], source["schema"]) == ("identifiable", "received")
    assert [t["identifier"] for t in source["tables"]] == ["visits__visits", "visits__notes"]
