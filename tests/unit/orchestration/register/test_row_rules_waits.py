"""Each rule that a therapy list can break at the door: its number, line and column, and no more."""

from pathlib import Path

import pytest

from orchestration.contracts.sentences import rule_texts
from orchestration.home import Home
from tests.unit.orchestration.sending import (
    Problem,
    Row,
    lines_of,
    problems,
    send,
    wait,
    write_waits,
)

NHS_NUMBER = "9990000018"
ASIDE: dict[str, tuple[Row, str, str]] = {
    "a service that is not listed": ({"service": "XRAY"}, "V004", "service"),
    "a code in other capitals": ({"service": "slt"}, "V004", "service"),
    "a stage that is not listed": ({"stage": "first"}, "V004", "stage"),
    "a date after the day it was received": (
        {"referral_received_date": "01/02/2026", "clock_start": ""},
        "V005",
        "referral_received_date",
    ),
    "a referral in the far future, which no first contact can be measured against": (
        {"referral_received_date": "01/10/2099", "first_contact_date": "02/10/2025"},
        "V005",
        "referral_received_date",
    ),
    "a date before 1995": ({"clock_start": "31/12/1994"}, "V005", "clock_start"),
    "a year of two digits": ({"clock_start": "01/10/25"}, "V005", "clock_start"),
    "seen before it was referred": (
        {"first_contact_date": "30/09/2025"},
        "V080",
        "first_contact_date",
    ),
    "an NHS number": ({"patient_pseudo_id": NHS_NUMBER}, "V084", "patient_pseudo_id"),
    "an NHS number in groups": (
        {"patient_pseudo_id": "999 000 0018"},
        "V084",
        "patient_pseudo_id",
    ),
    "no pseudonym": ({"patient_pseudo_id": ""}, "D01", "patient_pseudo_id"),
    "a pseudonym of spaces": ({"patient_pseudo_id": "  "}, "D01", "patient_pseudo_id"),
    "no service": ({"service": ""}, "D01", "service"),
    "no referral date": ({"referral_received_date": ""}, "D01", "referral_received_date"),
    "a flag that is neither 0 nor 1": (
        {"ehcp_advice_request": "yes"},
        "D02",
        "ehcp_advice_request",
    ),
    "a month that is a day": ({"birth_month": "2015-06-01"}, "D02", "birth_month"),
    "a date in another form": ({"clock_start": "2025-10-01"}, "D03", "clock_start"),
    "a date with the month first": ({"clock_start": "10/13/2025"}, "D03", "clock_start"),
    "a day that is not": ({"discharge_date": "31/11/2025"}, "D03", "discharge_date"),
}
FINE: dict[str, Row] = {
    "a date on the last day of the month after": {"discharge_date": "31/01/2026"},
    "a date on the first day of 1995": {"discharge_date": "01/01/1995"},
    "seen on the day it was referred": {"first_contact_date": "01/10/2025"},
    "everything that may be empty is empty": {
        name: "" for name in ("clock_start", "removal_reason", "birth_month", "ehcp_advice_request")
    },
    "spaces around values": {"service": " SLT ", "clock_start": " 01/10/2025 "},
    "an almost NHS number": {"patient_pseudo_id": "9990000019"},
}


@pytest.mark.parametrize("case", ASIDE)
def test_a_row_that_breaks_a_rule_is_set_aside_and_its_neighbours_are_not(
    case: str, home: Home, tmp_path: Path
) -> None:
    changed, rule, column = ASIDE[case]
    broken = {**wait("S002"), **changed}
    path = write_waits(tmp_path, wait("S001"), broken, wait("S003"))
    receipt = send(home, path)
    value = broken[column] or None
    told = Problem("referrals", path.name, None, 3, column, rule, "set_aside", value)
    assert problems(receipt) == [told]
    assert receipt.submission.status == "accepted"
    assert receipt.submission.rules == {rule: 1}
    assert lines_of(home, receipt, "referrals", "loaded") == [2, 4]
    assert lines_of(home, receipt, "referrals", "set_aside") == [3]


@pytest.mark.parametrize("case", FINE)
def test_a_row_at_the_edge_of_a_rule_is_loaded_without_a_word(
    case: str, home: Home, tmp_path: Path
) -> None:
    receipt = send(home, write_waits(tmp_path, wait("S001"), {**wait("S002"), **FINE[case]}))
    assert problems(receipt) == []
    assert lines_of(home, receipt, "referrals", "loaded") == [2, 3]


def test_a_row_that_breaks_two_rules_is_told_of_both_and_counted_once(
    home: Home, tmp_path: Path
) -> None:
    broken = wait("S002", service="XRAY", clock_start="soon")
    receipt = send(home, write_waits(tmp_path, wait("S001"), broken))
    told = sorted((p.rule, p.line, p.column) for p in problems(receipt))
    assert told == [("D03", 3, "clock_start"), ("V004", 3, "service")]
    assert receipt.submission.tables["referrals"].set_aside == 1


@pytest.mark.parametrize("words", ["n/a", "N/A", "Awaiting data", "data not collected", "-", "*"])
def test_words_for_missing_are_warned_of_and_the_row_is_loaded(
    words: str, home: Home, tmp_path: Path
) -> None:
    path = write_waits(tmp_path, wait("S001"), wait("S002", clock_start=words))
    receipt = send(home, path)
    assert problems(receipt) == [
        Problem("referrals", path.name, None, 3, "clock_start", "V006", "warn", words)
    ]
    assert lines_of(home, receipt, "referrals", "loaded") == [2, 3]


def test_words_for_missing_where_a_value_is_required_set_the_row_aside(
    home: Home, tmp_path: Path
) -> None:
    receipt = send(home, write_waits(tmp_path, wait("S001"), wait("S002", stage="n/a")))
    told = sorted((p.rule, p.line, p.column, p.severity) for p in problems(receipt))
    assert told == [("D01", 3, "stage", "set_aside"), ("V006", 3, "stage", "warn")]
    assert lines_of(home, receipt, "referrals", "loaded") == [2]


def test_only_the_first_of_equal_rows_is_loaded(home: Home, tmp_path: Path) -> None:
    again = wait("S001", gp_ods="Y00002")
    other = wait("S001", stage="intervention")
    path = write_waits(tmp_path, wait("S001"), other, again, wait("S001"))
    receipt = send(home, path)
    column = "patient_pseudo_id"
    assert problems(receipt) == [
        Problem("referrals", path.name, None, line, column, "D04", "set_aside", "S001")
        for line in (4, 5)
    ]
    assert lines_of(home, receipt, "referrals", "loaded") == [2, 3]


def test_the_second_counts_when_the_first_of_equal_rows_is_itself_set_aside(
    home: Home, tmp_path: Path
) -> None:
    rows = [wait("S001", clock_start="soon"), wait("S001"), wait("S001")]
    receipt = send(home, write_waits(tmp_path, *rows))
    told = [(p.rule, p.line) for p in problems(receipt)]
    assert sorted(told) == [("D03", 2), ("D04", 4)]
    assert lines_of(home, receipt, "referrals", "loaded") == [3]


def test_every_rule_has_a_sentence_a_remedy_and_a_severity() -> None:
    for rule, text in rule_texts().items():
        assert rule[0] in "DV"
        assert text.sentence.endswith(".")
        assert text.what_to_do.endswith(".")
