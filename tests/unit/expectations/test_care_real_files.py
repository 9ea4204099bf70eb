"""Files in the real layouts, with made-up values: each is taken in, or goes back for its reason.

The authorities that the censuses name are not known here; both are shown as they are, and then as
if this authority had sent them.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.register.receive import Receipt
from tests.unit.orchestration.sending import problems, send

CENSUSES = ("BAR_cin_2022.xml", "fake_CIN_data_first_200.xml")


@pytest.fixture(scope="module")
def samples(shared_data: Path) -> Path:
    return shared_data / "childrens_services_samples"


def as_ours(samples: Path, name: str, folder: Path, **changed: str) -> Path:
    text = (samples / "cin" / name).read_text(encoding="utf-8")
    for tag, value in {"LEA": "999", **changed}.items():
        text = re.sub(f"<{tag}>[^<]*</{tag}>", f"<{tag}>{value}</{tag}>", text)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(receipt: Receipt) -> Counter[tuple[str, str, str | None]]:
    return Counter((p.rule, p.table, p.column) for p in problems(receipt) if p.rule != "D05")


@pytest.mark.parametrize("name", CENSUSES)
def test_a_census_of_an_authority_that_is_not_known_goes_back(
    name: str, samples: Path, home: Home
) -> None:
    refused = send(home, samples / "cin" / name).submission
    assert (refused.status, refused.rules) == ("refused", {"V004": 1})
    assert "local_authorities" in (refused.reason or "")


def test_a_child_with_days_of_long_ago_is_set_aside_with_all_that_belongs_to_it(
    samples: Path, home: Home, tmp_path: Path
) -> None:
    """Every day of the made-up case lies between 1966 and 1980."""
    receipt = send(home, as_ours(samples, CENSUSES[0], tmp_path))
    assert receipt.submission.month == "2022-03"
    assert receipt.submission.rules == {"V005": 17, "V010": 1, "V014": 1, "D05": 10}
    counts = receipt.submission.tables
    assert (counts["headers"].loaded, counts["headers"].set_aside) == (1, 0)
    assert all(count.loaded == 0 for name, count in counts.items() if name != "headers")
    assert sum(count.set_aside for count in counts.values()) == 11


def test_the_known_faults_of_a_made_up_census_are_found(
    samples: Path, home: Home, tmp_path: Path
) -> None:
    """Its year ends in July, its pupil numbers have chance letters, some days lie ahead of it or
    before 1995, and one child has the same disability twice."""
    receipt = send(home, as_ours(samples, CENSUSES[1], tmp_path))
    assert receipt.submission.month == "2022-07"
    assert receipt.submission.rules == {
        "D05": 300, "V005": 16, "V010": 192, "V090": 1, "V093": 6, "V094": 1,
    }  # fmt: skip
    told = faults(receipt)
    assert told["V090", "headers", "CollectionDetails/ReferenceDate"] == 1
    assert told["V010", "children", "ChildIdentifiers/UPN"] == 192
    assert told["V093", "referrals", "CINreferralDate"] == 6
    assert told["V094", "disabilities", "Disability"] == 1


def test_with_the_right_reference_date_later_referrals_are_after_the_year(
    samples: Path, home: Home, tmp_path: Path
) -> None:
    receipt = send(home, as_ours(samples, CENSUSES[1], tmp_path, ReferenceDate="2022-03-31"))
    assert receipt.submission.month == "2022-03"
    assert "V090" not in receipt.submission.rules
    assert receipt.submission.rules["V093"] > 6


def test_a_scrambled_return_is_read_and_its_faults_are_found(samples: Path, home: Home) -> None:
    """Its pupil numbers are short, three children share an identifier, and one column is extra."""
    receipt = send(home, samples / "ssda903")
    assert receipt.submission.month == "2020-03"
    assert receipt.submission.rules == {
        "D05": 5, "V001": 1, "V004": 2, "V010": 5, "V022": 1, "V101": 1,
    }  # fmt: skip
    told = faults(receipt)
    assert told["V001", "episodes", "TEST_COLUMN"] == 1
    assert told["V101", "episodes", "LS"] == 1


def test_a_made_up_return_is_read_whole_and_every_row_accounted_for(
    samples: Path, home: Home
) -> None:
    receipt = send(home, samples / "ssda903_fake")
    submission = receipt.submission
    assert submission.month == "2018-03"
    assert {name: count.received for name, count in submission.tables.items()} == {
        "header": 2675, "episodes": 5050, "reviews": 12582,
    }  # fmt: skip
    assert {name: count.loaded for name, count in submission.tables.items()} == {
        "header": 107, "episodes": 140, "reviews": 324,
    }  # fmt: skip
    assert set(submission.rules) == {"D02", "D04", "D05", "V004", "V005", "V010", "V101"}
    assert submission.rules["V010"] == 2568
