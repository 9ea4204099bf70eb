"""The school days of the made-up authority: weekdays outside holidays that fall alike every year.
No clock is read, and chance decides nothing here."""

from datetime import date, timedelta
from functools import lru_cache

from ..days import first_day, last_day, shift

HOLIDAYS = (
    ((1, 1), (1, 5)),
    ((2, 14), (2, 21)),
    ((3, 26), (4, 22)),
    ((5, 1), (5, 8)),
    ((5, 25), (6, 3)),
    ((7, 22), (9, 3)),
    ((9, 19), (9, 19)),
    ((10, 24), (10, 31)),
    ((12, 20), (12, 31)),
)
TERMS = {1: (9, 12), 5: (1, 3), 10: (4, 7)}


def is_school_day(day: date) -> bool:
    place = (day.month, day.day)
    return day.weekday() < 5 and not any(start <= place <= end for start, end in HOLIDAYS)


@lru_cache(maxsize=512)
def school_days(month: str) -> tuple[date, ...]:
    first, last = first_day(month), last_day(month)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if is_school_day(day))


def census_day(month: str) -> date | None:
    """The third Thursday of January and May, the first of October; no census in other months."""
    number = int(month[5:])
    if number not in TERMS:
        return None
    first = first_day(month)
    return first + timedelta(days=(3 - first.weekday()) % 7 + (0 if number == 10 else 14))


@lru_cache(maxsize=64)
def days_of_term_before(month: str) -> tuple[date, ...]:
    """The school days of the term that a census counts."""
    start, end = TERMS[int(month[5:])]
    back = (int(month[5:]) - end) % 12 or 12
    months = [shift(month, -back - n) for n in range(end - start, -1, -1)]
    return tuple(day for each in months for day in school_days(each))


def school_year(day: date) -> int:
    """The year in which the school year of a day began."""
    return day.year if day.month >= 9 else day.year - 1
