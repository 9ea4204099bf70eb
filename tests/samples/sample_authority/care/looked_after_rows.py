"""The rows of a year's looked-after return: children in care and on short breaks, and care leavers.
The columns are in looked_after_layout, other tables in looked_after_more; mess comes afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ..days import slashed
from ..identifiers import postcode, stream
from ..options import Options
from ..people import weighted
from ..population import Child, age_on
from ..tables import Table
from .children import upn_reason, year_of
from .looked_after_layout import empty_tables

CARE, BREAKS, LEAVERS = "care", "breaks", "leavers"
NEEDS = {"N1": 62, "N5": 15, "N4": 8, "N8": 7, "N3": 4, "N6": 2}
STATUSES = {"C2": 60, "C1": 18, "V2": 15, "E1": 7}
PLACES = {"U6": 40, "U4": 15, "U3": 12, "K2": 14, "P1": 6, "U1": 6, "S1": 2, "R2": 1, "A6": 2}
CHANGES = {"P": 60, "L": 18, "B": 12, "T": 6, "U": 4}
REASONS = {"CARPL": 50, "CREQB": 12, "CREQO": 12, "CHILD": 6, "LAREQ": 10, "OTHER": 10}
ENDINGS = {"E4A": 35, "E4B": 10, "E48": 15, "E45": 10, "E11": 6, "E8": 14, "E13": 10}
LEAST_DAYS = 12


@dataclass
class Stay:
    """A child's time in care, or on short breaks, as it is made up episode by episode."""

    child: Child
    chance: Random
    began_on: date
    turns: list[date]
    ended_on: date | None


class Return:
    """Tables of one year that fill up together."""

    def __init__(self, options: Options, month: str) -> None:
        self.seed, self.month = options.seed, month
        self.from_on, self.until_on = year_of(month)
        self.tables: dict[str, Table] = empty_tables(month)

    def add(self, table: str, child: Child, **cells: str) -> None:
        if table not in self.tables:
            return
        target = self.tables[table]
        row = {"CHILD": child.la_child_id, "DOB": slashed(child.born_on), **cells}
        target.add(f"{child.number}", [row.get(column, "") for column in target.header])

    def sex(self, child: Child) -> str:
        return {"M": "1", "F": "2"}[child.sex] if self.month < "2024-04" else child.sex


def part_of(child: Child, day: date) -> str:
    """What the return tells of a child on the last day of its year; empty where nothing."""
    if child.is_looked_after:
        return CARE if age_on(child.born_on, day) < 18 else LEAVERS
    on_breaks = child.is_disabled and child.is_on_register
    return BREAKS if on_breaks and age_on(child.born_on, day) < 18 else ""


def stay_of(made: Return, child: Child, is_first: bool) -> Stay:
    """The first child's stay begins within the year, so that the return says which year it is."""
    chance = stream(made.seed, "ssda903", child.number, made.month)
    days = 150 if is_first else chance.randrange(40, 1100)
    began_on = max(made.until_on - timedelta(days=days), child.born_on)
    length = (made.until_on - began_on).days
    count = chance.randrange(4) if length > 6 * LEAST_DAYS else 0
    steps = sorted({chance.randrange(1, length // LEAST_DAYS) for _ in range(count)})
    turns = [began_on + timedelta(days=LEAST_DAYS * step) for step in steps]
    last_on = max([began_on, *turns])
    ended_on = last_on + timedelta(days=LEAST_DAYS + chance.randrange(30))
    is_over = chance.random() < 0.25 and made.from_on <= ended_on <= made.until_on
    return Stay(child, chance, began_on, turns, ended_on if is_over else None)


def place_cells(chance: Random, place: str) -> dict[str, str]:
    is_home = place in ("K2", "S1")
    provider = "PR0" if place == "P1" else weighted(chance, {"PR1": 55, "PR4": 40, "PR5": 5})
    return {
        "PLACE": place, "PLACE_PROVIDER": provider, "PL_POST": postcode(chance),
        "URN": f"SX{900_000 + chance.randrange(90_000)}" if is_home else "",
    }  # fmt: skip


def add_episodes(made: Return, stay: Stay) -> None:
    """One after another without a gap; those that ended before the year are not told."""
    chance, child = stay.chance, stay.child
    status, need = weighted(chance, STATUSES), weighted(chance, NEEDS)
    place = place_cells(chance, weighted(chance, PLACES))
    kinds = [weighted(chance, CHANGES) for _ in stay.turns]
    ends = [*stay.turns, stay.ended_on]
    for number, (started_on, ended_on) in enumerate(
        zip([stay.began_on, *stay.turns], ends, strict=True)
    ):
        kind = "S" if number == 0 else kinds[number - 1]
        if kind in "LBU":
            status = weighted(chance, {s: w for s, w in STATUSES.items() if s != status})
        if kind in "PTBU":
            place = place_cells(chance, weighted(chance, PLACES))
        goes_on = number < len(stay.turns)
        moves = goes_on and kinds[number] in "PTBU"
        ending = "X1" if goes_on else weighted(chance, ENDINGS)
        if ended_on and ended_on < made.from_on:
            continue
        made.add(
            "episodes", child, DECOM=slashed(started_on), RNE=kind, LS=status,
            CIN="N2" if child.is_disabled else need, DEC=slashed(ended_on),
            REC=ending if ended_on else "", HOME_POST=child.postcode,
            REASON_PLACE_CHANGE=weighted(chance, REASONS) if moves else "", **place,
        )  # fmt: skip


def add_breaks(made: Return, child: Child) -> None:
    """A series of short breaks under one agreement, which runs on."""
    chance = stream(made.seed, "short_breaks", child.number)
    began_on = max(made.until_on - timedelta(days=chance.randrange(400, 900)), child.born_on)
    made.add(
        "episodes", child, DECOM=slashed(began_on), RNE="S", LS="V4", CIN="N2",
        HOME_POST=child.postcode, **place_cells(chance, chance.choice(("K2", "U6"))),
    )  # fmt: skip


def add_header(made: Return, child: Child) -> None:
    made.add(
        "header", child, SEX=made.sex(child), ETHNIC=child.ethnicity,
        UPN=child.upn or upn_reason(child, made.until_on), MOTHER="0" if child.sex == "F" else "",
    )  # fmt: skip


def stays_of(options: Options, children: Iterable[Child], month: str) -> tuple[Return, list[Stay]]:
    """The header and the episodes, and the stays that the other tables tell of."""
    made = Return(options, month)
    stays: list[Stay] = []
    for child in children:
        part = part_of(child, made.until_on) if child.born_on <= made.until_on else ""
        if part in (CARE, BREAKS):
            add_header(made, child)
        if part == CARE:
            stays.append(stay_of(made, child, not stays))
            add_episodes(made, stays[-1])
        elif part == BREAKS:
            add_breaks(made, child)
    return made, stays
