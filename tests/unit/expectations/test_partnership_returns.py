"""The small monthly returns: no part above its whole, nothing decided before it was asked."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.handing_in import Change, Rows, Told, changed, hand_in
from tests.unit.expectations.test_ehcp_weekly_return import upn

NAMES = {
    "submission_status": "partnership_returns_2025-12_status.csv",
    "surveys": "partnership_returns_2025-12_surveys.csv",
    "local_offer_visits": "partnership_returns_2025-12_local_offer.csv",
    "training": "partnership_returns_2025-12_training.csv",
    "milestones": "partnership_returns_2025-12_milestones.csv",
    "contact_requests": "partnership_returns_2025-12_contact_requests.csv",
    "top_up_decisions": "partnership_returns_2025-12_top_up.csv",
    "placement_decisions": "partnership_returns_2025-12_placements.csv",
}
SOUND: Rows = {
    "submission_status": [
        {"month": "2025-12", "return": "surveys", "status": "complete", "through_date": ""},
        {"month": "2025-12", "return": "training", "status": "not_collected", "through_date": ""},
    ],
    "surveys": [
        {
            "survey": "Autumn 2025",
            "audience": "parent",
            "question": "satisfied",
            "is_anonymous": "0",
            "sent": "800",
            "returned": "491",
            "answered": "480",
            "satisfied": "294",
        }
    ],
    "local_offer_visits": [{"month": "2025-12", "sessions": "3684", "page_views": "9000"}],
    "training": [
        {
            "course": "SEND induction",
            "agency": "health",
            "mandatory": "1",
            "due": "40",
            "attended": "36",
        }
    ],
    "milestones": [
        {
            "milestone_id": "4.2",
            "area": "Waiting times",
            "due_on": "30/11/2025",
            "status": "achieved",
            "achieved_on": "28/11/2025",
        }
    ],
    "contact_requests": [
        {
            "request_id": "T1",
            "received_on": "02/12/2025",
            "from_agency": "health",
            "to_team": "casework",
            "answered_on": "03/12/2025",
        }
    ],
    "top_up_decisions": [
        {
            "application_id": "U1",
            "upn": upn(1),
            "urn": "990070",
            "applied_on": "03/11/2025",
            "decided_on": "02/12/2025",
            "outcome": "agreed",
            "yearly_amount": "6250.00",
        }
    ],
    "placement_decisions": [
        {
            "request_id": "B1",
            "upn": upn(2),
            "urn": "990001",
            "requested_on": "03/11/2025",
            "decided_on": "02/12/2025",
            "outcome": "offered",
        }
    ],
}
CASES: dict[str, tuple[Change | None, list[tuple[str, str, str]]]] = {
    "as it should be": (None, []),
    "a whole month with a day": (
        Change("submission_status", 0, {"through_date": "10/12/2025"}),
        [("through_date", "D36", "query")],
    ),
    "a part month to its last day": (
        Change("submission_status", 0, {"status": "part_month", "through_date": "31/12/2025"}),
        [],
    ),
    "a part month into the next": (
        Change("submission_status", 0, {"status": "part_month", "through_date": "01/01/2026"}),
        [("through_date", "D36", "query")],
    ),
    "more returned than sent": (
        Change("surveys", 0, {"sent": "490"}),
        [("returned", "V111", "query")],
    ),
    "all returned": (Change("surveys", 0, {"sent": "491"}), []),
    "anonymous, so nobody knows how many were sent": (
        Change("surveys", 0, {"sent": "", "is_anonymous": "1"}),
        [],
    ),
    "more answered than returned": (
        Change("surveys", 0, {"answered": "492"}),
        [("answered", "V111", "query")],
    ),
    "all answered": (Change("surveys", 0, {"answered": "491"}), []),
    "more content than answered": (
        Change("surveys", 0, {"satisfied": "481"}),
        [("satisfied", "V111", "query")],
    ),
    "all content": (Change("surveys", 0, {"satisfied": "480"}), []),
    "more visits than pages seen": (
        Change("local_offer_visits", 0, {"page_views": "3683"}),
        [("sessions", "V111", "query")],
    ),
    "one page a visit": (Change("local_offer_visits", 0, {"page_views": "3684"}), []),
    "visits of another month": (
        Change("local_offer_visits", 0, {"month": "2025-11"}),
        [("month", "D33", "set_aside")],
    ),
    "more trained than due": (
        Change("training", 0, {"attended": "41"}),
        [("attended", "V111", "query")],
    ),
    "all trained": (Change("training", 0, {"attended": "40"}), []),
    "a negative count": (
        Change("training", 0, {"attended": "-1"}),
        [("attended", "D02", "set_aside")],
    ),
    "achieved without a day": (
        Change("milestones", 0, {"achieved_on": ""}),
        [("achieved_on", "V031", "set_aside")],
    ),
    "delayed with a day": (
        Change("milestones", 0, {"status": "delayed"}),
        [("achieved_on", "V031", "set_aside")],
    ),
    "answered before it was asked": (
        Change("contact_requests", 0, {"answered_on": "01/12/2025"}),
        [("answered_on", "D30", "set_aside")],
    ),
    "answered on the day": (Change("contact_requests", 0, {"answered_on": "02/12/2025"}), []),
    "funding decided before it was applied for": (
        Change("top_up_decisions", 0, {"decided_on": "02/11/2025"}),
        [("decided_on", "D30", "set_aside")],
    ),
    "decided on the day": (Change("top_up_decisions", 0, {"decided_on": "03/11/2025"}), []),
    "money below nought": (
        Change("top_up_decisions", 0, {"yearly_amount": "-0.01"}),
        [("yearly_amount", "D07", "set_aside")],
    ),
    "a place decided before it was asked for": (
        Change("placement_decisions", 0, {"decided_on": "02/11/2025"}),
        [("decided_on", "D30", "set_aside")],
    ),
    "a place decided on the day": (
        Change("placement_decisions", 0, {"decided_on": "03/11/2025"}),
        [],
    ),
    "a decision without a day": (
        Change("placement_decisions", 0, {"decided_on": ""}),
        [("decided_on", "V031", "set_aside")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_small_returns(case: str, home: Home, tmp_path: Path) -> None:
    change, told = CASES[case]
    rows = changed(SOUND, change) if change else SOUND
    expected = [Told(change.table, 2, *problem) for problem in told] if change else []
    assert hand_in(home, tmp_path / "delivery", NAMES, rows) == expected


@pytest.mark.parametrize("table", [name for name in NAMES if name != "submission_status"])
def test_any_return_but_the_first_table_may_be_absent(
    table: str, home: Home, tmp_path: Path
) -> None:
    rows = {name: held for name, held in SOUND.items() if name != table}
    assert hand_in(home, tmp_path / "delivery", NAMES, rows) == []
