"""Deliveries of the education sources that must be refused whole, one folder each.
They tell of few pupils, so that no file is the same as one that is taken in."""

from collections.abc import Iterable

from ..days import last_day, shift, slashed
from ..ledger import Ledger
from ..options import Options
from ..population import Child
from ..refused import ROOT, refuse, with_cells, without
from ..tables import Table
from ..workbook_bytes import workbook_bytes
from . import annex_a, attendance, exclusion_log
from .calendar import census_day, school_days
from .census_delivery import write_tables
from .census_rows import census_of
from .exclusions import all_exclusions

FEW = 9


def few(table: Table) -> Table:
    return Table(table.name, table.header, table.rows[:FEW], table.keys[:FEW])


def write_census(options: Options, ledger: Ledger, children: list[Child]) -> None:
    month = options.until
    while census_day(month) is None:
        month = shift(month, -1)
    tables = census_of(options, children[: FEW * 10], [], month)
    if not tables["pupilonroll"].rows:
        return
    for folder, lost in {
        "census-without-schools": "schoolcensus",
        "census-without-provision": "",
    }.items():
        held = {name: table for name, table in tables.items() if name != lost}
        if not lost:
            held["pupilonroll"] = without(held["pupilonroll"], "senprovision")
        write_tables(ledger, f"{ROOT}/{folder}", month, held)
        refuse(ledger, f"{ROOT}/{folder}", folder.replace("-", "_"))


def write_refused(options: Options, ledger: Ledger, children: Iterable[Child]) -> None:
    """A table too few, a column too few, two months in one, one month in the other's name."""
    held = list(children)
    write_census(options, ledger, held)
    month = options.until if school_days(options.until) else shift(options.until, -1)
    register = few(attendance.register_of(options, held, {}, month))
    if register.rows:
        earlier = f"{shift(month, -1)}-03"
        for folder, table in {
            "register-of-two-months": with_cells(register, "date", earlier, 2),
            "register-without-codes": without(register, "code"),
        }.items():
            file = f"{ROOT}/{folder}/{attendance.file_name(month)}"
            ledger.table(file, table)
            refuse(ledger, file, folder.replace("-", "_"))
    log = few(exclusion_log.log_of(all_exclusions(options, held), month))
    if len(log.rows) > 1:
        file = f"{ROOT}/log-of-two-months/{exclusion_log.file_name(month)}"
        ledger.table(file, with_cells(log, "log_date", slashed(last_day(shift(month, -1))), 2))
        refuse(ledger, file, "log_of_two_months")
    book = annex_a.book_of([Table(annex_a.PLANS, annex_a.HEADERS[annex_a.SUPPORT])], False)
    file = f"{ROOT}/annex-without-plans/{annex_a.file_name(month)}"
    ledger.bytes(file, workbook_bytes(book))
    refuse(ledger, file, "annex_without_plans")
