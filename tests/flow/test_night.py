"""What one night leaves behind: the mess answered, nothing lost, nothing leaked, the law tested."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

from orchestration.build import Build, open_build
from orchestration.contracts.catalogue import the_catalogue
from orchestration.dbt_runner import ensure_manifest, run_room, run_unit_tests
from orchestration.ducks import open_memory
from orchestration.home import SEEDS, Home
from orchestration.identity.linking import link_people
from orchestration.keys import share_keys
from orchestration.months import Month
from orchestration.register.book import Book, submission_folder
from orchestration.register.rows import loaded_sql, set_aside_sql
from orchestration.release.dataset import datasets_in
from orchestration.stores import STORES
from tests.flow.conftest import Night
from tests.flow.flows import RECEIVED_AT, query, released
from tests.sealed import ask_identifiable


def planted(night: Night) -> list[dict[str, str]]:
    about = json.loads((night.sample / "about.json").read_text(encoding="utf-8"))
    found: list[dict[str, str]] = about["planted"]
    return found


def test_every_piece_of_mess_breaks_exactly_its_rule(
    night_problems: Counter[tuple[str, ...]], hostile_night: Night
) -> None:
    expected = Counter(
        (Path(item["file"]).name, str(item["line"]), item["rule"])
        for item in planted(hostile_night)
        if item["outcome"] in ("set_aside", "warned") and item["line"]
    )
    found = Counter({key: n for key, n in night_problems.items() if key[2] != "D05"})
    orphans = {key for key in expected if key[2] == "D05"}
    assert orphans <= set(night_problems)
    assert found == Counter({key: n for key, n in expected.items() if key not in orphans})


def test_every_hostile_file_is_refused_for_its_reason(hostile_night: Night) -> None:
    refused = [
        receipt.submission
        for receipt in hostile_night.receipts
        if receipt.submission.status == "refused"
    ]
    wanted = [item for item in planted(hostile_night) if item["outcome"] == "refused"]
    assert len(refused) == len(wanted) >= 9
    assert Counter(rule for entry in refused for rule in entry.rules) == Counter(
        item["rule"] for item in wanted
    )
    assert all(re.search(r"\. [A-Z]", str(entry.reason)) for entry in refused), (
        "what, and what to do"
    )


def test_every_row_that_came_in_is_loaded_or_set_aside(hostile_night: Night) -> None:
    entries = Book(hostile_night.home).accepted()
    assert len(entries) > 10
    for entry in entries:
        folder = submission_folder(hostile_night.home, entry)
        for table, count in entry.tables.items():
            assert places_on_disk(hostile_night.home, folder, table) == count.received
            assert count.received == count.loaded + count.set_aside


def places_on_disk(home: Home, folder: Path, table: str) -> int:
    """How many different rows were loaded or set aside, each in one place only."""
    parts = [
        f"select row_number from ({sql(folder, table)})" for sql in (loaded_sql, set_aside_sql)
    ]
    with open_memory(home) as con:
        row = con.execute(f"""
            select count(*), count(distinct row_number) from ({" union all ".join(parts)})
        """).fetchone()
    assert row is not None
    assert row[0] == row[1]
    return int(row[0])


def test_nothing_that_names_a_child_leaves_the_identifiable_store(hostile_night: Night) -> None:
    home = hostile_night.home
    names = ask_identifiable(
        home,
        """select distinct unnest([upn, surname, case_system_person_id, postcode])
            from staging.stg_sen2__people""",
    )
    public = "".join(path.read_text(encoding="utf-8") for path in SEEDS.rglob("*.csv"))
    secrets = {name for (name,) in names if name and len(name) >= 6 and name not in public}
    assert len(secrets) > 300
    pattern = re.compile("|".join(map(re.escape, sorted(secrets))).encode())
    for path in home.root.rglob("*"):
        inside = path.relative_to(home.root).parts[0]
        if path.is_file() and inside not in ("identifiable", "landing"):
            assert not pattern.search(path.read_bytes()), path.relative_to(home.root)


def test_no_value_in_the_warehouse_looks_like_an_identifier(hostile_night: Night) -> None:
    looks_like = "[A-Z][0-9]{11}[0-9A-Z]|[0-9]{10}|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}"
    seen = 0
    for store in ("warehouse", "published"):
        columns = query(hostile_night.home, """
            select schema_name, table_name, column_name from duckdb_columns()
            where schema_name in ('core', 'measures', 'published') and data_type = 'VARCHAR'
        """, store)  # fmt: skip
        seen += len(columns)
        for schema, table, column in columns:
            condition = f"""regexp_full_match("{column}", '{looks_like}')"""
            counted = f"select count(*) from {schema}.{table} where {condition}"
            found = query(hostile_night.home, counted, store)
            assert found == [(0,)], f"{schema}.{table}.{column}"
    assert seen > 50


def test_identifiable_files_are_their_owners_alone(hostile_night: Night) -> None:
    assert (hostile_night.home.root / "identifiable").stat().st_mode & 0o077 == 0


def test_small_numbers_are_not_shown(hostile_night: Night) -> None:
    """But those that others publish, and the headline whose owner answers for it."""
    datasets = datasets_in(json.loads(ensure_manifest().read_text(encoding="utf-8")))
    seen = 0
    for dataset in datasets:
        if dataset.told["disclosure"]["policy"] == "exact":
            continue
        for row in released(hostile_night.home, "2025-12", dataset.name):
            if row.get("list_source") == "National return" or row.get("exception_basis") == "Total":
                continue
            counts = [v for k, v in row.items() if k.endswith("_count")]
            assert not {"1", "2", "3", "4"} & set(counts), dataset.name
            seen += len(counts)
    assert seen > 1000


def test_every_legal_rule_of_the_models_holds(hostile_night: Night, tmp_path: Path) -> None:
    home = Home.at(tmp_path / "copy")
    share_keys(hostile_night.home, home)
    build = Build(home.builds / "build")
    build.folder.mkdir()
    for store in STORES:
        shutil.copyfile(hostile_night.home.store(store), build.store(store))
    results = run_unit_tests(build)
    assert [(r.unique_id, r.message) for r in results if not r.is_ok] == []
    assert len(results) >= 10


def test_person_identifiers_outlive_a_rebuild(hostile_night: Night, tmp_path: Path) -> None:
    home = Home.at(tmp_path / "copy")
    shutil.rmtree(home.root)
    shutil.copytree(hostile_night.home.root, home.root)
    month, catalogue = Month.parse("2025-12"), the_catalogue()
    build = open_build(home, "again", catalogue, month, Book(home).in_force(
        catalogue.contracts, month))  # fmt: skip
    run_room(build, "staging", ["fqn:sendmart.staging"])
    link_people(home, build, catalogue, RECEIVED_AT)
    people = "select * from linked.people order by all"
    again = ask_identifiable(home, people, build.identifiable)
    before = ask_identifiable(hostile_night.home, people)
    assert again == before
    ours = {person for *_, person in before}
    assert 100 < len(ours) < len(before), "people stand in several agencies' records"


def test_manifest_accounts_for_inputs_rooms_gates_and_files(hostile_night: Night) -> None:
    folder = next(hostile_night.home.drafts.glob("2025-12-draft-1"))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "draft"
    assert {entry["source"] for entry in manifest["inputs"]} >= {"sen2", "therapy_waits"}
    assert all(len(sha) == 64 for entry in manifest["inputs"] for sha in entry["sha256"])
    counted = json.loads((folder / "accounts.json").read_text(encoding="utf-8"))
    assert {*counted["rows_received"]} == {entry["submission_id"] for entry in manifest["inputs"]}
    for tables in counted["rows_received"].values():
        for count in tables.values():
            assert count["received"] == count["loaded"] + count["set_aside"]
    assert set(counted["rows_by_room"]) == {"core", "measures", "published"}
    assert {"door_accounts", "core_ehc_requests", "publication_ehc_plan_timeliness_monthly"} <= set(
        manifest["gates"]
    )
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert set(manifest["sha256"]) == {*files} - {"manifest.json"}
