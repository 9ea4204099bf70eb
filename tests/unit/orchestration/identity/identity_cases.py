"""Spoils a made-up index as a whole, as exports go wrong: for tests of the door and of linkage.

Each takes the rows of a table of text cells, by heading, and gives new ones; what should become of
them stands in the tests.
"""

from collections.abc import Callable
from datetime import date, timedelta

Row = dict[str, str]
Rows = list[Row]
FORENAMES, BIRTHS = ("forename", "forenames"), ("dob", "date_of_birth")
IDENTIFIERS = (*FORENAMES, "surname", *BIRTHS, "postcode", "nhs_number", "upn")


def heading(row: Row, *names: str) -> str:
    """The first of the headings that the index has."""
    return next(name for name in names if name in row)


def two_patients_with_one_nhs_number(rows: Rows, first: int = 0, second: int = 1) -> Rows:
    """The second is given the number of the first, whatever its own was."""
    shared = rows[first]["nhs_number"]
    return _with(rows, second, nhs_number=shared)


def one_child_with_two_upns(rows: Rows, own_id: str, other_upn: str, place: int = 0) -> Rows:
    """A second record of the same child, alike in all but its own identifier and pupil number."""
    identifier = heading(rows[place], "la_child_id", "patient_pseudo_id")
    return [*rows, {**rows[place], identifier: own_id, "upn": other_upn}]


def same_id_with_another_birth_date(rows: Rows, place: int = 0, days: int = 400) -> Rows:
    """The record of a month has a date of birth that it did not have the month before."""
    born = heading(rows[place], *BIRTHS)
    return _with(rows, place, **{born: shifted(rows[place][born], days)})


def names_swapped(rows: Rows) -> Rows:
    """Forename and surname exchanged in every row, as by a mapping of columns."""
    forename = heading(rows[0], *FORENAMES)
    return [{**row, forename: row["surname"], "surname": row[forename]} for row in rows]


def births_shifted(rows: Rows, days: int = -1) -> Rows:
    """Every date of birth a day early, as by an export in another time zone."""
    born = heading(rows[0], *BIRTHS)
    return [{**row, born: shifted(row[born], days)} for row in rows]


def identifiers_missing(rows: Rows, percent: int = 30) -> Rows:
    """So many in a hundred rows with nothing that tells who it is but the sender's own number."""
    return [
        {**row, **{name: "" for name in IDENTIFIERS if name in row}}
        if place % 100 < percent
        else row
        for place, row in enumerate(rows)
    ]


def only_initials(rows: Rows) -> Rows:
    """The first letter in place of every forename."""
    forename = heading(rows[0], *FORENAMES)
    return [{**row, forename: row[forename][:1]} for row in rows]


def shifted(text: str, days: int) -> str:
    """A day written 28/09/2022, so many days later; what is no day stays."""
    if not text:
        return text
    day, month, year = (int(part) for part in text.split("/"))
    return f"{date(year, month, day) + timedelta(days=days):%d/%m/%Y}"


def _with(rows: Rows, place: int, **cells: str) -> Rows:
    return [{**row, **cells} if number == place else row for number, row in enumerate(rows)]


WHOLE_FILES: dict[str, Callable[[Rows], Rows]] = {
    "names_swapped": names_swapped,
    "births_shifted": births_shifted,
    "identifiers_missing": identifiers_missing,
    "only_initials": only_initials,
}
