"""What can be told of a school census only from several rows, or from the year it is of."""

from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.register.receive import Receipt
from tests.unit.expectations.census_rows import NAMES, census, day
from tests.unit.expectations.education_cases import told_by_line
from tests.unit.orchestration.sending import Row, send, write_table

ONE_NUMBER = "B801200005001"
STATUS = {("pupils", "enrolstatus", "V060", "warn")}


def handed_in(home: Home, folder: Path, *changes: Row, names: dict[str, str] = NAMES) -> Receipt:
    """A census of as many pupils as changes."""
    rows = census(len(changes))
    for row, changed in zip(rows["pupils"], changes, strict=True):
        row |= changed
    for table in ("headers", "pupils"):
        write_table(folder / names[table], rows[table])
    return send(home, folder)


@pytest.mark.parametrize(
    ("first", "second", "blamed"),
    [
        ("M", "S", []),
        ("S", "M", []),
        ("C", "C", [2, 3]),
        ("M", "C", [3]),
        ("M", "M", [3]),
        ("S", "", [3]),
    ],
)
def test_a_pupil_at_two_schools_is_main_at_one_and_subsidiary_at_the_other(
    first: str, second: str, blamed: list[int], home: Home, tmp_path: Path
) -> None:
    both = [{"upn": ONE_NUMBER, "enrolstatus": status} for status in (first, second)]
    told = told_by_line(handed_in(home, tmp_path / "in", *both))
    assert told == {line: STATUS for line in blamed}


def test_one_number_of_two_children_sets_the_later_aside(home: Home, tmp_path: Path) -> None:
    born = [{"upn": ONE_NUMBER}, {"upn": ONE_NUMBER, "dob": day("2014-Sep-02")}]
    told = told_by_line(handed_in(home, tmp_path / "in", *born))
    assert told == {3: {("pupils", "upn", "V011", "set_aside")}}


def older(pupils: list[Row], heading: str) -> list[Row]:
    return [{heading if key == "sex" else key: text for key, text in row.items()} for row in pupils]


@pytest.mark.parametrize(
    ("reference", "heading", "status"),
    [
        ("2023-May-18", "gender", "accepted"),
        ("2023-Oct-05", "sex", "accepted"),
        ("2023-May-18", "sex", "refused"),
        ("2023-Oct-05", "gender", "refused"),
    ],
)
def test_a_census_is_judged_by_the_layout_of_its_own_year(
    reference: str, heading: str, status: str, home: Home, tmp_path: Path
) -> None:
    rows = census(2)
    for row in rows["headers"]:
        row["referencedate"] = day(reference)
    write_table(tmp_path / "in" / "2023_pupilonroll.csv", older(rows["pupils"], heading))
    write_table(tmp_path / "in" / "2023_schoolcensus.csv", rows["headers"])
    assert send(home, tmp_path / "in").submission.status == status
