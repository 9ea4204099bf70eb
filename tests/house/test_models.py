"""What every dbt model must have: its name, its pair of files, its words, its measure."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.compile import stale_files
from orchestration.dbt_runner import ensure_manifest
from orchestration.home import DBT_PROJECT, SEEDS
from orchestration.stores import store_of

NAMES = {
    "staging": r"stg_[a-z0-9]+(_[a-z0-9]+)*__[a-z0-9_]+",
    "core": r"(dim|fct|int)_[a-z_]+",
    "measures": r"msr_[a-z0-9_]+|figures_of_[a-z_]+|measures|reporting_month"
    r"|measures_declared|figure_changes|wait_list_comparisons",
    "published": r"(pub|int)_[a-z_]+",
}
MEASURE_WORDS = {
    "id", "name", "numerator", "denominator", "unit", "better", "decimal_places", "source",
    "basis", "owner",
}  # fmt: skip

# One row of its own, or lists of what disagrees.
WITHOUT_A_KEY = {
    "dim_home_authority", "fct_transport_totals", "fct_source_disagreements",
    "fct_community_wait_differences",
}  # fmt: skip
RECORD_WORDS = {"left_out", "dates", "statistic", "target", "breakdowns"}
RECORD = [
    "measure_id", "local_authority_code", "month_starting_on", "record_id", "person_id",
    "submission_id", "received_row_id", "counted_numerator", "counted_denominator",
    "left_out_because",
]  # fmt: skip


@pytest.fixture(scope="module")
def models() -> list[dict[str, Any]]:
    manifest = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    return [n for n in manifest["nodes"].values() if n["resource_type"] == "model"]


def test_compiled_staging_is_what_the_contracts_say() -> None:
    assert stale_files(the_catalogue()) == []


def test_a_model_is_named_for_its_room(models: list[dict[str, Any]]) -> None:
    wrong = [m["name"] for m in models if not re.fullmatch(NAMES[m["fqn"][1]], m["name"])]
    assert wrong == []


def test_a_model_has_its_description_beside_it(models: list[dict[str, Any]]) -> None:
    for model in models:
        path = DBT_PROJECT / model["original_file_path"]
        assert path.with_suffix(".yml").exists(), f"{path.name} has no .yml beside it"
        assert model["description"], f"{model['name']} has no description"


def test_every_column_that_is_listed_is_described_and_typed(models: list[dict[str, Any]]) -> None:
    wrong = [
        f"{model['name']}.{name}"
        for model in models
        for name, column in model["columns"].items()
        if not (column["description"] and column["data_type"])
    ]
    assert wrong == []


def test_equal_words_have_equal_types(models: list[dict[str, Any]]) -> None:
    types: dict[str, set[str]] = {}
    for model in models:
        for name, column in model["columns"].items():
            if model["fqn"][1] in ("staging", "core"):
                types.setdefault(name, set()).add(column["data_type"])
    assert {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}


def test_no_direct_identifier_leaves_the_identifiable_store(models: list[dict[str, Any]]) -> None:
    words = the_catalogue().words
    private = {name for name, word in words.items() if word.privacy == "direct_identifier"}
    leaked = [
        f"{model['name']}.{name}"
        for model in models
        if model["fqn"][1] != "staging"
        for name in model["columns"]
        if name in private
    ]
    assert leaked == []
    assert all(m["database"] == store_of(m["fqn"][1]) for m in models)


def test_every_measure_is_declared_and_stands_in_the_stack(models: list[dict[str, Any]]) -> None:
    folder = DBT_PROJECT / "models" / "measures"
    stacks = {path.parent: path for path in folder.glob("*/figures_of_*.sql")}
    whole = (folder / "measures.sql").read_text(encoding="utf-8")
    ids = []
    for model in models:
        if not model["name"].startswith("msr_"):
            continue
        stack = stacks.get((DBT_PROJECT / model["original_file_path"]).parent)
        told = model["config"]["meta"]["measure"]
        if stack is None:
            assert f"ref('{model['name']}')" in whole, f"add {model['name']} to measures.sql"
        else:
            line = f"{{{{ figures('{model['name']}') }}}}"
            assert line in stack.read_text(encoding="utf-8"), f"add {line} to {stack.name}"
            assert f"ref('{stack.stem}')" in whole, f"add {stack.stem} to measures.sql"
            missing = RECORD_WORDS - set(told)
            assert not missing, f"{model['name']} lacks {missing}"
            assert list(model["columns"])[: len(RECORD)] == RECORD, model["name"]
        assert set(told) >= MEASURE_WORDS, f"{model['name']} lacks {MEASURE_WORDS - set(told)}"
        ids.append(told["id"])
    assert len(ids) == len(set(ids)) > 0


def test_every_fact_and_dimension_has_a_key_and_knows_its_people(
    models: list[dict[str, Any]],
) -> None:
    manifest = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    held: dict[str, set[str]] = {}
    for node in manifest["nodes"].values():
        if node["resource_type"] == "test" and node.get("test_metadata"):
            name = node["test_metadata"]["name"]
            held.setdefault(str(node.get("attached_node")), set()).add(name)
    for model in models:
        if not model["name"].startswith(("fct_", "dim_", "msr_", "figures_of_")):
            continue
        tests = held.get(model["unique_id"], set())
        if model["name"] not in WITHOUT_A_KEY:
            assert tests & {"unique", "one_row_per"}, f"{model['name']} has no key"
        if model["fqn"][1] == "core" and {"person_id"} & set(model["columns"]):
            assert "relationships" in tests or model["name"] == "dim_people", model["name"]


def test_every_joined_measure_counts_the_unlinked(models: list[dict[str, Any]]) -> None:
    """A measure that asks of the people in health's or care's rows what other agencies know."""
    manifest = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    tests = [n for n in manifest["nodes"].values() if n["resource_type"] == "test"]
    counted = {
        test["attached_node"]
        for test in tests
        if (test.get("test_metadata") or {}).get("name") == "counts_the_unlinked"
    }
    sectors = {name: one.sector for name, one in the_catalogue().contracts.items()}
    joined = [
        model
        for model in models
        if model["name"].startswith("msr_")
        and sectors[model["config"]["meta"]["measure"]["source"]] in ("health", "care")
        and any(".dim_people" in one for one in model["depends_on"]["nodes"])
    ]
    assert joined, "no measure joins agencies: this rule looks at nothing"
    for model in joined:
        assert model["unique_id"] in counted, f"{model['name']} lacks the test counts_the_unlinked"


def test_every_code_list_says_who_decided_it() -> None:
    told = (SEEDS / "_seeds.yml").read_text(encoding="utf-8")
    lists = [path.stem for path in SEEDS.glob("*/*.csv")]
    assert [name for name in lists if f"name: {name}," not in told] == []
    assert all(Path(path).read_text(encoding="utf-8").count("\n") > 1 for path in SEEDS.glob("*/*"))
