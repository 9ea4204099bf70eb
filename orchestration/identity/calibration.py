"""What a weight is worth: the share of such pairs that are one person, learnt without labels.

Two different entries of a register are two people, so how often they reach a weight says how often
strangers do (a target-decoy estimate, Elias and Gygi 2007). What strangers cannot explain of the
pairs between sources is people in both.
"""

from dataclasses import dataclass

import duckdb

LIGHTEST, HEAVIEST = -6, 24
UNSEEN = 0.5
ERRORS_ALLOWED, LEAST_SHARE = 0.0001, 0.95


@dataclass(frozen=True)
class Calibration:
    """`shares` by weight in whole bits, never falling; `link_from` is the weight from which the
    links made without anybody looking hold at most one error in 10,000."""

    shares: dict[int, float]
    link_from: int


def calibrate(con: duckdb.DuckDBPyConnection) -> Calibration:
    """Learn from `judged`, which must hold the pairs within registers as well."""
    within, between = _pairs_of_strangers(con)
    found, decoys = _seen(con)
    weights = range(LIGHTEST, HEAVIEST + 1)
    errors = {bits: decoys.get(bits, 0) * between / within for bits in weights}
    unseen = UNSEEN * between / within
    shares = {
        bits: max(0.0, 1 - (errors[bits] + unseen) / max(found.get(bits, 0), 1)) for bits in weights
    }
    return Calibration(_never_falling(shares, found), _link_from(shares, errors, found, unseen))


def _pairs_of_strangers(con: duckdb.DuckDBPyConnection) -> tuple[float, float]:
    """How many pairs within registers are two people, and between sources could become a false
    link: those of people who are not in the other source at all, for whoever is there is found
    first."""
    con.execute("""
        create or replace temp table found_in as
        with sided as (
            select record_no_l as me, source_l as mine, source_r as theirs, weight from judged
            union all select record_no_r, source_r, source_l, weight from judged
        ),
        best as (
            select me, mine, theirs, 1 / (1 + pow(2, -max(weight))) as share from sided
            where mine <> theirs group by all
        ),
        sizes as (select source, count(*) as people from people_compared group by source)
        select mine, theirs, sum(share) / any_value(sizes.people) as share
        from best inner join sizes on best.mine = sizes.source group by all
    """)
    row = con.execute("""
        with sizes as (
            select source, any_value(is_numbered) as is_numbered, count(*) as people
            from people_compared group by source
        )
        select
            (select coalesce(sum(people * (people - 1) / 2), 0) from sizes where is_numbered),
            coalesce(sum(l.people * r.people
                * (1 - least(greatest(coalesce(one.share, 0), coalesce(two.share, 0)), 0.99))), 0)
        from sizes as l
        inner join sizes as r on l.source < r.source
        left join found_in as one on one.mine = l.source and one.theirs = r.source
        left join found_in as two on two.mine = r.source and two.theirs = l.source
    """).fetchone()
    return (float(row[0]), float(row[1])) if row else (0.0, 0.0)


def _seen(con: duckdb.DuckDBPyConnection) -> tuple[dict[int, int], dict[int, int]]:
    """Pairs between sources, and of two people of one register, that nothing but their weight
    speaks for or against. One child with two numbers is not two people: identical details are
    left out."""
    rows = con.execute(f"""
        select cast(floor(least(greatest(weight, {LIGHTEST}), {HEAVIEST})) as integer) as bits,
            count(*) filter (source_l <> source_r),
            count(*) filter (source_l = source_r and number_conflict)
        from judged
        where list_filter(vetoes, lambda veto: veto <> 'number_conflict') = []
            and not (name = 'same' and birth = 'same' and postcode = 'same' and number_conflict)
            and (source_l = source_r or not number_conflict)
        group by bits
    """).fetchall()
    return {bits: n for bits, n, _ in rows}, {bits: n for bits, _, n in rows}


def _never_falling(shares: dict[int, float], found: dict[int, int]) -> dict[int, float]:
    from scipy.optimize import isotonic_regression

    counts = [found.get(bits, 0) + 1 for bits in shares]
    fitted = isotonic_regression(list(shares.values()), weights=counts, increasing=True).x
    return {bits: round(float(share), 6) for bits, share in zip(shares, fitted, strict=True)}


def _link_from(
    shares: dict[int, float], errors: dict[int, float], found: dict[int, int], unseen: float
) -> int:
    link_from, links, wrong = HEAVIEST, 0, unseen
    for bits in sorted(shares, reverse=True):
        links += found.get(bits, 0)
        wrong += errors[bits]
        if shares[bits] >= LEAST_SHARE and wrong <= ERRORS_ALLOWED * max(links, 1):
            link_from = bits
    return link_from
