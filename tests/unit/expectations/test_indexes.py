"""The indexes that say who a child is: nobody is lost for a wrong number, and odd files are asked
about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.register.receive import Receipt
from tests.unit.orchestration.identity import identity_cases as cases
from tests.unit.orchestration.sending import kept_rows, problems, send, write_table

Row = dict[str, str]
LAST, THIS = "30/11/2025", "31/12/2025"
NHS = ("9990000018", "9990000026", "9990000034")


def patient(number: int, day: str = THIS, **cells: str) -> Row:
    born = f"{1 + number % 28:02d}/{1 + number % 12:02d}/{2008 + number % 9}"
    row = {
        "provider_code": "X9901", "snapshot_date": day, "patient_pseudo_id": f"p{number:04d}",
        "nhs_number": "", "forenames": f"Forename{chr(97 + number % 26)}",
        "surname": f"Surname{chr(97 + number % 25)}", "date_of_birth": born,
        "postcode": "ZZ1 2AB", "sex": "M", "trace_status": "01", "traced_nhs_number": "",
        "superseded_by": "",
    }  # fmt: skip
    return {**row, **cells}


def child(number: int, day: str = THIS, **cells: str) -> Row:
    row = {
        "snapshot_date": day, "la_child_id": f"SC{number:06d}", "forename": f"Fore{number % 40}x",
        "surname": f"Sur{number % 30}", "dob": f"{1 + number % 28:02d}/05/2012",
        "postcode": "ZZ1 2AB", "sex": "F", "upn": "", "nhs_number": "", "adopted": "0",
        "do_not_process": "0",
    }  # fmt: skip
    return {**row, **cells}


def hand_in(home: Home, folder: Path, rows: list[Row]) -> Receipt:
    name = "patient_index_X9901" if "patient_pseudo_id" in rows[0] else "care_index"
    month = rows[0]["snapshot_date"][3:5]
    path = folder / f"{name}_2025-{month}.csv"
    write_table(path, rows)
    receipt = send(home, path)
    assert receipt.submission.status == "accepted", receipt.submission.reason
    for count in receipt.submission.tables.values():
        assert count.received == count.loaded + count.set_aside
    return receipt


def told(receipt: Receipt) -> list[tuple[int | None, str, str]]:
    return sorted(
        ((one.line, one.rule, one.severity) for one in problems(receipt)),
        key=lambda one: (one[0] or 0, one[1]),
    )


@pytest.mark.parametrize(
    "number", ["9990000019", "0000000000", "9999999999", "1111111111", "not known"]
)
def test_a_wrong_number_is_asked_about_and_its_patient_stays(
    number: str, home: Home, tmp_path: Path
) -> None:
    rows = [patient(1), patient(2, nhs_number=number)]
    receipt = hand_in(home, tmp_path, rows)
    assert told(receipt) == [(3, "V013", "query")]
    assert len(kept_rows(home, receipt, "patients", "loaded")) == 2


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"date_of_birth": "2012-05-01"}, "D03"),
        ({"date_of_birth": "01/01/1900"}, "V005"),
        ({"sex": "I"}, "V004"),
        ({"postcode": "ZZ1"}, "V022"),
        ({"trace_status": "9"}, "V004"),
        ({"traced_nhs_number": "123"}, "V013"),
    ],
)
def test_nobody_is_lost_for_what_else_is_wrong(
    cells: Row, rule: str, home: Home, tmp_path: Path
) -> None:
    receipt = hand_in(home, tmp_path, [patient(1), patient(2, **cells)])
    assert told(receipt) == [(3, rule, "query")]
    assert receipt.submission.tables["patients"].set_aside == 0


def test_an_nhs_number_in_the_place_of_a_pseudonym_is_set_aside(home: Home, tmp_path: Path) -> None:
    receipt = hand_in(home, tmp_path, [patient(1), patient(2, patient_pseudo_id=NHS[0])])
    assert told(receipt) == [(3, "V084", "set_aside")]


def test_a_wrong_pupil_number_is_asked_about_and_its_child_stays(
    home: Home, tmp_path: Path
) -> None:
    receipt = hand_in(home, tmp_path, [child(1), child(2, upn="A801200005001")])
    assert told(receipt) == [(3, "V010", "query")]
    assert receipt.submission.tables["children"].set_aside == 0


def test_two_patients_with_one_number_are_both_asked_about(home: Home, tmp_path: Path) -> None:
    rows = [patient(1, nhs_number=NHS[0]), patient(2, nhs_number=NHS[1]), patient(3)]
    assert told(hand_in(home, tmp_path / "sound", rows)) == []
    spoilt = cases.two_patients_with_one_nhs_number(rows)
    assert told(hand_in(home, tmp_path / "spoilt", spoilt)) == [
        (2, "D45", "query"),
        (3, "D45", "query"),
    ]


def test_a_second_record_with_another_pupil_number_is_not_for_the_door_to_see(
    home: Home, tmp_path: Path
) -> None:
    rows = cases.one_child_with_two_upns([child(1, upn="B801200005001")], "SC9", "P207000016049")
    receipt = hand_in(home, tmp_path, rows)
    assert told(receipt) == []
    assert receipt.submission.tables["children"].loaded == 2


def test_another_date_of_birth_than_last_month_is_asked_about(home: Home, tmp_path: Path) -> None:
    hand_in(home, tmp_path, [patient(number, LAST) for number in range(3)])
    now = cases.same_id_with_another_birth_date([patient(number) for number in range(3)], 1)
    assert told(hand_in(home, tmp_path, now)) == [(3, "D46", "query")]


OF_FILES: dict[str, tuple[Callable[[list[Row]], list[Row]], str]] = {
    "names_swapped": (cases.names_swapped, "D48"),
    "births_shifted": (cases.births_shifted, "D47"),
    "identifiers_missing": (cases.identifiers_missing, "D49"),
    "only_initials": (cases.only_initials, "D50"),
}


@pytest.mark.parametrize("case", OF_FILES)
@pytest.mark.parametrize("made", [patient, child], ids=["health", "care"])
def test_a_file_that_went_wrong_as_a_whole_is_asked_about(
    made: Callable[..., Row], case: str, home: Home, tmp_path: Path
) -> None:
    spoil, rule = OF_FILES[case]
    hand_in(home, tmp_path, [made(number, LAST) for number in range(40)])
    receipt = hand_in(home, tmp_path, spoil([made(number) for number in range(40)]))
    of_file = [one for one in told(receipt) if one[0] is None]
    assert of_file == [(None, rule, "query")]
    assert all(count.set_aside == 0 for count in receipt.submission.tables.values())
    assert set(OF_FILES) == set(cases.WHOLE_FILES)


def test_a_file_like_the_one_before_is_not_asked_about(home: Home, tmp_path: Path) -> None:
    hand_in(home, tmp_path, [patient(number, LAST) for number in range(40)])
    assert told(hand_in(home, tmp_path, [patient(number) for number in range(44)])) == []


@pytest.mark.parametrize(("people", "asked"), [(20, True), (19, False)])
def test_a_few_people_do_not_tell_that_dates_moved(
    people: int, asked: bool, home: Home, tmp_path: Path
) -> None:
    hand_in(home, tmp_path, [patient(number, LAST) for number in range(people)])
    receipt = hand_in(home, tmp_path, cases.births_shifted([patient(n) for n in range(people)]))
    assert ((None, "D47", "query") in told(receipt)) is asked


def test_a_restricted_record_is_held(home: Home, tmp_path: Path) -> None:
    receipt = hand_in(home, tmp_path, [child(1), child(2, do_not_process="1", adopted="1")])
    assert {rule for line, rule, _ in told(receipt) if line == 3} == {"D61", "D62"}
    assert receipt.submission.tables["children"].set_aside == 1
