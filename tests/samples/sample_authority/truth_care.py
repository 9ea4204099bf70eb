"""The right answer of the measures of social care: children in need, looked after, and on the
register of disabled children. What mess set aside does not count; no file is read."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from .care import census_layout, looked_after_layout, register
from .care.census_layout import OWN, PARENT
from .care.census_rows import census_of
from .care.children import is_end_of_year
from .care.looked_after_more import return_of
from .days import last_day, months_ending, unslashed
from .figures import Figure, percent
from .ledger import Ledger
from .options import Options
from .population import Child
from .tables import Cells, Table

MONTHS_OF_A_YEAR = 12
STATUSES = {
    "C1": "Interim care order", "C2": "Full care order", "E1": "Placement order",
    "V2": "Accommodated under section 20",
}  # fmt: skip
SHOUTED = "capitals"  # the mess that writes SERVICES in a row of the register
SHORT_BREAKS = ("V3", "V4")
DISABILITIES = {
    "MOB": "Mobility", "COMM": "Communication", "LD": "Learning", "HEAR": "Hearing",
    "VIS": "Vision", "BEH": "Behaviour", "CON": "Consciousness", "AUT": "Autism",
    "DDA": "Other disability under the Equality Act",
}  # fmt: skip
SCOPES = {
    "register": "To be on the register",
    "services": "To be on the register and told of services",
    "sharing": "To be on the register, and shared with education and health",
}


def kept(table: Table, aside: set[int]) -> Iterator[Cells]:
    return (Cells(table, index) for index in range(len(table.rows)) if index not in aside)


def day_of(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def slashed_day(text: str) -> date | None:
    return unslashed(text) if text else None


def holds(began_on: date | None, ended_on: date | None, day: date) -> bool:
    """On the day it ends it is over."""
    return began_on is not None and began_on <= day and (ended_on is None or ended_on > day)


def counted(
    measure: str, month: str, things: list[Cells], group: str, label: Callable[[Cells], str]
) -> Iterator[Figure]:
    """How many, and how many of each item of one breakdown."""
    yield Figure(measure, month, "total", "Total", len(things), None, Fraction(len(things)))
    items = [label(thing) for thing in things]
    for item in sorted(set(items)):
        count = items.count(item)
        yield Figure(measure, month, group, item, count, None, Fraction(count))


def in_need(
    options: Options, ledger: Ledger, children: list[Child], year: str
) -> list[tuple[Cells, bool]]:
    """The referrals of a year's census that opened a case, and whether the child is disabled."""
    tables = census_of(options, children, year)
    file = f"landing/cin_census/{year}/{census_layout.file_name(year)}"

    def rows(name: str) -> list[Cells]:
        return list(kept(tables[name], ledger.set_aside(file, name)))

    known = {row[OWN] for row in rows("children")}
    disabled = {row[PARENT] for row in rows("disabilities")}
    return [
        (row, row["PrimaryNeedCode"] == "N2" or row[PARENT] in disabled)
        for row in rows("referrals")
        if row[PARENT] in known and row["ReferralNFA"] == "0"
    ]


def in_need_truth(month: str, cases: list[tuple[Cells, bool]]) -> Iterator[Figure]:
    day = last_day(month)
    still = [
        disabled
        for row, disabled in cases
        if holds(day_of(row["CINreferralDate"]), day_of(row["CINclosureDate"]), day)
    ]
    value = percent(sum(still), len(still))
    yield Figure("M50", month, "total", "Total", sum(still), len(still), value)


def in_care(options: Options, ledger: Ledger, children: list[Child], year: str) -> list[Cells]:
    """The episodes of a year's return that are no short breaks."""
    tables, folder = return_of(options, children, year), f"landing/ssda903/{year}"

    def rows(name: str) -> list[Cells]:
        file = f"{folder}/{looked_after_layout.file_name(year, name)}"
        return list(kept(tables[name], ledger.set_aside(file, name)))

    known = {row["CHILD"] for row in rows("header")}
    return [
        row for row in rows("episodes") if row["CHILD"] in known and row["LS"] not in SHORT_BREAKS
    ]


def in_care_truth(month: str, episodes: list[Cells]) -> Iterator[Figure]:
    day = last_day(month)
    still = [
        row for row in episodes if holds(slashed_day(row["DECOM"]), slashed_day(row["DEC"]), day)
    ]
    yield from counted("M50b", month, still, "legal_status", lambda row: STATUSES[row["LS"]])


def register_truth(
    options: Options, ledger: Ledger, children: list[Child], month: str
) -> Iterator[Figure]:
    """Whoever has left is still told, with the day; nobody is there without consent."""
    table = register.register_of(options, children, month)
    if not table.rows:
        return
    file = f"landing/cwd_register/{month}/{table.name}"
    for spot in ledger.spoilt.get(file, []):
        if spot.kind.kind == SHOUTED and spot.index < len(table.rows):
            Cells(table, spot.index)["consent_scope"] = "services"
    aside = ledger.set_aside(file, table.name)
    current = [row for row in kept(table, aside) if not row["left_date"]]
    for group, label in (
        ("disability", lambda row: DISABILITIES[row["disability_1"]]),
        ("short_breaks", lambda row: "Yes" if row["short_breaks"] == "1" else "No"),
        ("consent_scope", lambda row: SCOPES[row["consent_scope"]]),
    ):
        figures = list(counted("M52", month, current, group, label))
        yield from figures if group == "disability" else figures[1:]


def care_truth(options: Options, ledger: Ledger, children: list[Child]) -> Iterator[Figure]:
    """A yearly return tells of the end of each month of its year."""
    for month in options.months:
        yield from register_truth(options, ledger, children, month)
    for year in filter(is_end_of_year, options.months):
        cases = in_need(options, ledger, children, year)
        episodes = in_care(options, ledger, children, year)
        for month in months_ending(year, MONTHS_OF_A_YEAR):
            yield from in_need_truth(month, cases)
            yield from in_care_truth(month, episodes)
