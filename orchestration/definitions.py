"""The Dagster code location: gathers what the rooms and gates define, and defines nothing.

Open it with `make ui`, or `dagster dev` with the settings that the README names.
"""

import dagster as dg

from orchestration.assets.checks import gate_checks
from orchestration.assets.linked import linked_assets
from orchestration.assets.received import received_assets
from orchestration.assets.released import released_assets
from orchestration.assets.revised import revised_assets
from orchestration.assets.shown import shown_assets
from orchestration.assets.warehouse import warehouse_assets
from orchestration.jobs import NIGHTLY_JOB, PUBLICATION_JOB, landing_sensor, nightly_schedule
from orchestration.progress import quiet_logger
from orchestration.resources import DataHome

defs = dg.Definitions(
    assets=[
        *received_assets(),
        *warehouse_assets(),
        *linked_assets(),
        *revised_assets(),
        *shown_assets(),
        *released_assets(),
    ],
    asset_checks=gate_checks(),
    jobs=[NIGHTLY_JOB, PUBLICATION_JOB],
    schedules=[nightly_schedule],
    sensors=[landing_sensor],
    loggers={"console": dg.logger(lambda context: quiet_logger())},
    resources={"data_home": DataHome()},
)
