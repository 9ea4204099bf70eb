"""The sender's words, signs and forms become our codes, truths, amounts and days, or nothing."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orchestration.contracts.casts import differ_plainly
from tests.unit.orchestration.contracts.cells import value

CODE = {"type": "code", "codes": "ratings"}
RATED = {"means": {"green": "G", "Red ": "R", "AMBER": "A", "doesn't apply": "N"}}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("green", "G"),
        (" GREEN\u00a0", "G"),
        ("amber", "A"),
        ("Doesn't Apply", "N"),
        ("G", "G"),
        ("g", "g"),
        ("blue", "blue"),
        ("greenish", "greenish"),
        ("", None),
        ("N/A", None),
        (None, None),
    ],
)
def test_the_sender_s_word_becomes_our_code(cell: str | None, expected: str | None) -> None:
    assert value(CODE, cell, RATED) == expected


@pytest.mark.parametrize(("cell", "expected"), [("Y1", "y1"), (" y1", "y1"), ("YES", "yes")])
def test_capitals_do_not_matter_where_the_word_says_so(cell: str, expected: str) -> None:
    assert value({**CODE, "any_case": True}, cell) == expected


def test_capitals_matter_elsewhere() -> None:
    assert value(CODE, "y1") == "y1"
    assert value(CODE, "Y1") == "Y1"


SIGNS = {"yes": ["Y", "yes", "1"], "no": ["N", "No", "0"]}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("y", True),
        (" YES ", True),
        ("1", True),
        ("n", False),
        ("NO", False),
        ("0", False),
        ("ye", None),
        ("true", None),
        ("", None),
        (None, None),
    ],
)
def test_a_flag_is_read_by_the_signs_agreed(cell: str | None, expected: bool | None) -> None:
    assert value({"type": "flag"}, cell, SIGNS) is expected


def test_without_signs_agreed_a_flag_is_1_or_0() -> None:
    read = [value({"type": "flag"}, cell) for cell in ("1", "0", "Y", "N", "2")]
    assert read == [True, False, None, None, None]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1.50", Decimal("1.5")),
        ("-0.000001", Decimal("-0.000001")),
        ("12", 12),
        (" 7.25 ", Decimal("7.25")),
        ("999999999999.999999", Decimal("999999999999.999999")),
        ("1000000000000", None),
        ("1,5", None),
        ("1.", None),
        (".5", None),
        ("+1", None),
        ("1e3", None),
        ("£5", None),
        ("NaN", None),
        ("inf", None),
        ("", None),
    ],
)
def test_a_decimal_is_read_exactly_or_not_at_all(cell: str, expected: Any) -> None:
    assert value({"type": "decimal"}, cell) == expected


@given(st.decimals(-(10**11), 10**11, places=4))
def test_every_decimal_is_read_to_its_last_digit(amount: Decimal) -> None:
    assert value({"type": "decimal"}, f"{amount:f}") == amount


@pytest.mark.parametrize("kind", ["integer", "count"])
@pytest.mark.parametrize(
    ("cell", "expected"),
    [("1.0", 1), ("12.000", 12), ("-3.0", -3), ("1.5", None), ("1.0.0", None), ("1.", None)],
)
def test_a_spreadsheet_s_whole_number_is_whole(kind: str, cell: str, expected: Any) -> None:
    assert value({"type": kind}, cell) == expected


@given(st.integers(-(2**63), 2**63 - 1))
@example(9007199254740993)
def test_a_whole_number_with_a_point_loses_no_digit(number: int) -> None:
    assert value({"type": "integer"}, f"{number}.0") == number


MOMENTS = {"format": ["%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"]}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2025-11-03T23:59:59", datetime(2025, 11, 3, 23, 59, 59)),
        ("03/11/2025 07:05", datetime(2025, 11, 3, 7, 5)),
        ("2025-11-03", None),
        ("03/11/2025", None),
        ("2025-11-03T24:00:00", None),
        ("2025-02-29T10:00:00", None),
        ("", None),
    ],
)
def test_a_moment_is_read_by_its_forms(cell: str, expected: datetime | None) -> None:
    assert value({"type": "moment"}, cell, MOMENTS) == expected


DAYS = {"format": ["%Y-%b-%d %H:%M:%S", "%Y-%m-%d", "%d/%m/%Y"]}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2025-Nov-03 00:00:00", date(2025, 11, 3)),
        ("2025-NOV-03 00:00:00", date(2025, 11, 3)),
        ("2025-11-03", date(2025, 11, 3)),
        ("03/11/2025", date(2025, 11, 3)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-02-29", None),
        ("11/13/2025", None),
        ("3 November 2025", None),
        ("2025/11/03", None),
        ("45964", None),
        ("", None),
    ],
)
def test_a_day_is_read_by_one_of_its_forms_and_never_guessed(
    cell: str, expected: date | None
) -> None:
    assert value({"type": "date"}, cell, DAYS) == expected


def test_a_year_of_two_digits_is_never_made_into_this_century() -> None:
    read = value({"type": "date"}, "31/12/25", {"format": "%d/%m/%Y"})
    assert read is None or read < date(1000, 1, 1)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        assert value({"type": "date"}, day.strftime(form), DAYS) == day


@pytest.mark.parametrize(
    "formats",
    [
        ["%d/%m/%Y", "%m/%d/%Y"],
        ["%d/%m/%Y", "%d/%m/%y"],
        ["%d%m%Y", "%Y%m%d"],
        ["%y%m%d", "%d%m%y"],
        ["%Y-%m-%d", "%d/%m/%Y", "%Y-%d-%m"],
        ["%d %b %Y", "%d %B %Y"],
        ["%Y-%m-%d", "%Y-%m-%d"],
    ],
)
def test_forms_that_one_text_could_fit_two_of_are_told(formats: list[str]) -> None:
    assert not differ_plainly(formats)


@pytest.mark.parametrize(
    "formats",
    [
        [],
        ["%d/%m/%Y"],
        ["%d/%m/%Y", "%Y-%m-%d"],
        ["%Y-%m-%d", "%Y-%m-%d %H:%M:%S"],
        ["%Y-%b-%d", "%Y-%m-%d"],
        ["%d/%m/%Y", "%d-%m-%Y"],
    ],
)
def test_forms_of_different_shape_may_stand_together(formats: list[str]) -> None:
    assert differ_plainly(formats)
