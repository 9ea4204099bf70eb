"""The weekly return: what settings type by hand, silence, ratings against forms, and Fridays."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.handing_in import Change, Rows, Told, changed, hand_in, reason
from tests.unit.orchestration.sending import Row, kept_rows, send

NAMES = {
    "pupils": "ehcp_weekly_return_2025-12-05_pupils.csv",
    "settings": "ehcp_weekly_return_2025-12-05_settings.csv",
}


def upn(number: int) -> str:
    digits = f"9992010{number:05d}"
    total = sum(int(digit) * place for place, digit in enumerate(digits, start=2))
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] + digits


def pupil(number: int, urn: str, **cells: str) -> Row:
    return {
        "week_ending": "05/12/2025",
        "urn": urn,
        "sector": "Special school",
        "upn": upn(number),
        "ehcp_flag": "Yes",
        "on_roll": "1",
        "expected_sessions": "10",
        "attended_sessions": "8",
        "year_11_leaver": "0",
        "reason_not_attending": "Illness",
        "rag": "GREEN ",
        "rag_date": "01/12/2025",
        "risk_assessment_received_date": "01/12/2025",
        "last_family_contact_date": "03/12/2025",
        "contact_method": "phone",
        "social_worker_involved": "n",
        "referred_early_help": "0",
        "comments": "never loaded",
        **cells,
    }


def setting(urn: str, pupils: str, forms: str, engaged: str = "1") -> Row:
    return {
        "week_ending": "05/12/2025",
        "urn": urn,
        "sector": "SP",
        "ehcp_pupils": pupils,
        "forms_received": forms,
        "engaged": engaged,
        "meeting_date": "04/12/2025",
        "escalation_stage": "0",
    }


SOUND: Rows = {
    "pupils": [pupil(1, "990001"), pupil(2, "990001"), pupil(3, "990002")],
    "settings": [setting("990001", "2", "2"), setting("990002", "1", "1")],
}
P, S = "pupils", "settings"
CASES: dict[str, tuple[list[Change], list[Told]]] = {
    "as it should be": ([], []),
    "attended more than expected": (
        [Change(P, 0, {"attended_sessions": "11"})],
        [Told(P, 2, "attended_sessions", "V070", "set_aside")],
    ),
    "attended all": ([Change(P, 0, {"attended_sessions": "10"})], []),
    "red and no contact": (
        [Change(P, 0, {"rag": "Red", "last_family_contact_date": ""})],
        [Told(P, 2, "last_family_contact_date", "V072", "warn")],
    ),
    "amber and no contact": (
        [Change(P, 0, {"rag": "amber", "last_family_contact_date": ""})],
        [],
    ),
    "two colours at once": (
        [Change(P, 0, {"rag": "amber/red"})],
        [Told(P, 2, "rag", "V004", "set_aside")],
    ),
    "contact after the week": (
        [Change(P, 0, {"last_family_contact_date": "06/12/2025"})],
        [Told(P, 2, "last_family_contact_date", "V005", "set_aside")],
    ),
    "contact on the Friday": ([Change(P, 0, {"last_family_contact_date": "05/12/2025"})], []),
    "contact in a far year": (
        [Change(P, 0, {"last_family_contact_date": "03/12/2052"})],
        [Told(P, 2, "last_family_contact_date", "V005", "set_aside")],
    ),
    "no rating though the form came": (
        [Change(P, 1, {"rag": ""})],
        [Told(S, 2, "forms_received", "V073", "query")],
    ),
    "said to be unrated": ([Change(P, 1, {"rag": "Unrated"})], []),
    "a form more than ratings": (
        [Change(S, 0, {"forms_received": "3"})],
        [Told(S, 2, "forms_received", "V073", "query")],
    ),
    "did not take part": (
        [Change(S, 1, {"engaged": "no"})],
        [Told(S, 3, "engaged", "V071", "warn")],
    ),
    "did not take part and has no pupils": (
        [Change(S, 1, {"engaged": "no", "ehcp_pupils": "0"})],
        [],
    ),
    "sent no pupils": (
        [Change(P, 2, {"urn": "990001"}), Change(S, 0, {"forms_received": "3"})],
        [Told(S, 3, "engaged", "V071", "warn")],
    ),
    "sent pupils and no row of its own": (
        [Change(P, 2, {"urn": "990003"}), Change(S, 1, {"ehcp_pupils": "0"})],
        [Told(P, 4, "urn", "V071", "warn")],
    ),
    "the setting's row is of another week": (
        [Change(S, 1, {"week_ending": "28/11/2025"})],
        [Told(S, 3, "week_ending", "D33", "set_aside")],
    ),
    "a sector nobody knows": (
        [Change(P, 0, {"sector": "speshul"})],
        [Told(P, 2, "sector", "V004", "set_aside")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_weekly_return(case: str, home: Home, tmp_path: Path) -> None:
    changes, told = CASES[case]
    assert hand_in(home, tmp_path / "delivery", NAMES, changed(SOUND, *changes)) == told


def test_a_week_that_ends_on_a_thursday_is_refused(home: Home, tmp_path: Path) -> None:
    thursday = {"week_ending": "04/12/2025", "last_family_contact_date": "03/12/2025"}
    rows = {
        P: [{**row, **thursday} for row in SOUND[P]],
        S: [{**row, "week_ending": "04/12/2025"} for row in SOUND[S]],
    }
    assert "D21" in reason(home, tmp_path / "delivery", NAMES, rows)


def test_each_week_of_a_month_is_a_delivery_of_its_own(home: Home, tmp_path: Path) -> None:
    assert hand_in(home, tmp_path / "first", NAMES, SOUND) == []
    later = {"week_ending": "12/12/2025"}
    rows = {table: [{**row, **later} for row in held] for table, held in SOUND.items()}
    names = {table: name.replace("12-05", "12-12") for table, name in NAMES.items()}
    assert hand_in(home, tmp_path / "second", names, rows) == []


def test_comments_are_reported_to_nobody(home: Home, tmp_path: Path) -> None:
    hand_in(home, tmp_path / "delivery", NAMES, SOUND)
    receipt = send(home, tmp_path / "delivery")
    assert receipt.submission.status == "again"
    rows = kept_rows(home, receipt, P, "loaded")
    assert len(rows) == 3
