"""The monthly deliveries of the trusts' therapy lists, with their mess and their second copies.
Who is on a list is in waits; what kinds of mess there are is in mess_waits."""

from dataclasses import replace

from .health.sheets import sheet_bytes
from .ledger import Ledger
from .mess_waits import REAL, record_of
from .options import Options
from .planting import Marks, Planter
from .providers import TRUSTS
from .sen2_delivery import MARK_EVERY
from .tables import Table
from .waits import Wait, listed
from .waits_rows import list_of

SILENT = "X9902"
MARKED = "X9901"
IN_SHEETS = "X9902"


def is_in_sheets(provider: str, month: str) -> bool:
    """One trust sends a workbook in every other month."""
    return provider == IN_SHEETS and int(month[5:]) % 2 == 1


def file_name(provider: str, month: str) -> str:
    kind = "xlsx" if is_in_sheets(provider, month) else "csv"
    return f"therapy_waits_{provider}_{month}.{kind}"


def providers_of(options: Options, month: str) -> list[str]:
    return [name for name in TRUSTS if not (month == options.silent and name == SILENT)]


def first_try(waits: list[Wait]) -> list[Wait]:
    """The lists a resubmission replaces: rows missing, people not yet crossed off."""
    return [
        replace(wait, seen_on=None, discharged_on=None, removal_reason="")
        if place % 8 == 5
        else wait
        for place, wait in enumerate(waits)
        if place % 8 != 3
    ]


def spoil(options: Options, month: str, tables: list[Table]) -> Planter:
    planter = Planter(options.seed, f"therapy_waits:{month}", record_of)
    if options.is_messy:
        edge = options.months[-2:]
        at_least = 0 if month not in edge else (2 if len(options.months) == 1 else 1)
        planter.plant_all(tables, REAL, at_least)
    return planter


def write_lists(ledger: Ledger, folder: str, month: str, tables: list[Table], bom: bool) -> None:
    for table in tables:
        file = f"{folder}/{file_name(table.name, month)}"
        if is_in_sheets(table.name, month):
            ledger.bytes(file, sheet_bytes(table))
        else:
            ledger.table(file, table, bom and table.name == MARKED)


def is_marked(options: Options, month: str) -> bool:
    return options.is_messy and options.months[::-1].index(month) % MARK_EVERY == 0


def write_month(
    options: Options, ledger: Ledger, waits: list[Wait], month: str
) -> tuple[list[Wait], list[str], Marks]:
    """Write the month's lists; give who was on them, who sent one, and what was done to them."""
    entries, providers = listed(waits, month), providers_of(options, month)
    entries = [wait for wait in entries if wait.provider in providers]
    folder = f"landing/therapy_waits/{month}"
    if month == options.resubmitted:
        early = [list_of(name, month, first_try(entries)) for name in providers]
        write_lists(ledger, folder, month, early, bom=False)
        folder = f"{folder}-resubmitted"
        ledger.note(folder, "resubmitted", "V002")
    tables = [list_of(name, month, entries) for name in providers]
    planter = spoil(options, month, tables)
    files = {name: f"{folder}/{file_name(name, month)}" for name in providers}
    ledger.note_spots(planter.spots, files)
    if is_marked(options, month):
        ledger.note(files[MARKED], "byte_order_mark")
    if month == options.silent:
        ledger.note(folder, "provider_silent", "V083")
    write_lists(ledger, folder, month, tables, is_marked(options, month))
    if month == options.sent_again:
        again = f"landing/therapy_waits/{month}-again"
        as_text = [table for table in tables if not is_in_sheets(table.name, month)]
        ledger.again(folder, again, sum(len(table.rows) for table in as_text))
        ledger.note(again, "sent_again", "V002")
    return entries, providers, planter.marks
