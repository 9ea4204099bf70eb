"""Why a figure moved between two months: what was reported, what is known now, and what is new.

How two sets of records are compared is in `movement`; here the sets are gathered.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import duckdb
import pyarrow as pa

from orchestration.contracts.catalogue import Catalogue
from orchestration.ducks import open_memory, open_to_read
from orchestration.explain.as_at import rooms_as_at
from orchestration.explain.figures import Figure, differences, figures, refuse_unknown
from orchestration.explain.movement import SET_COLUMNS, Movement, explain_movement
from orchestration.explain.records import Asked, records_sql
from orchestration.home import Home
from orchestration.months import Month
from orchestration.register.book import Book, Submission


@dataclass(frozen=True)
class Change:
    """One record that changed the figure, and by what."""

    step: str
    kind: str
    record_id: str
    person_id: str | None
    submission_id: str | None
    received_row_id: str | None
    numerator_before: int
    numerator_after: int
    denominator_before: int
    denominator_after: int

    @property
    def place(self) -> tuple[str | None, str | None]:
        return self.submission_id, self.received_row_id


@dataclass(frozen=True)
class Since:
    """The table that adds up, and what is behind it.

    known_by     the moment at which the opening month is as it was reported; None where nothing
                 of it was known before later months came
    held         the figures as the measures room held or holds them, of each figure of the table
    since_then   what came in after that moment and that the measure depends on
    differences  in words, whatever does not add up
    """

    movement: Movement
    changes: list[Change]
    known_by: datetime | None
    held: dict[str, list[Figure]]
    since_then: list[Submission]
    differences: list[str]


def explain_since(
    home: Home,
    catalogue: Catalogue,
    asked: Asked,
    opening: Month,
    known_by: datetime | None,
) -> Since:
    """Tell how the figure of the opening month became that which is asked about. By default the
    opening month is as it was just before a later month came."""
    then = replace(asked, month=opening.starting_on)
    moment = known_by or moment_reported(home, asked, opening)
    with open_to_read(home.warehouse) as con:
        restated, closing = _set(con, then), _set(con, asked)
        held = {"restated": figures(con, then), "closing": figures(con, asked)}
        wrong = [*differences(con, then, held["restated"])]
        wrong += differences(con, asked, held["closing"])
    if not held["restated"]:
        refuse_unknown(asked, held["closing"])
    first, held["opening"] = restated, held["restated"]
    if moment is not None:
        with (
            rooms_as_at(home, catalogue, moment, opening) as past,
            open_to_read(past.warehouse) as con,
        ):
            first, held["opening"] = _set(con, then), figures(con, then)
            wrong += differences(con, then, held["opening"])
    with open_memory() as con:
        movement = explain_movement(con, first, restated, closing)
        changes = [
            Change(*row)
            for row in con.execute(f"""
                select {", ".join(Change.__dataclass_fields__)} from changes order by all
            """).fetchall()
        ]
    if not movement.adds_up:
        wrong.append("The changes do not add up to the difference.")
    return Since(movement, changes, moment, held, _came_after(home, asked, moment), wrong)


def moment_reported(home: Home, asked: Asked, month: Month) -> datetime | None:
    """The second before anything came in for a later month, of what the measure depends on; None
    where nothing for the month itself had come by then."""
    entries = _depended_on(home, asked)
    later = [entry.received_at for entry in entries if str(entry.month) > str(month)]
    if not later:
        return None
    moment = datetime.fromisoformat(min(later)) - timedelta(seconds=1)
    known = [
        entry
        for entry in entries
        if entry.source == asked.definition.sources[0] and entry.received_at <= moment.isoformat()
    ]
    return moment if known else None


def _came_after(home: Home, asked: Asked, moment: datetime | None) -> list[Submission]:
    if moment is None:
        return []
    return [e for e in _depended_on(home, asked) if e.received_at > moment.isoformat()]


def _depended_on(home: Home, asked: Asked) -> list[Submission]:
    return [e for e in Book(home).accepted() if e.source in asked.definition.sources]


def _set(con: duckdb.DuckDBPyConnection, asked: Asked) -> pa.Table:
    """The records of a month as `movement` takes them. One record may stand in several rows, as of
    several authorities: it counts for what they come to."""
    query, values = records_sql(asked)
    first = ", ".join(f"any_value({column}) as {column}" for column in SET_COLUMNS[1:4])
    return con.execute(
        f"""select record_id, {first}, bool_or(is_in_group) as is_in_group,
            cast(sum(numerator) filter (is_in_group) as bigint) as numerator,
            cast(sum(denominator) filter (is_in_group) as bigint) as denominator
        from ({query}) group by record_id order by record_id""",
        values,
    ).to_arrow_table()
