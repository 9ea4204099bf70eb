"""How a plan is drawn: where the child is placed, why, how it is reviewed and when it ceases.
What is known of it on a given day is in snapshot."""

from datetime import date, timedelta
from random import Random

from .people import weighted
from .records import Event, Person, Plan
from .words import LEAVING_AGES, NEEDS, SETTINGS


def cessation(chance: Random, who: Person, started_on: date) -> tuple[Event, str]:
    """The end of a plan: growing out of it, or moving away first."""
    leaving = date(who.born_on.year + weighted(chance, LEAVING_AGES), 7, 31)
    at_least = started_on + timedelta(days=chance.randrange(200, 900))
    ceased_on = max(leaving, at_least)
    reason = chance.choice("234669")
    moving_on = started_on + timedelta(days=30 + int(chance.expovariate(0.03) * 365))
    if moving_on < ceased_on:
        ceased_on, reason = moving_on, chance.choice("55557")
    delay = chance.randrange(31, 93) if chance.random() < 0.06 else 0
    return Event(ceased_on, ceased_on + timedelta(days=delay)), reason


def needs(chance: Random) -> tuple[str, ...]:
    primary = weighted(chance, NEEDS)
    secondary = weighted(chance, NEEDS)
    return (primary,) if chance.random() < 0.55 or secondary == primary else (primary, secondary)


def plan(chance: Random, who: Person, begun: Event, transferred_from: str) -> Plan:
    """A plan begun with the event; one transferred in does not cease while anybody looks."""
    started_on = begun.happened_on
    ceased, reason = cessation(chance, who, started_on)
    if ceased.entered_on < begun.entered_on:
        ceased = Event(ceased.happened_on, begun.entered_on)
    setting = weighted(chance, SETTINGS) if chance.random() < 0.07 else ""
    special = chance.random()
    return Plan(
        started_on=started_on,
        ceased=None if transferred_from else ceased,
        cease_reason="" if transferred_from else reason,
        transferred_from=transferred_from,
        needs=needs(chance),
        urn="" if setting else f"99{chance.randrange(140):04d}",
        setting=setting,
        setting_other="Home tuition" if setting == "OTH" else "",
        residential=chance.choice("AB") if chance.random() < 0.01 else "",
        personal_budget="1" if chance.random() < 0.05 else "0",
        organised="1" if chance.random() < 0.02 else "0",
        unit="1" if special < 0.05 and not setting else "0",
        resourced="1" if special > 0.95 and not setting else "0",
        review_shift=chance.randrange(-25, 40),
        letter_lag=chance.randrange(10, 50),
        review_outcomes="".join(chance.choices("MAC", weights=[60, 37, 3], k=16)),
    )
