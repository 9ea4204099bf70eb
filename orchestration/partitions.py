"""The months that a run can report on.

Which of them is run is an input; Dagster alone looks at the calendar to list them.
"""

import dagster as dg

MONTHLY = dg.MonthlyPartitionsDefinition(start_date="2015-01-01", end_offset=1)

# A backfill runs one month at a time: each month's build follows the one before.
ONE_BY_ONE = dg.BackfillPolicy.multi_run(max_partitions_per_run=1)


def partition_key(month: str) -> str:
    """Dagster's name for a month written as 2023-06."""
    return f"{month}-01"
