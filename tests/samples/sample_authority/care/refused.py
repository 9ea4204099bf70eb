"""Deliveries of social care and of the client database that must be refused whole, a folder each.
They tell of few children, so that no file is the same as one that is taken in."""

from ..days import last_day, shift, slashed
from ..ledger import Ledger
from ..options import Options
from ..population import Child
from ..refused import ROOT, refuse, with_cells, without
from ..tables import Table
from . import census_layout, destinations, register
from .census_document import document
from .census_rows import census_of
from .children import is_end_of_year
from .looked_after_delivery import write_tables
from .looked_after_more import return_of

FEW = 7


def few(table: Table) -> Table:
    return Table(table.name, table.header, table.rows[:FEW], table.keys[:FEW])


def last_year_end(month: str) -> str:
    while not is_end_of_year(month):
        month = shift(month, -1)
    return month


def write_censuses(options: Options, ledger: Ledger, children: list[Child], month: str) -> None:
    """Cut short in the middle, and without the header that says which year it is."""
    known = [child for child in children if child.la_child_id][:FEW]
    tables = census_of(options, known, month)
    if not tables["children"].rows:
        return
    whole = document(tables)[0]
    tables["headers"].rows.clear()
    headless = document(tables)[0]
    halves = {"census-cut-short": whole[: len(whole) // 2], "census-without-header": headless}
    for folder, content in halves.items():
        file = f"{ROOT}/{folder}/{census_layout.file_name(month)}"
        ledger.bytes(file, content)
        refuse(ledger, file, folder.replace("-", "_"))


def write_returns(options: Options, ledger: Ledger, children: list[Child], month: str) -> None:
    tables = return_of(options, children, month)
    if not tables["episodes"].rows:
        return
    held = {name: few(tables[name]) for name in ("header", "episodes")}
    placeless = {**held, "episodes": without(held["episodes"], "PLACE")}
    folder = "looked-after-without-places"
    write_tables(ledger, f"{ROOT}/{folder}", month, placeless)
    refuse(ledger, f"{ROOT}/{folder}", folder.replace("-", "_"))


def write_lists(options: Options, ledger: Ledger, children: list[Child], month: str) -> None:
    earlier = slashed(last_day(shift(month, -1)))
    listed = few(register.register_of(options, children, month))
    if len(listed.rows) > 1:
        file = f"{ROOT}/disability-register-of-two-months/{register.file_name(month)}"
        ledger.table(file, with_cells(listed, "snapshot_date", earlier, 2))
        refuse(ledger, file, "disability_register_of_two_months")
    young = few(destinations.list_of(options, children, month))
    if young.rows:
        file = f"{ROOT}/destinations-without-activities/{destinations.file_name(month)}"
        ledger.table(file, without(young, "activity"))
        refuse(ledger, file, "destinations_without_activities")


def write_refused(options: Options, ledger: Ledger, children: list[Child]) -> None:
    year_end = last_year_end(options.until)
    write_censuses(options, ledger, children, year_end)
    write_returns(options, ledger, children, year_end)
    write_lists(options, ledger, children, options.until)
