"""A figure is followed to its records: grouped, counted again, and told where it is not theirs."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import median

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.explain.definition import (
    RECORD,
    Definition,
    read_definition,
    read_where,
    the_measures,
)
from orchestration.explain.figures import Amounts, differences, figures, reckoned, refuse_unknown
from orchestration.explain.records import Asked, groups, records
from orchestration.refusals import Refusal

MONTH = date(2025, 12, 1)
GROUPS = (("sex",), ("sex", "band"), ("band",))


def definition(statistic: str = "share", parts: str = "") -> Definition:
    columns = ("sex", "band")
    return Definition(
        "V1", "Visits", "", "measures.v", statistic, ("visits",), columns, GROUPS, parts, {}
    )


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Six visits of December, one of which is left out, and one of November."""
    with duckdb.connect(":memory:") as con:
        con.execute("""
            create schema measures;
            create table measures.v as
            select 'V1' as measure_id, '999' as local_authority_code,
                cast(month as date) as month_starting_on, record as record_id,
                'p' || record as person_id, 's' as submission_id,
                'row' || record as received_row_id,
                above::bigint as counted_numerator, below::bigint as counted_denominator,
                reason as left_out_because, sex, band
            from (values
                ('2025-12-01', 'a', 1, 1, null, 'Girl', 'Short'),
                ('2025-12-01', 'b', 1, 1, null, 'Boy', 'Long'),
                ('2025-12-01', 'c', 0, 1, null, 'Girl', 'Long'),
                ('2025-12-01', 'd', 0, 1, null, 'Girl', 'Short'),
                ('2025-12-01', 'e', 0, 0, 'It was called off', 'Girl', 'Short'),
                ('2025-12-01', 'f', 0, 0, 'Nobody came', 'Boy', 'Short'),
                ('2025-11-01', 'g', 1, 1, null, 'Girl', 'Short')
            ) as told(month, record, above, below, reason, sex, band);
            create table measures.measures (measure_id varchar, local_authority_code varchar,
                month_starting_on date, breakdown varchar, item varchar, numerator bigint,
                denominator bigint, value decimal(18, 6), symbol varchar, reason_code varchar)
        """)
        yield con


def hold(con: duckdb.DuckDBPyConnection, breakdown: str, item: str, *figure: object) -> list[str]:
    """Put a figure into the measures room; return what is wrong with it."""
    above, below, value, symbol, reason = (*figure, None, None)[:5]
    con.execute(
        "insert into measures.measures values ('V1', '999', ?, ?, ?, ?, ?, ?, ?, ?)",
        [MONTH, breakdown, item, above, below, value, symbol, reason],
    )
    where = {} if breakdown == "total" else dict(
        zip(breakdown.split(" | "), item.split(" | "), strict=True)
    )  # fmt: skip
    asked = Asked(definition(), MONTH, where)
    return differences(con, asked, figures(con, asked))


def test_records_are_grouped_by_what_they_count_for(con: duckdb.DuckDBPyConnection) -> None:
    found = groups(con, Asked(definition(), MONTH, {}))
    assert [(g.kind, g.reason, g.records, g.numerator, g.denominator) for g in found] == [
        ("numerator", "", 2, 2, 2),
        ("denominator", "", 2, 0, 2),
        ("left_out", "It was called off", 1, 0, 0),
        ("left_out", "Nobody came", 1, 0, 0),
    ]
    girls = groups(con, Asked(definition(), MONTH, {"sex": "Girl"}))
    assert [(g.kind, g.records) for g in girls] == [
        ("numerator", 1),
        ("denominator", 2),
        ("left_out", 1),
    ]


def test_no_more_records_of_a_group_are_shown_than_asked(con: duckdb.DuckDBPyConnection) -> None:
    asked = Asked(definition(), MONTH, {})
    assert [r.record_id for r in records(con, asked, None)] == ["a", "b", "c", "d", "e", "f"]
    assert [r.record_id for r in records(con, asked, 1)] == ["a", "c", "e", "f"]
    [first, *_] = records(con, asked, 1)
    assert (first.person_id, first.place) == ("pa", ("s", "rowa"))


def test_a_figure_that_its_records_come_to_is_right(con: duckdb.DuckDBPyConnection) -> None:
    assert hold(con, "total", "Total", 2, 4, 50) == []
    assert hold(con, "sex", "Girl", 1, 3, Decimal("33.333333")) == []
    assert hold(con, "sex | band", "Boy | Short", 0, 0, None, "z") == []


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ((3, 4, 75), "The numerator of 999 is 3, and its records come to 2."),
        ((2, 5, 40), "The denominator of 999 is 5, and its records come to 4."),
        ((2, 4, 51), "The value of 999 is 51.000000, and its records come to 50.000000."),
    ],
)
def test_a_figure_that_they_do_not_come_to_is_told(
    con: duckdb.DuckDBPyConnection, figure: tuple[int, ...], told: str
) -> None:
    assert told in hold(con, "total", "Total", *figure)


def test_a_month_that_was_not_told_has_no_figure_to_compare(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert hold(con, "total", "Total", None, None, None, "x", "awaiting") == []


def test_an_item_of_a_distribution_is_a_part_of_the_whole(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("update measures.v set counted_numerator = 1 where left_out_because is null")
    parts = definition("distribution", "band")
    long = groups(con, Asked(parts, MONTH, {"band": "Long"}))
    assert [(g.kind, g.records) for g in long[:2]] == [("numerator", 2), ("denominator", 2)]
    girls = groups(con, Asked(parts, MONTH, {"sex": "Girl", "band": "Long"}))
    assert [(g.kind, g.records) for g in girls[:2]] == [("numerator", 1), ("denominator", 2)]
    con.execute(
        "insert into measures.measures values "
        "('V1', '999', ?, 'sex | band', 'Girl | Long', 1, 3, 33.333333, null, null)",
        [MONTH],
    )
    asked = Asked(parts, MONTH, {"band": "Long", "sex": "Girl"})
    assert differences(con, asked, figures(con, asked)) == []


def test_what_no_figure_is_held_for_is_refused(con: duckdb.DuckDBPyConnection) -> None:
    asked = Asked(definition(), MONTH, {"sex": "Neither"})
    with pytest.raises(Refusal, match="No figure is held for Neither in 2025-12"):
        refuse_unknown(asked, figures(con, asked))


def test_a_part_is_named_by_columns_of_the_measure() -> None:
    assert read_where(definition(), ["sex=Girl", "band=A=B"]) == {"sex": "Girl", "band": "A=B"}
    for wrong in ("sex", "person_id=p", "name=x"):
        with pytest.raises(Refusal, match="columns are: sex, band"):
            read_where(definition(), [wrong])


def test_a_measure_of_totals_has_no_records() -> None:
    said = {"id": "V9", "name": "Totals", "source": "visits"}
    node = {"schema": "measures", "alias": "msr_t", "description": "", "columns": {"value": {}}}
    assert read_definition(node, said).view == ""
    by_record = {**node, "columns": dict.fromkeys([*RECORD, "sex"], {})}
    found = read_definition(by_record, {**said, "also": ["calls"], "breakdowns": [["sex"]]})
    assert (found.view, found.columns) == ("measures.msr_t", ("sex",))
    assert found.sources == ("visits", "calls")
    assert found.breakdown_of({"sex": "Girl"}) == ("sex", "Girl")
    assert found.breakdown_of({"band": "Long"}) is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 900), min_size=1, max_size=45))
def test_ranked_figures_are_found_by_place(days: list[int]) -> None:
    found: Amounts = [(day, 1, days.count(day)) for day in sorted(set(days))]
    assert reckoned("longest_weeks", found)[:2] == (max(days), len(days))
    assert reckoned("median_weeks", found)[0] == 2 * median(days)
    place = -(-95 * len(days) // 100)
    assert reckoned("percentile_95_weeks", found)[0] == sorted(days)[place - 1]
    total = sum(days)
    mean = reckoned("mean_weeks", found)
    assert mean[:2] == (total, len(days)) and abs(float(mean[2] or 0) * 7 * len(days) - total) < 1


def test_a_change_is_how_much_more_or_less_than_the_base() -> None:
    assert reckoned("change", [(1, 0, 3), (0, 1, 4)]) == (3, 4, Decimal("-25.000000"))
    assert reckoned("change", []) == (0, 0, None)


def test_a_statistic_that_is_not_known_is_refused() -> None:
    with pytest.raises(Refusal, match="not known here"):
        reckoned("guess", [])


def test_every_statistic_of_a_measure_is_known() -> None:
    for measure in the_measures().values():
        if measure.view:
            reckoned(measure.statistic, [])


def test_where_nobody_counts_there_is_no_value() -> None:
    assert reckoned("median_weeks", []) == (None, 0, None)
    assert reckoned("share", []) == (0, 0, None)
    assert reckoned("count", []) == (0, None, Decimal("0.000000"))
