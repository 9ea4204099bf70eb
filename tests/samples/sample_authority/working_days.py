"""Working days in England, one step at a time, by the rules that bank holidays follow.
Nothing of the warehouse's list is used; the extra days of 2020, 2022 and 2023 are not here."""

from datetime import date, timedelta
from functools import lru_cache


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus."""
    golden, century, of_century = year % 19, year // 100, year % 100
    corrected = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - corrected + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def next_free(day: date, taken: set[date]) -> date:
    """The day itself, or the next weekday that is no holiday yet."""
    while day.weekday() > 4 or day in taken:
        day += timedelta(days=1)
    return day


def monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    sunday = easter(year)
    found = {sunday - timedelta(days=2), sunday + timedelta(days=1)}
    found |= {monday_from(date(year, 5, 1)), monday_from(date(year, 5, 25))}
    found |= {monday_from(date(year, 8, 25)), next_free(date(year, 1, 1), set())}
    for day in (date(year, 12, 25), date(year, 12, 26)):
        found.add(next_free(day, found))
    return frozenset(found)


def is_worked(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_later(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= is_worked(day)
    return day
