"""Runs the code location's own job in this process, quietly, and says how it ended.

The user interface runs the same jobs; a run made here is seen there too.
"""

import os
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orchestration.home import Home
from orchestration.months import Month
from orchestration.progress import ALARMS, PROGRESS
from orchestration.refusals import Refusal

if TYPE_CHECKING:
    import dagster as dg

# The tag of a run that says who asked for its draft; a night has none.
ASKED_BY = "sendmart/asked_by"
INSTANCE_SETTINGS = """\
# Written by sendmart; safe to extend.
telemetry:
  enabled: false
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
run_coordinator:
  module: dagster._core.run_coordinator
  class: QueuedRunCoordinator
concurrency:
  runs:
    max_concurrent_runs: 1
"""


@dataclass(frozen=True)
class Outcome:
    """How a run ended. `complaints` are sentences for the engineer, without any value of a row."""

    is_success: bool
    run_id: str
    complaints: list[str]
    seconds_by_step: dict[str, float]


def prepare_dagster(home: Home) -> None:
    """Give Dagster its own folder of the data home, with telemetry off."""
    settings = home.dagster / "dagster.yaml"
    if not settings.exists():
        settings.write_text(INSTANCE_SETTINGS, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    os.environ["SENDMART_HOME"] = str(home.root)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"


def run_job(
    home: Home,
    job: str,
    month: Month,
    said: Callable[[str], None],
    tags: Mapping[str, str] | None = None,
) -> Outcome:
    """Run a job of the code location for one month; `said` hears each step as it ends."""
    prepare_dagster(home)
    import dagster as dg

    # What is beta in the pinned Dagster is known and tested; nobody at 3 a.m. needs to hear it.
    warnings.filterwarnings("ignore", category=dg.BetaWarning)
    from orchestration.definitions import defs
    from orchestration.partitions import MONTHLY, partition_key

    if not MONTHLY.has_partition_key(partition_key(str(month))):
        what = f"{month} is not a month that can be run: they begin with 2015-01 and end with now."
        raise Refusal("run", what, "Name one between.")
    PROGRESS.said = said
    with dg.DagsterInstance.get() as instance:
        result = defs.resolve_job_def(job).execute_in_process(
            partition_key=partition_key(str(month)),
            instance=instance,
            run_config={"loggers": {"console": {}}},
            raise_on_error=False,
            tags=tags,
        )
    events = result.all_events
    complaints = [words for event in events for words in _complaints(event)]
    seconds = {
        str(event.step_key): event.event_specific_data.duration_ms / 1000  # type: ignore[union-attr]
        for event in events
        if event.event_type_value == "STEP_SUCCESS"
    }
    return Outcome(result.success, result.run_id, complaints, seconds)


def _complaints(event: "dg.DagsterEvent") -> list[str]:
    data: Any = event.event_specific_data
    if event.event_type_value == "ASSET_CHECK_EVALUATION":
        return [data.description] if not data.passed and data.description else []
    if event.event_type_value == "ASSET_MATERIALIZATION":
        alarms = data.materialization.metadata.get(ALARMS)
        return [str(alarms.value)] if alarms else []
    if event.is_step_failure:
        failure = data.user_failure_data
        if failure is not None and failure.description:
            return [failure.description]
        cause = data.error.cause or data.error
        return [f"{event.step_key}: stopped by {cause.cls_name}."]
    return []
