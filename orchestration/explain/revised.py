"""Reads the revisions of a warehouse, and how its figures stand.

They are written by `revisions`, in the night.
"""

from typing import Any

import duckdb

from orchestration.explain.known_figures import AMOUNTS, KEY
from orchestration.months import Month
from orchestration.refusals import Refusal

OLD = tuple(f"old_{name}" for name in AMOUNTS)


def revisions_told(
    con: duckdb.DuckDBPyConnection,
    month: Month | None,
    measure: str | None,
    every_breakdown: bool,
) -> list[dict[str, Any]]:
    """The revisions, the newest first."""
    _refuse_none(con)
    others = ("known_from", "cause_code", "because", "is_after_freezing")
    columns = (*KEY, *OLD, *AMOUNTS, *others)
    rows = con.execute(
        f"""select {", ".join(columns)} from measures.revisions where {_chosen()}
            order by state_number desc, {", ".join(KEY)}""",
        [month.starting_on if month else None, measure, every_breakdown],
    ).fetchall()
    return [_told(dict(zip(columns, row, strict=True))) for row in rows]


def statuses_told(
    con: duckdb.DuckDBPyConnection,
    month: Month | None,
    measure: str | None,
    every_breakdown: bool,
) -> dict[str, int]:
    """How many figures stand how."""
    _refuse_none(con)
    rows = con.execute(
        f"""select status_code, count(*) from measures.figure_status where {_chosen()}
            group by status_code order by status_code""",
        [month.starting_on if month else None, measure, every_breakdown],
    ).fetchall()
    return {str(status): int(count) for status, count in rows}


def _chosen() -> str:
    return """coalesce(month_starting_on = ?, true) and coalesce(measure_id = ?, true)
        and (breakdown = 'total' or ?)"""


def _told(row: dict[str, Any]) -> dict[str, Any]:
    because = [
        {
            "submission_id": came["submission_id"],
            "source": came["source"],
            "month": str(came["month_starting_on"])[:7],
        }
        for came in row["because"]
    ]
    month = str(row.pop("month_starting_on"))[:7]
    return {**row, "month": month, "because": because}


def _refuse_none(con: duckdb.DuckDBPyConnection) -> None:
    row = con.execute("""
        select count(*) from duckdb_tables()
        where schema_name = 'measures' and table_name in ('revisions', 'figure_status')
    """).fetchone()
    if not row or row[0] != 2:
        what = "This warehouse was built before revisions were kept."
        raise Refusal("revisions", what, "Run a night first: sendmart run.")
