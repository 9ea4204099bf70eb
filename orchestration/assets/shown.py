"""What of the figures may be shown, as an asset between the measures and the published tables.

How they are protected is in orchestration.disclosure.
"""

import json
from collections.abc import Iterator

import dagster as dg

from orchestration.assets.failures import told
from orchestration.assets.received import build_name
from orchestration.build import Build
from orchestration.dbt_runner import ensure_manifest
from orchestration.disclosure.ledger import ledger_name, refuse_forgotten, released_counts
from orchestration.disclosure.written import write_shown
from orchestration.home import Home
from orchestration.partitions import MONTHLY, ONE_BY_ONE
from orchestration.publication.journal import PublicationJournal
from orchestration.resources import DataHome

SHOWN = dg.AssetKey(["shown", "figures"])


def released_by_the_journal(home: Home) -> list[str]:
    """Every release that readers were given, by the names that the ledger has for them."""
    events = [event for event in PublicationJournal(home).events() if event.state == "released"]
    return [ledger_name(event.told["draft"], event.name) for event in events]


def shown_assets() -> list[dg.AssetsDefinition]:
    @dg.asset(
        key=SHOWN,
        deps=[dg.AssetKey(["measures", "measures"])],
        group_name="published",
        kinds={"duckdb"},
        partitions_def=MONTHLY,
        backfill_policy=ONE_BY_ONE,
        description="Every figure of every dataset as it may be shown, protected once for all.",
    )
    def shown(
        context: dg.AssetExecutionContext, data_home: DataHome
    ) -> Iterator[dg.MaterializeResult[None]]:
        build = Build(data_home.home.builds / build_name(context.run))
        with told(data_home.home, "shown", build.folder.name):
            manifest = json.loads(ensure_manifest().read_text(encoding="utf-8"))
            refuse_forgotten(data_home.home, released_by_the_journal(data_home.home))
            count = write_shown(build, manifest, released_counts(data_home.home))
        yield dg.MaterializeResult(metadata={"dagster/row_count": count})

    return [shown]
