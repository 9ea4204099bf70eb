"""The authority's monthly log of suspensions and exclusions, those of the last two years.
Who was excluded is in exclusions; what kinds of mess there are is in mess_exclusions."""

from collections.abc import Iterable
from datetime import date, timedelta

from ..days import last_day, slashed
from ..ledger import Ledger
from ..options import Options
from ..tables import Table
from .calendar import school_days
from .exclusions import Exclusion
from .mess_exclusions import HOSTILE, REAL, of_pupils_with_one
from .planting import spoil
from .pupils import school_upn

HEADER = (
    "log_date", "urn", "upn", "startdate", "category", "reason1", "reason2", "reason3",
    "sessions", "senprovision", "status", "status_date", "notified_date",
)  # fmt: skip
TWO_YEARS = timedelta(days=730)


def file_name(month: str) -> str:
    return f"exclusion_log_{month}.csv"


def cells_of(each: Exclusion, known_on: date) -> list[str]:
    """The status as it is known on the day: a withdrawal shows once it has happened."""
    changed = each.status_on <= known_on
    return [
        slashed(known_on),
        each.child.school_urn,
        school_upn(each.child),
        slashed(each.started_on),
        each.category,
        *(*each.reasons, "", "")[:3],
        f"{each.sessions}" if each.category != "PERM" else "",
        each.child.provision_on(each.started_on),
        each.status if changed else "in force",
        slashed(each.status_on if changed else each.started_on),
        slashed(each.notified_on),
    ]


def log_of(exclusions: Iterable[Exclusion], month: str) -> Table:
    known_on = last_day(month)
    table = Table(file_name(month), HEADER)
    for each in exclusions:
        is_recent = known_on - each.started_on < TWO_YEARS
        if is_recent and each.notified_on <= known_on:
            table.add(f"{each.child.number}", cells_of(each, known_on))
    return table


def write_month(
    options: Options, ledger: Ledger, exclusions: Iterable[Exclusion], month: str
) -> None:
    """Write the month's log; a month without school adds nothing to the last."""
    table = log_of(exclusions, month)
    if not table.rows or not school_days(month):
        return
    file = f"landing/exclusion_log/{month}/{file_name(month)}"
    spared = of_pupils_with_one(table)
    kinds = (REAL, HOSTILE)
    spoil(options, ledger, "exclusion_log", month, [table], kinds, {table.name: file}, spared)
    ledger.table(file, table)
