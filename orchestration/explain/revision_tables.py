"""What a revision is told with: its cause, and whether the figure was frozen; as tables of a build.

Which figures changed is found in `revisions`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from orchestration.explain.definition import Definition
from orchestration.explain.known_figures import KEY, State, submission_of
from orchestration.frozen import frozen_after
from orchestration.register.book import Submission

STATES = {
    **{"state_number": "bigint", "known_from": "timestamp"},
    **{"reporting_month": "date", "is_less": "boolean"},
}
CAME = {
    **{"state_number": "bigint", "submission_id": "varchar"},
    **{"source": "varchar", "month_starting_on": "date"},
}
PROVISIONAL, REVISED, FROZEN = "provisional", "revised", "frozen"


def create_states(
    con: duckdb.DuckDBPyConnection,
    held: list[State],
    entries: list[Submission],
    measures: Iterable[Definition],
) -> None:
    """Make `known_states`, and `causes`: for each state and measure, what came in that the measure
    depends on."""
    known = {entry.submission_id: entry for entry in entries}
    states_held = [
        (each.number, each.known_from or None, f"{each.month}-01", bool(each.went)) for each in held
    ]
    came = [
        (state.number, entry.submission_id, str(entry.source), f"{entry.month}-01")
        for state in held
        for told in state.came
        if (entry := known.get(submission_of(told)))
    ]
    depends = [(each.measure_id, source) for each in measures for source in each.sources]
    _create(con, "known_states", STATES, states_held)
    _create(con, "came", CAME, came)
    _create(con, "depends", {"measure_id": "varchar", "source": "varchar"}, depends)
    con.execute("""
        create temp table causes as
        select came.state_number, depends.measure_id,
            list({submission_id: submission_id, source: came.source,
                month_starting_on: month_starting_on}
                order by came.source, month_starting_on, submission_id) as because
        from came inner join depends on came.source = depends.source
        group by all
    """)


def _create(
    con: duckdb.DuckDBPyConnection, name: str, columns: dict[str, str], rows: Sequence[Any]
) -> None:
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    kinds = {"bigint": pa.int64(), "boolean": pa.bool_()}
    schema = pa.schema([(each, kinds.get(kind, pa.string())) for each, kind in columns.items()])
    con.register("told", pa.Table.from_pylist(told, schema=schema))
    cast = ", ".join(f"cast({each} as {kind}) as {each}" for each, kind in columns.items())
    con.execute(f"create temp table {name} as select {cast} from told")
    con.unregister("told")


def revisions_sql() -> str:
    """Revisions of the months that are reported, with what came in between and their status."""
    frozen = _is_frozen("every_change.month_starting_on", "known_states.reporting_month")
    return f"""
        select every_change.* exclude (is_held, is_revision),
            known_states.known_from,
            case
                when causes.because is not null then 'delivered'
                when known_states.is_less then 'withdrawn'
                else 'reckoned_anew'
            end as cause_code,
            coalesce(causes.because, []) as because,
            {frozen} as is_after_freezing
        from every_change
        inner join known_states on every_change.state_number = known_states.state_number
        cross join measures.reporting_month as tonight
        left join causes on every_change.state_number = causes.state_number
            and every_change.measure_id = causes.measure_id
        where every_change.is_revision
            and every_change.month_starting_on > tonight.month_starting_on - interval 24 month
        order by all
    """


def status_sql() -> str:
    """How each of tonight's figures stands."""
    frozen = _is_frozen("figures.month_starting_on", "tonight.month_starting_on")
    same = " and ".join(f"figures.{column} is not distinct from revised.{column}" for column in KEY)
    return f"""
        with revised as (
            select {", ".join(KEY)}, count(*) as revisions_count, max(known_from) as known_from
            from measures.revisions group by all
        )
        select {", ".join(f"figures.{column}" for column in KEY)},
            case
                when {frozen} then '{FROZEN}'
                when revised.revisions_count > 0 then '{REVISED}'
                else '{PROVISIONAL}'
            end as status_code,
            coalesce(revised.revisions_count, 0) as revisions_count,
            revised.known_from as last_revised_from
        from measures.measures as figures
        cross join measures.reporting_month as tonight
        left join revised on {same}
        order by all
    """


def _is_frozen(month: str, reporting_month: str) -> str:
    """With 13, the reporting month and the twelve before it are not."""
    return f"(date_diff('month', {month}, {reporting_month}) >= {frozen_after()})"
