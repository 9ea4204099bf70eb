"""Deliveries that try every column of every contract: each edge value in a row that is otherwise
plain, and rows whose cells are drawn at random from all of them.

They are made from the contracts alone. Which answer is right is not known here: two are compared.
"""

import csv
import io
import random
import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.columns import Column
from orchestration.contracts.language import Contract, Table
from orchestration.contracts.layouts import Delimited
from orchestration.months import Month
from orchestration.register.tables import in_force

COMMON = [
    *("", " ", "\xa0", "NA", "none", "-", "x", "#REF!", "0", "1", "-1", "+1", "1.0", "1.50", "007"),
    *(
        "1e3",
        "1,000",
        "9" * 15,
        "9" * 19,
        "9223372036854775807",
        "0.0000004",
        "999999999999.9999995",
    ),
    *("Yes", "no", "TRUE", "Y", "31/12/2025", "2025-12-31", "1/1/2026", "31/13/2025", "29/02/2023"),
    *("31/12/25", "epoch", "2025-13", "45000", "2025-Dec-31 10:00:00", "2025-dec-1 1:2:3"),
    *("2025-12-31T23:59:59", "A123456789012", "H801200001001", "U80120000100A", "9434765919"),
    *("943 476 5919", "9434765918", "1111111111", "9999999999", "1000000018", "AB1 2CD", "ab12cd"),
    *("O'Brien", 'say "so"', "a, b; c | d", "two\nlines", "nan", "=1+1", "é", "\u212a", "\u0130"),
    *("\u200b", "ẞ", "😀", "１"),
]
AS_DAYS = ("date", "moment")
FRIDAY = 4
NARROW = 8


def tables_of(
    catalogue: Catalogue, contract: Contract, month: Month, seed: int, mixed: int
) -> dict[str, tuple[list[str], list[list[str]]]]:
    """For each table its headings and rows: plain, each edge alone, and `mixed` ones at random."""
    chance, told = random.Random(seed), {}
    for name, table in contract.tables.items():
        if not in_force(table.since, table.until, month):
            continue
        columns = _columns(table, month)
        asked = " ".join(
            check.broken_when or ""
            for check in catalogue.checks.get(contract.source, [])
            if check.table == name
        )
        own = {
            word: _own(catalogue, column, word, month, asked) for word, column in columns.items()
        }
        edges = {word: list(dict.fromkeys([*values, *COMMON])) for word, values in own.items()}
        plain = {word: values[0] for word, values in edges.items()}
        fixed = _fixed(catalogue, contract, name, columns, month)
        rows = [plain]
        for word, values in edges.items():
            rows += [{**plain, word: value} for value in values[1:]]
        rows += [
            {word: _any(chance, own[word], values) for word, values in edges.items()}
            for _ in range(mixed if len(columns) > NARROW else 5 * mixed)
        ]
        rows += [
            {
                word: (values or COMMON)[place % len(values or COMMON)]
                for word, values in own.items()
            }
            for place in range(8)
        ]
        headings = [_heading(column, month) for column in columns.values()]
        told[name] = headings, [list({**row, **fixed}.values()) for row in rows]
    return told


def as_text(layout: Delimited, headings: list[str], rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=layout.delimiter, lineterminator="\r\n")
    writer.writerow(headings)
    # One line break in a value of a narrow table would seem to swallow a row.
    writer.writerows([[_one_line(cell, len(headings)) for cell in row] for row in rows])
    return text.getvalue().encode(str(layout.encodings[0]))


def _any(chance: random.Random, own: list[str], values: list[str]) -> str:
    """One of a word's own values more often than one of those that all share; often none."""
    mine = chance.choice(own or values)
    return chance.choice([mine, mine, chance.choice(values), ""])


def write_workbook(
    folder: Path, contract: Contract, tables: dict[str, tuple[list[str], list[list[str]]]]
) -> list[Path]:
    """The same as an Excel workbook; some whole numbers and some days are typed as such."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, (headings, rows) in tables.items():
        cells = workbook.create_sheet(re.sub(r"[*?]", "x", contract.tables[name].sheet or name))
        cells.append(headings)
        for place, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                cell = cells.cell(place, column, _typed(value, place))
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # what begins like a formula stays a text
    folder.mkdir(parents=True)
    pattern = next(file for file in contract.files if file.endswith(".xlsx"))
    path = folder / pattern.replace("*", "2025-12")
    workbook.save(path)
    return [path]


def write_delivery(
    folder: Path, contract: Contract, tables: dict[str, tuple[list[str], list[list[str]]]]
) -> list[Path]:
    """The files of a delivery as delimited text, named as the contract expects."""
    layout = next(one for one in contract.readers if isinstance(one, Delimited))
    folder.mkdir(parents=True)
    paths = []
    for name, (headings, rows) in tables.items():
        pattern = contract.tables[name].file or next(
            file for file in contract.files if not file.endswith((".xlsx", ".xml"))
        )
        pattern = re.sub(r"\[(.).*?\]", r"\1", pattern)
        first = f"{contract.source}_" if pattern.startswith("*") else "2025-12"
        path = folder / pattern.replace("*", first, 1).replace("*", "")
        path.write_bytes(as_text(layout, headings, rows))
        paths.append(path)
    return paths


def _typed(value: str, place: int) -> str | int | float | date | None:
    if place % 3 == 0 and value.isdecimal() and value.isascii() and len(value) < 12:
        return int(value)
    if place % 3 == 1 and re.fullmatch(r"\d{1,6}\.\d+", value):
        return float(value)
    if place % 2 and (found := re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", value)):
        with suppress(ValueError):
            return datetime(int(found[3]), int(found[2]), int(found[1]))
    return value.replace("\x0b", "") or None


def _one_line(cell: str, width: int) -> str:
    return cell if width > 3 else cell.replace("\n", " ")


def _columns(table: Table, month: Month) -> dict[str, Column]:
    """Those in force in the month; of two words from one heading the first."""
    found: dict[str, Column] = {}
    for word, column in table.columns.items():
        others = {other.from_ for other in found.values()}
        promised = any(in_force(since, until, month) for _, since, until in column.headings())
        if promised and column.from_ not in others:
            found[word] = column
    return found


def _heading(column: Column, month: Month) -> str:
    return next(h for h, since, until in column.headings() if in_force(since, until, month))


def _fixed(
    catalogue: Catalogue, contract: Contract, name: str, columns: dict[str, Column], month: Month
) -> dict[str, str]:
    """The values by which the delivery is placed: who sent it, and for which month."""
    fixed, supplier, period = {}, contract.supplier, contract.period
    day = month.ending_on
    while period.take == "the_only_day" and day.weekday() != FRIDAY:
        day -= timedelta(1)
    for word, column in columns.items():
        if supplier.table == name and column.from_ == supplier.column:
            fixed[word] = catalogue.codes(str(supplier.code_set))[0]
        if period.table == name and column.from_ == period.column:
            fixed[word] = day.strftime(period.formats[0])
    return fixed


def _own(catalogue: Catalogue, column: Column, name: str, month: Month, asked: str) -> list[str]:
    """What is plain for a word first, then what its list, its limits or a check speak of."""
    word, own = catalogue.words[name], list[str]()
    if word.codes:
        codes = catalogue.dated_codes(word.codes)
        valid = [c.code for c in codes if c.is_valid_between(month.starting_on, month.ending_on)]
        dated = [c.code for c in codes if c.valid_from or c.valid_to]
        own += [
            *valid[:3],
            *(code for code in valid if f"'{code}'" in asked),
            *dated[:4],
            *dated[-4:],
            *(c.code.swapcase() for c in codes[:2]),
        ]
    if word.type in AS_DAYS:
        days = [month.ending_on - timedelta(400), month.ending_on, month.starting_on]
        days += [month.next.ending_on, month.next.ending_on + timedelta(1), word.earliest]
        days += [word.earliest - timedelta(1), date(1900, 1, 1), month.ending_on - timedelta(12)]
        days += [
            month.ending_on.replace(year=month.ending_on.year - years, day=28)
            for years in (3, 7, 16, 25, 26)
        ]
        own += [day.strftime(form) for day in days for form in column.formats]
    if word.type == "flag":
        own += [*column.yes, *column.no, *(sign.upper() for sign in column.yes)]
    limits = [limit for limit in (word.minimum, word.maximum) if limit is not None]
    own += [str(limit + step) for limit in limits for step in (-1, 0, 1)]
    own += [*column.means, *(told.upper() for told in column.means), *column.missing_marks]
    own += [*column.no_number, *catalogue.codes("missing_words")[:3]]
    own += {"upn": ["U80120000100A"], "uln": ["9999999999"]}.get(word.check or "", [])
    if word.type == "month":
        own = [str(month), str(month.before)]
    if word.type in ("count", "integer", "decimal"):
        own += ["0", "2", "5", "10"]
    return list(dict.fromkeys(own))
