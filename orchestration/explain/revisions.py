"""What tonight changes of figures that were known: which, from what to what, because of what.

What was known is in `known_figures`; no figure is changed here.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from orchestration.build import Build
from orchestration.contracts.sql import quoted
from orchestration.ducks import open_to_write
from orchestration.explain.definition import Definition
from orchestration.explain.known_figures import (
    AMOUNTS,
    KEY,
    append,
    changed_sql,
    last_known_sql,
    state_of,
    states,
)
from orchestration.explain.revision_tables import create_states, revisions_sql, status_sql
from orchestration.home import Home
from orchestration.months import Month
from orchestration.register.book import Book, Submission

CHANGED = "figures_changed.parquet"


def write_revisions(
    home: Home,
    build: Build,
    month: Month,
    counting: Iterable[Submission],
    measures: Iterable[Definition],
) -> int:
    """Compare a build's figures with those last known; make `measures.revisions` and
    `measures.figure_status` in it. Returns how many figures are revised tonight."""
    state, entries = state_of(home, month, counting), Book(home).accepted()
    with open_to_write(build.warehouse) as con:
        con.execute(f"create temp table last_known as {last_known_sql(home)}")
        con.execute(f"create temp table changed as {_changed_sql()}")
        con.execute(f"copy changed to {quoted(str(_aside(build)))} (format parquet)")
        create_states(con, [*states(home), state], entries, measures)
        con.execute(f"""
            create or replace table measures.revisions as
            with every_change as (
                {changed_sql(home)} union all select *, {state.number} from changed
            )
            {revisions_sql()}
        """)
        con.execute(f"create or replace table measures.figure_status as {status_sql()}")
        row = con.execute("select count(*) from changed where is_revision").fetchone()
    return int(row[0]) if row else 0


def remember_figures(
    home: Home, build: Build, month: Month, counting: Iterable[Submission]
) -> None:
    """Add tonight's figures to the ledger, where they or what is known have changed. It comes
    before the warehouse is switched: a run that stops between the two is made good by the next,
    which finds its own figures known already and their revisions told."""
    state = state_of(home, month, counting)
    with duckdb.connect(":memory:") as con:
        row = con.execute(f"select count(*) from {quoted(str(_aside(build)))}").fetchone()
    if state.came or state.went or (row and row[0]):
        append(home, state, _aside(build))


def _aside(build: Build) -> Path:
    return build.folder / CHANGED


def _changed_sql() -> str:
    """Each figure that differs from what was last known, or is known for the first time.

    A month that was not told is no figure. An item that was not there among known ones is revised
    from nothing, and one that is gone to nothing; of a measure, a month or a breakdown that was
    not known before, nothing is revised. Months that are reported no longer stay as they were.
    """
    same = " and ".join(f"n.{column} is not distinct from o.{column}" for column in KEY)
    differs = " or ".join(f"n.{column} is distinct from o.{column}" for column in AMOUNTS)
    keys = ", ".join(f"coalesce(n.{column}, o.{column}) as {column}" for column in KEY)
    known = "measure_id, month_starting_on, breakdown"
    return f"""
        with tonight as (
            select {", ".join((*KEY, *AMOUNTS))} from measures.measures
            where numerator is not null or denominator is not null
        ),
        reported as (
            select month_starting_on - interval 24 month as after, month_starting_on as until
            from measures.reporting_month
        ),
        compared as (
            select {keys},
                {", ".join(f"n.{column} as {column}" for column in AMOUNTS)},
                {", ".join(f"o.{column} as old_{column}" for column in AMOUNTS)},
                n.measure_id is not null as is_held,
                o.measure_id is not null as was_held
            from tonight as n
            full outer join last_known as o on {same}
            where {differs} or n.measure_id is null or o.measure_id is null
        )
        select compared.* exclude (was_held),
            was_held or ({known}) in (select ({known}) from last_known) as is_revision
        from compared
        cross join reported
        where month_starting_on > reported.after and month_starting_on <= reported.until
            and (is_held or measure_id in (select measure_id from measures.measures))
        order by all
    """
