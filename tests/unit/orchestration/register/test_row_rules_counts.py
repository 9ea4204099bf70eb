"""Counts at the door: below nought and in words are set aside, and a mark for missing is not."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.orchestration.sending import Problem, lines_of, problems, send, write_table
from tests.unit.orchestration.workbooks import save, sheets, workbook

SEN2 = {
    "time_period": "2022",
    "geographic_level": "National",
    "region_code": "",
    "new_la_code": "",
    "tot_inc_exc_ehc": "4",
    "inc_exc_20week_ehc": "2",
    "tot_no_exc_ehc": "3",
    "no_exc_20week_ehc": "1",
}


@pytest.mark.parametrize("count", ["-1", "many", "1,234", "c"])
def test_what_is_no_count_sets_the_row_aside(count: str, home: Home, tmp_path: Path) -> None:
    rows = [{**SEN2, "time_period": "2021"}, {**SEN2, "tot_no_exc_ehc": count}]
    path = write_table(tmp_path / "sen2_mi.csv", rows)
    receipt = send(home, path)
    assert problems(receipt) == [
        Problem("authorities", path.name, None, 3, "tot_no_exc_ehc", "D02", "set_aside", count)
    ]
    assert lines_of(home, receipt, "authorities", "loaded") == [2]


@pytest.mark.parametrize("mark", ["0", "z", "x", ""])
def test_nought_a_mark_and_a_blank_are_fine(mark: str, home: Home, tmp_path: Path) -> None:
    rows = [{**SEN2, "tot_no_exc_ehc": mark}]
    receipt = send(home, write_table(tmp_path / "sen2_mi.csv", rows))
    assert problems(receipt) == []
    assert lines_of(home, receipt, "authorities", "loaded") == [2]


def test_a_problem_in_a_workbook_is_told_by_sheet_line_and_column(
    home: Home, tmp_path: Path
) -> None:
    book = workbook()
    book["Table 4b"]["D8"] = -3
    for sheet in book.worksheets:
        if sheet.title.startswith("Table 4"):
            sheet["B7"] = "Nowhere"
    path = save(book, tmp_path)
    found = problems(send(home, path))
    negative = Problem("cells", path.name, "Table 4b", 8, "waiting (D)", "D02", "set_aside", "-3")
    assert [problem for problem in found if problem.rule == "D02"] == [negative]
    assert [p for p in found if p.rule == "V004" and p.sheet == "Table 4c"] == [
        Problem(
            "cells", path.name, "Table 4c", 7, f"area_name ({c})", "V004", "set_aside", "Nowhere"
        )
        for c in "CDE"
    ]


def test_a_workbook_as_published_is_loaded_without_a_word(home: Home, tmp_path: Path) -> None:
    receipt = send(home, save(workbook("unnamed"), tmp_path))
    assert problems(receipt) == []
    assert receipt.submission.tables["cells"].loaded == 12 * len(sheets())
