"""Which group of a breakdown a made-up person is in, by a reckoning of its own.
Names of groups are those of DfE's open data standard; nothing of the warehouse is used."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from .records import Person

SEXES = {"F": "Female", "M": "Male"}
MAJOR = {
    "W": "White", "M": "Mixed / Multiple ethnic groups", "A": "Asian / Asian British",
    "B": "Black / African / Caribbean / Black British", "C": "Asian / Asian British",
    "O": "Other ethnic group", "R": "Unknown", "N": "Unknown",
}  # fmt: skip
AGES = ((4, "Under 5"), (10, "5 to 10"), (15, "11 to 15"), (19, "16 to 19"), (25, "20 to 25"))
Thing = TypeVar("Thing")


def school_year(month: str) -> int:
    """The year in which the school year of a month began."""
    return int(month[:4]) - (int(month[5:]) < 9)


def age_group(born_on: date, month: str) -> str:
    last_of_august = date(school_year(month), 8, 31)
    had_birthday = (born_on.month, born_on.day) <= (8, 31)
    age = last_of_august.year - born_on.year - (not had_birthday)
    return next((label for most, label in AGES if age <= most), "Over 25")


def ethnic_group(code: str) -> str:
    return MAJOR[code[0]]


def groups_of(who: Person, month: str) -> dict[str, str]:
    """The item of each breakdown that the case system's own record of a person gives."""
    return {
        "age_group": age_group(who.born_on, month),
        "sex": SEXES[who.sex],
        "ethnicity_major": ethnic_group(who.ethnicity),
    }


def split(
    things: Iterable[Thing], group: Callable[[Thing], str]
) -> Iterator[tuple[str, list[Thing]]]:
    """Things by the item they are in, in the order of the items."""
    parts: dict[str, list[Thing]] = {}
    for thing in things:
        parts.setdefault(group(thing), []).append(thing)
    for item in sorted(parts):
        yield item, parts[item]
