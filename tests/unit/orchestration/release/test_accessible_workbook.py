"""The workbook keeps the Analysis Function's rules for accessible spreadsheets, one by one."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import load_workbook

from orchestration.home import Home
from orchestration.release.sheets import WIDEST, indicator_groups, release_sheets
from orchestration.release.workbook import as_xlsx
from tests.unit.orchestration.release.drafting import an_indicator
from tests.unit.orchestration.release.releasing import (
    COLUMNS,
    ROWS,
    a_dataset,
    a_row,
    a_table,
    the_contents,
)


@pytest.fixture
def workbook(home: Home) -> Any:
    before = [*ROWS[:3], a_row("December", "2025", "Total", "30", "82.5"), ROWS[4]]
    return load_workbook(io.BytesIO(as_xlsx(release_sheets(the_contents(home, before=before)))))


def tables(workbook: Any) -> Iterator[Any]:
    yield from (sheet for sheet in workbook if sheet.title != "Cover")


def test_cover_contents_and_notes_come_first(workbook: Any) -> None:
    assert workbook.sheetnames == ["Cover", "Contents", "Notes", "Table_1"]
    links = [cell.hyperlink.location for cell in workbook["Contents"]["A"] if cell.hyperlink]
    assert links == ["'Notes'!A1", "'Table_1'!A1"]
    said = [cell.value for cell in workbook["Cover"]["A"]]
    assert said[0] == "Special educational needs and disability figures, December 2025"
    assert {"Introductory information", "About these data", "Contact"} < set(said)


def test_every_sheet_has_one_table_from_column_a_marked_as_one(workbook: Any) -> None:
    for sheet in tables(workbook):
        (table,) = sheet.tables.values()
        assert table.ref.startswith("A"), sheet.title
        first, last = (int(n) for n in re.findall(r"\d+", table.ref))
        assert last == sheet.max_row, f"{sheet.title} says something below its table"
        assert table.headerRowCount == 1
        heads = [cell.value for cell in sheet[first]]
        assert all(heads)
        assert len(set(heads)) == len(heads)


def test_nothing_is_merged_blank_or_hidden(workbook: Any) -> None:
    for sheet in workbook:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert not any(one.hidden for one in sheet.row_dimensions.values())
        assert not any(one.hidden for one in sheet.column_dimensions.values())
        for row in sheet.iter_rows():
            assert row[0].value not in (None, ""), f"{sheet.title} has a blank row"
    for sheet in tables(workbook):
        (table,) = sheet.tables.values()
        cells = [cell for row in sheet[table.ref] for cell in row]
        assert all(cell.value not in (None, "") for cell in cells), f"{sheet.title}: a blank cell"


def test_no_colour_says_anything(workbook: Any) -> None:
    for sheet in workbook:
        assert not list(sheet.conditional_formatting)
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.fill.fill_type is None
                assert (
                    cell.hyperlink
                    or cell.font.color is None
                    or cell.font.color.rgb
                    in (
                        "FF000000",
                        None,
                    )
                    or cell.font.color.type in ("theme", "auto", "indexed")
                )


def test_text_is_left_numbers_right_and_symbols_stand_in_brackets(workbook: Any) -> None:
    sheet = workbook["Table_1"]
    (table,) = sheet.tables.values()
    head, *rows = sheet[table.ref]
    names = [cell.value for cell in head]
    assert names == [
        *("Period", "Area", "Area code", "Age", "Status"),
        *("Number of plans", "Percentage of plans in time (%)"),
    ]
    for row in rows:
        assert [cell.alignment.horizontal for cell in row] == ["left"] * 5 + ["right"] * 2
    values = [[cell.value for cell in row] for row in rows]
    assert values[0] == [
        *("November 2025", "England", "E92000001", "Total", "provisional [p]"),
        *(700, 50.0),
    ]
    assert [row[5:] for row in values[1:]] == [[40, 80], ["[c]", "[c]"], [45, 82.5], [12, "[x]"]]
    assert rows[3][6].number_format == "#,##0.0"


def test_no_decimal_is_hidden_or_made_up_by_how_a_number_looks(home: Home) -> None:
    rows = [
        a_row("December", "2025", "Total", "45", "82.5"),
        a_row("December", "2025", "A", "5", "80"),
    ]
    workbook = load_workbook(io.BytesIO(as_xlsx(release_sheets(the_contents(home, rows)))))
    first, second = [row[6] for row in workbook["Table_1"].iter_rows()][-2:]
    assert (first.value, second.value) == (82.5, 80)
    assert {first.number_format, second.number_format} == {"General"}


def test_a_revised_row_says_so(workbook: Any) -> None:
    status = [cell.value for cell in workbook["Table_1"]["E"]][-4:]
    assert status == [*["provisional [p]"] * 2, "revised [r]", "provisional [p]"]


def test_signs_and_notes_are_explained(workbook: Any) -> None:
    told = {row[0].value: row[1].value for row in workbook["Notes"].iter_rows(min_row=2)}
    assert {"[c]", "[x]", "[z]", "[low]", "[p]", "[r]", "[note 1]"} < set(told)
    used = {
        sign
        for row in workbook["Table_1"].iter_rows()
        for cell in row
        for sign in re.findall(r"\[[\w ]+\]", str(cell.value))
    }
    assert used <= set(told)


def test_there_is_no_formula_and_no_clock(home: Home) -> None:
    rows = [a_row("December", "2025", "=1+1", "45"), a_row("December", "2025", "Total", "45")]
    made = as_xlsx(release_sheets(the_contents(home, rows)))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert {part.date_time[0] for part in packed.infolist()} == {1980}
        sheets = [packed.read(n).decode() for n in packed.namelist() if "worksheets/sheet" in n]
    assert not any("<f>" in sheet for sheet in sheets)
    told = load_workbook(io.BytesIO(made)).properties
    assert (told.created.isoformat(), told.modified.isoformat()) == ("2025-12-31T00:00:00",) * 2


def test_a_wide_table_is_parted_by_the_groups_of_its_indicators() -> None:
    extra = {
        f"extra_{place}": {
            "description": "Extra.",
            "open_data": {**an_indicator(f"Extra {place}"), "grouping": f"Group {place % 2}"},
        }
        for place in range(WIDEST)
    }
    dataset = a_dataset()
    dataset.columns.update(extra)
    try:
        table = a_table([])
        groups = indicator_groups(dataset, table)
    finally:
        for name in extra:
            del COLUMNS[name]
    assert [name for name, _ in groups] == ["Waits", "Group 0", "Group 1"]
    assert sum(len(names) for _, names in groups) == WIDEST + 2
