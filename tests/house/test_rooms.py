"""Data moves one way only: what each room may read, in dbt and in Python."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.dbt_runner import ensure_manifest
from orchestration.home import PROJECT
from orchestration.stores import GIVEN

MAY_READ = {
    "staging": {"received"},
    "core": {"staging", "linked", "core", "codes", "run"},
    "measures": {"core", "measures", "codes", "run"},
    "published": {"shown", "published", "codes"},
}

# A package of orchestration may import only what stands here (and what is in no package).
MAY_IMPORT: dict[str, set[str]] = {
    "contracts": set(),
    "keys": {"contracts"},
    "readers": {"contracts"},
    "rotation": {"keys", "contracts"},
    "safekeeping": set(),
    "holds": {"keys", "contracts"},
    "register": {"keys", "contracts", "readers", "holds"},
    "identity": {"keys", "contracts"},
    "rights": {"keys", "contracts", "readers", "holds", "register", "partner"},
    "publication": {"contracts"},
    "release": {
        "publication",
        "keys",
        "contracts",
        "register",
        "gates",
        "disclosure",
        "measures",
        "lineage",
    },
    "returns": {"keys", "contracts", "readers", "register"},
    "partner": {
        "keys",
        "contracts",
        "register",
        "publication",
        "release",
        "disclosure",
    },
    "explain": {
        "keys",
        "contracts",
        "register",
        "identity",
        "publication",
        "release",
        "disclosure",
    },
    "lineage": {"contracts"},
    "measures": {"contracts", "lineage"},
    "disclosure": {"contracts", "measures"},
    "committee": {"contracts", "measures", "lineage", "release"},
    "portal": {
        "keys",
        "contracts",
        "readers",
        "register",
        "gates",
        "measures",
        "publication",
        "disclosure",
        "release",
        "explain",
        "committee",
        "partner",
    },
    "resources": set(),
    "gates": {"contracts"},
    "assets": {
        "keys",
        "contracts",
        "register",
        "identity",
        "gates",
        "disclosure",
        "publication",
        "release",
        "resources",
        "rights",
        "explain",
    },
    "cli": {
        "explain",
        "gates",
        "identity",
        "lineage",
        "measures",
        "committee",
        "keys",
        "contracts",
        "portal",
        "publication",
        "register",
        "release",
        "resources",
        "holds",
        "returns",
        "rights",
        "rotation",
        "safekeeping",
    },
}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    return loaded


def room_of(manifest: dict[str, Any], unique_id: str) -> str:
    kind, _, name = unique_id.split(".", 2)
    if kind == "source":
        source = name.split(".")[0]
        return source if source in ("run", "linked", "shown") else "received"
    return "codes" if kind == "seed" else str(manifest["nodes"][unique_id]["fqn"][1])


def test_a_room_reads_only_the_rooms_to_its_left(manifest: dict[str, Any]) -> None:
    wrong = [
        f"{node['original_file_path']} reads {parent}, which is in '{room_of(manifest, parent)}'"
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
        for parent in node["depends_on"]["nodes"]
        if room_of(manifest, parent) not in MAY_READ[node["fqn"][1]]
    ]
    assert wrong == []


def test_of_the_run_core_knows_only_what_was_promised_and_sent(manifest: dict[str, Any]) -> None:
    readers = {
        (node["name"], parent)
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["fqn"][1] == "core"
        for parent in node["depends_on"]["nodes"]
        if room_of(manifest, parent) == "run"
    }
    assert readers == {
        ("dim_home_authority", "source.sendmart.run.senders"),
        ("dim_people_by_month", "source.sendmart.run.told_months"),
        ("int_care_people_by_month", "source.sendmart.run.told_months"),
        ("fct_deliveries", "source.sendmart.run.deliveries"),
        ("fct_expected_deliveries", "source.sendmart.run.expected_deliveries"),
    }, "core may not know the reporting month"


def test_core_is_the_one_crossing_out_of_the_identifiable_store(manifest: dict[str, Any]) -> None:
    crossing = [room for room, given in GIVEN.items() if {"identifiable", "warehouse"} <= {*given}]
    assert crossing == ["core"]
    assert GIVEN["core"]["identifiable"] == "read"
    assert all(list(given.values()).count("write") == 1 for given in GIVEN.values())
    nodes = {**manifest["nodes"], **manifest["sources"]}
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model":
            given = GIVEN[node["fqn"][1]]
            places = [node["unique_id"], *node["depends_on"]["nodes"]]
            assert {nodes[place]["database"] for place in places} <= set(given), node["name"]


def test_models_between_two_steps_are_private_to_their_room(
    manifest: dict[str, Any],
) -> None:
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model" and node["name"].startswith("int_"):
            assert node["access"] == "private", node["name"]


def test_every_room_is_one_word_in_folder_schema_and_group(manifest: dict[str, Any]) -> None:
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model":
            assert node["schema"] == node["fqn"][1] == Path(node["path"]).parts[0]


def test_python_packages_import_only_what_lies_before_them() -> None:
    wrong = []
    for package, allowed in MAY_IMPORT.items():
        for path in (PROJECT / "orchestration" / package).rglob("*.py"):
            for imported in imports_of(path):
                parts = imported.split(".")
                if parts[0] != "orchestration" or len(parts) < 2 or parts[1] == package:
                    continue
                if parts[1] in MAY_IMPORT and parts[1] not in allowed:
                    wrong.append(f"{path.name} of {package} imports {imported}")
    assert wrong == []


def test_no_package_leads_back_to_itself() -> None:
    def reached(package: str, seen: frozenset[str] = frozenset()) -> set[str]:
        assert package not in seen, f"{package} leads back to itself"
        return {package}.union(*(reached(p, seen | {package}) for p in MAY_IMPORT[package]))

    assert set().union(*map(reached, MAY_IMPORT)) == set(MAY_IMPORT)


def test_every_package_of_orchestration_has_its_rule() -> None:
    packages = {path.parent.name for path in (PROJECT / "orchestration").glob("*/__init__.py")}
    assert packages == set(MAY_IMPORT)


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names} | {node.module}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def test_no_source_is_named_in_orchestration() -> None:
    """A newcomer's source is two files in expectations and a sample, no line of Python."""
    names = [*the_catalogue().contracts, *(c.tables for c in the_catalogue().contracts.values())]
    sources = [name for name in names if isinstance(name, str)]
    named = [
        f"{path.relative_to(PROJECT)} names {source}"
        for path in sorted((PROJECT / "orchestration").rglob("*.py"))
        for source in sources
        if source in path.read_text(encoding="utf-8")
    ]
    assert named == []
