"""A whole graded within its sections, and moderation after the audit."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.handing_in import Told, hand_in
from tests.unit.orchestration.sending import Row

NAMES = {"audits": "plan_audits_2025-12.csv"}
SECTIONS = {f"section_{letter}": "Good" for letter in "abcdefghijk"}
SOUND: Row = {
    "audit_id": "Q1",
    "plan_id": "P1",
    "audit_type": "EHCP",
    "audit_date": "10/12/2025",
    "auditor_agency": "multi",
    "grade": "GOOD",
    **SECTIONS,
    "moderated_grade": "",
    "moderation_date": "",
}
SECOND = {"section_c": "Requires improvement"}
CASES: dict[str, tuple[Row, list[tuple[str, str, str]]]] = {
    "as it should be": ({}, []),
    "better than every section": (
        {"grade": "outstanding", **SECOND},
        [("grade", "D40", "query")],
    ),
    "as good as the best": ({**SECOND}, []),
    "as bad as the worst": ({"grade": "RI", **SECOND}, []),
    "worse than every section": (
        {"grade": "inadequate", **SECOND},
        [("grade", "D40", "query")],
    ),
    "without any section's grade": (
        {"grade": "inadequate", **dict.fromkeys(SECTIONS, "")},
        [],
    ),
    "moderated before the audit": (
        {"moderated_grade": "good", "moderation_date": "09/12/2025"},
        [("moderation_date", "D30", "set_aside")],
    ),
    "moderated on the day": ({"moderated_grade": "good", "moderation_date": "10/12/2025"}, []),
    "moderated without a day": (
        {"moderated_grade": "good"},
        [("moderation_date", "V031", "set_aside")],
    ),
    "a grade that is none": ({"section_k": "fair"}, [("section_k", "V004", "set_aside")]),
}


@pytest.mark.parametrize("case", CASES)
def test_audits(case: str, home: Home, tmp_path: Path) -> None:
    cells, told = CASES[case]
    rows = {"audits": [{**SOUND, "audit_id": "Q0"}, {**SOUND, **cells}]}
    expected = [Told("audits", 3, *problem) for problem in told]
    assert hand_in(home, tmp_path / "delivery", NAMES, rows) == expected
