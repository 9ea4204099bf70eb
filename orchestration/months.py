"""A calendar month as an input: parsed from `2023-06`, ordered, with its first and last day.

There is no "this month" here: nothing in the pipeline may ask the clock which month it is.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from orchestration.refusals import Refusal


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month."""

    starting_on: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2023-06`; raise Refusal for anything else."""
        if not re.fullmatch(r"(?!0000)\d{4}-(0[1-9]|1[0-2])", text):
            raise Refusal("--month", f"{text!r} is not a month.", "Write it as 2023-06.")
        return cls(date(int(text[:4]), int(text[5:]), 1))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.replace(day=1))

    @property
    def next(self) -> Self:
        return type(self).of(self.starting_on + timedelta(days=31))

    @property
    def before(self) -> Self:
        return type(self).of(self.starting_on - timedelta(days=1))

    @property
    def ending_on(self) -> date:
        length = monthrange(self.starting_on.year, self.starting_on.month)[1]
        return self.starting_on.replace(day=length)

    def __str__(self) -> str:
        return self.starting_on.isoformat()[:7]
