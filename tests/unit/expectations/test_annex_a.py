"""Each rule of the inspectors' lists: a row that breaks it, and one on the bound that does not."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.register.receive import Receipt
from tests.unit.expectations.education_cases import Told, temporary, told_by_line, upn
from tests.unit.orchestration.sending import problems, send

Cell = str | int | float | date | None
Cells = dict[str, Cell]
BORN, NEED = "Date of birth", "SEN primary need"
SHEETS = {"children_with_plans": "List_1", "children_with_support": "List_2"}


def headings(table: str) -> list[str]:
    columns = the_catalogue().contracts["annex_a"].tables[table].columns.values()
    return [column.from_ for column in columns]


def child(number: int, **changed: Cell) -> Cells:
    sound: Cells = {
        "Unique ID": f"P{number}", "UPN": upn(number), BORN: date(2014, 9, 1),
        "Gender": "a) Male", "Ethnicity": "a) WBRI", NEED: "ASD",
        "Date initial EHC plan issued": date(2022, 3, 1),
        "Date EHC plan last reviewed": date(2025, 3, 1), "Elective home education": "No",
        "Suspensions": 0, "Permanent exclusions": 0, "Absence": 4.5, "Pupil Premium": "yes",
        "Does the child or young person have a disability?": "a) Yes",
    }  # fmt: skip
    return {**sound, **changed}


def handed_in(folder: Path, first: list[Cells], second: list[Cells], nbsp: bool = False) -> Receipt:
    book = Workbook()
    book.remove(book.active)
    for (table, name), rows in zip(SHEETS.items(), (first, second), strict=True):
        sheet, names = book.create_sheet(name), headings(table)
        sheet.append([heading.replace(" ", "\xa0") if nbsp else heading for heading in names])
        for row in rows:
            sheet.append([row.get(heading) for heading in names])
    path = folder / "annex_a_2025.xlsx"
    book.save(path)
    return send(Home.at(folder / "home"), path)


CASES: dict[str, tuple[Cells, set[tuple[str, str, str]]]] = {
    "female in words": ({"Gender": "Female"}, set()),
    "female as a number": ({"Gender": 2}, set()),
    "female as a code": ({"Gender": "f"}, set()),
    "not stated": ({"Gender": "c) Not stated/recorded"}, {("Gender", "V004", "set_aside")}),
    "no sex": ({"Gender": None}, {("Gender", "V021", "warn")}),
    "no ethnicity": ({"Ethnicity": None}, {("Ethnicity", "V021", "warn")}),
    "ethnicity without its letter": ({"Ethnicity": "ABAN"}, set()),
    "24 years old": ({BORN: date(2001, 1, 1)}, set()),
    "25 years old": ({BORN: date(2000, 12, 31)}, {(BORN, "V020", "query")}),
    "26 years old": ({BORN: date(1999, 12, 31)}, {(BORN, "V020", "set_aside")}),
    "born with dots": ({BORN: "01.09.2014"}, {(BORN, "D03", "set_aside")}),
    "no number": ({"UPN": None}, {("UPN", "V014", "warn")}),
    "a learner number alone": ({"UPN": None, "ULN": "9276308686"}, set()),
    "a wrong learner number": ({"ULN": "9276308687"}, {("ULN", "V015", "warn")}),
    "a temporary number": ({"UPN": temporary(1)}, {("UPN", "V012", "warn")}),
    "a temporary number, aged six": ({"UPN": temporary(2), BORN: date(2019, 1, 1)}, set()),
    "the number of the first child": ({"UPN": upn(1)}, {("UPN", "V011", "set_aside")}),
    "the whole term missed": ({"Absence": 100}, set()),
    "more than the whole missed": ({"Absence": 101}, {("Absence", "D07", "set_aside")}),
    "absence in words": ({"Absence": "n/a"}, {("Absence", "V006", "warn")}),
    "a flag in words": ({"Pupil Premium": "hmm"}, {("Pupil Premium", "D02", "set_aside")}),
    "a need in words": ({NEED: "Autism"}, {(NEED, "V004", "set_aside")}),
    "the identifier of the first child": (
        {"Unique ID": "P1"}, {("Unique ID", "D04", "set_aside")}),
}  # fmt: skip


@pytest.fixture(scope="module", params=SHEETS)
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[int | None, Told]]:
    """The cases on one list, and one sound child on the other."""
    rows = [child(1), *(child(n, **case) for n, (case, _) in enumerate(CASES.values(), start=2))]
    lists = {"children_with_plans": [child(900)], "children_with_support": [child(900)]}
    lists[request.param] = rows
    first, second = lists.values()
    receipt = handed_in(tmp_path_factory.mktemp("annex"), first, second)
    return request.param, told_by_line(receipt)


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_told_of_and_nothing_else(
    case: str, told: tuple[str, dict[int | None, Told]]
) -> None:
    table, by_line = told
    line = list(CASES).index(case) + 3
    assert by_line.get(line, set()) == {(table, *what) for what in CASES[case][1]}


def test_the_first_children_are_sound(told: tuple[str, dict[int | None, Told]]) -> None:
    assert 2 not in told[1]


def test_only_a_plan_needs_an_assessed_need(tmp_path: Path) -> None:
    receipt = handed_in(tmp_path, [child(1, **{NEED: "NSA"})], [child(2, **{NEED: "NSA"})])
    assert told_by_line(receipt) == {2: {("children_with_plans", NEED, "V037", "warn")}}


def test_the_year_is_that_of_the_latest_review(tmp_path: Path) -> None:
    older: dict[str, Any] = {"Date EHC plan last reviewed": datetime(2024, 6, 1)}
    receipt = handed_in(tmp_path, [child(1), child(2, **older)], [child(3)])
    assert receipt.submission.month == "2025-12"


def test_headings_with_spaces_that_do_not_break_are_the_same_headings(tmp_path: Path) -> None:
    receipt = handed_in(tmp_path, [child(1)], [child(2)], nbsp=True)
    assert receipt.submission.status == "accepted"
    assert problems(receipt) == []
