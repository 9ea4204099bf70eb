"""What senders may not send, and words of theirs that mean something where a value belongs."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.handing_in import Rows, hand_in
from tests.unit.expectations.test_family_contacts import NAMES, status
from tests.unit.expectations.test_ssda903 import FILES, episode, header
from tests.unit.orchestration.sending import (
    kept_rows,
    problems,
    send,
    wait,
    write_table,
    write_waits,
)


@pytest.mark.parametrize(
    "heading", ["Surname", "PATIENT NAME", "Home Address", "nhs_number", "NHS Number", "Postcode"]
)
def test_a_patient_level_file_with_a_name_or_an_address_goes_back(
    heading: str, home: Home, tmp_path: Path
) -> None:
    path = write_waits(tmp_path, {**wait(), heading: "Marker-value"})
    entry = send(home, path).submission
    assert (entry.status, entry.rules) == ("refused", {"V084": 1})
    assert "were not agreed" in str(entry.reason)
    assert "Marker" not in str(entry)


@pytest.mark.parametrize("heading", ["ward", "sector_code", "ndoo_applied_note"])
def test_another_column_is_kept_and_told(heading: str, home: Home, tmp_path: Path) -> None:
    receipt = send(home, write_waits(tmp_path, {**wait(), heading: "x"}))
    assert [(p.rule, p.column) for p in problems(receipt)] == [("V001", heading)]


def test_words_of_council_papers_are_a_status_where_they_mean_one(
    home: Home, tmp_path: Path
) -> None:
    rows: Rows = {
        "submission_status": [
            status("sensory_contact", "Awaiting data"),
            status("cat_networks", "DATA NOT COLLECTED"),
        ],
        "contacts": [],
    }
    assert hand_in(home, tmp_path, NAMES, rows) == []


@pytest.mark.parametrize("reason", ["UN1", "UN5"])
def test_a_reason_in_place_of_a_pupil_number_is_no_number_and_no_fault(
    reason: str, home: Home, tmp_path: Path
) -> None:
    write_table(tmp_path / "in" / FILES["header"], [header(1), header(2, UPN=reason)])
    write_table(tmp_path / "in" / FILES["episodes"], [episode("C1"), episode("C2")])
    receipt = send(home, tmp_path / "in")
    assert problems(receipt) == []
    assert len(kept_rows(home, receipt, "header", "loaded")) == 2


def test_another_word_in_its_place_is_a_fault(home: Home, tmp_path: Path) -> None:
    write_table(tmp_path / "in" / FILES["header"], [header(1), header(2, UPN="UN6")])
    write_table(tmp_path / "in" / FILES["episodes"], [episode("C1"), episode("C2")])
    told = [(p.rule, p.line) for p in problems(send(home, tmp_path / "in")) if p.rule != "D05"]
    assert told == [("V010", 3)]
