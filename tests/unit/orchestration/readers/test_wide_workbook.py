"""A published workbook becomes one row for each figure cell, in either layout, cell by cell."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from orchestration.contracts.catalogue import the_catalogue
from orchestration.ducks import open_memory
from orchestration.readers import Extract
from tests.unit.orchestration.readers import reading
from tests.unit.orchestration.workbooks import HEADINGS, Layout, save, sheets, workbook

LAYOUTS: list[Layout] = ["named", "unnamed"]
FIRST_ROW = {"named": 6, "unnamed": 7}
FIRST_COLUMN = {"named": "C", "unnamed": "D"}
REAL = {
    "community_health_2023-03-01.xlsx": "January 2023",
    "community_health_2023-06-01.xlsx": "April 2023",
    "community_health_2023-08-01.xlsx": "June 2023",
}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as connection:
        yield connection


def read(con: duckdb.DuckDBPyConnection, path: Path) -> Extract:
    contract = the_catalogue().contracts["community_waits"]
    return reading.read(con, path, contract.readers[0], {"it": contract.tables["cells"]})


def cells(con: duckdb.DuckDBPyConnection, sheet: str) -> list[tuple[str, ...]]:
    return con.execute(
        """select area_level, area_name, service, waiting from read_it where received_sheet = ?
        order by received_line_number, received_column""",
        [sheet],
    ).fetchall()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_star_blank_and_nought_are_kept_apart(
    layout: Layout, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    extract = read(con, save(workbook(layout), tmp_path))
    assert extract.rows == 12 * len(sheets())
    assert extract.month_text == "June 2023"
    assert extract.columns == ["wait_band", "area_level", "area_name", "service", "waiting"]
    audiology, young_audiology, speech = HEADINGS
    england = "National" if layout == "named" else ""
    for sheet in sheets():
        assert cells(con, sheet) == [
            (england, "England", audiology, "22"),
            (england, "England", young_audiology, "20311"),
            (england, "England", speech, "7"),
            ("Region", "London", audiology, "*"),
            ("Region", "London", young_audiology, ""),
            ("Region", "London", speech, "0"),
            ("Region", "Midlands", audiology, "5"),
            ("Region", "Midlands", young_audiology, "12"),
            ("Region", "Midlands", speech, "*"),
            ("ICB", "Birmingham and Solihull", audiology, ""),
            ("ICB", "Birmingham and Solihull", young_audiology, "0"),
            ("ICB", "Birmingham and Solihull", speech, "3"),
        ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_has_the_place_it_has_in_the_sheet(
    layout: Layout, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book = workbook(layout)
    place = (FIRST_ROW[layout] + 2, FIRST_COLUMN[layout])
    book["Table 4b"][f"{place[1]}{place[0]}"] = 4711
    read(con, save(book, tmp_path))
    found = con.execute("""
        select received_sheet, received_line_number, received_column, wait_band, area_name
        from read_it where waiting = '4711'""").fetchall()
    assert found == [("Table 4b", *place, "over_1_to_2_weeks", "Midlands")]


def test_blank_rows_between_areas_are_passed_over(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book = workbook()
    book["Table 4"].insert_rows(8)
    assert read(con, save(book, tmp_path)).rows == 12 * len(sheets())
    lines = "select distinct received_line_number from read_it where received_sheet = 'Table 4'"
    assert sorted(con.execute(lines).fetchall()) == [(6,), (7,), (9,), (10,)]


def test_columns_past_z_have_two_letters(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    book = workbook()
    for column in range(6, 31):
        book["Table 4"].cell(5, column, f"(A) Service {column}")
    book["Table 4"].cell(6, 30, 99)
    read(con, save(book, tmp_path))
    found = con.execute("select received_column, service from read_it where waiting = '99'")
    assert found.fetchall() == [("AD", "(A) Service 30")]


def test_a_workbook_without_a_cover_page_is_read(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book = workbook()
    del book["Cover page"]
    assert read(con, save(book, tmp_path)).month_text == "June 2023"


def test_a_sheet_without_any_area_does_not_spoil_the_others(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book = workbook()
    book["Table 4"].delete_rows(6, 4)
    assert read(con, save(book, tmp_path)).rows == 12 * (len(sheets()) - 1)


@pytest.mark.parametrize("name", REAL)
def test_the_published_workbooks_are_read_whole(
    name: str, shared_data: Path, con: duckdb.DuckDBPyConnection
) -> None:
    path = shared_data / "nhs_community_waits" / name
    extract = read(con, path)
    assert extract.month_text == REAL[name]
    held = con.execute("select count(distinct received_sheet), count(*) from read_it").fetchone()
    assert held == (8, extract.rows)
    levels = con.execute("""
        select area_name, count(distinct area_level), min(area_level) from read_it
        where area_name in ('England', 'London', 'Midlands') group by all order by all""")
    england = "National" if "08" in name else ""
    assert levels.fetchall() == [
        ("England", 1, england),
        ("London", 1, "Region"),
        ("Midlands", 1, "Region"),
    ]


@pytest.mark.parametrize("name", [min(REAL), max(REAL)])
def test_a_published_sheet_is_what_another_reader_sees(
    name: str, shared_data: Path, con: duckdb.DuckDBPyConnection
) -> None:
    path = shared_data / "nhs_community_waits" / name
    read(con, path)
    ours = con.execute("""
        select received_line_number, received_column, waiting from read_it
        where received_sheet = 'Table 4g' order by all""").fetchall()
    book = load_workbook(path, read_only=True, data_only=True)
    places = {(line, column) for line, column, _ in ours}
    theirs = sorted(
        (cell.row, cell.column_letter, "" if cell.value is None else str(cell.value).strip())
        for row in book["Table 4g"].iter_rows()
        for cell in row
        if hasattr(cell, "column_letter") and (cell.row, cell.column_letter) in places
    )
    book.close()
    kept_apart = {"*", "", "0"} & {value for _, _, value in theirs}
    assert {"*"} <= kept_apart
    filled = [place for place in ours if place[2] != ""]
    assert filled == [place for place in theirs if place[2] != ""]
