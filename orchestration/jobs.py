"""What is run: the nightly load of a month, and publishing a month again; when, and on what sign.

The assets that a job runs are the ones that the user interface shows; there is no second pipeline.
"""

import dagster as dg

from orchestration.assets.received import PUBLISH_ONLY
from orchestration.clock import now
from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.partitions import MONTHLY, partition_key
from orchestration.register.landing import is_settled, receive_landing
from orchestration.register.recognise import deliveries
from orchestration.register.silence import latest_complete_month
from orchestration.writer import writers_lock

NIGHTLY_JOB = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.all(),
    partitions_def=MONTHLY,
    executor_def=dg.in_process_executor,
    description="Load what was delivered, build the warehouse aside, check it, draft the month.",
)

PUBLICATION_JOB = dg.define_asset_job(
    "publication",
    selection=dg.AssetSelection.all(),
    partitions_def=MONTHLY,
    executor_def=dg.in_process_executor,
    tags={PUBLISH_ONLY: "true"},
    description="Draft a month again from the register; the warehouse stays as it is.",
)


@dg.schedule(job=NIGHTLY_JOB, cron_schedule="0 2 * * *", execution_timezone="Europe/London")
def nightly_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Every night at two, for the latest month that every monthly source has sent."""
    return _request(f"schedule-{context.scheduled_execution_time:%Y-%m-%d}")


@dg.sensor(job=NIGHTLY_JOB, minimum_interval_seconds=60)
def landing_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """When files lie in the landing folder: takes them in, then asks for the night."""
    home = Home.at()
    waiting = deliveries(the_catalogue(), [home.landing])
    if not waiting:
        return dg.SkipReason("The landing folder is empty.")
    newest = max(path.stat().st_mtime_ns for found in waiting for path in found.files)
    if not all(is_settled(found, now()) for found in waiting):
        return dg.SkipReason("A file is still being written.")
    return _request(f"landing-{newest}")


def _request(run_key: str) -> dg.RunRequest | dg.SkipReason:
    """What landed is taken in first: it may be what makes a month complete."""
    home, catalogue = Home.at(), the_catalogue()
    with writers_lock(home.root, 30.0):
        receive_landing(catalogue, home, now())
    month = latest_complete_month(home, catalogue.contracts)
    if month is None:
        return dg.SkipReason("No month is complete: some monthly source has sent nothing yet.")
    return dg.RunRequest(run_key=run_key, partition_key=partition_key(str(month)))
