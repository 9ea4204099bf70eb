"""Code lists: which codes were valid when, read from seeds/.

A list is a file that somebody else decided; by which day a cell is judged is in `rules`.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from orchestration.contracts.sql import in_list


@dataclass(frozen=True)
class Code:
    """One code and the days on which it was valid, both included; None is open."""

    code: str
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid_between(self, first: date, last: date) -> bool:
        """Whether it was valid on any day of a period."""
        return (self.valid_from or date.min) <= last and first <= (self.valid_to or date.max)


@cache
def read_codes(path: Path, column: str = "code") -> tuple[Code, ...]:
    """The codes of a list with their days; a list without days is valid on every day."""
    with path.open(newline="", encoding="utf-8") as rows:
        return tuple(
            Code(row[column], _day(row.get("valid_from_on")), _day(row.get("valid_to_on")))
            for row in csv.DictReader(rows)
            if row[column]
        )


def was_valid_on(day: str, value: str, codes: tuple[Code, ...]) -> str:
    """Whether a value was one of the codes on a day, as SQL."""
    return was_valid_within(day, day, value, codes)


def was_valid_within(first_day: str, last_day: str, value: str, codes: tuple[Code, ...]) -> str:
    """Whether a value was one of the codes on any day from one to another, as SQL."""
    spells: dict[tuple[date, date], list[str]] = {}
    for code in codes:
        spell = (code.valid_from or date.min, code.valid_to or date.max)
        spells.setdefault(spell, []).append(code.code)
    held = [
        in_list(value, listed)
        if (first, last) == (date.min, date.max)
        else f"({in_list(value, listed)} and {_meets(first_day, last_day, first, last)})"
        for (first, last), listed in spells.items()
    ]
    return f"({' or '.join(held)})"


def _meets(first_day: str, last_day: str, first: date, last: date) -> str:
    if first_day == last_day:
        return f"{first_day} between date '{first}' and date '{last}'"
    return f"{last_day} >= date '{first}' and {first_day} <= date '{last}'"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
