"""The monthly list of what young people of 16 and over do, as the client database knows it.
What kinds of mess there are is in mess_destinations."""

from collections.abc import Iterable
from datetime import date, timedelta

from ..days import last_day, slashed
from ..identifiers import AUTHORITY, stream
from ..ledger import Ledger
from ..options import Options
from ..people import weighted
from ..population import Child, age_on
from ..tables import Table
from .mess_destinations import HOSTILE, real
from .planting import spots

HEADER = (
    "month_end", "young_person_id", "upn", "dob", "academic_age", "send_flag", "activity",
    "start_date", "confirmed_date", "expiry_date", "la", "looked_after", "supervised_by_yot",
)  # fmt: skip
AT_SCHOOL = {"school_sixth_form": 60, "college": 40}
ELSEWHERE = {
    "college": 40, "special_provider": 6, "apprenticeship": 12, "employment": 14,
    "supported_internship": 5, "traineeship": 4, "seeking": 10, "not_ready": 3, "carer": 1,
    "parent": 1, "illness": 4,
}  # fmt: skip
UNHEARD = {"not_known": 85, "refused": 10, "left": 5}
LASTS = {"school_sixth_form": 365, "college": 365, "seeking": 90, "not_ready": 90}


def file_name(month: str) -> str:
    return f"destinations_{month}.csv"


def academic_age(born_on: date, day: date) -> int:
    return age_on(born_on, date(day.year if day.month >= 9 else day.year - 1, 8, 31))


def is_listed(child: Child, known_on: date, since_on: date) -> bool:
    """Those of 16 and 17; beyond that only those with a plan, up to the age of 25.

    Of those who came of age since the first month only those with special needs are entered yet.
    """
    age = academic_age(child.born_on, known_on)
    is_new = academic_age(child.born_on, since_on) < 16 and child.provision == "N"
    return (16 <= age <= 17 and not is_new) or (18 <= age <= 24 and child.provision == "E")


def activity_of(options: Options, child: Child, known_on: date) -> tuple[str, date, date]:
    """What was last heard, since when, and when it was heard."""
    chance = stream(options.seed, "destinations", child.number, known_on.year)
    activity = weighted(chance, AT_SCHOOL if child.school_urn else ELSEWHERE)
    heard_on = known_on - timedelta(days=chance.randrange(1, 200))
    return activity, heard_on - timedelta(days=chance.randrange(1, 400)), heard_on


def cells_of(options: Options, child: Child, known_on: date) -> list[str]:
    """What was heard counts for a while; an activity that has lapsed is still told, as it was."""
    chance = stream(options.seed, "client", child.number)
    marked = child.provision == "E" or (child.provision == "K" and chance.random() < 0.7)
    supervised, unheard = chance.random() < 0.02, chance.random() < 0.05
    activity, began_on, heard_on = activity_of(options, child, known_on)
    lapses_on = heard_on + timedelta(days=LASTS.get(activity, 182))
    heard = [slashed(began_on), slashed(heard_on), slashed(lapses_on)]
    if unheard:
        activity, heard = weighted(chance, UNHEARD), ["", "", ""]
    return [
        slashed(known_on), f"YP{child.number:06d}", child.upn, slashed(child.born_on),
        f"{academic_age(child.born_on, known_on)}", "Y" if marked else "N", activity, *heard,
        AUTHORITY, "Y" if child.is_looked_after else "N", "Y" if supervised else "N",
    ]  # fmt: skip


def list_of(options: Options, children: Iterable[Child], month: str) -> Table:
    table, known_on = Table(file_name(month), HEADER), last_day(month)
    since_on = last_day(options.months[0])
    for child in children:
        if is_listed(child, known_on, since_on):
            table.add(f"{child.number}", cells_of(options, child, known_on))
    return table


def write_month(options: Options, ledger: Ledger, children: Iterable[Child], month: str) -> None:
    table = list_of(options, children, month)
    if not table.rows:
        return
    file = f"landing/destinations/{month}/{file_name(month)}"
    source = ("destinations", "participation_team")
    ledger.people.note(source, "young_person_id", table, "young_person_id")
    kinds = (real(table, month), HOSTILE)
    planted = spots(options, "destinations", month, [table], kinds, {table.keys[0]})
    ledger.note_spots(planted, {table.name: file})
    ledger.table(file, table)
