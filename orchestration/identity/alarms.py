"""Files that are wrong as a whole, seen by what their people match: swapped names, shifted births.

A supplier is told of single rows at the door; here a whole file speaks against all others.
"""

from dataclasses import dataclass

import duckdb

WRONG_SHARE, LEAST_PAIRS = 0.2, 20

SIGNS = {
    "file_swapped": "name = 'swapped'",
    "file_shifted": "birth in ('one_part', 'swapped', 'a_year_apart', 'different', 'by_default')",
}
WORDS = {
    "file_swapped": "forename and surname seem to be swapped",
    "file_shifted": "birth dates seem to be shifted, or day and month swapped",
}


@dataclass(frozen=True)
class Alarm:
    """A sign that a source's file is wrong as a whole, and the share of its likely links."""

    source: str
    sign: str
    share: float

    @property
    def sentence(self) -> str:
        return (
            f"{self.source}: {WORDS[self.sign]} in {self.share:.0%} of the rows that resemble"
            " somebody elsewhere. None of these was linked anew; ask the supplier, and for a"
            " corrected file."
        )


def raise_alarms(con: duckdb.DuckDBPyConnection, link_from: int) -> list[Alarm]:
    """Find sources that show a sign in too many of the pairs that weigh enough, and send those
    pairs of `judged` to a person; what was linked before stays linked."""
    shares = ", ".join(
        f"count(*) filter ({sql}) / count(*) as {sign}" for sign, sql in SIGNS.items()
    )
    con.execute(f"""
        create or replace temp table signs as
        with sided as (
            select source_l as source, judged.* from judged
            union all select source_r, judged.* from judged
        )
        select source, {shares} from sided
        where source_l <> source_r and weight >= {link_from}
        group by source having count(*) >= {LEAST_PAIRS} order by source
    """)
    alarms = []
    for sign, sql in SIGNS.items():
        found = con.execute(
            f"select source, {sign} from signs where {sign} >= {WRONG_SHARE} order by {sign} desc"
        ).fetchall()
        if not found:
            continue
        # What one source does to all others shows in the others too: the worst is the one.
        alarms.append(Alarm(str(found[0][0]), sign, float(found[0][1])))
        con.execute(
            f"""
            update judged set vetoes = list_append(vetoes, '{sign}'), rule = null
            where {sql} and ? in (source_l, source_r) and not exists (
                select 1 from linked_before as held
                where held.record_no_l = judged.record_no_l
                    and held.record_no_r = judged.record_no_r)
            """,
            [found[0][0]],
        )
    return alarms
