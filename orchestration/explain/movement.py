"""Why a figure moved: what it was, what came, went and changed, and what it is; it adds up exactly.

It compares sets of records and knows nothing of where they come from.
"""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

# Where a record was received and whose it is: of what it is now, or was where it is gone.
WHERE_FROM = ("person_id", "submission_id", "received_row_id")
SET_COLUMNS = ("record_id", *WHERE_FROM, "is_in_group", "numerator", "denominator")

# Each kind of change: what it is called where a month is known better, and between two months.
KINDS = {
    "came": ("came in late", "came in"),
    "went": ("was taken back", "left"),
    "from_another_group": ("turned out to belong to this group", "came from another group"),
    "to_another_group": ("turned out to belong to another group", "went to another group"),
    "counted_now": ("turned out to count", "counts now, and did not"),
    "not_counted_now": ("turned out not to count", "counts no longer"),
    "into_numerator": ("turned out to be in the numerator", "is in the numerator now"),
    "out_of_numerator": ("turned out not to be in the numerator", "is out of the numerator now"),
    "amount": ("turned out to count for another amount", "counts for another amount"),
}
RESTATEMENT, MONTHS = "restatement", "months"


@dataclass(frozen=True)
class Line:
    """One line of the table: a figure, or a change that so many records made to it."""

    step: str
    kind: str
    records: int
    numerator: int
    denominator: int

    @property
    def is_figure(self) -> bool:
        return self.step == "figure"


@dataclass(frozen=True)
class Movement:
    """The lines in order, the first and last of them figures; the changes are in `changes`."""

    lines: list[Line]

    @property
    def adds_up(self) -> bool:
        """Whether each figure is the figure before it with the changes between them."""
        numerator, denominator = self.lines[0].numerator, self.lines[0].denominator
        for line in self.lines[1:]:
            if line.is_figure:
                if (line.numerator, line.denominator) != (numerator, denominator):
                    return False
            else:
                numerator += line.numerator
                denominator += line.denominator
        return True


def explain_movement(
    con: duckdb.DuckDBPyConnection, opening: pa.Table, restated: pa.Table, closing: pa.Table
) -> Movement:
    """Tell how the opening set of records became the closing one, by way of the opening month as
    it is known now. Makes the table `changes` in `con`: one row for each record that changed the
    figure, with its step, kind, place, and amounts before and after.

    A set has the columns of SET_COLUMNS; `is_in_group` says whether a record belongs to the part
    of the figure that is asked about.
    """
    for name, records in (("opening", opening), ("restated", restated), ("closing", closing)):
        con.register(f"{name}_records", records)
        con.execute(f"create or replace temp table {name} as {_effective(name)}")
        con.unregister(f"{name}_records")
    con.execute(f"""
        create or replace temp table changes as
        {_changes(RESTATEMENT, "opening", "restated")}
        union all by name
        {_changes(MONTHS, "restated", "closing")}
    """)
    lines = [_figure(con, "opening"), *_lines(con, RESTATEMENT), _figure(con, "restated")]
    return Movement([*lines, *_lines(con, MONTHS), _figure(con, "closing")])


def _effective(name: str) -> str:
    """What each record counts for in the group that is asked about: nothing outside of it."""
    return f"""
        select * replace (
            case when is_in_group then coalesce(numerator, 0) else 0 end as numerator,
            case when is_in_group then coalesce(denominator, 0) else 0 end as denominator)
        from {name}_records
    """


def _changes(step: str, before: str, after: str) -> str:
    """Each record of two sets that counts for another amount in the one than in the other."""
    counts = {side: f"({side}.numerator <> 0 or {side}.denominator <> 0)" for side in ("b", "a")}
    there = "case when a.record_id is null then b.{0} else a.{0} end as {0}"
    placed = ", ".join(there.format(column) for column in WHERE_FROM)
    return f"""
        select '{step}' as step, case
                when b.record_id is null then 'came'
                when a.record_id is null then 'went'
                when a.is_in_group and not b.is_in_group then 'from_another_group'
                when b.is_in_group and not a.is_in_group then 'to_another_group'
                when not {counts["b"]} then 'counted_now'
                when not {counts["a"]} then 'not_counted_now'
                when b.numerator = 0 and a.numerator <> 0 then 'into_numerator'
                when b.numerator <> 0 and a.numerator = 0 then 'out_of_numerator'
                else 'amount'
            end as kind,
            coalesce(a.record_id, b.record_id) as record_id,
            coalesce(b.numerator, 0) as numerator_before,
            coalesce(b.denominator, 0) as denominator_before,
            coalesce(a.numerator, 0) as numerator_after,
            coalesce(a.denominator, 0) as denominator_after,
            numerator_after - numerator_before as numerator_change,
            denominator_after - denominator_before as denominator_change,
            {placed}
        from {before} as b
        full outer join {after} as a on b.record_id = a.record_id
        where numerator_change <> 0 or denominator_change <> 0
    """


def _figure(con: duckdb.DuckDBPyConnection, name: str) -> Line:
    row = con.execute(f"""
        select count(*) filter (numerator <> 0 or denominator <> 0),
            coalesce(sum(numerator), 0), coalesce(sum(denominator), 0)
        from {name}
    """).fetchone() or (0, 0, 0)
    return Line("figure", name, *map(int, row))


def _lines(con: duckdb.DuckDBPyConnection, step: str) -> list[Line]:
    rows = con.execute(
        """
        select kind, count(*), sum(numerator_change), sum(denominator_change)
        from changes where step = ? group by kind
        """,
        [step],
    ).fetchall()
    found = {kind: Line(step, kind, int(n), int(up), int(down)) for kind, n, up, down in rows}
    return [found[kind] for kind in KINDS if kind in found]
