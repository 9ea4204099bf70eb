"""Contacts against what their team says of its month, and words where a count belongs."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.handing_in import Change, Rows, Told, changed, hand_in
from tests.unit.orchestration.sending import Row

NAMES = {
    "submission_status": "family_contacts_2025-12_status.csv",
    "contacts": "family_contacts_2025-12_contacts.csv",
}


def status(team: str, state: str, count: str = "", through: str = "") -> Row:
    return {
        "month": "2025-12",
        "team": team,
        "status": state,
        "through_date": through,
        "contacts": count,
    }


def contact(number: int, team: str, line: str, at: str) -> Row:
    return {
        "contact_id": f"C{number}",
        "received_at": at,
        "team": team,
        "line": line,
        "channel": "phone",
        "caller_type": "parent",
        "unique_caller_ref": f"{number:016x}",
        "topic": "plan",
        "safeguarding_concern": "0",
        "outcome": "advised",
        "resolved_at": "",
    }


SOUND: Rows = {
    "submission_status": [
        status("parent_link", "complete", "2"),
        status("eps", "Part month", "", "10/12/2025"),
        status("sensory_contact", "awaiting"),
        status("cat_networks", "not_collected"),
    ],
    "contacts": [
        contact(1, "parent_link", "parent_link", "01/12/2025 00:00"),
        contact(2, "parent_link", "parent_link", "31/12/2025 23:59"),
        contact(3, "eps", "eps", "10/12/2025 23:59"),
    ],
}
S, C = "submission_status", "contacts"
CASES: dict[str, tuple[list[Change], list[Told]]] = {
    "as it should be": ([], []),
    "a part month without its day": (
        [Change(S, 1, {"through_date": ""})],
        [Told(S, 3, "through_date", "D36", "query")],
    ),
    "a whole month with a day": (
        [Change(S, 0, {"through_date": "31/12/2025"})],
        [Told(S, 2, "through_date", "D36", "query")],
    ),
    "a day of the month before": (
        [Change(S, 1, {"through_date": "30/11/2025"}), Change(C, 2, {"team": "parent_link"}),
         Change(S, 0, {"contacts": "3"})],
        [Told(S, 3, "through_date", "D36", "query")],
    ),
    "a contact of the month before": (
        [Change(C, 0, {"received_at": "30/11/2025 23:59"})],
        [Told(C, 2, "received_at", "D33", "set_aside")],
    ),
    "a contact of the month after": (
        [Change(C, 1, {"received_at": "01/01/2026 00:00"})],
        [Told(C, 3, "received_at", "D33", "set_aside")],
    ),
    "resolved before it came": (
        [Change(C, 0, {"received_at": "01/12/2025 09:00", "resolved_at": "01/12/2025 08:59"})],
        [Told(C, 2, "resolved_at", "D30", "set_aside")],
    ),
    "resolved in the same minute": ([Change(C, 0, {"resolved_at": "01/12/2025 00:00"})], []),
    "a contact after the part month's day": (
        [Change(C, 2, {"received_at": "11/12/2025 00:00"})],
        [Told(C, 4, "team", "D35", "query")],
    ),
    "a contact of a team that awaits its data": (
        [Change(C, 2, {"team": "sensory_contact"})],
        [Told(C, 4, "team", "D35", "query")],
    ),
    "a contact of a team that never collects": (
        [Change(C, 2, {"team": "cat_networks"})],
        [Told(C, 4, "team", "D35", "query")],
    ),
    "a contact of a team that says nothing": (
        [Change(C, 2, {"team": "send_parent"})],
        [Told(C, 4, "team", "D35", "query")],
    ),
    "the team counts one more": (
        [Change(S, 0, {"contacts": "3"})],
        [Told(S, 2, "contacts", "V110", "query")],
    ),
    "words for a count": (
        [Change(S, 2, {"contacts": "Awaiting data"})],
        [Told(S, 4, "contacts", "V006", "warn")],
    ),
    "put through and counted on both lines": (
        [Change(C, 1, {"outcome": "transferred", "received_at": "10/12/2025 09:00",
                       "unique_caller_ref": f"{3:016x}"})],
        [Told(C, 3, "unique_caller_ref", "D34", "warn")],
    ),
    "put through on another day": (
        [Change(C, 1, {"outcome": "transferred", "received_at": "11/12/2025 09:00",
                       "unique_caller_ref": f"{3:016x}"})],
        [],
    ),
    "a caller by telephone number": (
        [Change(C, 0, {"unique_caller_ref": "01234 567890"})],
        [Told(C, 2, "unique_caller_ref", "D02", "set_aside")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_contacts(case: str, home: Home, tmp_path: Path) -> None:
    changes, told = CASES[case]
    assert hand_in(home, tmp_path / "delivery", NAMES, changed(SOUND, *changes)) == told


def test_a_month_may_come_without_any_contact(home: Home, tmp_path: Path) -> None:
    rows: Rows = {"submission_status": [status("sensory_contact", "awaiting")], "contacts": []}
    assert hand_in(home, tmp_path / "delivery", NAMES, rows) == []
