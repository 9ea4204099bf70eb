"""The queue for people: which pairs of people should be looked at, the likeliest first.

Who decides what is in `stewards`; what is decided without anybody looking is in `decisions`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.ducks import open_memory, read_sealed
from orchestration.home import Home
from orchestration.identity.ledger import replace_sealed
from orchestration.identity.records import PAIR, Pair, in_order, named_pairs_sql
from orchestration.identity.stewards import hide
from orchestration.refusals import Refusal

BUDGET, LEAST_PLACES = 0.05, 20
ITEM_LETTERS = 5
SEEN_IN_FULL = ("forename", "surname", "born_on", "postcode", "sex", "upn", "nhs_number", "uln")
DOUBLES_FROM = 0.9
OVERRULED = {"number_conflict", "contradiction"}
ASKED = ("PotentialMatch", "ManyMatch", "LowConfidenceMatch")

# What makes a pair a question, in words for whoever answers it.
REASONS = {
    "number_conflict": "they have different national numbers",
    "forename_differs": "twins and siblings are often alike in this way",
    "initial": "one forename is a letter only",
    "forename_like_another": "both forenames are names in use, as near-identical twins have",
    "birth_differs": "two people of one name often share an address",
    "birth_missing": "a birth date is missing and the name is common",
    "file_swapped": "nearly every row of this supplier has its names swapped",
    "file_shifted": "nearly every row of this supplier has another birth date than elsewhere",
    "ManyMatch": "somebody else is nearly as likely",
    "LowConfidenceMatch": "there is little to go by",
    "PotentialMatch": "the evidence is not quite enough",
    "doubles": "one supplier may have this person twice",
    "contradiction": "it would bring together two people of one supplier, or two numbers",
}


@dataclass(frozen=True)
class Question:
    """One pair of the queue: the evidence side by side, and what makes it a question."""

    item: str
    pair: Pair
    probability: float
    reasons: list[str]
    left: dict[str, Any]
    right: dict[str, Any]
    is_contradicted: bool


def queue_file(home: Home) -> Path:
    return home.linked / "queue.parquet"


def fill_queue(con: duckdb.DuckDBPyConnection, home: Home, *, keep: bool = True) -> int:
    """Write tonight's questions from `decided`, `clustered` and `contradictions`; return how many.

    One question for each two people, the likeliest pair of theirs; at most one for every twenty
    records outside the registers. What a steward has answered is not asked again, by no other pair
    of the same two people either. Without `keep` the file stays as it was.
    """
    con.execute("""
        create or replace temp table people_of_sources as
        select cluster_no, list(distinct source) as sources
        from clustered inner join people_compared using (record_no) group by cluster_no
    """)
    con.execute("""
        create or replace temp table settled as
        select distinct least(l.cluster_no, r.cluster_no) as one,
            greatest(l.cluster_no, r.cluster_no) as two
        from told_apart
        inner join clustered as l on told_apart.record_no_l = l.record_no
        inner join clustered as r on told_apart.record_no_r = r.record_no
    """)
    con.execute(f"""
        create or replace temp table questions as
        with asked as (
            select decided.*, contradictions.record_no_l is not null as contradicts,
                least(l.cluster_no, r.cluster_no) as one,
                greatest(l.cluster_no, r.cluster_no) as two
            from decided
            inner join clustered as l on decided.record_no_l = l.record_no
            inner join clustered as r on decided.record_no_r = r.record_no
            left join contradictions using (record_no_l, record_no_r)
            left join verdicts using (record_no_l, record_no_r)
            where l.cluster_no <> r.cluster_no and verdicts.record_no_l is null
                and (least(l.cluster_no, r.cluster_no), greatest(l.cluster_no, r.cluster_no))
                    not in (select one, two from settled)
                and (status in {ASKED} or contradictions.record_no_l is not null)
        )
        select asked.* from asked
        inner join people_of_sources as p on asked.one = p.cluster_no
        inner join people_of_sources as q on asked.two = q.cluster_no
        where contradicts or not list_has_any(p.sources, q.sources)
            or asked.source_l = asked.source_r and probability >= {DOUBLES_FROM}
        qualify row_number() over (
            partition by one, two order by probability desc, weight desc, record_no_l, record_no_r
        ) = 1
    """)
    con.execute(f"""
        create or replace temp table queue as
        select * from questions
        order by probability desc, weight desc, record_no_l, record_no_r
        limit greatest({LEAST_PLACES}, cast(ceil({BUDGET} *
            (select count(*) from people_compared where not is_numbered)) as integer))
    """)
    if keep:
        replace_sealed(con, queue_file(home), _written(con))
    row = con.execute("select count(*) from queue").fetchone()
    return int(row[0]) if row else 0


def questions(home: Home) -> list[Question]:
    """The queue as it was last filled, the likeliest first."""
    if not queue_file(home).exists():
        return []
    with open_memory(home) as con:
        rows = con.execute(f"from {read_sealed(queue_file(home))}").fetchall()
        names = [column[0] for column in con.description or ()]
    told = [dict(zip(names, row, strict=True)) for row in rows]
    hidden = hide(home, [_pair(row) for row in told])
    return [
        _question(row, f"{one[-ITEM_LETTERS:]}{other[-ITEM_LETTERS:]}".lower())
        for row, (one, other) in zip(told, hidden, strict=True)
    ]


def find_question(home: Home, item: str) -> Question:
    found = [question for question in questions(home) if question.item == item]
    if not found:
        what = f"There is no question {item!r} in the queue."
        raise Refusal("--item", what, "List them: sendmart identity review.")
    return found[0]


def _written(con: duckdb.DuckDBPyConnection) -> str:
    told = [
        f"case when {in_order()} then {one}.{column} else {other}.{column} end as {column}_{side}"
        for side, one, other in (("l", "a", "b"), ("r", "b", "a"))
        for column in SEEN_IN_FULL
    ]
    reasons = """list_distinct(list_concat(vetoes,
        case when status <> 'Match' then [status] else [] end,
        case when contradicts then ['contradiction'] else [] end,
        case when source_l = source_r then ['doubles'] else [] end))"""
    further = (
        f", {', '.join(told)}, cast(probability as double) as probability, {reasons} as reasons"
    )
    order = f"pairs.probability desc, pairs.weight desc, {', '.join(PAIR)}"
    return f"{named_pairs_sql('queue', further)} order by {order}"


def _question(row: dict[str, Any], item: str) -> Question:
    return Question(
        item=item,
        pair=_pair(row),
        probability=float(row["probability"]),
        reasons=[REASONS[reason] for reason in row["reasons"]],
        left={column: row[f"{column}_l"] for column in SEEN_IN_FULL},
        right={column: row[f"{column}_r"] for column in SEEN_IN_FULL},
        is_contradicted=not OVERRULED.isdisjoint(row["reasons"]),
    )


def _pair(row: dict[str, Any]) -> Pair:
    known_by, supplier, own_id, *other = (str(row[column]) for column in PAIR)
    return (known_by, supplier, own_id), (other[0], other[1], other[2])
