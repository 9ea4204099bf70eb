"""From pairs to people: pairs that are one person make a cluster, unless that would contradict.

Two people of one source are never brought together by way of a third, and no cluster holds two
different national numbers of one kind, or a pair that stewards have told apart. Two numbers are
one where the second replaced the first, or where stewards have said that they are one person's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb
import numpy as np
import pyarrow as pa

NUMBERS = ("upn", "nhs_number", "uln")
STRENGTHS = ("steward", "number_and_details", "system_id_and_details", "identical_details")


def cluster(con: duckdb.DuckDBPyConnection) -> None:
    """Make `clustered` (record_no, cluster_no) and `contradictions` (record_no_l, record_no_r),
    matches that were not followed, from `matches` (record_no_l, record_no_r, rule, weight),
    `told_apart` (record_no_l, record_no_r) and `people_compared`.

    A cluster bears the number of its first record.
    """
    _join_all(con)
    _find_contradicting(con)
    edges = con.execute(f"""
        select record_no_l, record_no_r
        from matches inner join joined on record_no_l = joined.record_no
        where joined.cluster_no in (select cluster_no from contradicting)
        order by list_position({list(STRENGTHS)}, rule) nulls last, weight desc,
            record_no_l, record_no_r
    """).fetchall()
    people = con.execute(f"""
        select record_no, source, {", ".join(NUMBERS)}
        from people_compared inner join joined using (record_no)
        where cluster_no in (select cluster_no from contradicting) order by record_no
    """).fetchall()
    parted, refused = _part(people, edges, _pairs(con, "told_apart"), _numbers_alike(con))
    _register(con, "parted", ("record_no", "cluster_no"), sorted(parted.items()))
    con.execute("""
        create or replace temp table clustered as
        select joined.record_no, coalesce(parted.cluster_no, joined.cluster_no) as cluster_no
        from joined left join parted on joined.record_no = parted.record_no
        order by joined.record_no
    """)
    _register(con, "contradictions", ("record_no_l", "record_no_r"), refused)


def _join_all(con: duckdb.DuckDBPyConnection) -> None:
    """Make `joined` (record_no, cluster_no): what hangs together by matches alone."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    numbers = con.execute("select record_no from people_compared order by record_no").fetchnumpy()
    records = numbers["record_no"]
    found = con.execute("select record_no_l, record_no_r from matches").fetchnumpy()
    left, right = (np.searchsorted(records, found[side]) for side in ("record_no_l", "record_no_r"))
    shape = (len(records), len(records))
    edges = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=shape)
    _, labels = connected_components(edges, directed=False)
    first = np.full(labels.max(initial=-1) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, labels, records)
    table = pa.table({"record_no": records, "cluster_no": first[labels]})
    con.register("joined_now", table)
    con.execute("create or replace temp table joined as from joined_now order by record_no")
    con.unregister("joined_now")


def _find_contradicting(con: duckdb.DuckDBPyConnection) -> None:
    """Make `contradicting` (cluster_no): clusters in which something speaks against something."""
    several = " or ".join(f"count(distinct {number}) > 1" for number in NUMBERS)
    con.execute(f"""
        create or replace temp table contradicting as
        with members as (
            select cluster_no, people_compared.* from joined
            inner join people_compared using (record_no)
        ),
        of_one_source as (
            select cluster_no, sum(records * (records - 1) // 2) as pairs
            from (select cluster_no, source, count(*) as records from members group by all)
            group by cluster_no
        ),
        matched_in_source as (
            select l.cluster_no, count(*) as pairs from matches
            inner join members as l on matches.record_no_l = l.record_no
            inner join members as r on matches.record_no_r = r.record_no
            where l.source = r.source group by l.cluster_no
        )
        select cluster_no from members group by cluster_no having {several}
        union
        select of_one_source.cluster_no from of_one_source
        left join matched_in_source using (cluster_no)
        where of_one_source.pairs > coalesce(matched_in_source.pairs, 0)
        union
        select l.cluster_no from told_apart
        inner join joined as l on told_apart.record_no_l = l.record_no
        inner join joined as r on told_apart.record_no_r = r.record_no
        where l.cluster_no = r.cluster_no
    """)


def _numbers_alike(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Numbers that one person has had, each with the one that stands for it."""
    by_stewards = " ".join(
        f"""union all select l.{number}, r.{number} from matches
        inner join people_compared as l on record_no_l = l.record_no
        inner join people_compared as r on record_no_r = r.record_no
        where rule = 'steward' and l.{number} <> r.{number}"""
        for number in NUMBERS
    )
    replaced = "select upn, former_upn from people_compared where upn <> former_upn"
    pairs = con.execute(f"{replaced} {by_stewards} order by all").fetchall()
    stands_for: dict[str, str] = {}

    def last(number: str) -> str:
        while number in stands_for:
            number = stands_for[number]
        return number

    for one, other in pairs:
        first, second = sorted((last(one), last(other)))
        if first != second:
            stands_for[second] = first
    return {number: last(number) for number in stands_for}


@dataclass
class _Group:
    """Records taken for one person so far, and what must not be given twice."""

    records: list[int]
    numbers: list[set[str]]
    sources: dict[str, list[int]] = field(default_factory=dict)


def _part(
    people: list[tuple[int, str, str | None, str | None, str | None]],
    edges: list[tuple[int, int]],
    apart: set[tuple[int, int]],
    alike: dict[str, str],
) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """Follow the strongest match first, and none that contradicts what was followed before it."""
    groups = {
        record: _Group(
            [record], [{alike.get(n, n)} if n else set() for n in numbers], {source: [record]}
        )
        for record, source, *numbers in people
    }
    matched, refused = set(edges), []
    for left, right in edges:
        one, other = groups[left], groups[right]
        if one is other:
            continue
        if _contradict(one, other, matched, apart):
            refused.append((left, right))
            continue
        one.records += other.records
        one.numbers = [a | b for a, b in zip(one.numbers, other.numbers, strict=True)]
        for source, records in other.sources.items():
            one.sources.setdefault(source, []).extend(records)
        groups.update(dict.fromkeys(other.records, one))
    return {record: min(group.records) for record, group in groups.items()}, sorted(refused)


def _contradict(
    one: _Group, other: _Group, matched: set[tuple[int, int]], apart: set[tuple[int, int]]
) -> bool:
    if any(len(a | b) > 1 for a, b in zip(one.numbers, other.numbers, strict=True)):
        return True
    if apart and any(_pair(a, b) in apart for a in one.records for b in other.records):
        return True
    shared = one.sources.keys() & other.sources.keys()
    return any(
        _pair(a, b) not in matched
        for source in shared
        for a in one.sources[source]
        for b in other.sources[source]
    )


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _pairs(con: duckdb.DuckDBPyConnection, table: str) -> set[tuple[int, int]]:
    return set(con.execute(f"select record_no_l, record_no_r from {table}").fetchall())


def _register(
    con: duckdb.DuckDBPyConnection,
    name: str,
    columns: tuple[str, str],
    rows: Iterable[tuple[int, int]],
) -> None:
    told = list(rows)
    table = pa.table(
        {
            column: pa.array([row[at] for row in told], pa.int64())
            for at, column in enumerate(columns)
        }
    )
    con.register("told_now", table)
    con.execute(f"create or replace temp table {name} as from told_now")
    con.unregister("told_now")
