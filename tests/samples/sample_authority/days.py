"""Months as YYYY-MM text, their first and last days, and days in the written forms suppliers use.
No clock is read here, and no locale decides the name of a month."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def shift(month: str, by: int) -> str:
    year, number = (int(part) for part in month.split("-"))
    position = year * 12 + number - 1 + by
    return f"{position // 12:04d}-{position % 12 + 1:02d}"


def months_ending(until: str, count: int) -> list[str]:
    return [shift(until, back) for back in range(1 - count, 1)]


def months_between(first: str, last: str) -> list[str]:
    months = [first]
    while months[-1] < last:
        months.append(shift(months[-1], 1))
    return months


@lru_cache(maxsize=4096)
def first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


@lru_cache(maxsize=4096)
def last_day(month: str) -> date:
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def month_of(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def second_thursday(month: str) -> date:
    first = first_day(month)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 7)


def spoken(month: str) -> str:
    """The month as a title says it: January 2025."""
    first = first_day(month)
    return f"{NAMES[first.month - 1]} {first.year}"


@lru_cache(maxsize=65536)
def blade(day: date | None) -> str:
    """The day as the case system's export writes it: 2022-Sep-28 00:00:00."""
    if day is None:
        return ""
    return f"{day.year:04d}-{NAMES[day.month - 1][:3]}-{day.day:02d} 00:00:00"


def unblade(text: str) -> date:
    year, name, day = text.split(" ")[0].split("-")
    return date(int(year), [known[:3] for known in NAMES].index(name) + 1, int(day))


@lru_cache(maxsize=65536)
def slashed(day: date | None) -> str:
    """The day as the trusts write it: 28/09/2022."""
    return "" if day is None else f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def unslashed(text: str) -> date:
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day)
