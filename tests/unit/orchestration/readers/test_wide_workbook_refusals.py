"""A workbook that is not whole, or speaks of two months, is refused in plain words."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from orchestration.contracts.catalogue import the_catalogue
from orchestration.ducks import open_memory
from orchestration.refusals import Refusal
from tests.unit.orchestration.readers import reading
from tests.unit.orchestration.workbooks import NAME, save, workbook

NOT_WHOLE = (
    "The file is not a whole Excel workbook: it was cut short, or is another kind. "
    "Download or save it again as .xlsx and send that."
)
AS_PUBLISHED = "Send the workbook as it was published."


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as connection:
        yield connection


def refused(con: duckdb.DuckDBPyConnection, path: Path) -> str:
    contract = the_catalogue().contracts["community_waits"]
    with pytest.raises(Refusal) as refusal:
        reading.read(con, path, contract.readers[0], {"it": contract.tables["cells"]})
    assert refusal.value.where == path.name
    return str(refusal.value).removeprefix(f"{path.name}: ")


def test_a_workbook_cut_short_is_refused(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = save(workbook(), tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert refused(con, path) == NOT_WHOLE


@pytest.mark.parametrize("content", [b"area,waiting\nEngland,22\n", b"", b"PK\x03\x04"])
def test_something_else_called_xlsx_is_refused(
    content: bytes, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / NAME
    path.write_bytes(content)
    assert refused(con, path) == NOT_WHOLE


def test_another_zip_called_xlsx_is_refused(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / NAME
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "Dear all")
    assert refused(con, path) == NOT_WHOLE


def _lacks_two_sheets(book: Workbook) -> None:
    del book["Table 4c"]
    del book["Table 4g"]


def _two_months(book: Workbook) -> None:
    book["Table 4c"]["A1"] = "Waits of two to four weeks, May 2023"


def _month_outside_cover(book: Workbook) -> None:
    book["Cover page"]["B2"] = "1st October 2022 - 31st March 2023"


def _no_title(book: Workbook) -> None:
    book["Table 4a"]["A1"] = None


def _title_without_month(book: Workbook) -> None:
    book["Table 4a"]["A1"] = "Waits of up to one week"


def _no_headings(book: Workbook) -> None:
    for cell in book["Table 4a"][5]:
        cell.value = None


def _heading_twice(book: Workbook) -> None:
    book["Table 4a"]["D5"] = book["Table 4a"]["C5"].value


def _heading_missing(book: Workbook) -> None:
    book["Table 4a"]["D5"] = None


def _label_column_gone(book: Workbook) -> None:
    book["Table 4a"].delete_cols(1)
    book["Table 4a"]["A1"] = "Waits of up to one week, June 2023"


CHANGES: dict[str, tuple[Callable[[Workbook], None], str]] = {
    "sheets are missing": (
        _lacks_two_sheets,
        "The workbook lacks the sheets ['Table 4c', 'Table 4g']. "
        "Send the workbook whole, as it was published.",
    ),
    "titles name two months": (
        _two_months,
        "The sheets speak of different months: ['June 2023', 'May 2023']. "
        "Send one workbook for one month, as it was published.",
    ),
    "the month lies outside the cover's period": (
        _month_outside_cover,
        "The sheets are titled June 2023, but the cover page's period is "
        "'1st October 2022 - 31st March 2023'. Ask the publisher which is right.",
    ),
    "no title": (_no_title, "Sheet 'Table 4a' has no title on row 1. Send it whole."),
    "a title without a month": (
        _title_without_month,
        "The titles of the sheets ['Table 4a'] do not end with a month. "
        "Row 1 of each sheet must end like 'June 2023'.",
    ),
    "no headings": (
        _no_headings,
        f"Sheet 'Table 4a' has no heading that starts with '(A) '. {AS_PUBLISHED}",
    ),
}
CHANGES |= {
    case: (
        change,
        "Sheet 'Table 4a' does not have its 2 label columns and one heading for each column of "
        f"figures. {AS_PUBLISHED}",
    )
    for case, change in {
        "a heading stands there twice": _heading_twice,
        "a column without a heading": _heading_missing,
        "a label column is gone": _label_column_gone,
    }.items()
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_changed_workbook_is_refused(
    case: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    change, said = CHANGES[case]
    book = workbook()
    change(book)
    assert refused(con, save(book, tmp_path)) == said


@pytest.mark.parametrize(("month", "inside"), [("April 2023", True), ("March 2023", False)])
def test_the_cover_s_period_includes_its_first_month(
    month: str, inside: bool, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = save(workbook(month=month), tmp_path)
    contract = the_catalogue().contracts["community_waits"]
    if inside:
        extract = reading.read(con, path, contract.readers[0], {"it": contract.tables["cells"]})
        assert extract.month_text == month
    else:
        assert "Ask the publisher which is right." in refused(con, path)


def test_titles_that_end_with_no_month_of_the_year_are_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    said = refused(con, save(workbook(month="Version 2023"), tmp_path))
    assert "do not end with a month" in said


def test_a_cover_page_of_one_column_is_no_crash(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book = workbook()
    book["Cover page"].delete_cols(2)
    contract = the_catalogue().contracts["community_waits"]
    path = save(book, tmp_path)
    extract = reading.read(con, path, contract.readers[0], {"it": contract.tables["cells"]})
    assert extract.month_text == "June 2023"


def test_a_sheet_whose_inside_is_damaged_is_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    whole = save(workbook(), tmp_path / "whole")
    damaged = tmp_path / NAME
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(damaged, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            is_sheet = name.startswith("xl/worksheets/sheet")
            new.writestr(name, content[: len(content) // 2] if is_sheet else content)
    assert refused(con, damaged) == NOT_WHOLE
