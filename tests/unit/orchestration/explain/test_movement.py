"""Whatever the records were and are, the changes between two figures add up to the difference."""

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.explain.movement import SET_COLUMNS, Movement, explain_movement

AMOUNTS = st.integers(0, 3)
RECORD = st.tuples(st.booleans(), AMOUNTS, st.one_of(st.none(), AMOUNTS))
Records = dict[str, tuple[bool, int, int | None]]
SETS = st.dictionaries(st.sampled_from([f"r{n}" for n in range(8)]), RECORD)
TYPES = (
    *(pa.string(), pa.string(), pa.string(), pa.string()),
    *(pa.bool_(), pa.int64(), pa.int64()),
)
SCHEMA = pa.schema(list(zip(SET_COLUMNS, TYPES, strict=True)))


def as_table(records: Records, file: str = "s") -> pa.Table:
    rows = [
        dict(zip(SET_COLUMNS, (key, f"p-{key}", file, f"row-{key}", *told), strict=True))
        for key, told in records.items()
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def moved(*sets: Records) -> tuple[Movement, list[dict[str, object]]]:
    tables = [as_table(records, f"s{n}") for n, records in enumerate(sets)]
    with duckdb.connect(":memory:") as con:
        movement = explain_movement(con, *tables)
        changes = con.execute("from changes order by all").to_arrow_table().to_pylist()
    return movement, changes


def figure(records: Records) -> tuple[int, int]:
    inside = [(n, d or 0) for is_in_group, n, d in records.values() if is_in_group]
    return sum(n for n, _ in inside), sum(d for _, d in inside)


@settings(max_examples=300, deadline=None)
@given(SETS, SETS, SETS)
def test_every_table_adds_up(opening: Records, restated: Records, closing: Records) -> None:
    movement, changes = moved(opening, restated, closing)
    figures = [(line.numerator, line.denominator) for line in movement.lines if line.is_figure]
    assert figures == [figure(opening), figure(restated), figure(closing)]
    assert movement.adds_up
    for step, before, after in (
        ("restatement", opening, restated),
        ("months", restated, closing),
    ):
        lines = [line for line in movement.lines if line.step == step]
        ups = [a - b for a, b in zip(figure(after), figure(before), strict=True)]
        assert [sum(x.numerator for x in lines), sum(x.denominator for x in lines)] == ups
        for line in lines:
            behind = [c for c in changes if (c["step"], c["kind"]) == (step, line.kind)]
            assert len(behind) == line.records
            assert sum(int(str(c["numerator_change"])) for c in behind) == line.numerator
            assert sum(int(str(c["denominator_change"])) for c in behind) == line.denominator


@settings(max_examples=100, deadline=None)
@given(SETS, SETS)
def test_a_record_that_counts_alike_is_no_change(before: Records, after: Records) -> None:
    _, changes = moved(before, before, after)
    assert not [change for change in changes if change["step"] == "restatement"]
    expected = {key for key in before.keys() | after.keys() if one(before, key) != one(after, key)}
    assert {change["record_id"] for change in changes} == expected


def one(records: Records, key: str) -> tuple[int, int]:
    return figure({key: records[key]} if key in records else {})


def kinds(before: Records, after: Records) -> dict[str, str]:
    _, changes = moved(before, before, after)
    return {str(change["record_id"]): str(change["kind"]) for change in changes}


def test_each_change_is_called_what_it_is() -> None:
    before: Records = {
        "left": (True, 1, 1),
        "late": (True, 1, 1),
        "in time": (True, 0, 1),
        "counted": (True, 0, 0),
        "not counted": (True, 1, 1),
        "moved away": (True, 0, 1),
        "moved here": (False, 1, 1),
        "more": (True, 3, 5),
        "same": (True, 1, 1),
        "left out": (True, 0, 0),
    }
    after: Records = {
        "new": (True, 0, 1),
        "late": (True, 0, 1),
        "in time": (True, 1, 1),
        "counted": (True, 1, 1),
        "not counted": (True, 0, 0),
        "moved away": (False, 0, 1),
        "moved here": (True, 1, 1),
        "more": (True, 4, 5),
        "same": (True, 1, 1),
    }
    assert kinds(before, after) == {
        "new": "came",
        "left": "went",
        "late": "out_of_numerator",
        "in time": "into_numerator",
        "counted": "counted_now",
        "not counted": "not_counted_now",
        "moved away": "to_another_group",
        "moved here": "from_another_group",
        "more": "amount",
    }


def test_a_count_has_no_denominator() -> None:
    before: Records = {"a": (True, 1, None), "b": (True, 1, None)}
    movement, _ = moved(before, before, {"b": (True, 1, None), "c": (True, 1, None)})
    told = [(x.kind, x.records, x.numerator, x.denominator) for x in movement.lines]
    assert told == [
        ("opening", 2, 2, 0),
        ("restated", 2, 2, 0),
        ("came", 1, 1, 0),
        ("went", 1, -1, 0),
        ("closing", 2, 2, 0),
    ]


def test_what_is_gone_is_told_with_the_place_it_came_from() -> None:
    _, changes = moved({}, {"a": (True, 1, 1)}, {"b": (True, 1, 1)})
    places = {(str(c["step"]), str(c["record_id"])): str(c["submission_id"]) for c in changes}
    assert places == {("restatement", "a"): "s1", ("months", "a"): "s1", ("months", "b"): "s2"}
