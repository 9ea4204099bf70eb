"""What every dataset must have: two files, who answers for it, and cells that are laid out only."""

import json
import re
from typing import Any

import pytest

from orchestration.dbt_runner import ensure_manifest
from orchestration.disclosure.declared import declarations
from orchestration.home import DBT_PROJECT
from orchestration.measures.declared import measures_in

PUBLISHED = DBT_PROJECT / "models" / "published"
CADENCES = {"monthly", "termly", "annual"}
TIME_AND_PLACE = [
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name",
    "region_code", "region_name", "old_la_code", "new_la_code", "la_name",
]  # fmt: skip
# DfE's data standard: such a name is taken for a characteristic that hides in it.
HARMONISED = {"sen_primary_need", "sen_secondary_need", "sen_provision", "sen_status"}
LOOKS_HARMONISED = ("sen_", "primary_need", "secondary_need", "school_type", "ethnic")
HIDDEN_CHARACTERISTIC = re.compile(r"male|asian|black|white|roma|irish|english|british|arab")
COUNTING = re.compile(
    r"\b(sum|avg|count|round|median|quantile\w*)\s*\(|\btry_cast\b|[\w)] [*/%] [\w(]", re.I
)


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def datasets(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    nodes = manifest["nodes"].values()
    found = [n for n in nodes if n["resource_type"] == "model" and n["name"].startswith("pub_")]
    assert len(found) >= 11
    return found


def test_a_dataset_is_two_files_of_its_name(datasets: list[dict[str, Any]]) -> None:
    for model in datasets:
        assert model["name"] == f"pub_{model['config']['meta']['dataset']}"
        assert {path.suffix for path in PUBLISHED.glob(f"{model['name']}.*")} == {".sql", ".yml"}
        assert model["contract"]["enforced"], model["name"]


def test_its_policy_its_reason_and_its_figures_are_declared_and_are_there(
    manifest: dict[str, Any], datasets: list[dict[str, Any]]
) -> None:
    declared = {one.model: one.disclosure for one in declarations(manifest)}
    assert set(declared) == {model["name"] for model in datasets}
    for name, said in declared.items():
        assert said.policy in ("round5", "suppress", "exact"), name
        assert "@" in said.owner, f"{name}: who answers for what it shows?"
        assert said.why.endswith("."), f"{name}: why may it be shown so?"
        assert said.figures, name


def test_every_figure_that_is_declared_is_laid_out_or_counts_the_people_behind_one(
    manifest: dict[str, Any], datasets: list[dict[str, Any]]
) -> None:
    """What is protected and not shown only takes from what can be."""
    for model in datasets:
        said = model["config"]["meta"]["disclosure"]
        behind = {population.split()[0] for population in said.get("people", {}).values()}
        named = set(re.findall(r"'(M\d+\w*)'", model["raw_code"]))
        assert named == set(said["figures"]) - (behind - named), model["name"]
    assert set(measures_in(manifest)) > {"M01", "M06y"}


def test_its_users_are_told_who_makes_it_how_often_and_under_which_licence(
    manifest: dict[str, Any], datasets: list[dict[str, Any]]
) -> None:
    exposures = {one["name"]: one for one in manifest["exposures"].values()}
    for model in datasets:
        told = exposures[model["config"]["meta"]["dataset"]]
        assert told["depends_on"]["nodes"] == [model["unique_id"]]
        assert told["owner"]["email"] and told["owner"]["name"]
        assert len(told["description"]) > 60, f"{told['name']}: what, how, and its limits"
        assert told["config"]["meta"]["cadence"] in CADENCES
        assert told["config"]["meta"]["licence"] == "Open Government Licence v3.0"


def test_every_column_stands_where_readers_look_for_it(datasets: list[dict[str, Any]]) -> None:
    for model in datasets:
        told = {n: c["config"]["meta"].get("open_data") for n, c in model["columns"].items()}
        assert list(told)[:10] == TIME_AND_PLACE, model["name"]
        kinds = [one["kind"] for one in list(told.values())[10:] if one]
        assert kinds == sorted(kinds) and len(kinds) == len(told) - 10, model["name"]
        labels = [one["label"] for one in told.values() if one]
        assert len(labels) == len(set(labels)), model["name"]
        for name, one in told.items():
            if one and one["kind"] == "Filter":
                assert one["filter_default"] and one["hint"], f"{model['name']}.{name}"
            elif one:
                assert one["grouping"] and "decimal_places" in one, f"{model['name']}.{name}"


def test_no_name_hides_a_characteristic(datasets: list[dict[str, Any]]) -> None:
    for model in datasets:
        for name in list(model["columns"])[10:]:
            is_like = any(word in name for word in LOOKS_HARMONISED)
            assert not is_like or name in HARMONISED, f"{model['name']}.{name}"
            assert not HIDDEN_CHARACTERISTIC.search(name), f"{model['name']}.{name}"


def test_a_dataset_lays_cells_out_and_counts_nothing(datasets: list[dict[str, Any]]) -> None:
    macros = (DBT_PROJECT / "macros" / "datasets.sql").read_text(encoding="utf-8")
    assert not COUNTING.search(macros)
    for model in datasets:
        assert not COUNTING.search(model["raw_code"].replace("select *", "")), model["name"]
        assert model["raw_code"].count("\n") < 100, f"{model['name']} is long: lay it out simply"
        reads = set(model["depends_on"]["nodes"])
        assert "source.sendmart.shown.figures" in reads, model["name"]
