"""A list in a workbook is read as its sender sees it, with the sheet and row of every record."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from orchestration.contracts.language import Table
from orchestration.contracts.layouts import Workbook as Layout
from orchestration.ducks import open_memory
from orchestration.readers import Extract
from tests.unit.orchestration.readers.reading import a_column, a_table, read_all

NAME = "list_2025-12.xlsx"
LAYOUT = Layout(kind="workbook")


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as connection:
        yield connection


def a_list(*rows: list[Any]) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return book


def save(book: Workbook, folder: Path) -> Path:
    book.save(folder / NAME)
    return folder / NAME


def read_list(con: duckdb.DuckDBPyConnection, path: Path, table: Table | None = None) -> Extract:
    return read_all(con, path, LAYOUT, {"it": table or a_table("Name", "Value")})["it"]


def values(con: duckdb.DuckDBPyConnection, column: str = "Value") -> list[str | None]:
    found = con.execute(f'select "{column}" from read_it order by row_number').fetchall()
    return [value for (value,) in found]


SHOWN: dict[str, tuple[Any, str | None, str | None]] = {
    "text with zeros in front": ("00123", None, "00123"),
    "text with spaces around": (" x ", None, " x "),
    "a whole number": (9990000018, None, "9990000018"),
    "a long whole number": (123456789012345, None, "123456789012345"),
    "a fraction": (1.5, None, "1.5"),
    "a sum of tenths": (0.1 + 0.2, None, "0.3"),
    "a number padded by its format": (123, "000000", "000123"),
    "a number in groups by its format": (9990000018, "000 000 0000", "999 000 0018"),
    "a share": (0.456, "0%", "46%"),
    "a share with a decimal": (0.456, "0.0%", "45.6%"),
    "a share in the built-in format": (1, "0.00%", "100.00%"),
    "yes": (True, None, "TRUE"),
    "no": (False, None, "FALSE"),
    "a date": (date(2025, 4, 3), None, "2025-04-03"),
    "a moment": (datetime(2025, 4, 3, 14, 5), None, "2025-04-03 14:05:00"),
    "a serial number that is not shown as a date": (42139, None, "42139"),
    "a very small number": (0.00001, None, "1e-05"),
    "nothing": (None, None, None),
}


@pytest.mark.parametrize("case", SHOWN)
def test_a_cell_is_what_its_sender_sees(
    case: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    value, form, shown = SHOWN[case]
    book = a_list(["Name", "Value"], ["first", value])
    if form:
        book.active["B2"].number_format = form
    read_list(con, save(book, tmp_path))
    assert values(con) == [shown]


def test_a_date_is_written_as_its_column_promises(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    columns = {
        "born_on": a_column("Value", format=["%d/%m/%Y", "%Y-%m-%d"]),
        "name": a_column("Name"),
    }
    path = save(a_list(["Name", "Value"], ["a", date(2015, 4, 3)], ["b", 42139]), tmp_path)
    read_list(con, path, Table(grain="one row", columns=columns))
    assert values(con) == ["03/04/2015", "42139"]


def test_an_error_in_a_cell_stays_what_it_is(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book = a_list(["Name", "Value"], ["first", "#REF!"])
    book.active["B2"].data_type = "e"
    read_list(con, save(book, tmp_path))
    assert values(con) == ["#REF!"]


def test_titles_above_and_blank_rows_between_keep_the_numbers_of_the_rows(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [["List of things"], [], ["As at", date(2025, 12, 31)]]
    rows += [["\xa0name ", "VALUE"], ["a", 1], [], ["b", 2], [" "]]
    extract = read_list(con, save(a_list(*rows), tmp_path))
    assert (extract.rows, extract.headings) == (2, ["name", "VALUE"])
    places = con.execute("select received_line_number, received_sheet, row_number from read_it")
    assert places.fetchall() == [(5, "Sheet", 0), (7, "Sheet", 1)]


def test_a_list_that_does_not_start_in_the_corner_is_read(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book = a_list()
    book.active["C4"], book.active["D4"] = "Name", "Value"
    book.active["C5"], book.active["D5"] = "a", 1
    assert read_list(con, save(book, tmp_path)).rows == 1
    line = con.execute("select received_line_number, Value from read_it").fetchall()
    assert line == [(5, "1")]


def test_every_table_is_read_from_its_sheet_and_others_are_told_of(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book = a_list(["Name", "Value"], ["a", 1])
    book.active.title = "List 1 Contacts"
    book.create_sheet("Notes").append(["to whom it may concern"])
    book.create_sheet("List 2")
    for row in (["Name", "Date"], ["b", "x"], ["c", "y"]):
        book["List 2"].append(row)
    tables = {
        "contacts": a_table("Name", "Value", sheet="list 1*"),
        "referrals": a_table("Name", "Date", sheet="List 2*"),
        "closures": a_table("Name", sheet="List 3*", may_be_absent=True),
    }
    extracts = read_all(con, save(book, tmp_path), LAYOUT, tables)
    assert {name: extract.rows for name, extract in extracts.items()} == {
        "contacts": 1,
        "referrals": 2,
    }
    assert extracts["contacts"].unlisted == ["another sheet (2)"]
    assert extracts["referrals"].unlisted == []


@pytest.mark.parametrize("declared", ["A1", "A1:XFD1048576"])
def test_the_size_that_a_sheet_declares_is_not_believed(
    declared: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    whole = save(a_list(["Name", "Value"], *([f"n{i}", i] for i in range(200))), tmp_path)
    (tmp_path / "told").mkdir()
    told = tmp_path / "told" / NAME
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).replace(b'<dimension ref="A1:B201"', b'<dimension ref="@@"')
            new.writestr(name, content.replace(b"@@", declared.encode()))
    assert read_list(con, told).rows == 200
