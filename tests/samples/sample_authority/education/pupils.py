"""What a school knows of a child on its roll: its own pupil number, year group, and when they came.
Schools that are not the state's are not here: they send no census and no registers."""

from datetime import date

from ..identifiers import upn
from ..population import YEAR_GROUPS, Child
from .calendar import school_year
from .establishments import CENSUS_SECTORS

ON_ROLL = frozenset(YEAR_GROUPS[2:])
RECEPTION, YEAR_7 = YEAR_GROUPS.index("R"), YEAR_GROUPS.index("7")


def is_on_roll(child: Child, day: date) -> bool:
    """At a state school and of its age on the day."""
    return child.sector in CENSUS_SECTORS and child.year_group_on(day) in ON_ROLL


def school_upn(child: Child) -> str:
    """A school knows the number of each of its pupils, also where the case system does not."""
    return child.upn or upn(child.number, child.born_on.year + 4)


def entered_on(child: Child, day: date) -> date:
    """The first of September on which the child came to a school of this phase."""
    place = YEAR_GROUPS.index(child.year_group_on(day))
    years = place - YEAR_7 if place >= YEAR_7 else max(0, place - RECEPTION)
    return date(school_year(day) - years, 9, 1)
