"""The right answer of families' contacts, month by month and since April, team by team.
A team that says nothing, or that its month is still to come, has no contacts that are known."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from .days import months_between, months_ending
from .figures import Figure
from .tables import Kept, cells_of

MONTHS = 24
TEAMS = {
    "parent_link": ("M68", "Parent Link main"),
    "eps": ("M68", "Educational Psychology Service"),
    "early_years_advice": ("M68", "Early years advice line"),
    "therapy_advice": ("M68", "Therapy advice lines"),
    "send_parent": ("M69", "SENDParent contacts via helpline"),
    "cat_networks": ("M69", "CAT parent support networks"),
    "sensory_contact": ("M69", "Sensory contact with families"),
    "sensory_technology": ("M69", "Sensory technology support"),
    "early_years_contact": ("M69", "Early years contact with families"),
}
# Of each team and month; None where it is not known.
Counts = dict[str, dict[str, int | None]]


def is_told(status: str) -> bool:
    """Whether it says that the month is whole, or whole to a day."""
    return status.strip().lower().replace(" ", "_") in ("complete", "part_month")


def counts_of(kept: Kept) -> Counts:
    """A team has a say from the first month that it said anything in."""
    counts: Counts = {}
    for month in sorted(kept):
        contacts = Counter(cells["team"].strip() for cells in cells_of(kept[month], "contacts"))
        statuses = {
            cells["team"].strip(): cells["status"] for cells in cells_of(kept[month], "status")
        }
        for team in TEAMS:
            if team in statuses:
                known = contacts[team] if is_told(statuses[team]) else None
                counts.setdefault(team, {})[month] = known
            elif team in counts:
                counts[team][month] = None
    return counts


def figure(
    measure: str, month: str, breakdown: str, item: str, parts: Iterable[int | None]
) -> Iterator[Figure]:
    """The sum of what is known, where anything is."""
    held = list(parts)
    known = [part for part in held if part is not None]
    if held:
        count = sum(known) if known else None
        value = None if count is None else Fraction(count)
        yield Figure(measure, month, breakdown, item, count, None, value)


def since_april(month: str) -> list[str]:
    year = int(month[:4]) - (int(month[5:]) < 4)
    return months_between(f"{year}-04", month)


def month_figures(month: str, counts: Counts) -> Iterator[Figure]:
    for ending, span in (("", [month]), ("y", since_april(month))):
        wholes: dict[str, list[int | None]] = {}
        for team, (measure, label) in TEAMS.items():
            own = counts.get(team, {})
            parts = [own[each] for each in span if each in own]
            yield from figure(measure + ending, month, "contact_team", label, parts)
            wholes.setdefault(measure, []).extend(parts)
        for measure, parts in wholes.items():
            yield from figure(measure + ending, month, "total", "Total", parts)


def contacts_truth(until: str, kept: Kept) -> list[Figure]:
    counts = counts_of(kept)
    return [f for month in months_ending(until, MONTHS) for f in month_figures(month, counts)]
