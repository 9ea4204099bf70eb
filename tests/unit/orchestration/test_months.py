"""A month is read, written and ordered as people do; anything else is refused in plain words."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.months import Month
from orchestration.refusals import Refusal

YEARS = st.integers(1000, 9998)
MONTHS_OF_YEAR = st.integers(1, 12)


@given(YEARS, MONTHS_OF_YEAR)
def test_a_month_is_written_as_it_was_read(year: int, month: int) -> None:
    text = f"{year}-{month:02d}"
    assert str(Month.parse(text)) == text


@given(YEARS, MONTHS_OF_YEAR)
def test_a_month_starts_on_its_first_and_ends_on_its_last_day(year: int, month: int) -> None:
    read = Month.parse(f"{year}-{month:02d}")
    assert read.starting_on == date(year, month, 1)
    assert read.ending_on == date(year, month, monthrange(year, month)[1])
    assert read.next.starting_on == read.ending_on + timedelta(days=1)


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)))
def test_every_day_belongs_to_the_month_that_holds_it(day: date) -> None:
    month = Month.of(day)
    assert month.starting_on <= day <= month.ending_on


@given(YEARS, MONTHS_OF_YEAR, YEARS, MONTHS_OF_YEAR)
def test_months_are_ordered_as_their_texts_are(y1: int, m1: int, y2: int, m2: int) -> None:
    one, two = f"{y1}-{m1:02d}", f"{y2}-{m2:02d}"
    assert (Month.parse(one) < Month.parse(two)) == (one < two)
    assert (Month.parse(one) == Month.parse(two)) == (one == two)


@pytest.mark.parametrize(
    "text",
    ["", "2023", "2023-6", "2023-00", "2023-13", "2023-06-01", "06/2023", "June", " 2023-06"],
)
def test_nonsense_is_refused_with_what_to_write_instead(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        Month.parse(text)
    assert str(refusal.value) == f"--month: {text!r} is not a month. Write it as 2023-06."


def test_the_year_nought_is_refused() -> None:
    with pytest.raises(Refusal):
        Month.parse("0000-01")


def test_a_year_before_1000_keeps_its_four_digits() -> None:
    assert str(Month.parse("0999-01")) == "0999-01"


def test_the_last_month_of_all_has_an_end() -> None:
    assert Month.parse("9999-12").ending_on == date(9999, 12, 31)
