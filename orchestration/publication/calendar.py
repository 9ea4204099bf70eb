"""When a month's figures go out: dates announced ahead by a declared rule, at one time of day.

Whether the moment has come is for the one who releases to ask.
"""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from orchestration.contracts.layouts import Strict
from orchestration.contracts.yaml_files import load, parse
from orchestration.home import PUBLICATION
from orchestration.months import Month
from orchestration.refusals import Refusal

CALENDAR = PUBLICATION / "calendar.yml"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORKING_DAYS = 5


class TooEarly(Refusal):
    """It is right, and its moment has not come: to be said again later."""


class Rule(Strict):
    """As the second Thursday of the second month after the one that is told of."""

    weekday: Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    which: Annotated[int, Field(ge=1, le=4)]
    months_after: Annotated[int, Field(ge=1, le=12)]


class Calendar(Strict):
    """The publication calendar; a date that stands in `dates` goes before the rule."""

    timezone: str
    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    early_sight_hours: Annotated[int, Field(ge=0, le=24)]
    rule: Rule
    dates: dict[Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")], date] = {}

    def date_of(self, month: Month) -> date:
        """The day on which a month's figures are announced to go out."""
        if str(month) in self.dates:
            return self.dates[str(month)]
        there = month
        for _ in range(self.rule.months_after):
            there = there.next
        first = there.starting_on
        days_on = (WEEKDAYS.index(self.rule.weekday) - first.weekday()) % 7
        return first + timedelta(days=days_on + 7 * (self.rule.which - 1))

    def moment(self, day: date) -> datetime:
        """The moment of release on a day, in UTC."""
        local = datetime.combine(day, time.fromisoformat(self.at), ZoneInfo(self.timezone))
        return local.astimezone(UTC).replace(tzinfo=None)

    def next_moment(self, after: datetime) -> datetime:
        """The next time of release on a working day, for what is released out of turn."""
        day = after.date()
        while self.moment(day) <= after or day.weekday() >= WORKING_DAYS:
            day += timedelta(days=1)
        return self.moment(day)

    def shown(self, moment: datetime) -> str:
        """A moment in UTC as people of the place read it."""
        local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.timezone))
        return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M} ({self.timezone})"


def read_calendar(path: Path = CALENDAR) -> Calendar:
    calendar = parse(path, Calendar, load(path))
    late = [month for month, day in calendar.dates.items() if day <= Month.parse(month).ending_on]
    if late:
        what = f"These months would go out before they have ended: {', '.join(late)}."
        raise Refusal(path.name, what, "Write each month with a later date.")
    return calendar
