"""The open document says what the workbook says, by the same rules."""

import io
import zipfile

from odfdo import Document

from orchestration.home import Home
from orchestration.release.open_document import as_ods
from orchestration.release.sheets import release_sheets
from tests.unit.orchestration.release.releasing import a_row, the_contents


def opened(home: Home, rows: list[tuple[str, ...]] | None = None) -> Document:
    return Document(io.BytesIO(as_ods(release_sheets(the_contents(home, rows)))))


def test_it_has_the_same_sheets_and_the_same_cells(home: Home) -> None:
    document = opened(home)
    held = {table.name: table for table in document.body.tables}
    assert list(held) == ["Cover", "Contents", "Notes", "Table_1"]
    values = held["Table_1"].get_values()
    assert values[-1] == [
        *("December 2025", "Sampleshire", "E10000999", "0 to 5", "provisional [p]"),
        *(12, "[x]"),
    ]
    assert values[-4][5:] == [40, 80]
    assert held["Contents"].get_values()[-1] == ["[Table_1](#Table_1.A1)", "Plans, monthly"]


def test_each_table_is_marked_from_column_a_with_one_header_row(home: Home) -> None:
    document = opened(home)
    ranges = document.body.get_elements("//table:database-range")
    places = {
        r.get_attribute("table:name"): r.get_attribute("table:target-range-address") for r in ranges
    }
    assert places["table_1"] == "'Table_1'.A5:'Table_1'.G10"
    assert set(places) == {"contents", "notes", "table_1"}
    assert len(document.body.get_elements("//table:table-header-rows")) == 3


def test_nothing_is_merged_blank_or_hidden(home: Home) -> None:
    document = opened(home)
    for attribute in ("number-columns-spanned", "number-rows-spanned", "visibility"):
        assert not document.body.get_elements(f"//*[@table:{attribute}]")
    for table in document.body.tables:
        for row in table.get_values():
            assert row[0] not in (None, "")
    (table,) = [each for each in document.body.tables if each.name == "Table_1"]
    assert all(cell is not None for row in table.get_values()[4:] for cell in row)


def test_what_looks_like_a_formula_is_text(home: Home) -> None:
    rows = [a_row("December", "2025", "=1+1", "45"), a_row("December", "2025", "Total", "45")]
    document = opened(home, rows)
    assert not document.body.get_elements("//*[@table:formula]")
    (table,) = [each for each in document.body.tables if each.name == "Table_1"]
    assert table.get_values()[-2][3] == "=1+1"


def test_its_language_and_dates_are_those_of_the_release(home: Home) -> None:
    book = release_sheets(the_contents(home))
    made = as_ods(book)
    document = Document(io.BytesIO(made))
    assert document.meta.language == "en-GB"
    assert document.meta.title == book.title
    assert str(document.meta.creation_date) == "2025-12-31 00:00:00"
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert packed.namelist()[0] == "mimetype"
        assert packed.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {part.date_time[0] for part in packed.infolist()} == {1980}
