"""The linked room as an asset: who is who, between staging and core.

How people are told apart is in orchestration.identity.
"""

import dagster as dg

from orchestration.assets.failures import told
from orchestration.assets.received import build_name
from orchestration.build import Build
from orchestration.contracts.catalogue import the_catalogue
from orchestration.identity.people import link_people
from orchestration.partitions import MONTHLY, ONE_BY_ONE
from orchestration.resources import DataHome


def linked_assets() -> list[dg.AssetsDefinition]:
    catalogue = the_catalogue()
    staging = [
        dg.AssetKey(["staging", f"stg_{contract.source}__{name}"])
        for contract, name, table in catalogue.tables()
        if table.people_known_by
    ]

    @dg.asset(
        key=["linked", "people"],
        deps=staging,
        group_name="linked",
        partitions_def=MONTHLY,
        backfill_policy=ONE_BY_ONE,
        kinds={"duckdb"},
        description="One row per person of a supplier's system, with our own lasting person_id.",
    )
    def people(
        context: dg.AssetExecutionContext, data_home: DataHome
    ) -> dg.MaterializeResult[None]:
        home = data_home.home
        build = Build(home.builds / build_name(context.run))
        with told(home, "linked", build.folder.name):
            known = link_people(home, build, catalogue)
        return dg.MaterializeResult(metadata={"dagster/row_count": known})

    return [people]
