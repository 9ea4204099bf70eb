"""The records of a measure in one month, in groups: what counts above the line, below it, not.

The figure that they must come to is in `figures`; where each was received is in `places`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from orchestration.contracts.sql import identifier
from orchestration.explain.definition import Definition
from orchestration.explain.movement import SET_COLUMNS

NUMERATOR, DENOMINATOR, LEFT_OUT = "numerator", "denominator", "left_out"
NO_REASON = "The measure gives no reason"
ORDER = {NUMERATOR: 0, DENOMINATOR: 1, LEFT_OUT: 2}


@dataclass(frozen=True)
class Asked:
    """What is asked about: a measure, one month, and perhaps one part and one authority."""

    definition: Definition
    month: date
    where: Mapping[str, str]
    authority: str | None = None


@dataclass(frozen=True)
class Group:
    """Records that count alike, or were left out for one reason; and what they come to."""

    kind: str
    reason: str
    records: int
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Record:
    """One record, and where it was received; `person_id` is ours and names nobody."""

    kind: str
    reason: str
    record_id: str
    person_id: str | None
    submission_id: str | None
    received_row_id: str | None
    numerator: int | None
    denominator: int | None

    @property
    def place(self) -> tuple[str | None, str | None]:
        return self.submission_id, self.received_row_id


def records_sql(asked: Asked) -> tuple[str, list[Any]]:
    """A query of the measure's records of the month, each with what it counts for here.

    Of a distribution, an item's denominator is the whole that it is a part of: a record of another
    item counts below the line only.
    """
    definition = asked.definition
    is_part = definition.statistic == "distribution" and definition.parts in asked.where
    rest = {k: v for k, v in asked.where.items() if not (is_part and k == definition.parts)}
    in_group, values = _all_of(definition, rest)
    in_part, further = _all_of(definition, {k: v for k, v in asked.where.items() if k not in rest})
    counts = "left_out_because is null"
    below = "counted_numerator" if is_part else "counted_denominator"
    query = f"""
        select local_authority_code, {", ".join(SET_COLUMNS[:4])},
            {in_group} as is_in_group,
            case when {counts} and {in_part} then counted_numerator else 0 end as numerator,
            case when {counts} then {below} else 0 end as denominator,
            left_out_because
        from {definition.view}
        where month_starting_on = ? and (?::varchar is null or local_authority_code = ?)
    """
    return query, [*values, *further, asked.month, asked.authority, asked.authority]


def _all_of(definition: Definition, where: Mapping[str, str]) -> tuple[str, list[str]]:
    conditions: list[str] = ["true"]
    values: list[str] = []
    for column, item in where.items():
        labels = definition.items_of(column, item)
        if labels is not None:
            conditions.append(f"{identifier(column)} in ({', '.join('?' for _ in labels)})")
            values += labels
    return f"({' and '.join(conditions)})", values


def _grouped_sql(asked: Asked) -> tuple[str, list[Any]]:
    query, values = records_sql(asked)
    grouped = f"""
        select * exclude (left_out_because, is_in_group), case
                when left_out_because is not null then '{LEFT_OUT}'
                when coalesce(numerator, 0) <> 0 then '{NUMERATOR}'
                when coalesce(denominator, 0) <> 0 then '{DENOMINATOR}'
                else '{LEFT_OUT}'
            end as kind,
            case when kind = '{LEFT_OUT}' then coalesce(left_out_because, '{NO_REASON}')
                else '' end as reason
        from ({query}) where is_in_group
    """
    return grouped, values


def groups(con: duckdb.DuckDBPyConnection, asked: Asked) -> list[Group]:
    """The groups in their order: above the line, below it only, and each reason."""
    query, values = _grouped_sql(asked)
    rows = con.execute(
        f"""select kind, reason, count(*), coalesce(sum(numerator), 0),
            coalesce(sum(denominator), 0) from ({query}) group by kind, reason order by all""",
        values,
    ).fetchall()
    found = [Group(kind, reason, *map(int, counts)) for kind, reason, *counts in rows]
    return sorted(found, key=lambda group: (ORDER[group.kind], group.reason))


def records(con: duckdb.DuckDBPyConnection, asked: Asked, first: int | None) -> list[Record]:
    """The records, group by group; no more than so many of each group where that is said."""
    query, values = _grouped_sql(asked)
    limit = f"qualify row_number() over ({'partition by kind, reason order by record_id'}) <= ?"
    rows = con.execute(
        f"""select kind, reason, record_id, person_id, submission_id, received_row_id,
            numerator, denominator from ({query})
            {limit if first is not None else ""} order by all""",
        [*values, *([] if first is None else [first])],
    ).fetchall()
    return sorted((Record(*row) for row in rows), key=lambda each: (ORDER[each.kind], each.reason))


def amounts(con: duckdb.DuckDBPyConnection, asked: Asked) -> dict[str | None, list[Any]]:
    """For each authority, what its records come to: how often each pair of amounts occurs among
    the records that count."""
    query, values = records_sql(asked)
    rows = con.execute(
        f"""select local_authority_code, numerator, denominator, count(*) from ({query})
            where is_in_group and left_out_because is null group by all order by all""",
        values,
    ).fetchall()
    found: dict[str | None, list[Any]] = {}
    for authority, numerator, denominator, count in rows:
        found.setdefault(authority, []).append((numerator, denominator, int(count)))
    return found
