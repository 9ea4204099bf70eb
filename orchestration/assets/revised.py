"""The table of revisions as an asset: what tonight changes of figures that were known.

How figures are compared, and the ledger of what was known, are in orchestration.explain.
"""

from collections.abc import Iterator

import dagster as dg

from orchestration.assets.failures import told
from orchestration.assets.received import build_name, is_publish_only
from orchestration.build import Build, is_the_latest
from orchestration.contracts.catalogue import the_catalogue
from orchestration.explain.definition import the_measures
from orchestration.explain.revisions import write_revisions
from orchestration.home import Home
from orchestration.months import Month
from orchestration.partitions import MONTHLY, ONE_BY_ONE
from orchestration.register.book import Book, Submission
from orchestration.resources import DataHome

REVISIONS = dg.AssetKey(["measures", "revisions"])


def counting(home: Home, month: Month) -> list[Submission]:
    """The deliveries that figures of a month are made from."""
    contracts = the_catalogue().contracts
    seen = [*Book(home).of_each_month(contracts, month), *Book(home).in_force(contracts, month)]
    return list({entry.submission_id: entry for entry in seen}.values())


def revised_assets() -> list[dg.AssetsDefinition]:
    @dg.asset(
        key=REVISIONS,
        deps=[dg.AssetKey(["measures", "measures"])],
        group_name="measures",
        kinds={"duckdb"},
        partitions_def=MONTHLY,
        backfill_policy=ONE_BY_ONE,
        description="Every figure of a reported month that became another, and because of what.",
    )
    def revisions(
        context: dg.AssetExecutionContext, data_home: DataHome
    ) -> Iterator[dg.MaterializeResult[None]]:
        """An earlier month, or one drafted again from the register, revises nothing."""
        home, month = data_home.home, Month.parse(context.partition_key[:7])
        build = Build(home.builds / build_name(context.run))
        count = 0
        with told(home, "revisions", build.folder.name):
            if not is_publish_only(context.run) and is_the_latest(home, month):
                measures = the_measures().values()
                count = write_revisions(home, build, month, counting(home, month), measures)
        yield dg.MaterializeResult(metadata={"revised_tonight": count})

    return [revisions]
