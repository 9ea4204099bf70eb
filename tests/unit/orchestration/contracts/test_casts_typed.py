"""A cell becomes a value of its word's type or nothing; a form that was not promised is nothing."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.orchestration.contracts.cells import value

DAY = {"type": "date"}
UK = {"format": "%d/%m/%Y"}
ISO = {"format": "%Y-%m-%d"}
BLADE = {"format": "%Y-%b-%d %H:%M:%S"}
CODE = {"type": "code", "codes": "kinds"}
ANY_CASE = {**CODE, "any_case": True}


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        (UK, "03/02/2024"),
        (UK, " 03/02/2024 "),
        (ISO, "2024-02-03"),
        (BLADE, "2024-Feb-03 00:00:00"),
        (BLADE, "2024-FEB-03 00:00:00"),
    ],
)
def test_a_date_in_its_declared_form_is_read(form: dict[str, Any], cell: str) -> None:
    assert value(DAY, cell, form) == date(2024, 2, 3)


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        (UK, "2024-02-03"),
        (UK, "03.02.2024"),
        (UK, "03/02/2024 00:00:00"),
        (UK, "13/31/2024"),
        (UK, "02/13/2024"),
        (UK, "31/02/2024"),
        (UK, "29/02/2023"),
        (UK, "45325"),
        (UK, "today"),
        (UK, ""),
        (UK, None),
        (ISO, "03/02/2024"),
        (ISO, "2024-Feb-03"),
        (BLADE, "2024-02-03 00:00:00"),
        (BLADE, "2024-Feb-03"),
    ],
)
def test_a_date_in_any_other_form_is_nothing(form: dict[str, Any], cell: str | None) -> None:
    assert value(DAY, cell, form) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_day_and_month_are_never_taken_for_each_other(day: date) -> None:
    assert value(DAY, day.strftime("%d/%m/%Y"), UK) == day
    swapped = value(DAY, day.strftime("%m/%d/%Y"), UK)
    assert swapped == (day.replace(day=day.month, month=day.day) if day.day <= 12 else None)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2015-06", date(2015, 6, 1)),
        (" 2015-06 ", date(2015, 6, 1)),
        ("2015-13", None),
        ("2015-06-01", None),
        ("06/2015", None),
        ("June 2015", None),
        ("", None),
        (None, None),
    ],
)
def test_a_month_is_a_year_and_a_month(cell: str | None, expected: date | None) -> None:
    assert value({"type": "month"}, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1", True),
        ("0", False),
        (" 1 ", True),
        ("true", None),
        ("TRUE", None),
        ("Y", None),
        ("2", None),
        ("1.0", None),
        ("", None),
        (None, None),
    ],
)
def test_a_flag_is_0_or_1(cell: str | None, expected: bool | None) -> None:
    assert value({"type": "flag"}, cell) is expected


@pytest.mark.parametrize(
    ("word", "cell", "expected"),
    [
        (CODE, "First", "First"),
        (CODE, " First ", "First"),
        (CODE, "", None),
        (CODE, None, None),
        (ANY_CASE, "First", "first"),
        (ANY_CASE, " FIRST ", "first"),
        (ANY_CASE, "  ", None),
    ],
)
def test_a_code_keeps_its_capitals_unless_any_will_do(
    word: dict[str, Any], cell: str | None, expected: str | None
) -> None:
    assert value(word, cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "Hernandez",
        "Fernando",
        "Finance",
        "NA",
        "null",
        "NULL",
        "NaT",
        "nan",
        "None",
        "TRUE",
        "1E5",
        "007",
        '=HYPERLINK("x")',
        "a\nb",
    ],
)
def test_text_stays_the_text_it_is(cell: str) -> None:
    assert value({"type": "text"}, cell) == cell


@pytest.mark.parametrize(
    ("cell", "expected"), [("", "National"), (None, "National"), ("ICB", "ICB")]
)
def test_a_blank_can_stand_for_a_code(cell: str | None, expected: str) -> None:
    assert value(CODE, cell, {"blank_means": "National"}) == expected
