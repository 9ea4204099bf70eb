"""The transport team's monthly log of routes and of those who travelled.
It covers days of term only; in August there is no log."""

from datetime import date
from random import Random

from ..days import shift, slashed
from ..education.calendar import school_days
from ..education.pupils import school_upn
from ..identifiers import stream
from ..ledger import Ledger
from ..mess_sen2 import filled, holds, leave, pad, put
from ..options import Options
from ..planting import Kind
from ..population import Child
from ..tables import Cells, Table
from .sending import aside, marked, send, write_iso

ROUTES = ("date", "route_id", "operator", "am_run", "pm_run", "urn")
PASSENGERS = ("date", "route_id", "upn", "travelled", "passenger_assistant")
SEATS = 6
OPERATORS = ("Larkmoor Minibuses", "Pellow Taxis", "Council fleet")
CARRIED = ("special", "independent", "mainstream", "alternative_provision")


def routes_of(options: Options, children: list[Child]) -> dict[str, list[Child]]:
    """Who rides on which route, which serves one school."""
    riders: dict[str, list[Child]] = {}
    for child in children:
        likely = {"special": 0.6, "independent": 0.5}.get(child.sector, 0.1)
        own = stream(options.seed, "rides", child.number)
        if child.provision == "E" and child.sector in CARRIED and own.random() < likely:
            riders.setdefault(child.school_urn, []).append(child)
    return {
        f"R{urn[-3:]}{place // SEATS + 1}": held[place : place + SEATS]
        for urn, held in sorted(riders.items())
        for place in range(0, len(held), SEATS)
    }


def runs(chance: Random) -> list[str]:
    lot = chance.random()
    return ["0", "0"] if lot < 0.01 else ["1", "0"] if lot < 0.03 else ["1", "1"]


def log_of(options: Options, children: list[Child], month: str) -> tuple[Table, Table]:
    routes, passengers = Table("routes", ROUTES), Table("passengers", PASSENGERS)
    held = routes_of(options, children)
    for day in school_days(month):
        for number, riders in held.items():
            add_run(options, routes, passengers, day, number, riders)
    return routes, passengers


def add_run(
    options: Options, routes: Table, passengers: Table, day: date, number: str, riders: list[Child]
) -> None:
    chance = stream(options.seed, "run", number, day)
    ran, written = runs(chance), slashed(day)
    operator = OPERATORS[sum(map(ord, number)) % len(OPERATORS)]
    key = f"{written}:{number}"
    routes.add(f"R{key}", [written, number, operator, *ran, riders[0].school_urn])
    for child in riders:
        came = "1" if ran != ["0", "0"] and chance.random() < 0.92 else "0"
        assisted = "1" if child.is_disabled else "0"
        row = [written, number, school_upn(child), came, assisted]
        passengers.add(f"P{key}:{child.number}", row)


def month_before(cells: Cells, chance: Random) -> None:
    day, month, year = cells["date"].split("/")
    earlier = shift(f"{year}-{month}", -1)
    cells["date"] = f"{min(int(day), 28):02d}/{earlier[5:]}/{earlier[:4]}"


on_foot, aboard = holds("travelled", "0"), holds("travelled", "1")
cancelled = holds("am_run", "0")
REAL = (
    aside("route_not_in_the_log", "passengers", "route_id", "D05", put("route_id", "R0000")),
    aside("day_of_another_month", "passengers", "date", "D33", month_before),
    aside("date_wrong_form", "passengers", "date", "D03", write_iso("date")),
    aside("upn_wrong", "passengers", "upn", "V010", put("upn", "A801200005001")),
    aside("flag_in_words", "passengers", "travelled", "D02", put("travelled", "yes")),
    aside("run_in_words", "routes", "pm_run", "D02", put("pm_run", "late")),
    aside("school_missing", "routes", "urn", "D01", put("urn", "")),
    marked("words_for_missing", "passengers", "passenger_assistant", "V006",
           put("passenger_assistant", "n/a"), on_foot),
    Kind("duplicate_row", "passengers", "date", "D04", "set_aside", aboard, leave, copies=True),
    Kind("duplicate_row", "routes", "date", "D04", "set_aside", filled("urn"), leave, copies=True),
    Kind("spaces", "routes", "route_id", None, "none", filled("urn"), pad("operator")),
)  # fmt: skip
HOSTILE = (aside("route_missing", "passengers", "route_id", "D01", put("route_id", ""), on_foot),)


def ride_a_cancelled_run(
    options: Options, ledger: Ledger, month: str, tables: tuple[Table, Table]
) -> set[str]:
    """A passenger of a run that did not take place is said to have travelled."""
    routes, passengers = tables
    still = {(row[0], row[1]) for row in routes.rows if row[3:5] == ["0", "0"]}
    for index, row in enumerate(passengers.rows):
        if (row[0], row[1]) in still:
            row[3] = "1"
            file = f"landing/school_transport/{month}/school_transport_{month}_passengers.csv"
            ledger.note(file, "passenger_of_no_run", "D37", "warned", index + 2, "travelled")
            return {passengers.keys[index], f"R{row[0]}:{row[1]}"}
    return set()


def write_month(options: Options, ledger: Ledger, children: list[Child], month: str) -> None:
    tables = log_of(options, children, month)
    if not tables[0].rows:
        return
    if options.is_messy and month in options.months[-2:]:
        for key in ride_a_cancelled_run(options, ledger, month, tables):
            for table in tables:
                table.keys[:] = ["taken" if held == key else held for held in table.keys]
    send(options, ledger, "school_transport", month, tables, (REAL, HOSTILE))
