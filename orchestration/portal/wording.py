"""How days, months, moments and counts are said on a page.

What the pages say is in `templates/`.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day(said: date | str) -> str:
    """14 March 2026, however it was written."""
    when = date.fromisoformat(said[:10]) if isinstance(said, str) else said
    return f"{when.day} {when:%B %Y}"


def period(said: str) -> str:
    """December 2025 for a month, a day as a day, and nothing for nothing."""
    if len(said) == 7:
        return f"{date.fromisoformat(said + '-01'):%B %Y}"
    return day(said) if said else ""


def moment(said: datetime | str) -> str:
    """14 March 2026 at 9:04am, as clocks in England had it."""
    when = datetime.fromisoformat(said) if isinstance(said, str) else said
    here = when.replace(tzinfo=UTC).astimezone(LONDON)
    return f"{day(here.date())} at {here.hour % 12 or 12}:{here:%M}{here:%p}".replace(
        "AM", "am"
    ).replace("PM", "pm")


def counted(number: int, one: str, several: str = "") -> str:
    """1 row, 1,200 rows."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def percent(share: float) -> str:
    """12.5%, and 0% only for none at all."""
    if 0 < share < 0.1:
        return "less than 0.1%"
    return f"{share:.1f}%".replace(".0%", "%")


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "period": period,
    "moment": moment,
    "counted": counted,
    "percent": percent,
    "thousands": lambda number: f"{number:,}",
}
