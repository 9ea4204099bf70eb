"""A workbook that shows less than it holds, or holds more than data, is refused in plain words."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from orchestration.contracts.language import Table
from orchestration.ducks import open_memory
from orchestration.refusals import Refusal
from tests.unit.orchestration.readers.reading import a_table, read_all
from tests.unit.orchestration.readers.test_workbook import LAYOUT, NAME, a_list, save

CANARY = "Zanzibar-Quill"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as connection:
        yield connection


def refused(con: duckdb.DuckDBPyConnection, path: Path, **tables: Table) -> str:
    with pytest.raises(Refusal) as refusal:
        read_all(con, path, LAYOUT, tables or {"it": a_table("Name", "Value")})
    assert CANARY not in str(refusal.value)
    return str(refusal.value).removeprefix(f"{NAME}: ")


def a_book() -> Workbook:
    return a_list(["Name", "Value"], [CANARY, 1], ["b", 2], ["c", 3])


def _formula(book: Workbook) -> None:
    book.active["B3"] = "=B2+1"


def _hidden_row(book: Workbook) -> None:
    book.active.row_dimensions[3].hidden = True


def _hidden_column(book: Workbook) -> None:
    book.active.column_dimensions["A"].hidden = True


def _merged(book: Workbook) -> None:
    book.active.merge_cells("A3:A4")


def _far(book: Workbook) -> None:
    book.active["XFD1048576"] = CANARY


def _unnamed(book: Workbook) -> None:
    book.active["D3"] = CANARY


def _two_sheets(book: Workbook) -> None:
    book.create_sheet("More")


def _same_heading(book: Workbook) -> None:
    book.active["C1"] = "value"


CHANGES: dict[str, tuple[Callable[[Workbook], None], str]] = {
    "a formula": (_formula, "Table 'it': cell B3 is computed by a formula."),
    "a hidden row": (_hidden_row, "Table 'it': row 3 is hidden, as a filter hides rows."),
    "a hidden column": (_hidden_column, "Table 'it': column A is hidden, but holds values."),
    "merged cells": (_merged, "Table 'it': cell A3 is merged with others."),
    "a far cell": (_far, "Table 'it': a value stands in row 1,048,576 or column XFD"),
    "a column without heading": (_unnamed, "Table 'it': column D has a value in row 3, but no"),
    "two sheets": (_two_sheets, "The workbook has 2 visible sheets; one was expected."),
    "a heading twice": (_same_heading, "The columns [2, 3] have the same heading."),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_changed_workbook_is_refused(
    case: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    change, said = CHANGES[case]
    book = a_book()
    change(book)
    assert refused(con, save(book, tmp_path)).startswith(said)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/vbaProject.bin", "The workbook holds macros."),
        ("xl/externalLinks/externalLink1.xml", "The workbook holds links to other files."),
        ("xl/embeddings/oleObject1.bin", "The workbook holds embedded objects."),
        ("xl/activeX/activeX1.xml", "The workbook holds controls."),
        ("xl/../../away.xml", "The archive holds 'xl/../../away.xml', which is not a plain name."),
    ],
)
def test_what_is_not_data_is_refused(
    part: str, said: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = save(a_book(), tmp_path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(part, CANARY)
    assert refused(con, path).startswith(said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "The file is an old (.xls) or a password"),
        (b"Name,Value\na,1\n", "The file is not a whole Excel workbook"),
        (b"", "The file is not a whole Excel workbook"),
    ],
)
def test_another_kind_of_file_is_refused(
    content: bytes, said: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / NAME
    path.write_bytes(content)
    assert refused(con, path).startswith(said)


def test_the_sheet_of_a_table_must_be_there_and_be_seen(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book = a_book()
    book.active.title = "List 1"
    book.create_sheet("List 2").append(["Name"])
    book["List 2"].sheet_state = "veryHidden"
    path = save(book, tmp_path)
    one, two = a_table("Name", "Value", sheet="List 1"), a_table("Name", sheet="List 2")
    assert refused(con, path, one=one, two=two).startswith("The sheet of table 'two' is hidden")
    three = a_table("Name", sheet="List 3")
    assert refused(con, path, one=one, three=three).startswith("The workbook lacks the sheet")


def test_a_document_type_in_a_sheet_is_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    whole = save(a_book(), tmp_path)
    (tmp_path / "bad").mkdir()
    bad = tmp_path / "bad" / NAME
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if "sheet1" in name:
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            new.writestr(name, content)
    assert refused(con, bad).startswith("The workbook holds a document type")
