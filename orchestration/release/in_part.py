"""Months of a measure that are shown as a number and are still not whole, as the build knows them.

Why a month is not told at all is on the quality page; the cells themselves are not looked at.
"""

from orchestration.ducks import open_to_read
from orchestration.release.contents import Contents

Parts = dict[tuple[str, str], str]


def told_in_part(contents: Contents) -> Parts:
    """What is lacking, by measure and month, where the total has a number nevertheless."""
    with open_to_read(contents.build.warehouse) as con:
        known = con.execute("""
            select count(*) from duckdb_columns()
            where schema_name = 'measures' and table_name = 'measures'
                and column_name in ('reason_code', 'symbol')
        """).fetchone()
        if known != (2,):
            return {}
        rows = con.execute("""
            select measure_id, strftime(month_starting_on, '%Y-%m'), min(reason_code)
            from measures.measures
            where breakdown = 'total' and reason_code is not null and symbol is null
            group by all order by all
        """).fetchall()
    return {(number, month): reason_told(reason) for number, month, reason in rows}


def reason_told(reason: str) -> str:
    """As people say it: `part_month: to 2025-12-20` is part of the month, to 2025-12-20."""
    return reason.replace("part_month:", "part of the month,").replace("_", " ")
