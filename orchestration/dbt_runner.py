"""Runs dbt inside this process, one room at a time, against a build that is made aside.

What the models say is dbt's; which rooms run when is the assets' business.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from orchestration.build import Build
from orchestration.home import DBT_PROJECT, SEEDS
from orchestration.refusals import Refusal
from orchestration.stores import GIVEN, STORES, Access, Store

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

TARGET = DBT_PROJECT / "target"
MANIFEST = TARGET / "manifest.json"
STORES_VARIABLE = "SENDMART_STORES"


@dataclass(frozen=True)
class NodeResult:
    """How one dbt node fared. `message` may quote data: it is for the identifiable store only."""

    unique_id: str
    kind: str
    is_ok: bool
    rows_failing: int | None
    message: str


def ensure_manifest() -> Path:
    """The manifest of the project as it stands, parsed anew only when a file of it changed."""
    TARGET.mkdir(exist_ok=True)
    with FileLock(TARGET / ".parse.lock"):
        parts = (DBT_PROJECT / "models", DBT_PROJECT / "macros", DBT_PROJECT / "tests", SEEDS)
        files = [path for part in parts for path in part.rglob("*") if path.is_file()]
        files += [DBT_PROJECT / "dbt_project.yml", *parts, *{path.parent for path in files}]
        newest = max(path.stat().st_mtime_ns for path in files)
        if not MANIFEST.exists() or MANIFEST.stat().st_mtime_ns < newest:
            parsed_manifest.cache_clear()
            _invoke(None, ["parse"])
            os.utime(MANIFEST)
    return MANIFEST


@cache
def parsed_manifest() -> "Manifest":
    """dbt's own manifest object, so that later calls in this process need not parse."""
    manifest: Manifest = _invoke(None, ["parse", "--no-write-json"]).result
    return manifest


def run_room(
    build: Build, room: str, selection: Iterable[str], kept: Iterable[str] = ()
) -> list[NodeResult]:
    """Build the selected nodes but those kept, with the tests that hang on them alone.

    dbt is given the room's own stores: it could not read another if a model named it.
    """
    manifest = parsed_manifest()
    refuse_strays(manifest, room)
    # In full: the name alone of a table may be that of a room.
    spared = [f"fqn:{'.'.join(manifest.nodes[name].fqn)}" for name in sorted(kept)]
    arguments = [
        "build",
        *("--select", *selection),
        *("--exclude", "resource_type:unit_test", *spared),
        *("--indirect-selection", "buildable"),
        "--no-write-json",
    ]
    return _results(_invoke(manifest, arguments, attached(build, GIVEN[room])))


def run_unit_tests(build: Build) -> list[NodeResult]:
    """Run every dbt unit test; `build` must hold the relations that they imitate."""
    arguments = ["test", "--select", "resource_type:unit_test", "--no-write-json"]
    everything: dict[Store, Access] = dict.fromkeys(STORES, "write")
    return _results(_invoke(parsed_manifest(), arguments, attached(build, everything)))


@dataclass(frozen=True)
class CompiledModel:
    """A model as dbt hands it to the database, and what its YAML says of it.

    relation  its store, schema and name; None where it is only a step inside other models
    measure   the number of a measure; figures are those that a dataset shows, by measure
    """

    name: str
    room: str
    path: str
    relation: str | None
    sql: str
    parents: tuple[str, ...]
    columns: dict[str, dict[str, Any]]
    dataset: str | None = None
    measure: str | None = None
    figures: Mapping[str, list[str]] = field(default_factory=dict)


def compiled_models() -> list[CompiledModel]:
    """Every model that is written by hand, each after what it reads; nothing is run."""
    rooms = [f"fqn:sendmart.{room}" for room in ("core", "measures", "published")]
    unasked = ["--no-introspect", "--no-populate-cache", "--no-write-json"]
    done = _invoke(parsed_manifest(), ["compile", *unasked, "--select", *rooms])
    if not done.success:
        raise Refusal("dbt project", "cannot be compiled.", "Run: sendmart lint")
    nodes = [result.node for result in done.result.results]
    return [_compiled(node) for node in nodes if node.resource_type == "model"]


def _compiled(node: Any) -> CompiledModel:
    is_stored = node.config.materialized != "ephemeral"
    return CompiledModel(
        name=node.name,
        room=node.fqn[1],
        path=node.original_file_path,
        relation=f"{node.database}.{node.schema}.{node.alias}" if is_stored else None,
        sql=node.compiled_code,
        parents=tuple(node.depends_on.nodes),
        columns={name: column.config.meta for name, column in node.columns.items()},
        dataset=node.config.meta.get("dataset"),
        measure=node.config.meta.get("measure", {}).get("id"),
        figures=node.config.meta.get("disclosure", {}).get("figures", {}),
    )


def declared_sources() -> dict[str, dict[str, dict[str, Any]]]:
    """The tables that others fill, with what their YAML says of each of their columns."""
    return {
        f"{source.database}.{source.schema}.{source.identifier}": {
            name: column.config.meta for name, column in source.columns.items()
        }
        for source in parsed_manifest().sources.values()
    }


def refuse_strays(manifest: "Manifest", room: str) -> None:
    """Refuse a room whose models read from, or are made in, a store that it is not given."""
    nodes: dict[str, Any] = {**manifest.nodes, **manifest.sources}
    for node in nodes.values():
        if node.resource_type != "model" or node.fqn[1] != room:
            continue
        for place in (node.unique_id, *node.depends_on.nodes):
            store = nodes[place].database
            if store not in GIVEN[room]:
                name, held = place.split(".", 2)[2], " and ".join(GIVEN[room])
                what = f"'{name}' is in the {store} store, and {room} is given {held} only."
                remedy = (
                    "Take what it needs from core, or make the model in the room it belongs to."
                )
                raise Refusal(f"model {node.name}", what, remedy)


def attached(build: Build, given: Mapping[Store, Access]) -> list[dict[str, Any]]:
    """The stores of a build as dbt attaches them: under their own names, read-only but where
    written to."""
    return [
        {"path": str(build.store(store)), "alias": store, "read_only": access == "read"}
        for store, access in given.items()
    ]


def _invoke(
    manifest: "Manifest | None", arguments: list[str], stores: list[dict[str, Any]] | None = None
) -> Any:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    os.environ[STORES_VARIABLE] = repr(stores or [])
    nodes: Any = manifest.nodes.values() if manifest else ()
    for node in nodes:
        # dbt remembers in the manifest that it has written private steps into a query; the next
        # build of this process needs them written again.
        if getattr(node, "extra_ctes_injected", False):
            node.extra_ctes_injected, node.extra_ctes = False, []
    places = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    quiet = ["--quiet", "--log-level", "none", "--log-level-file", "none"]
    try:
        result = dbtRunner(manifest=manifest).invoke(
            [arguments[0], *places, "--target-path", str(TARGET), *quiet, *arguments[1:]]
        )
    finally:
        # dbt-duckdb keeps the files open until the process ends, and nobody else could open them.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if result.exception is not None:
        raise RuntimeError(f"dbt {arguments[0]} could not start: {result.exception}")
    return result


def _results(invocation: Any) -> list[NodeResult]:
    results = invocation.result.results if invocation.result else []
    return [
        NodeResult(
            unique_id=result.node.unique_id,
            kind=str(result.node.resource_type),
            is_ok=str(result.status) in ("success", "pass", "no-op"),
            rows_failing=result.failures,
            message=str(result.message or ""),
        )
        for result in results
        if str(result.node.resource_type) != "exposure"
    ]
