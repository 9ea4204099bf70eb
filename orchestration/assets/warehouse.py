"""The rooms that dbt fills as assets: codes, staging, core, measures and published.

What a model means is in dbt_project; here each room is run in its turn and reported.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets

from orchestration.assets.failures import UNTOUCHED, damage_told, told
from orchestration.assets.made import events
from orchestration.assets.received import build_name
from orchestration.build import Build
from orchestration.contracts.each_month import SUFFIX
from orchestration.dbt_runner import NodeResult, ensure_manifest, run_room
from orchestration.ducks import open_to_read
from orchestration.gates.values import refuse_values
from orchestration.home import Home
from orchestration.partitions import MONTHLY, ONE_BY_ONE
from orchestration.private import keep_private
from orchestration.resources import DataHome
from orchestration.stores import Store, store_of
from orchestration.unchanged import (
    EVERYTHING,
    Leaves,
    Marks,
    checks_between,
    keep_unchanged,
    remember,
    tables_of,
)

CODES = "resource_type:seed"
MAY_KEEP = ("core", "measures")
ROOMS = {
    "staging": "fqn:sendmart.staging",
    "core": "fqn:sendmart.core",
    "measures": "fqn:sendmart.measures",
    "published": "fqn:sendmart.published",
}


class RoomTranslator(DagsterDbtTranslator):
    """Names assets as dbt does and groups them by the folder they lie in."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        if dbt_resource_props["resource_type"] == "model":
            return str(dbt_resource_props["fqn"][1])
        return "codes" if dbt_resource_props["resource_type"] == "seed" else "received"

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Every month's rows of a table are the same received table."""
        key = super().get_asset_key(dbt_resource_props)
        if dbt_resource_props["resource_type"] == "source":
            return dg.AssetKey([*key.path[:-1], key.path[-1].removesuffix(SUFFIX)])
        return key

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        return str(dbt_resource_props.get("description", ""))


def warehouse_assets() -> list[dg.AssetsDefinition | dg.AssetSpec]:
    manifest = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    rooms = [_room(manifest, room, selection) for room, selection in ROOMS.items()]
    return [*rooms, *_code_lists(manifest)]


def _code_lists(manifest: dict[str, Any]) -> list[dg.AssetSpec]:
    """Lists that others decided: seen in the graph, loaded with core."""
    return [
        dg.AssetSpec(["codes", node["name"]], group_name="codes", description=node["description"])
        for node in manifest["nodes"].values()
        if node["resource_type"] == "seed"
    ]


def _room(manifest: dict[str, Any], room: str, selection: str) -> dg.AssetsDefinition:
    settings = DagsterDbtTranslatorSettings(enable_duplicate_source_asset_keys=True)
    translator = RoomTranslator(settings)

    @dbt_assets(
        manifest=manifest,
        select=selection,
        name=room,
        dagster_dbt_translator=translator,
        partitions_def=MONTHLY,
        backfill_policy=ONE_BY_ONE,
        retry_policy=dg.RetryPolicy(max_retries=1, delay=5, backoff=dg.Backoff.EXPONENTIAL),
    )
    def room_assets(
        context: dg.AssetExecutionContext, data_home: DataHome
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        build = Build(data_home.home.builds / build_name(context.run))
        with told(data_home.home, room, build.folder.name):
            anew = EVERYTHING in context.run.tags
            kept, results = made_or_kept(data_home.home, build, room, everything=anew)
            rows = _row_counts(build, store_of(room))
            yield from events(context, manifest, translator, rows, results, kept)
            _stop_on_failure(data_home.home, room, build.folder.name, results)
            if store_of(room) != "identifiable":
                refuse_values(build.store(store_of(room)), room)

    return room_assets


def made_or_kept(
    home: Home, build: Build, room: str, *, everything: bool = False
) -> tuple[set[str], list[NodeResult]]:
    """Run a room; what nothing new can have changed is copied from the warehouse in place. Returns
    dbt's names of what was kept, and how the rest fared."""
    selection = [ROOMS[room], *([CODES] if room == "core" else [])]
    if room not in MAY_KEEP:
        return set(), run_room(build, room, selection)
    nodes = json.loads(ensure_manifest().read_text(encoding="utf-8"))["nodes"]
    places = tables_of(nodes, room)
    of_build = Marks(nodes, Leaves.of_build(home, build))
    marks = {name: of_build.of(name) for name in places}
    kept = set() if everything else keep_unchanged(home, build, places, marks)
    results = run_room(build, room, selection, kept)
    if between := checks_between(nodes, kept, results):
        results += run_room(build, room, between)
    if all(result.is_ok for result in results):
        remember(build, marks)
    return kept, results


def _row_counts(build: Build, store: Store) -> dict[str, int]:
    """Of the tables that a room of dbt makes; in the identifiable store it makes views only."""
    if store == "identifiable":
        return {}
    with open_to_read(build.store(store)) as con:
        tables = con.execute("""
            select schema_name || '.' || table_name, estimated_size
            from duckdb_tables() where not internal
        """).fetchall()
    return {name: int(size) for name, size in tables}


def _stop_on_failure(home: Home, room: str, run: str, results: list[NodeResult]) -> None:
    """Name what failed; dbt's own words may quote data."""
    failed = [result for result in results if not result.is_ok]
    if not failed:
        return
    words = "\n".join(f"{result.unique_id}\n{result.message}\n" for result in failed)
    place = keep_private(home, room, run, words)
    names = ", ".join(result.unique_id.split(".")[2] for result in failed[:10])
    damage = damage_told("".join(str(result.message) for result in failed))
    raise dg.Failure(
        description=f"{room}: {len(failed)} of {len(results)} nodes failed: {names}.{damage} dbt's"
        f" own words are in {place}. {UNTOUCHED}",
        allow_retries=False,
    )
