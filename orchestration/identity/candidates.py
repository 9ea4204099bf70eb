"""Pairs of records that may be one person, with all that a decision looks at, in one table.

What is made of it is decided in `decisions`.
"""

import duckdb

from orchestration.identity.likeness import COMPARISONS, Level

NUMBERS = ("upn", "nhs_number", "uln")
ATTESTED, ATTESTED_SHARE, COMMON_SHARE = 50, 0.02, 0.3
NOT_WEIGHED = -30.0
# Identical details need no weight: among few people the model thinks every name common.
IDENTICAL_PAIRS = f"""union all
    select l.record_no, r.record_no, {NOT_WEIGHED}
    from people_compared as l
    inner join people_compared as r on l.full_name = r.full_name and l.born_on = r.born_on
        and l.postcode = r.postcode and l.record_no < r.record_no
    where l.source <> r.source or not l.is_numbered"""


def lay_out(con: duckdb.DuckDBPyConnection, strangers: list[str]) -> None:
    """Make `candidates` from `people_weighed`, `people_compared` and `system_ids` (record_no,
    word, id): one row per pair of records, the lower number on the left.

    weight           bits of evidence by the model; NOT_WEIGHED where only an identifier pairs them
    name, birth, postcode, sex   levels of likeness
    same_number      a valid UPN, NHS number or learner number in common, or a UPN that replaced
                     the other's
    number_conflict  both have such a number, and not the same
    same_system_id   both give one identifier of one system
    both_attested    the two spellings of the forename are both names in use, so that neither need
                     be a slip for the other
    both_in_common_use  they are so common that neither need be a short form of the other
    alike_as_strangers  different people are known to be alike in just this way
    is_adopted       one of them is an earlier identity, which is closed
    """
    _share_system_ids(con)
    _count_names(con)
    con.execute(f"""
        create or replace temp table pairs as
        select record_no_l, record_no_r, max(weight) as weight from (
            select record_no_l, record_no_r, weight from people_weighed
            union all select record_no_l, record_no_r, {NOT_WEIGHED} from same_system_ids
            {" ".join(_same_number(number, number) for number in NUMBERS)}
            {_same_number("upn", "former_upn")} {_same_number("former_upn", "upn")}
            {IDENTICAL_PAIRS}
        ) group by all order by all
    """)
    likeness = ", ".join(f"{level_of(name)} as {name}" for name in COMPARISONS)
    conflict = " or ".join(f"coalesce({number}_l <> {number}_r, false)" for number in NUMBERS)
    agreement = " or ".join(f"coalesce({number}_l = {number}_r, false)" for number in NUMBERS)
    renumbered = "coalesce(former_upn_l = upn_r or upn_l = former_upn_r, false)"
    con.execute(f"""
        create or replace temp table candidates as
        with compared as ({beside(con, "pairs")})
        select record_no_l, record_no_r, source_l, source_r, agency_l, agency_r, weight, {likeness},
            {agreement} or {renumbered} as same_number,
            ({conflict}) and not {renumbered} as number_conflict,
            shared.record_no_l is not null as same_system_id,
            {_both_in_use(ATTESTED_SHARE)} as both_attested,
            {_both_in_use(COMMON_SHARE)} as both_in_common_use,
            {_is_known(strangers)} as alike_as_strangers,
            is_adopted_l or is_adopted_r as is_adopted
        from compared
        left join same_system_ids as shared using (record_no_l, record_no_r)
        left join forenames_in_use as use_l on forename_l = use_l.forename
        left join forenames_in_use as use_r on forename_r = use_r.forename
        order by record_no_l, record_no_r
    """)


def _share_system_ids(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace temp table same_system_ids as
        select distinct l.record_no as record_no_l, r.record_no as record_no_r
        from system_ids as l
        inner join system_ids as r
            on l.word = r.word and l.id = r.id and l.record_no < r.record_no
    """)


def _count_names(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace temp table forenames_in_use as
        select forename, count(distinct surname) as surnames
        from people_compared where forename is not null group by forename
    """)


def _both_in_use(share: float) -> str:
    """Whether both forenames are many people's, and the rarer nearly as many's as the other."""
    return f"""coalesce(least(use_l.surnames, use_r.surnames) >= greatest({ATTESTED},
        {share} * greatest(use_l.surnames, use_r.surnames)), false)"""


def _is_known(strangers: list[str]) -> str:
    return f"list_contains({strangers}::varchar[], name || '|' || birth || '|' || postcode)"


def _same_number(one: str, other: str) -> str:
    return f"""union all
        select l.record_no, r.record_no, {NOT_WEIGHED}
        from people_compared as l
        inner join people_compared as r on l.{one} = r.{other} and l.record_no < r.record_no"""


def beside(con: duckdb.DuckDBPyConnection, pairs: str) -> str:
    """A query of pairs with what is compared of both people, as columns _l and _r."""
    return f"""select pairs.* exclude (record_no_l, record_no_r),
            {_suffixed(con, "l")}, {_suffixed(con, "r")}
        from {pairs} as pairs
        inner join people_compared as l on pairs.record_no_l = l.record_no
        inner join people_compared as r on pairs.record_no_r = r.record_no"""


def _suffixed(con: duckdb.DuckDBPyConnection, side: str) -> str:
    columns = con.execute("select * from people_compared limit 0").description
    return ", ".join(f"{side}.{column[0]} as {column[0]}_{side}" for column in columns)


def level_of(comparison: str) -> str:
    """The strictest level of likeness that two people reach, as SQL over columns _l and _r."""
    missing, levels = COMPARISONS[comparison]

    def told(level: Level) -> str:
        found = f"when {level.sql} then" if level.sql != "ELSE" else "else"
        return f"{found} '{level.name}'"

    return f"case when {missing} then 'missing' {' '.join(map(told, levels))} end"
