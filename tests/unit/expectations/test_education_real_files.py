"""Files in the real layouts, with scrambled values: each is taken in, or goes back for its reason.

The school census samples lack the table of schools, and their identifiers are scrambled; both are
shown as they are, and then with these two made good.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.register.receive import Receipt
from tests.unit.expectations.education_cases import Tables, upn
from tests.unit.orchestration.sending import Row, problems, send, write_table

TERMS = {"2024_autumn": ("AUT", "2024-Oct-03"), "2025_spring": ("SPR", "2025-Jan-16")}
WITH_PUPILS = ("pupilonroll", "pupilnolongeronroll")


@pytest.fixture(scope="module")
def samples(shared_data: Path) -> Path:
    return shared_data / "childrens_services_samples"


def read(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def tables_of(samples: Path, term: str) -> Tables:
    """The tables of a term by the end of their name, those we take."""
    paths = sorted((samples / "school_census").glob(f"{term}_*.csv"))
    return {p.stem.rpartition("_")[2]: read(p) for p in paths if "fsmperiod" not in p.name}


def schools_of(tables: Tables, term: str) -> Iterator[Row]:
    """The lost table of schools: one row for each that a pupil names."""
    code, day = TERMS[term]
    rows = [row for name in WITH_PUPILS for row in tables.get(name, [])]
    for number in sorted({row["schoolcensustableid"] for row in rows}):
        yield {
            "schoolcensustableid": number, "term": code, "referencedate": f"{day} 00:00:00",
            "lea": "999", "estab": "2001", "urn": "990100",
        }  # fmt: skip


def handed_in(home: Home, folder: Path, tables: Tables, term: str) -> Receipt:
    whole = {**tables, "schoolcensus": list(schools_of(tables, term))}
    for name, rows in whole.items():
        write_table(folder / f"{term}_{name}.csv", rows)
    return send(home, folder)


def with_numbers(tables: Tables) -> Tables:
    """The same with sound pupil numbers and no learner numbers."""
    mended = dict(tables)
    for start, name in enumerate(WITH_PUPILS):
        mended[name] = [
            {**row, "upn": upn(9000 * start % 9500 + place % 9000), "uniquelearnernumber": ""}
            for place, row in enumerate(tables.get(name, []))
        ]
    return {name: rows for name, rows in mended.items() if rows}


@pytest.mark.parametrize("term", TERMS)
def test_a_census_without_its_schools_goes_back(
    term: str, samples: Path, home: Home, tmp_path: Path
) -> None:
    for name, rows in tables_of(samples, term).items():
        write_table(tmp_path / "in" / f"{term}_{name}.csv", rows)
    refused = send(home, tmp_path / "in").submission
    assert refused.status == "refused"
    assert "_schoolcensus.csv" in (refused.reason or "")


def test_scrambled_pupil_numbers_set_every_pupil_aside_and_nothing_is_lost(
    samples: Path, home: Home, tmp_path: Path
) -> None:
    tables = tables_of(samples, "2025_spring")
    submission = handed_in(home, tmp_path / "in", tables, "2025_spring").submission
    assert submission.status == "accepted"
    counts = submission.tables
    assert counts["pupils"].loaded == 0
    assert submission.rules["V010"] == sum(len(tables.get(name, [])) for name in WITH_PUPILS)
    assert sum(count.received for count in counts.values()) == sum(map(len, tables.values())) + (
        counts["headers"].received
    )


@pytest.mark.parametrize("term", TERMS)
def test_with_sound_numbers_the_rest_of_the_layout_is_read(
    term: str, samples: Path, home: Home, tmp_path: Path
) -> None:
    """What is still told is about scrambled values: codes, dates and ages, but no layout."""
    tables = with_numbers(tables_of(samples, term))
    submission = handed_in(home, tmp_path / "in", tables, term).submission
    counts = submission.tables
    assert set(submission.rules) <= {
        "V004", "V005", "V011", "V012", "V021", "V060", "V061", "V062", "V064", "D01", "D04", "D05",
    }  # fmt: skip
    for name in ("pupils", "sessions", "exclusions"):
        assert counts[name].loaded > 100
    assert all(c.received == c.loaded + c.set_aside for c in counts.values())


def test_the_inspectors_lists_of_made_up_people_are_read_and_their_numbers_found_wrong(
    samples: Path, home: Home
) -> None:
    receipt = send(home, samples / "annex_a" / "fake_sen.xlsx")
    counts = receipt.submission.tables
    assert {name: (c.received, c.set_aside) for name, c in counts.items()} == {
        "children_with_plans": (2, 2),
        "children_with_support": (2, 2),
    }
    told = {(problem.rule, problem.column) for problem in problems(receipt)}
    assert told == {
        ("V010", "UPN"),
        ("V015", "ULN"),
        ("V004", "SEN primary need"),
        ("D02", "Pupil Premium"),
        ("D02", "Does the child or young person have a disability?"),
        ("D07", "Permanent exclusions"),
    }


def test_the_lists_of_another_inspection_go_back(samples: Path, home: Home) -> None:
    refused = send(home, samples / "annex_a" / "Annex_A_2024_Jan.xlsx").submission
    assert refused.status == "refused"
    assert "SEN primary need" in (refused.reason or "")
