"""Identifiers pass their checks, belong to nobody, and look like NHS numbers only where planted.
The samples of valid and invalid numbers are public ones."""

import re

import pytest

from sample_authority.identifiers import nhs_check_digit, nhs_number, stream, upn, upn_check_letter
from sample_authority.reading import Made

UPN = re.compile(r"[A-HJ-NP-RT-Z]999\d{9}")
TEN_DIGITS = re.compile(r"(?<![0-9A-Za-z])\d{10}(?![0-9A-Za-z])")


@pytest.mark.parametrize(
    "number", ["B801200005001", "P207000016049", "Z330200019001", "K885412320013"]
)
def test_the_check_letter_agrees_with_known_numbers(number: str) -> None:
    assert upn_check_letter(number[1:]) == number[0]


@pytest.mark.parametrize("number", ["9434765919", "9990000018", "4010232137"])
def test_the_check_digit_agrees_with_known_numbers(number: str) -> None:
    assert nhs_check_digit(number[:9]) == int(number[9])


def test_made_up_nhs_numbers_come_from_the_test_range() -> None:
    numbers = [nhs_number(stream(1, "nhs", place)) for place in range(200)]
    assert all(n.startswith("999") and nhs_check_digit(n[:9]) == int(n[9]) for n in numbers)


def test_pupil_numbers_are_unique() -> None:
    numbers = {upn(number, 2020) for number in range(1, 250_001, 7)}
    assert len(numbers) == len(range(1, 250_001, 7))


def test_every_pupil_number_on_file_is_valid_and_of_nobodys_authority(clean: Made) -> None:
    people = clean.export("landing/sen2/2025-12")["person"].values()
    numbers = [row["upn"] for row in people if row["upn"]]
    assert len(numbers) > 0.9 * len(people)
    assert all(UPN.fullmatch(n) and upn_check_letter(n[1:]) == n[0] for n in numbers)
    assert len(set(numbers)) == len(numbers)
    assert all(bool(row["upn"]) != bool(row["upnunknown"]) for row in people)
    assert all(row["postcode"].startswith("ZZ") for row in people)


def ten_digit_values(made: Made) -> dict[tuple[str, int], str]:
    found = {}
    for path in sorted((made.out / "landing").rglob("*.csv")):
        file = path.relative_to(made.out).as_posix()
        if "refused" in file:
            continue
        for line, row in made.records(file).items():
            for cell in row.values():
                for value in TEN_DIGITS.findall(cell):
                    found[file.replace("-again", ""), line] = value
    return found


def test_nhs_like_numbers_stand_only_where_they_were_planted(clean: Made, hostile: Made) -> None:
    # Social care's own register may hold the number; learner numbers have ten digits too; and what
    # is agreed for linkage alone names everybody.
    other = (
        *("landing/cwd_register/", "landing/school_census/", "landing/cin_census/"),
        *("landing/patient_index/", "landing/care_index/"),
    )
    of_clean = ten_digit_values(clean)
    assert {file for file, _ in of_clean if not file.startswith(other)} == set()
    kind = "nhs_number_as_pseudonym"
    planted = {
        (p["file"], p["line"])
        for p in hostile.planted
        if p["kind"] == kind and not p["file"].startswith(other)
    }
    found = ten_digit_values(hostile)
    assert {place for place in found if not place[0].startswith(other)} == planted
    assert all(found[place].startswith("999") for place in planted)
