"""Runs dbt inside this process, one room at a time, against a build that is made aside.

What the models say is dbt's; which rooms run when is the assets' business.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from orchestration.home import DBT_PROJECT, SEEDS

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

TARGET = DBT_PROJECT / "target"
MANIFEST = TARGET / "manifest.json"
BUILD_VARIABLE = "SENDMART_BUILD"


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
            _invoke(None, TARGET, ["parse"])
            os.utime(MANIFEST)
    return MANIFEST


@cache
def parsed_manifest() -> "Manifest":
    """dbt's own manifest object, so that later calls in this process need not parse."""
    manifest: Manifest = _invoke(None, TARGET, ["parse", "--no-write-json"]).result
    return manifest


def run_room(build: Path, selection: Iterable[str]) -> list[NodeResult]:
    """Build the selected nodes with the tests that hang on them alone, into `build`."""
    arguments = [
        "build",
        *("--select", *selection),
        *("--exclude", "resource_type:unit_test"),
        *("--indirect-selection", "buildable"),
        "--no-write-json",
    ]
    return _results(_invoke(parsed_manifest(), build, arguments))


def run_unit_tests(build: Path) -> list[NodeResult]:
    """Run every dbt unit test; `build` must hold the relations that they imitate."""
    arguments = ["test", "--select", "resource_type:unit_test", "--no-write-json"]
    return _results(_invoke(parsed_manifest(), build, arguments))


def _invoke(manifest: "Manifest | None", build: Path, arguments: list[str]) -> Any:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    os.environ[BUILD_VARIABLE] = str(build)
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
