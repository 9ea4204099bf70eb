"""The steps of the neurodevelopmental pathway in order, clocks of transferred patients, years."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.handing_in import Told, hand_in
from tests.unit.orchestration.sending import Row

NAMES = {"referrals": "neurodevelopmental_waits_X9901_2025-12.csv"}
SOUND: Row = {
    "provider_code": "X9901",
    "snapshot_date": "31/12/2025",
    "patient_pseudo_id": "N001",
    "condition": "ASD",
    "pathway": "0 to 16",
    "referral_received_date": "10/03/2024",
    "clock_start": "10/03/2024",
    "triage_date": "20/03/2024",
    "first_contact_date": "",
    "assessment_start": "",
    "assessment_complete": "",
    "transfer_in_date": "",
    "discharge_date": "",
    "removal_reason": "",
    "birth_month": "2015-06",
    "postcode_sector": "ZZ9 4",
    "gp_ods": "Y00001",
    "diagnosis_outcome": "never loaded",
}
CASES: dict[str, tuple[Row, list[tuple[str, str, str]]]] = {
    "triage before referral": (
        {"triage_date": "09/03/2024"},
        [("triage_date", "D30", "set_aside")],
    ),
    "triage on the day": ({"triage_date": "10/03/2024"}, []),
    "assessment before referral": (
        {"assessment_start": "09/03/2024"},
        [("assessment_start", "D30", "set_aside")],
    ),
    "assessment on the day": ({"assessment_start": "10/03/2024"}, []),
    "assessment ended before it began": (
        {"assessment_start": "10/04/2024", "assessment_complete": "09/04/2024"},
        [("assessment_complete", "D30", "set_aside")],
    ),
    "began and ended on one day": (
        {"assessment_start": "10/04/2024", "assessment_complete": "10/04/2024"},
        [],
    ),
    "the clock began on the day of the transfer": (
        {"clock_start": "01/06/2025", "transfer_in_date": "01/06/2025"},
        [("clock_start", "D41", "query")],
    ),
    "the clock began the day before": (
        {"clock_start": "31/05/2025", "transfer_in_date": "01/06/2025"},
        [],
    ),
    "a wait of three years and a day": (
        {"referral_received_date": "01/12/2022", "triage_date": "", "clock_start": "30/12/2022"},
        [("clock_start", "V081", "query")],
    ),
    "a wait of three years": (
        {"referral_received_date": "01/12/2022", "triage_date": "", "clock_start": "31/12/2022"},
        [],
    ),
    "seen before the referral": (
        {"first_contact_date": "09/03/2024"},
        [("first_contact_date", "V080", "set_aside")],
    ),
    "a condition not listed": ({"condition": "both?"}, [("condition", "V004", "set_aside")]),
}


@pytest.mark.parametrize("case", CASES)
def test_the_pathway(case: str, home: Home, tmp_path: Path) -> None:
    cells, told = CASES[case]
    rows = {"referrals": [{**SOUND, "patient_pseudo_id": "N000"}, {**SOUND, **cells}]}
    expected = [Told("referrals", 3, *problem) for problem in told]
    assert hand_in(home, tmp_path / "delivery", NAMES, rows) == expected


@pytest.mark.parametrize(
    ("month", "day", "rules"), [("2021-12", "31/12/2021", ["V004"]), ("2022-01", "31/01/2022", [])]
)
def test_the_joint_pathway_began_in_january_2022(
    month: str, day: str, rules: list[str], home: Home, tmp_path: Path
) -> None:
    cells = {"snapshot_date": day, "referral_received_date": "01/12/2021", "clock_start": ""}
    names = {"referrals": f"neurodevelopmental_waits_X9901_{month}.csv"}
    rows = {"referrals": [{**SOUND, **cells, "triage_date": ""}]}
    assert [t.rule for t in hand_in(home, tmp_path / "delivery", names, rows)] == rules
