"""Who was suspended or excluded, when and why: the same events for the census and for the log.
How either is written is in the modules of their names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ..days import months_between, shift
from ..identifiers import stream
from ..options import Options
from ..people import weighted
from ..population import Child
from .calendar import is_school_day, school_days
from .pupils import is_on_roll

REASONS = ("PP", "PA", "VP", "VA", "OW", "BU", "RA", "LG", "SM", "DA", "DM", "TH", "DB", "MT")
CATEGORIES = {"SUSP": 90, "LNCH": 7, "PERM": 3}
STATUSES = {"in force": 95, "withdrawn": 2, "quashed": 1, "reinstated": 2}
MONTHLY = {"E": 0.008, "K": 0.008, "N": 0.0015}
LOOK_BACK = 28


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One notice; `sessions` is 0 for a permanent exclusion."""

    child: Child
    started_on: date
    category: str
    reasons: tuple[str, ...]
    sessions: int
    status: str
    status_on: date
    notified_on: date


def exclusion(chance: Random, child: Child, started_on: date) -> Exclusion:
    category = weighted(chance, CATEGORIES)
    status = weighted(chance, STATUSES)
    if status == "reinstated" and category != "PERM":
        status = "in force"
    later = chance.randrange(10, 40) if status != "in force" else 0
    return Exclusion(
        child=child,
        started_on=started_on,
        category=category,
        reasons=tuple(chance.sample(REASONS, 1 if chance.random() < 0.7 else 2)),
        sessions={"SUSP": chance.randrange(1, 11), "LNCH": 1, "PERM": 0}[category],
        status=status,
        status_on=started_on + timedelta(days=later),
        notified_on=started_on + timedelta(days=chance.randrange(0, 4)),
    )


def exclusions_of(options: Options, child: Child) -> list[Exclusion]:
    """At most three in all, so that no year's sessions can come near what a year may hold."""
    chance = stream(options.seed, "exclusions", child.number)
    found: list[Exclusion] = []
    for month in months_between(shift(options.months[0], -LOOK_BACK), options.until):
        if len(found) == 3 or chance.random() >= MONTHLY[child.provision]:
            continue
        days = [day for day in school_days(month) if is_on_roll(child, day)]
        if days and not any(held.category == "PERM" for held in found):
            found.append(exclusion(chance, child, chance.choice(days)))
    return found


def all_exclusions(options: Options, children: Iterable[Child]) -> list[Exclusion]:
    return [each for child in children for each in exclusions_of(options, child)]


def sessions_out(exclusions: Iterable[Exclusion]) -> dict[int, set[tuple[date, str]]]:
    """The sessions that suspended pupils were not in school for, by the child's number."""
    out: dict[int, set[tuple[date, str]]] = {}
    for each in exclusions:
        day, left = each.started_on, each.sessions if each.category == "SUSP" else 0
        while left > 0:
            if is_school_day(day):
                halves = ("AM", "PM")[:left]
                out.setdefault(each.child.number, set()).update((day, half) for half in halves)
                left -= 2
            day += timedelta(days=1)
    return out
