"""Whole numbers are read to their last digit, and a missing one says why it is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.contracts.casts import missing_reason
from orchestration.contracts.columns import Column
from tests.unit.orchestration.contracts.cells import asked, value


@pytest.mark.parametrize("kind", ["integer", "count"])
@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0", 0),
        ("12", 12),
        (" 12 ", 12),
        ("-3", -3),
        ("007", 7),
        ("9007199254740993", 9007199254740993),
        ("1,234", None),
        ("twelve", None),
        ("12 weeks", None),
        ("*", None),
        ("NaN", None),
        ("TRUE", None),
        ("", None),
        (None, None),
    ],
)
def test_a_whole_number_is_read_and_nothing_else(
    kind: str, cell: str | None, expected: int | None
) -> None:
    assert value({"type": kind}, cell) == expected


@given(st.integers(-(2**63), 2**63 - 1))
def test_every_whole_number_is_read_to_its_last_digit(number: int) -> None:
    assert value({"type": "integer"}, str(number)) == number


@pytest.mark.parametrize("cell", ["1.5", "2.4999", "1e3", "0x1F", "1_000"])
def test_what_is_no_plain_whole_number_is_never_made_into_one(cell: str) -> None:
    assert value({"type": "count"}, cell) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("*", "suppressed"), ("", "not_submitted"), (None, "not_submitted"), ("0", None), ("7", None)],
)
def test_a_missing_count_says_why(cell: str | None, expected: str | None) -> None:
    marks = {"missing_marks": {"*": "suppressed", "": "not_submitted"}}
    source = Column.model_validate({"from": "cell", **marks})
    assert asked(missing_reason(source), cell) == expected
    assert value({"type": "count"}, cell, marks) == (
        int(cell) if expected is None and cell else None
    )


def test_a_mark_in_other_capitals_says_why_too() -> None:
    source = Column.model_validate({"from": "cell", "missing_marks": {"z": "not_applicable"}})
    assert asked(missing_reason(source), "Z") == "not_applicable"
