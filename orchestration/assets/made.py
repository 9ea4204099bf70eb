"""What a run is told of the tables that dbt made and of those that were kept, in their order.

Which are kept is found in orchestration.unchanged; counts only are told.
"""

from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator

from orchestration.dbt_runner import NodeResult

Event = dg.MaterializeResult[None] | dg.AssetCheckResult
Told = tuple[str, Event]


def events(
    context: dg.AssetExecutionContext,
    manifest: dict[str, Any],
    translator: DagsterDbtTranslator,
    rows: dict[str, int],
    results: list[NodeResult],
    kept: set[str],
) -> Iterator[Event]:
    """Each table, made or kept, after all that it is made from: Dagster takes no other order."""
    told = [
        *_made(context, manifest, translator, rows, results),
        *_kept(context, manifest, translator, rows, results, kept),
    ]
    places = _places(manifest)
    yield from (event for _, event in sorted(told, key=lambda each: places[each[0]]))


def _kept(
    context: dg.AssetExecutionContext,
    manifest: dict[str, Any],
    translator: DagsterDbtTranslator,
    rows: dict[str, int],
    results: list[NodeResult],
    kept: set[str],
) -> Iterator[Told]:
    """A table that was kept stands as it did, and so do the tests that it passed then: they were
    not run again, and a check without an answer would stop the night."""
    checks = {key.name: key for key in context.selected_asset_check_keys if kept}
    asked = {each.unique_id for each in results}
    for name, node in manifest["nodes"].items():
        key = checks.get(node["name"]) if node["resource_type"] == "test" else None
        if key is not None and name not in asked:
            yield (
                name,
                dg.AssetCheckResult(
                    passed=True,
                    asset_key=key.asset_key,
                    check_name=key.name,
                    metadata={"kept_from_the_last_night": True},
                ),
            )
    for name in sorted(kept):
        node = manifest["nodes"][name]
        if node["resource_type"] == "model":
            count = rows[f"{node['schema']}.{node['alias']}"]
            made = dg.MaterializeResult[None](
                asset_key=translator.get_asset_key(node),
                metadata={"dagster/row_count": count, "kept_from_the_last_night": True},
            )
            yield name, made


def _places(manifest: dict[str, Any]) -> dict[str, int]:
    """The place of each node in an order in which each comes after what it is made from."""
    nodes = manifest["nodes"]
    parents = {
        name: [parent for parent in node["depends_on"].get("nodes", []) if parent in nodes]
        for name, node in nodes.items()
    }
    return {name: place for place, name in enumerate(TopologicalSorter(parents).static_order())}


def _made(
    context: dg.AssetExecutionContext,
    manifest: dict[str, Any],
    translator: DagsterDbtTranslator,
    rows: dict[str, int],
    results: list[NodeResult],
) -> Iterator[Told]:
    """Counts only: no value of a row may reach the event log."""
    checks = {key.name: key for key in context.selected_asset_check_keys}
    for result in results:
        node = manifest["nodes"].get(result.unique_id)
        if node is None:
            continue
        if result.kind == "test":
            key = checks.get(node["name"])
            if key is not None:
                checked = dg.AssetCheckResult(
                    passed=result.is_ok,
                    asset_key=key.asset_key,
                    check_name=key.name,
                    metadata={"rows_failing": result.rows_failing or 0},
                )
                yield result.unique_id, checked
        elif result.is_ok and result.kind == "model":
            place = f"{node['schema']}.{node['alias']}"
            count = {"dagster/row_count": rows[place]} if place in rows else {}
            asset_key = translator.get_asset_key(node)
            made = dg.MaterializeResult[None](asset_key=asset_key, metadata=count)
            yield result.unique_id, made
