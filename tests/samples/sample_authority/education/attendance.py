"""The daily marks of pupils with a plan or with support, every session of a month.
What kinds of mess there are is in mess_attendance."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from ..days import first_day, month_of, shift
from ..identifiers import stream
from ..ledger import Ledger
from ..options import Options
from ..people import weighted
from ..population import Child
from ..tables import Table
from .calendar import school_days
from .mess_attendance import HOSTILE, REAL
from .planting import spoil
from .pupils import is_on_roll, school_upn

HEADER = ("urn", "upn", "date", "session", "code", "minutes_late", "extracted_at")
ABSENT = {"I": 60, "M": 10, "C": 6, "C2": 4, "O": 9, "G": 4, "V": 4, "K": 3}
SPELLS = {"E": 0.8, "K": 0.7}
Marks = dict[tuple[date, str], tuple[str, str]]
Sessions = set[tuple[date, str]]


def file_name(month: str) -> str:
    return f"daily_attendance_{month}.csv"


def extracted_at(month: str) -> str:
    return f"{first_day(shift(month, 1)) + timedelta(days=1)}T04:30:00"


def exceptions(chance: Random, child: Child, days: list[date]) -> Marks:
    """Every session of the month that is not a plain present mark."""
    marks: Marks = {}
    spells = int(chance.expovariate(1 / SPELLS[child.provision]) + 0.5)
    for _ in range(spells):
        start, code = chance.randrange(len(days)), weighted(chance, ABSENT)
        length = 1 if code == "M" else min(9, 1 + int(chance.expovariate(0.6)))
        for day in days[start : start + length]:
            halves = ("AM",) if code == "M" else ("AM", "PM")
            marks.update(((day, half), (code, "")) for half in halves)
    if chance.random() < 0.15:
        minutes = chance.randrange(3, 26)
        marks[chance.choice(days), "AM"] = ("L", f"{minutes}")
    if chance.random() < 0.03:
        marks[days[-1], "PM"] = ("N", "")
    return marks


def rows_of(child: Child, days: list[date], marks: Marks, stamp: str) -> list[list[str]]:
    urn, upn = child.school_urn, school_upn(child)
    rows = []
    for day in days:
        text = day.isoformat()
        for half, plain in (("AM", "/"), ("PM", "\\")):
            code, minutes = marks.get((day, half), (plain, ""))
            rows.append([urn, upn, text, half, code, minutes, stamp])
    return rows


def register_of(
    options: Options, children: Iterable[Child], out: dict[int, Sessions], month: str
) -> Table:
    table = Table(file_name(month), HEADER)
    days, stamp = list(school_days(month)), extracted_at(month)
    for child in children:
        if child.provision == "N" or not is_on_roll(child, days[0]):
            continue
        chance = stream(options.seed, "attendance", child.number, month)
        marks = exceptions(chance, child, days)
        for session in out.get(child.number, ()):
            if month_of(session[0]) == month:
                marks[session] = ("E", "")
        rows = rows_of(child, days, marks, stamp)
        table.rows += rows
        table.keys += [f"{child.number}"] * len(rows)
    return table


def write_month(
    options: Options,
    ledger: Ledger,
    children: Iterable[Child],
    out: dict[int, Sessions],
    month: str,
) -> None:
    """Write the month's register; there is none where no school is open."""
    if not school_days(month):
        return
    table = register_of(options, children, out, month)
    if not table.rows:
        return
    file = f"landing/daily_attendance/{month}/{file_name(month)}"
    files = {table.name: file}
    spoil(options, ledger, "daily_attendance", month, [table], (REAL, HOSTILE), files)
    ledger.table(file, table)
