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
    alarms: list[Alarm] = []
    for sign in SIGNS:
        # What one source does to all others shows in the others too: the worst is one, and whoever
        # shows it without that one is another.
        told: list[str] = []
        while found := _worst(con, sign, told, link_from):
            alarms.append(found)
            told.append(found.source)
            _send_to_a_person(con, found)
    return alarms


def _worst(
    con: duckdb.DuckDBPyConnection, sign: str, found_before: list[str], link_from: int
) -> Alarm | None:
    row = con.execute(
        f"""
        with sided as (
            select source_l as source, source_r as other, judged.* from judged
            union all select source_r, source_l, judged.* from judged
        )
        select source, count(*) filter ({SIGNS[sign]}) / count(*) as share from sided
        where source <> other and (weight >= {link_from} or rule is not null)
            and not list_has_any([source, other], ?::varchar[])
        group by source having count(*) >= {LEAST_PAIRS} and share >= {WRONG_SHARE}
        order by share desc, source limit 1
        """,
        [found_before],
    ).fetchone()
    return Alarm(str(row[0]), sign, float(row[1])) if row else None


def _send_to_a_person(con: duckdb.DuckDBPyConnection, alarm: Alarm) -> None:
    con.execute(
        f"""
        update judged set vetoes = list_append(vetoes, '{alarm.sign}'), rule = null
        where {SIGNS[alarm.sign]} and ? in (source_l, source_r) and not exists (
            select 1 from linked_before as held
            where held.record_no_l = judged.record_no_l
                and held.record_no_r = judged.record_no_r)
        """,
        [alarm.source],
    )
