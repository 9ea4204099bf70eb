"""The one rule on a therapy list that its contract cannot say: how long a wait may be."""

from pathlib import Path

import pytest

from orchestration.home import Home
from sample_authority.cases import all_cases
from sample_authority.health.links import with_patients
from sample_authority.health.sheets import sheet_bytes
from sample_authority.options import checked
from sample_authority.population import population
from sample_authority.tables import Table
from sample_authority.waits import all_waits
from tests.unit.expectations.handing_in import Told, hand_in
from tests.unit.orchestration.sending import (
    WAIT,
    WAITS_FILE,
    Row,
    kept_rows,
    problems,
    send,
    wait,
    write_text,
)

NAMES = {"referrals": WAITS_FILE}
LONG = Told("referrals", 3, "clock_start", "V081", "query")
CASES: dict[str, tuple[Row, list[Told]]] = {
    "three years and a day": ({"clock_start": "30/12/2022"}, [LONG]),
    "three years to the day": ({"clock_start": "31/12/2022"}, []),
    "without a clock the referral counts": (
        {"referral_received_date": "30/12/2022", "clock_start": ""},
        [LONG],
    ),
    "seen after three years and a day": (
        {
            "referral_received_date": "01/12/2022",
            "clock_start": "01/12/2022",
            "first_contact_date": "02/12/2025",
        },
        [LONG],
    ),
    "seen after three years": (
        {
            "referral_received_date": "01/12/2022",
            "clock_start": "01/12/2022",
            "first_contact_date": "01/12/2025",
        },
        [],
    ),
    "before 1995 it is an impossible date": (
        {"clock_start": "31/12/1994"},
        [Told("referrals", 3, "clock_start", "V005", "set_aside")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wait_of_more_than_three_years_is_asked_about(
    case: str, home: Home, tmp_path: Path
) -> None:
    cells, told = CASES[case]
    rows = {"referrals": [wait("S001"), wait("S002", **cells)]}
    assert hand_in(home, tmp_path / "delivery", NAMES, rows) == told


def test_a_provider_may_say_when_it_took_out_those_who_opted_out(
    home: Home, tmp_path: Path
) -> None:
    rows = {"referrals": [wait("S001", ndoo_applied="05/01/2026")]}
    assert hand_in(home, tmp_path / "delivery", NAMES, rows) == []


def test_a_file_in_windows_1252_is_read(home: Home, tmp_path: Path) -> None:
    header, cells = ",".join(wait()), ",".join(wait(gp_ods="Y\u00e9").values())
    path = write_text(tmp_path, f"{header}\r\n{cells}\r\n".encode("windows-1252"))
    assert send(home, path).submission.status == "accepted"


def test_a_workbook_says_what_the_same_rows_say_as_text(home: Home, tmp_path: Path) -> None:
    rows = [wait("S001"), wait("S002", clock_start="2025-10-01"), wait("S003", service="ADULT")]
    held = [list(row.values()) for row in rows]
    path = tmp_path / WAITS_FILE.replace("csv", "xlsx")
    path.write_bytes(sheet_bytes(Table("X9901", tuple(WAIT), held)))
    receipt = send(home, path)
    assert {(told.line, told.rule) for told in problems(receipt)} == {(3, "D03"), (4, "V004")}
    assert receipt.submission.tables["referrals"].loaded == 1
    [kept] = kept_rows(home, receipt, "referrals", "loaded")
    assert kept["snapshot_date"] == "31/12/2025"
    assert kept["ehcp_advice_request"] == "0"


def test_a_child_has_one_pseudonym_at_a_trust_and_stands_on_each_list_once() -> None:
    options = checked(2000, 3, "2025-12", 1, "none", False)
    children = population(options, all_cases(options))
    known = with_patients(options, all_waits(options), children)
    assert len(known.behind) == len(known.waits) > 100
    by_name: dict[str, tuple[str, int]] = {}
    listed: set[tuple[str, str, str]] = set()
    for listing in known.waits:
        child = known.behind[listing.key]
        assert child.has_therapy
        assert child.born_on < listing.referred_on
        assert listing.birth_month == f"{child.born_on:%Y-%m}"
        assert (
            by_name.setdefault(listing.pseudonym, (listing.provider, child.number))[1]
            == child.number
        )
        assert (listing.pseudonym, listing.service, listing.stage) not in listed
        listed.add((listing.pseudonym, listing.service, listing.stage))
    assert len(set(by_name.values())) == len(by_name)
