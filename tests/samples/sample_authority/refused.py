"""Deliveries that must be refused whole, one folder each.
They tell of few people or of other text than the true deliveries, so no two files are the same."""

from .days import last_day, shift
from .ledger import Ledger
from .options import Options
from .records import Case
from .returns import return_of
from .returns_delivery import file_name as workbook_name
from .returns_delivery import look_of
from .sen2_delivery import write_export
from .sen2_rows import export_of
from .snapshot import snapshot
from .tables import Table
from .waits import Wait, listed
from .waits_delivery import file_name as list_name
from .waits_rows import HEADER, list_of
from .workbook_bytes import workbook_bytes
from .workbook_layout import Look, laid_out

ROOT = "landing/refused"
FEW = 6


def refuse(ledger: Ledger, file: str, kind: str, rule: str = "V001") -> None:
    ledger.note(file, kind, rule, "refused")


def write_workbooks(options: Options, ledger: Ledger) -> None:
    month = options.until
    figures, name = return_of(options, month), workbook_name(month)
    whole = workbook_bytes(laid_out(look_of(options, month), figures))
    look = Look(month, False, True, (("Table 4c", shift(month, -1)),))
    contents = {
        "truncated-workbook": whole[: len(whole) // 2],
        "text-named-xlsx": b"This month's waiting list is attached as a picture.\r\n",
        "wrong-month-title": workbook_bytes(laid_out(look, figures)),
    }
    for folder, content in contents.items():
        file = f"{ROOT}/{folder}/{name}"
        ledger.bytes(file, content)
        refuse(ledger, file, folder.replace("-", "_"))


def few(month: str, waits: list[Wait]) -> Table:
    """A short list of the first trust."""
    table = list_of("X9901", month, waits)
    return Table(table.name, table.header, table.rows[:FEW], table.keys[:FEW])


def without(table: Table, column: str) -> Table:
    place = table.places[column]
    header = tuple(name for name in table.header if name != column)
    rows = [row[:place] + row[place + 1 :] for row in table.rows]
    return Table(table.name, header, rows, table.keys)


def with_cells(table: Table, column: str, text: str, every: int) -> Table:
    place = table.places[column]
    rows = [
        [*row[:place], text, *row[place + 1 :]] if number % every == 0 else row
        for number, row in enumerate(table.rows)
    ]
    return Table(table.name, table.header, rows, table.keys)


def write_lists(options: Options, ledger: Ledger, waits: list[Wait]) -> None:
    month = options.until
    short = few(month, listed(waits, month))
    earlier = f"{last_day(shift(month, -1)):%d/%m/%Y}"
    tables = {
        "header-only": (Table("X9901", HEADER), "X9901", "V001"),
        "missing-column": (without(short, "stage"), "X9901", "V001"),
        "unknown-provider": (with_cells(short, "provider_code", "ZZZZZ", 1), "ZZZZZ", "V004"),
        "mixed-months": (with_cells(short, "snapshot_date", earlier, 2), "X9901", "V001"),
    }
    for folder, (table, provider, rule) in tables.items():
        file = f"{ROOT}/{folder}/{list_name(provider, month)}"
        ledger.table(file, table)
        refuse(ledger, file, folder.replace("-", "_"), rule)
    empty = f"{ROOT}/empty-file/{list_name('X9901', month)}"
    ledger.bytes(empty, b"")
    refuse(ledger, empty, "empty_file")


def write_refused(options: Options, ledger: Ledger, cases: list[Case], waits: list[Wait]) -> None:
    write_workbooks(options, ledger)
    write_lists(options, ledger, waits)
    known_on = last_day(options.until)
    tables = export_of(options.until, snapshot(cases, known_on)[:FEW], known_on)
    del tables["requests"]
    folder = f"{ROOT}/missing-table"
    write_export(ledger, folder, options.until, tables, bom=False)
    refuse(ledger, folder, "missing_table")
