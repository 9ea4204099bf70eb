"""The door lets a source in only while its agreement runs, and rows only with consent."""

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.contracts.catalogue import Catalogue
from orchestration.home import Home
from orchestration.register.agreed import ending, said_of
from orchestration.register.book import Book
from tests.unit.orchestration.front_door import Door, told, visit
from tests.unit.orchestration.small_project import (
    AGREEMENT,
    CONTRACT,
    DICTIONARY,
    changed,
    read_project,
    write_project,
)

CONSENT = """\
consent:
  {table: visits, given_on: seen_on, scope: kind_code, no_consent: [later], as_of: listed_on,
    lasts_months: 12}
"""
MARK = 'is_not_to_be_processed: {type: flag, privacy: special_category, description: "Hold it."}\n'
MARKED = (
    "      kind_code: {from: kind}",
    "      kind_code: {from: kind}\n"
    "      is_not_to_be_processed: {from: hold, may_be_absent: true}",
)


def clinic(home: Home, folder: Path, agreement: str, *, marks: bool = False) -> Door:
    contract = changed(CONTRACT, *MARKED) if marks else CONTRACT
    words = DICTIONARY + MARK if marks else DICTIONARY
    write_project(folder, agreement=agreement, contract=contract, dictionary=words)
    return Door(home, read_project(folder), folder)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (datetime(2031, 4, 1), "CL-1 ended on 2031-03-31"),
        (datetime(2019, 12, 31), "CL-1 begins on 2020-01-01"),
    ],
)
def test_a_file_is_refused_when_no_agreement_runs_and_kept_as_refused_ones_are(
    home: Home, tmp_path: Path, day: datetime, said: str
) -> None:
    entry = clinic(home, tmp_path, AGREEMENT).send([visit(1)], at=day).submission
    assert (entry.status, entry.rules) == ("refused", {"D60": 1})
    assert said in str(entry.reason) and "The clinic" in str(entry.reason)
    assert len(list((home.refused / entry.submission_id).iterdir())) == 2
    assert Book(home).accepted() == []


def test_the_day_of_receipt_counts_and_the_last_day_still_does(home: Home, tmp_path: Path) -> None:
    door = clinic(home, tmp_path, AGREEMENT)
    assert door.send([visit(1)], at=datetime(2031, 3, 31, 23, 59)).submission.status == "accepted"


def test_an_agreement_is_shown_weeks_before_it_ends(tmp_path: Path) -> None:
    catalogue: Catalogue = read_project(write_project(tmp_path))
    agreements = catalogue.agreements.values()
    assert ending(agreements, datetime(2031, 1, 1).date()) == []
    [soon] = ending(agreements, datetime(2031, 3, 1).date())
    assert said_of(soon, datetime(2031, 3, 1).date()) == (
        "visits: sharing agreement CL-1 ends in 30 days, on 2031-03-31"
    )
    assert "ended on 2031-03-31" in said_of(soon, datetime(2032, 1, 1).date())


CASES = {
    "given on the day of the extract": ({"seen": "30/11/2025"}, None),
    "given later": ({"seen": "01/12/2025"}, "seen"),
    "not given": ({"seen": ""}, "seen"),
    "not lapsed by a day": ({"seen": "01/12/2024"}, None),
    "lapsed": ({"seen": "30/11/2024"}, "seen"),
    "for nothing": ({"seen": "30/11/2025", "kind": ""}, "kind"),
    "withdrawn": ({"seen": "30/11/2025", "kind": "later"}, "kind"),
}


@pytest.mark.parametrize("case", CASES)
def test_without_current_consent_a_row_goes_no_further(
    case: str, home: Home, tmp_path: Path
) -> None:
    cells, blamed = CASES[case]
    basis = changed(AGREEMENT, "article_6: [6(1)(e)]", "article_6: [6(1)(a)]")
    door = clinic(home, tmp_path, basis + CONSENT)
    receipt = door.send([visit(1, **{"kind": "first", **cells})])
    found = [(rule, severity, column) for rule, severity, _, column in told(receipt)]
    assert found == ([("D20", "set_aside", blamed)] if blamed else [])


@pytest.mark.parametrize(
    ("mark", "is_held"), [("1", True), ("0", False), ("", False), ("yes please", True)]
)
def test_a_marked_row_is_held_whatever_the_mark_looks_like(
    mark: str, is_held: bool, home: Home, tmp_path: Path
) -> None:
    door = clinic(home, tmp_path, AGREEMENT, marks=True)
    receipt = door.send([visit(1, hold=mark), visit(2, hold="0")])
    assert ("D61" in receipt.submission.rules) == is_held
    assert door.loaded(receipt) == (["2"] if is_held else ["1", "2"])
