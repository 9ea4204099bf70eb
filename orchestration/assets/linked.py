"""The linked room as assets: who is who, between staging and core.

How people are told apart is in orchestration.identity.
"""

from collections.abc import Iterator

import dagster as dg

from orchestration import clock
from orchestration.assets.failures import told
from orchestration.assets.received import build_name, is_publish_only
from orchestration.build import Build, warehouse_month
from orchestration.contracts.catalogue import the_catalogue
from orchestration.identity.evidence import staging_tables
from orchestration.identity.linking import link_people
from orchestration.months import Month
from orchestration.partitions import MONTHLY, ONE_BY_ONE
from orchestration.progress import ALARMS
from orchestration.resources import DataHome

PEOPLE, QUALITY = dg.AssetKey(["linked", "people"]), dg.AssetKey(["linked", "quality"])


def linked_assets() -> list[dg.AssetsDefinition]:
    catalogue = the_catalogue()
    staging = [dg.AssetKey(["staging", name]) for name in staging_tables(catalogue)]
    texts = {
        PEOPLE: "One row per person of a supplier's system, with our own lasting person_id.",
        QUALITY: "How well people were linked: match rates by agency and group, expected errors.",
    }
    specs = [
        dg.AssetSpec(key, deps=staging, group_name="linked", kinds={"duckdb"}, description=text)
        for key, text in texts.items()
    ]

    @dg.multi_asset(name="linked", specs=specs, partitions_def=MONTHLY, backfill_policy=ONE_BY_ONE)
    def linked(
        context: dg.AssetExecutionContext, data_home: DataHome
    ) -> Iterator[dg.MaterializeResult[None]]:
        home = data_home.home
        build = Build(home.builds / build_name(context.run))
        with told(home, "linked", build.folder.name):
            held, month = warehouse_month(home), Month.parse(context.partition_key[:7])
            back = is_publish_only(context.run) or (held is not None and month < held)
            found = link_people(home, build, catalogue, clock.now(), looking_back=back)
        yield dg.MaterializeResult(
            asset_key=PEOPLE,
            metadata={
                "dagster/row_count": found.records,
                "people": found.people,
                "questions": found.questions,
                "model_version": found.model_version,
                **{f"{kind}_events": count for kind, count in sorted(found.events.items())},
            },
        )
        alarms = " ".join(alarm.sentence for alarm in found.alarms)
        yield dg.MaterializeResult(
            asset_key=QUALITY, metadata={ALARMS: alarms} if found.alarms else {}
        )

    return [linked]
