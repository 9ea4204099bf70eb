"""What is made of a pair: one person, a question for a person, or two people.

The statuses are those of DfE's matcher for children's social care (Match, PotentialMatch,
LowConfidenceMatch, ManyMatch, NoMatch). A weight alone never decides: the model takes likenesses
for independent, and twins share a surname, a birth date and a home. Why each rule is there is
said beside it.
"""

import duckdb

from orchestration.identity.candidates import NOT_WEIGHED

LEAST_WEIGHT = -6.0
KEEP_FROM = 0.5
CONFLICT_WORTH_ASKING_BITS = 15.0
MARGIN_BITS = 3.0
INERTIA_BITS = 1.0
WITHOUT_BIRTH_BITS = 9.0

# Anything that two of one household do not have in common by living together.
SAME_NAME = "name in ('same', 'swapped', 'alias', 'close', 'close_surname', 'both_close')"
BIRTH_TOO_LITTLE = "alike_as_strangers and birth = 'missing'"
NO_FORENAME_ALIKE = ("surname_only", "close_surname_only", "different")
BIRTH_FITS = "birth in ('same', 'first_of_january', 'swapped', 'one_part', 'by_default')"

# A number in common is believed when at least two of birth date, name and postcode say so too; a
# mistyped number may be somebody else's, and a sibling's or a twin's is often written by mistake.
CROSS_CHECKED = """(
    cast(birth in ('same', 'first_of_january', 'swapped', 'one_part', 'by_default') as int)
    + cast(name not in ('missing', 'surname_only', 'close_surname_only', 'different') as int)
    + cast(postcode in ('same', 'one_sign_off', 'sector') as int) >= 2
    and name not in ('near', 'surname_only', 'close_surname_only', 'different')
    and not (alike_as_strangers and name in ('close', 'both_close') and both_attested)
)"""

# Where a system gives no names, the whole birth date must agree, and nothing may speak against it.
NAMELESS = """(
    name = 'missing' and birth in ('same', 'first_of_january') and sex <> 'different'
)"""

IDENTICAL = "(name = 'same' and birth = 'same' and postcode = 'same')"

RULES: dict[str, str] = {
    "number_and_details": f"same_number and ({CROSS_CHECKED} or {NAMELESS})",
    "system_id_and_details": (
        f"same_system_id and not number_conflict and ({CROSS_CHECKED} or {NAMELESS})"
    ),
    "identical_details": f"{IDENTICAL} and not number_conflict",
}

# Each veto sends a pair to a person, however much it weighs. What different people of the county
# are often alike in (twins, brothers and sisters, father and son) is learnt in `strangers`.
VETOES: dict[str, str] = {
    # An adopted child's earlier identity is closed: nothing may lead from it to the new one.
    "adopted": "is_adopted",
    # A national number is given to one person once.
    "number_conflict": "number_conflict",
    # Twins share all but the forename, and so do brothers and sisters but for the birth date.
    "forename_differs": (
        f"alike_as_strangers and not {SAME_NAME}"
        f" or name in {NO_FORENAME_ALIKE} and birth not in ('same', 'first_of_january')"
    ),
    # A first letter tells nobody apart.
    "initial": "name = 'initial'",
    # Near-identical names of twins: both are names in use, so neither is a slip for the other.
    "forename_like_another": (
        "alike_as_strangers and (name in ('close', 'both_close') and both_attested"
        " or name = 'alias' and both_in_common_use)"
    ),
    # Father and son, and namesakes at one address: the names agree, the births do not.
    "birth_differs": f"alike_as_strangers and not {BIRTH_FITS} and birth <> 'missing'",
    # Without a birth date, a name in common use and a postcode are many people's.
    "birth_missing": f"{BIRTH_TOO_LITTLE} and weight < {WITHOUT_BIRTH_BITS}",
}


def judge(con: duckdb.DuckDBPyConnection) -> None:
    """Make `judged` from `candidates`: each pair with the rule it meets and what speaks against
    it. An earlier identity meets no rule."""
    rule = " ".join(f"when {sql} then '{name}'" for name, sql in RULES.items())
    vetoes = ", ".join(f"case when {sql} then '{name}' end" for name, sql in VETOES.items())
    con.execute(f"""
        create or replace temp table judged as
        select candidates.*, case when not is_adopted then case {rule} end end as rule,
            list_filter([{vetoes}], lambda veto: veto is not null) as vetoes
        from candidates order by record_no_l, record_no_r
    """)


def decide(con: duckdb.DuckDBPyConnection, shares: dict[int, float], link_from: int) -> None:
    """Make `decided` from `judged`: each pair with its probability, margin and status.

    Read besides: `linked_before` (record_no_l, record_no_r), pairs that were one person last time;
    such a pair stays one while that is likelier than not, so that people do not come and go.
    `known_before` (record_no): two whom last time left apart need a bit more than newcomers, for a
    name that one child more or less bears tonight is no cause to join them.
    """
    _measure_margins(con, link_from)
    likely = f"(weight - inertia >= {link_from} or was_linked and probability >= {KEEP_FROM})"
    unopposed = f"""(list_filter(vetoes, lambda veto: veto <> 'birth_missing') = []
        and not ({BIRTH_TOO_LITTLE} and weight - inertia < {WITHOUT_BIRTH_BITS}))"""
    enough = f"coalesce(margin_bits, 99) - inertia >= {MARGIN_BITS}"
    unlikely = f"""('adopted' in vetoes
        or 'number_conflict' in vetoes and weight < {CONFLICT_WORTH_ASKING_BITS}
        or 'birth_differs' in vetoes and not (same_number or same_system_id))"""
    con.execute(f"""
        create or replace temp table decided as
        with believed as (
            select judged.*, margins.bits as margin_bits,
                case when weight > {NOT_WEIGHED} then {probability(shares)} else 0 end
                    as probability,
                linked_before.record_no_l is not null as was_linked,
                case when was_linked then -{INERTIA_BITS}
                    when l.record_no is not null and r.record_no is not null then {INERTIA_BITS}
                    else 0 end as inertia
            from judged
            left join margins using (record_no_l, record_no_r)
            left join linked_before using (record_no_l, record_no_r)
            left join known_before as l on judged.record_no_l = l.record_no
            left join known_before as r on judged.record_no_r = r.record_no
        )
        select * exclude (inertia), case
                when {unlikely} then 'NoMatch'
                when rule is not null then 'Match'
                when {likely} and {unopposed} and not {enough} then 'ManyMatch'
                when {likely} and {unopposed} then 'Match'
                when probability >= {KEEP_FROM} or same_number or same_system_id
                    then 'PotentialMatch'
                when weight >= {LEAST_WEIGHT} then 'LowConfidenceMatch'
                else 'NoMatch'
            end as status
        from believed order by record_no_l, record_no_r
    """)


def probability(shares: dict[int, float]) -> str:
    """A weight in bits as the share of such pairs that are one person, as SQL."""
    least, most = min(shares), max(shares)
    listed = ", ".join(str(shares[weight]) for weight in range(least, most + 1))
    place = f"cast(floor(least(greatest(weight, {least}), {most})) as integer) - {least} + 1"
    return f"list_extract([{listed}], {place})"


def _measure_margins(con: duckdb.DuckDBPyConnection, link_from: int) -> None:
    """Make `margins`: by how many bits a pair is better than the next best that either side has in
    the other's source. Two records of one source that look like one person are not rivals."""
    con.execute(f"""
        create or replace temp table doubles as
        select record_no_r as record_no, min(record_no_l) as entity from judged
        where source_l = source_r
            and (rule is not null or weight >= {link_from} and vetoes = [])
        group by record_no_r
    """)
    con.execute("""
        create or replace temp table rivals as
        with sided as (
            select record_no_l as me, record_no_r as other, source_r as source, weight from judged
            union all
            select record_no_r, record_no_l, source_l, weight from judged
        )
        select sided.me, sided.source, coalesce(same.entity, sided.other) as entity,
            max(sided.weight) as weight
        from sided left join doubles as same on sided.other = same.record_no
        group by all
    """)
    con.execute("""
        create or replace temp table places as
        select me, source, entity, weight,
            row_number() over places as place,
            lead(weight) over places as next_weight,
            first_value(weight) over places as best_weight
        from rivals window places as (partition by me, source order by weight desc, entity)
    """)
    con.execute("""
        create or replace temp table margins as
        with sided as (
            select record_no_l, record_no_r, record_no_l as me, record_no_r as other,
                source_r as source, weight from judged
            union all
            select record_no_l, record_no_r, record_no_r, record_no_l, source_l, weight from judged
        )
        select sided.record_no_l, sided.record_no_r, min(case
                when places.place = 1 then sided.weight - places.next_weight
                else sided.weight - places.best_weight
            end) as bits
        from sided
        left join doubles as same on sided.other = same.record_no
        left join places on sided.me = places.me and sided.source = places.source
            and coalesce(same.entity, sided.other) = places.entity
        group by all
    """)
