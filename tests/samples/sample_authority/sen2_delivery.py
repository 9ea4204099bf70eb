"""The monthly deliveries of the case system's export, with their mess and their second copies.
Rows are made in sen2_rows; what kinds of mess there are is in mess_sen2."""

from collections.abc import Iterable
from datetime import timedelta

from .days import first_day, last_day, shift
from .identifiers import AUTHORITY
from .ledger import Ledger
from .mess_sen2 import HOSTILE, REAL, root_of
from .options import Options
from .planting import Marks, Planter
from .records import Case
from .sen2_rows import export_of
from .snapshot import Known, snapshot
from .tables import Table

EXTRA_COLUMN = "dataquality_note"
MARK_EVERY = 4
RECENT_DAYS = 640
DAYS_TOO_SOON = 25


def file_name(month: str, table: str) -> str:
    sent_on = first_day(shift(month, 1)) + timedelta(days=4)
    return f"Blade-Export_{sent_on:%d-%m-%Y}_{table}.csv"


def recent_people(views: Iterable[Known], month: str) -> frozenset[str]:
    """People whose cases the figures of the last two years depend on."""
    since = last_day(month) - timedelta(days=RECENT_DAYS)
    return frozenset(v.case.person.native for v in views if v.case.received.happened_on > since)


def spoil(options: Options, month: str, views: list[Known], tables: dict[str, Table]) -> Planter:
    delivery = f"sen2:{month}"
    planter = Planter(options.seed, delivery, root_of, recent_people(views, month))
    if options.is_messy:
        rest = list(tables.values())
        edge = options.months[-2:]
        at_least = 0 if month not in edge else (2 if len(options.months) == 1 else 1)
        planter.plant_all(rest, REAL, at_least)
        if options.mess == "hostile":
            planter.plant_all(rest, HOSTILE, at_least)
    return planter


def write_export(
    ledger: Ledger, folder: str, month: str, tables: dict[str, Table], bom: bool
) -> None:
    for name, table in tables.items():
        ledger.table(f"{folder}/{file_name(month, name)}", table, bom)


def mess_files(options: Options, ledger: Ledger, month: str, tables: dict[str, Table]) -> bool:
    """Plant what concerns whole files; say whether they begin with a byte order mark."""
    folder = counted_folder(options, month)
    if options.is_messy and month == options.months[len(options.months) // 2]:
        tables["person"] = tables["person"].widened(EXTRA_COLUMN, "checked")
        file = f"{folder}/{file_name(month, 'person')}"
        ledger.note(file, "extra_column", "V001", "warned", 1, EXTRA_COLUMN)
    place = options.months[::-1].index(month)
    marked = options.is_messy and place % MARK_EVERY == 0
    for name in tables if marked else ():
        ledger.note(f"{folder}/{file_name(month, name)}", "byte_order_mark")
    return marked


def counted_folder(options: Options, month: str) -> str:
    """Where the delivery of the month lies that counts in the end."""
    suffix = "-resubmitted" if month == options.resubmitted else ""
    return f"landing/sen2/{month}{suffix}"


def write_first_try(ledger: Ledger, cases: list[Case], month: str) -> None:
    """The delivery that a resubmission replaces: drawn too soon, so it misses the last weeks."""
    known_on = last_day(month) - timedelta(days=DAYS_TOO_SOON)
    tables = export_of(month, snapshot(cases, known_on), known_on)
    write_export(ledger, f"landing/sen2/{month}", month, tables, bom=False)
    ledger.note(f"landing/sen2/{month}-resubmitted", "resubmitted", "V002")


def write_month(
    options: Options, ledger: Ledger, cases: list[Case], month: str
) -> tuple[list[Known], Marks]:
    """Write the month's deliveries; give what was known and what was done to it."""
    if month == options.resubmitted:
        write_first_try(ledger, cases, month)
    views = snapshot(cases, last_day(month))
    tables = export_of(month, views, last_day(month))
    source = ("sen2", AUTHORITY)
    ledger.people.note(source, "case_system_person_id", tables["person"], "NativeId")
    planter = spoil(options, month, views, tables)
    folder = counted_folder(options, month)
    files = {name: f"{folder}/{file_name(month, name)}" for name in tables}
    ledger.note_spots(planter.spots, files)
    bom = mess_files(options, ledger, month, tables)
    write_export(ledger, folder, month, tables, bom)
    if month == options.sent_again:
        again = f"landing/sen2/{month}-again"
        ledger.again(folder, again, sum(len(table.rows) for table in tables.values()))
        ledger.note(again, "sent_again", "V002")
    return views, planter.marks
