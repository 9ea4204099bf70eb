"""Episodes of care follow one another, and the return is judged by the codes of its own year."""

from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.register.receive import Receipt
from tests.unit.expectations.education_cases import Told, told_by_line
from tests.unit.expectations.test_ssda903 import FILES, episode, header, of_episode
from tests.unit.orchestration.sending import Row, problems, send, write_table

START, END = of_episode("DECOM", "V102"), of_episode("REC", "V102")


def handed_in(home: Home, folder: Path, rows: list[Row], **told_of_child: str) -> Receipt:
    write_table(folder / FILES["header"], [header(1, **told_of_child)])
    write_table(folder / FILES["episodes"], rows)
    return send(home, folder)


def spell(first: str, last: str = "", reason: str = "", **changed: str) -> Row:
    return episode("C1", DECOM=first, DEC=last, REC=reason, **changed)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([spell("01/05/2024", "01/08/2024", "X1"), spell("01/08/2024", RNE="P")], {}),
        ([spell("01/08/2024", RNE="P"), spell("01/05/2024", "01/08/2024", "X1")], {}),
        ([spell("01/05/2024", "02/08/2024", "X1"), spell("01/08/2024", RNE="P")], {3: START}),
        ([spell("01/05/2024", "31/07/2024", "X1"), spell("01/08/2024", RNE="P")], {2: END}),
        ([spell("01/05/2024", "31/07/2024", "E4A"), spell("01/08/2024")], {}),
        ([spell("01/05/2024"), spell("01/08/2024")], {3: START}),
        (
            [
                spell("01/05/2024", "01/12/2024", "E4A"),
                spell("01/06/2024", "01/07/2024", "E4A"),
                spell("01/08/2024", "01/09/2024", "E4A"),
            ],
            {3: START, 4: START},
        ),
    ],
    ids=["on the same day", "in any order", "a day of both", "a day of neither", "left and came",
         "two open", "two within one"],
)  # fmt: skip
def test_episodes_neither_overlap_nor_leave_a_gap(
    rows: list[Row], expected: dict[int | None, Told], home: Home, tmp_path: Path
) -> None:
    assert told_by_line(handed_in(home, tmp_path / "in", rows)) == expected


def test_a_gap_that_a_row_set_aside_has_left_is_not_told(home: Home, tmp_path: Path) -> None:
    rows = [
        spell("01/05/2024", "01/08/2024", "X1"),
        spell("01/08/2024", "01/10/2024", "X1", PLACE="??"),
        spell("01/10/2024"),
    ]
    told = told_by_line(handed_in(home, tmp_path / "in", rows))
    assert told == {3: of_episode("PLACE", "V004")}


def test_a_missing_table_of_all_but_two_is_no_fault(home: Home, tmp_path: Path) -> None:
    submission = handed_in(home, tmp_path / "in", [spell("01/05/2024")]).submission
    assert (submission.status, sorted(submission.tables)) == ("accepted", ["episodes", "header"])


@pytest.mark.parametrize("lost", ["header", "episodes"])
def test_neither_header_nor_episodes_may_be_missing(lost: str, home: Home, tmp_path: Path) -> None:
    rows = {"header": [header(1)], "episodes": [spell("01/05/2024")]}
    del rows[lost]
    for name, held in rows.items():
        write_table(tmp_path / "in" / FILES[name], held)
    assert send(home, tmp_path / "in").submission.status == "refused"


YEARS = {
    "2018": ("01/05/2017", {"E43", "P2", "H5", "1"}),
    "2019": ("01/05/2018", {"E45", "P2", "H5", "1"}),
    "2024": ("31/03/2024", {"E45", "P2", "H5", "1"}),
    "2025": ("01/04/2024", {"E45", "K3", "M"}),
    "2026": ("01/04/2025", {"E45", "K3", "Z11", "M"}),
}


@pytest.mark.parametrize("year", YEARS)
def test_a_return_is_judged_by_the_codes_of_the_year_of_its_latest_episode(
    year: str, home: Home, tmp_path: Path
) -> None:
    """The first of April begins a year."""
    day, codes = YEARS[year]
    children = [f"C{number}" for number in range(1, 9)]
    heads = [header(n, SEX="M" if n == 8 else "1", UPN="UN1") for n in range(1, 9)]
    places = {"C3": "P2", "C4": "H5", "C5": "K3", "C6": "Z11"}
    endings = {"C1": "E43", "C2": "E45"}
    rows = [
        episode(child, DECOM=day, PLACE=places.get(child, "U6"), REC=endings.get(child, ""),
                DEC=day if child in endings else "")
        for child in children
    ]  # fmt: skip
    for head in heads[:7]:
        head["SEX"] = "1" if "1" in codes else "M"
    heads[7]["SEX"] = "M" if "1" in codes else "1"
    write_table(tmp_path / "in" / FILES["header"], heads)
    write_table(tmp_path / "in" / FILES["episodes"], rows)
    receipt = send(home, tmp_path / "in")
    assert receipt.submission.month == f"{year}-03"
    wrong = {p.value for p in problems(receipt) if p.rule == "V004"}
    assert wrong == {"E43", "E45", "P2", "H5", "K3", "Z11", "1", "M"} - codes
    assert {p.rule for p in problems(receipt)} <= {"V004", "D05"}
