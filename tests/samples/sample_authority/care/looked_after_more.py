"""The smaller tables of the looked-after return: reviews, health, leavers, adoption and the rest.
Who is in care, and when, is in looked_after_rows."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from ..days import slashed
from ..identifiers import stream
from ..options import Options
from ..people import weighted
from ..population import Child, age_on
from ..tables import Table
from .looked_after_rows import LEAVERS, Return, Stay, part_of, stays_of

TOOK_PART = {"PN1": 50, "PN2": 4, "PN3": 4, "PN4": 4, "PN5": 8, "PN6": 18, "PN7": 12}
ACTIVITIES = {"F1": 6, "F2": 25, "P2": 4, "F5": 20, "P5": 5, "G4": 15, "G5": 20, "G6": 5}
HOMES = {"U1": 35, "Z1": 20, "B1": 12, "D1": 15, "E1": 8, "K1": 4, "W2": 1, "Y1": 5}
ADOPTERS = {"MF": ("2", "L11"), "F1": ("1", "L0"), "FF": ("2", "L12")}


def add_reviews(made: Return, stay: Stay) -> None:
    day, last_on = stay.began_on + timedelta(days=20), stay.ended_on or made.until_on
    while day < last_on:
        if day >= made.from_on:
            small = age_on(stay.child.born_on, day) < 4
            code = "PN0" if small else weighted(stay.chance, TOOK_PART)
            made.add("reviews", stay.child, REVIEW=slashed(day), REVIEW_CODE=code)
        day += timedelta(days=91 if day == stay.began_on + timedelta(days=20) else 182)


def add_health(made: Return, stay: Stay) -> None:
    """Only of those who were looked after for the whole year."""
    if stay.began_on > made.from_on or stay.ended_on:
        return
    chance, age = stay.chance, age_on(stay.child.born_on, made.until_on)
    scored = 4 <= age <= 16 and chance.random() < 0.8
    misuse = age > 12 and chance.random() < 0.05
    made.add(
        "oc2", stay.child, SDQ_SCORE=f"{chance.randrange(36)}" if scored else "",
        SDQ_REASON="" if scored else "SDQ4" if 4 <= age <= 16 else "SDQ1",
        CONVICTED="0" if age >= 10 else "", HEALTH_CHECK="1" if age < 5 else "",
        IMMUNISATIONS=f"{chance.random() < 0.85:d}", TEETH_CHECK=f"{chance.random() < 0.75:d}",
        HEALTH_ASSESSMENT=f"{chance.random() < 0.9:d}", SUBSTANCE_MISUSE=f"{misuse:d}",
        INTERVENTION_RECEIVED="1" if misuse else "",
    )  # fmt: skip


def add_absence(made: Return, stay: Stay) -> None:
    chance, last_on = stay.chance, stay.ended_on or made.until_on
    first_on = max(stay.began_on, made.from_on)
    if age_on(stay.child.born_on, first_on) < 10 or (last_on - first_on).days < 10:
        return
    for _ in range(int(chance.expovariate(1.5))):
        day = first_on + timedelta(days=chance.randrange((last_on - first_on).days - 5))
        back_on = day + timedelta(days=chance.randrange(1, 5))
        kind = weighted(chance, {"M": 7, "A": 3})
        made.add(
            "missing", stay.child, MISSING=kind, MIS_START=slashed(day), MIS_END=slashed(back_on)
        )


def birthday(born_on: date, years: int) -> date:
    month, day = (3, 1) if (born_on.month, born_on.day) == (2, 29) else (born_on.month, born_on.day)
    return date(born_on.year + years, month, day)


def add_arrival(made: Return, stay: Stay) -> None:
    """What is told of those who came into care in the year, or alone from abroad."""
    chance, child = stay.chance, stay.child
    if stay.began_on >= made.from_on:
        kind = weighted(chance, {"Z1": 92, "P2": 5, "P1": 3})
        earlier_on = stay.began_on - timedelta(days=700)
        told = kind != "Z1" and earlier_on > child.born_on
        made.add("prev_perm", child, PREV_PERM=kind if told else "Z1",
                 DATE_PERM=slashed(earlier_on) if told else "")  # fmt: skip
    if age_on(child.born_on, made.until_on) > 14 and chance.random() < 0.1:
        ends_on = birthday(child.born_on, 18)
        made.add("uasc", child, SEX=made.sex(child), DUC=slashed(ends_on))


def add_adoption(made: Return, stay: Stay, chance: Random) -> None:
    table = made.tables["episodes"]
    rows = [row for row, key in zip(table.rows, table.keys, strict=True)
            if key == f"{stay.child.number}"]  # fmt: skip
    statuses, endings = {row[3] for row in rows}, {row[8] for row in rows}
    decided_on = stay.began_on + timedelta(days=8)
    if "E1" in statuses:
        dropped_on = decided_on + timedelta(days=60)
        dropped = chance.random() < 0.3 and dropped_on <= made.until_on
        made.add(
            "placed_adoption", stay.child, DATE_PLACED=slashed(decided_on),
            DATE_PLACED_CEASED=slashed(dropped_on) if dropped else "",
            REASON_PLACED_CEASED="RD1" if dropped else "",
        )  # fmt: skip
    if "E11" in endings:
        who = chance.choice(list(ADOPTERS))
        count, status = ADOPTERS[who]
        made.add(
            "ad1", stay.child, DATE_INT=slashed(decided_on),
            DATE_MATCH=slashed(decided_on + timedelta(days=2)), FOSTER_CARE="0",
            NB_ADOPTR=count, SEX_ADOPTR=who, LS_ADOPTR=status,
        )  # fmt: skip


def add_worker(made: Return, stay: Stay) -> None:
    number = 10_000 + stay.chance.randrange(200)
    made.add(
        "social_worker", stay.child, SW_ID=f"SWX{number}", SW_DECOM=slashed(stay.began_on),
        SW_DEC=slashed(stay.ended_on), SW_REASON="OTHERS" if stay.ended_on else "",
    )  # fmt: skip


def add_leaver(made: Return, child: Child) -> None:
    chance = stream(made.seed, "care_leaver", child.number, made.month)
    touch = weighted(chance, {"YES": 90, "NO": 6, "REFU": 4})
    known = touch == "YES"
    made.add(
        "oc3", child, IN_TOUCH=touch, ACTIV=weighted(chance, ACTIVITIES) if known else "0",
        ACCOM=weighted(chance, HOMES) if known else "0",
    )  # fmt: skip


def return_of(options: Options, children: Iterable[Child], month: str) -> dict[str, Table]:
    held = list(children)
    made, stays = stays_of(options, held, month)
    for stay in stays:
        add_reviews(made, stay)
        add_health(made, stay)
        add_absence(made, stay)
        add_arrival(made, stay)
        add_adoption(made, stay, stay.chance)
        add_worker(made, stay)
    for child in held:
        if part_of(child, made.until_on) == LEAVERS:
            add_leaver(made, child)
    return made.tables
