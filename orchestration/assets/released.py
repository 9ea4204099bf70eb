"""The released room as assets: every dataset of the month's draft, and the warehouse in its place.

How files are written is in orchestration.release; nothing is let out here.
"""

import json
from collections.abc import Iterator

import dagster as dg

from orchestration import clock
from orchestration.assets.checks import gated_tables
from orchestration.assets.failures import told
from orchestration.assets.received import build_name, is_publish_only
from orchestration.assets.revised import REVISIONS, counting
from orchestration.build import Build, discard_builds, is_the_latest, switch_in
from orchestration.contracts.catalogue import the_catalogue
from orchestration.dbt_runner import ensure_manifest
from orchestration.explain.revisions import remember_figures
from orchestration.months import Month
from orchestration.partitions import MONTHLY, ONE_BY_ONE
from orchestration.register.book import Book
from orchestration.release.dataset import datasets_in
from orchestration.release.draft import THE_NIGHT, Draft, make_draft
from orchestration.resources import DataHome
from orchestration.runs import ASKED_BY

WAREHOUSE = dg.AssetKey(["released", "warehouse"])


def released_assets() -> list[dg.AssetsDefinition]:
    manifest = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    datasets = datasets_in(manifest)
    specs = [
        dg.AssetSpec(
            ["released", dataset.name],
            deps=[dg.AssetKey(["published", dataset.model])],
            group_name="released",
            description=f"{dataset.label}, as files of the month's draft release.",
            kinds={"csv"},
        )
        for dataset in datasets
    ]
    whole = dg.AssetSpec(
        WAREHOUSE,
        deps=[dg.AssetKey(["published", dataset.model]) for dataset in datasets]
        + [dg.AssetKey(["measures", "measures"]), REVISIONS, *gated_tables()],
        group_name="released",
        description="Tonight's warehouse in place of last night's.",
        kinds={"duckdb"},
    )

    @dg.multi_asset(
        name="released", specs=[*specs, whole], partitions_def=MONTHLY, backfill_policy=ONE_BY_ONE
    )
    def released(
        context: dg.AssetExecutionContext, data_home: DataHome
    ) -> Iterator[dg.MaterializeResult[None]]:
        home, month = data_home.home, Month.parse(context.partition_key[:7])
        build = Build(home.builds / build_name(context.run))
        with told(home, "released", build.folder.name):
            inputs = Book(home).in_force(the_catalogue().contracts, month)
            switched = False
            who = context.run.tags.get(ASKED_BY, THE_NIGHT)
            draft = make_draft(home, build, month, datasets, inputs, clock.now(), who)
            if is_publish_only(context.run):
                discard_builds(home)
            else:
                if is_the_latest(home, month):
                    remember_figures(home, build, month, counting(home, month))
                switched = switch_in(home, build, month)
        for dataset in datasets:
            yield _drafted(draft, dataset.name)
        yield dg.MaterializeResult(asset_key=WAREHOUSE, metadata={"switched_in": switched})

    return [released]


def _drafted(draft: Draft, dataset: str) -> dg.MaterializeResult[None]:
    """Where the dataset's files are, and how far they have come; a run never releases."""
    return dg.MaterializeResult(
        asset_key=dg.AssetKey(["released", dataset]),
        metadata={
            "draft": draft.name,
            "state": draft.state,
            "is_new": draft.is_new,
            "cells_changed_since_release": draft.changed,
            "dagster/row_count": draft.rows.get(dataset, 0),
            "not_released": draft.not_released.get(dataset, ""),
        },
    )
