"""The time that a row of a dataset is for: its order, how it is said, and the same time last year.

It reads the time columns of DfE's open data standard; the rows themselves are not looked at.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from orchestration.months import Month

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# Parts of a year that spans two calendar years, in their order.
PARTS = (
    *("Autumn term", "Autumn and spring term", "Spring term", "Summer term"),
    *("Academic year", "Financial year", "Tax year"),
)


@dataclass(frozen=True, order=True)
class Period:
    """One period; periods of one kind are in the order of time.

    year   the calendar year, or the one that a year of two calendar years begins in
    place  which of the year's parts it is
    until  its last month; of a week the year's last, for a week may belong to two
    """

    year: int
    place: int
    identifier: str
    label: str
    until: Month

    @property
    def month(self) -> Month | None:
        """The month, where it is one."""
        if self.identifier not in MONTHS:
            return None
        return Month.parse(f"{self.year:04d}-{self.place:02d}")

    @property
    def spans(self) -> bool:
        """Whether its year is of two calendar years."""
        return self.until.starting_on.year > self.year

    def is_year_after(self, other: "Period") -> bool:
        return (other.year + 1, other.identifier) == (self.year, self.identifier)


def period_of(time_period: str, identifier: str) -> Period:
    """The period of a row's time columns."""
    year, spans = int(time_period[:4]), len(time_period) == 6
    years = f"{year} to {year + 1}" if spans else f"{year}"
    until = Month.parse(f"{year + spans:04d}-{'08' if spans else '12'}")
    if identifier in MONTHS:
        place = MONTHS.index(identifier) + 1
        month = Month.parse(f"{year:04d}-{place:02d}")
        return Period(year, place, identifier, f"{identifier} {year}", month)
    week = re.fullmatch(r"Week (\d+)", identifier)
    if week:
        return Period(year, int(week[1]), identifier, f"week {week[1]} of {year}", until)
    if identifier in PARTS:
        said = years if identifier.endswith("year") else f"{identifier} {years}"
        return Period(year, PARTS.index(identifier), identifier, said, until)
    return Period(year, 0, identifier, years, until)


def period_in(row: Mapping[str, str]) -> Period:
    """The period of a row by the names of its columns."""
    return period_of(row["time_period"], row.get("time_identifier", ""))


def spoken(month: Month) -> str:
    """A month as people say it."""
    return f"{MONTHS[month.starting_on.month - 1]} {month.starting_on.year}"
