"""Appeals, mediations and complaints: dates in order, outcomes with their dates, later stages."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.handing_in import Change, Rows, Told, changed, hand_in, reason

NAMES = {
    "appeals": "disputes_2025-12_appeals.csv",
    "mediations": "disputes_2025-12_mediations.csv",
    "complaints": "disputes_2025-12_complaints.csv",
}
SOUND: Rows = {
    "appeals": [
        {
            "log_date": "31/12/2025",
            "case_ref": "EH999/25/00001",
            "upn": "",
            "registered_date": "10/06/2025",
            "decision_date_appealed": "10/04/2025",
            "appeal_type": "Contents F",
            "extended_appeal": "0",
            "mediation_certificate_date": "",
            "hearing_date": "10/03/2026",
            "outcome": "",
            "closed_date": "",
        }
    ],
    "mediations": [
        {
            "log_date": "31/12/2025",
            "mediation_ref": "M1",
            "upn": "",
            "request_date": "01/05/2025",
            "session_date": "20/05/2025",
            "outcome": "agreed",
        }
    ],
    "complaints": [
        {
            "log_date": "31/12/2025",
            "complaint_id": "K1",
            "received_date": "01/09/2025",
            "stage": "Stage 1",
            "service": "send",
            "category": "delay",
            "due_date": "15/09/2025",
            "response_date": "12/09/2025",
            "outcome": "Not upheld",
            "satisfied": "N",
            "remedy": "never loaded",
        },
        {
            "log_date": "31/12/2025",
            "complaint_id": "K1",
            "received_date": "20/09/2025",
            "stage": "2",
            "service": "send",
            "category": "delay",
            "due_date": "20/10/2025",
            "response_date": "",
            "outcome": "",
            "satisfied": "unknown",
            "remedy": "",
        },
    ],
}
A, M, K = "appeals", "mediations", "complaints"
CASES: dict[str, tuple[Change | None, list[Told]]] = {
    "as it should be": (None, []),
    "registered before the decision": (
        Change(A, 0, {"decision_date_appealed": "11/06/2025"}),
        [Told(A, 2, "decision_date_appealed", "D30", "set_aside")],
    ),
    "registered on the day": (Change(A, 0, {"decision_date_appealed": "10/06/2025"}), []),
    "closed before it was registered": (
        Change(A, 0, {"closed_date": "09/06/2025", "outcome": "withdrawn"}),
        [Told(A, 2, "closed_date", "D30", "set_aside")],
    ),
    "closed on the day": (Change(A, 0, {"closed_date": "10/06/2025", "outcome": "Struck out"}), []),
    "closed without an outcome": (
        Change(A, 0, {"closed_date": "10/06/2025"}),
        [Told(A, 2, "closed_date", "V031", "set_aside")],
    ),
    "an unknown ground": (
        Change(A, 0, {"appeal_type": "contents Z"}),
        [Told(A, 2, "appeal_type", "V004", "set_aside")],
    ),
    "mediated before it was asked for": (
        Change(M, 0, {"session_date": "30/04/2025"}),
        [Told(M, 2, "session_date", "D30", "set_aside")],
    ),
    "mediated on the day": (Change(M, 0, {"session_date": "01/05/2025"}), []),
    "agreed without a session": (
        Change(M, 0, {"session_date": ""}),
        [Told(M, 2, "session_date", "V031", "set_aside")],
    ),
    "not taken up, with a session": (
        Change(M, 0, {"outcome": "Not taken up"}),
        [Told(M, 2, "session_date", "V031", "set_aside")],
    ),
    "answered before it came": (
        Change(K, 0, {"response_date": "31/08/2025"}),
        [Told(K, 2, "response_date", "D30", "set_aside")],
    ),
    "answered on the day": (Change(K, 0, {"response_date": "01/09/2025"}), []),
    "due before it came": (
        Change(K, 1, {"due_date": "19/09/2025"}),
        [Told(K, 3, "due_date", "D30", "set_aside")],
    ),
    "due on the day": (Change(K, 1, {"due_date": "20/09/2025"}), []),
    "at the second stage under a number of its own": (
        Change(K, 1, {"complaint_id": "K2"}),
        [Told(K, 3, "stage", "D39", "query")],
    ),
    "the same stage twice": (
        Change(K, 1, {"stage": "Stage 1"}),
        [Told(K, 3, "complaint_id", "D04", "set_aside")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_disputes(case: str, home: Home, tmp_path: Path) -> None:
    change, told = CASES[case]
    rows = changed(SOUND, change) if change else SOUND
    assert hand_in(home, tmp_path / "delivery", NAMES, rows) == told


def test_appeals_may_come_alone(home: Home, tmp_path: Path) -> None:
    assert hand_in(home, tmp_path / "delivery", NAMES, {A: SOUND[A]}) == []


def test_the_others_may_not(home: Home, tmp_path: Path) -> None:
    assert "V001" in reason(home, tmp_path / "delivery", NAMES, {K: SOUND[K]})
