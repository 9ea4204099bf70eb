"""People do not come and go because a name is borne by one child more or less tonight."""

import duckdb
import pytest

from orchestration.identity.decisions import decide

LINK_FROM = 7
SHARES = dict.fromkeys(range(-6, 25), 0.99)


@pytest.mark.parametrize(
    ("weight", "known", "linked", "status"),
    [
        (7.1, (), False, "Match"),
        (7.1, (1,), False, "Match"),
        (7.1, (1, 2), False, "PotentialMatch"),
        (8.1, (1, 2), False, "Match"),
        (6.9, (1, 2), True, "Match"),
        (6.9, (), False, "PotentialMatch"),
    ],
)
def test_who_was_left_apart_needs_a_bit_more_and_who_was_linked_stays(
    weight: float, known: tuple[int, ...], linked: bool, status: str
) -> None:
    assert decided(weight, known, linked) == status


@pytest.mark.parametrize(
    ("weight", "known", "linked", "status"),
    [
        (9.1, (), False, "Match"),
        (8.9, (), False, "PotentialMatch"),
        (9.1, (1, 2), False, "PotentialMatch"),
        (8.9, (1, 2), True, "Match"),
        (7.9, (1, 2), True, "PotentialMatch"),
    ],
)
def test_so_it_is_where_a_birth_date_is_missing(
    weight: float, known: tuple[int, ...], linked: bool, status: str
) -> None:
    assert decided(weight, known, linked, birth="missing") == status


def decided(weight: float, known: tuple[int, ...], linked: bool, birth: str = "same") -> str:
    """The status of the pair of records 1 and 2."""
    alike = birth == "missing"
    vetoes = "['birth_missing']" if alike and weight < 9 else "[]::varchar[]"
    with duckdb.connect() as con:
        con.execute(f"""
            create temp table judged as
            select 1 as record_no_l, 2 as record_no_r, 'a' as source_l, 'b' as source_r,
                {weight}::double as weight, 'same' as name, '{birth}' as birth,
                'same' as postcode, false as same_number, false as same_system_id,
                {alike} as alike_as_strangers, null::varchar as rule, {vetoes} as vetoes;
            create temp table linked_before as
            select 1 as record_no_l, 2 as record_no_r where {linked};
            create temp table known_before as
            select unnest({list(known)}::bigint[]) as record_no
        """)
        decide(con, SHARES, LINK_FROM)
        return str(con.execute("select status from decided").fetchall()[0][0])
