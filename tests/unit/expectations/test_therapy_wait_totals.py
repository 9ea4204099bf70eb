"""Bands that do not add up to their total, a longest wait below the mean, and blanks."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.handing_in import Told, hand_in
from tests.unit.orchestration.sending import Row, kept_rows, send, write_table

NAMES = {"totals": "therapy_wait_totals_X9901_2025-12.csv"}
BANDS = ("0 to 7 days", "8 to 14 days", "15 to 28 days", "29 to 84 days", "85 to 126 days",
         "127 to 364 days", "365 days or more")  # fmt: skip
SOUND: Row = {
    "provider_code": "X9901",
    "snapshot_date": "31/12/2025",
    "service": "SLT",
    "stage": "initial_assessment",
    "waiting": "100",
    **dict(zip(BANDS, ("10", "10", "20", "30", "15", "10", "5"), strict=True)),
    "mean_weeks": "11.5",
    "longest_weeks": "60",
}
CASES: dict[str, tuple[Row, list[tuple[str, str, str]]]] = {
    "the bands are one short": ({"waiting": "101"}, [("waiting", "V082", "warn")]),
    "one too many": ({"waiting": "99"}, [("waiting", "V082", "warn")]),
    "the bands are 5% short": (
        {"waiting": "80", "29 to 84 days": "6"},
        [("waiting", "V082", "warn")],
    ),
    "and a little more than 5%": (
        {"waiting": "80", "29 to 84 days": "5"},
        [("waiting", "V082", "set_aside")],
    ),
    "bands and a total of nought": ({"waiting": "0"}, [("waiting", "V082", "set_aside")]),
    "a total without bands": (dict.fromkeys(BANDS, ""), []),
    "a suppressed band": ({"365 days or more": "*"}, []),
    "no total": ({"waiting": ""}, []),
    "longest below the mean": ({"longest_weeks": "11.4"}, [("longest_weeks", "D31", "query")]),
    "longest is the mean": ({"longest_weeks": "11.5"}, []),
    "a negative mean": ({"mean_weeks": "-1"}, [("mean_weeks", "D07", "set_aside")]),
    "words for a figure": ({"longest_weeks": "n/a"}, [("longest_weeks", "V006", "warn")]),
}


@pytest.mark.parametrize("case", CASES)
def test_totals(case: str, home: Home, tmp_path: Path) -> None:
    cells, told = CASES[case]
    rows = {"totals": [{**SOUND, "service": "OT"}, {**SOUND, **cells}]}
    expected = [Told("totals", 3, *problem) for problem in told]
    assert hand_in(home, tmp_path / "delivery", NAMES, rows) == expected


def test_a_blank_is_kept_as_a_blank(home: Home, tmp_path: Path) -> None:
    path = write_table(tmp_path / NAMES["totals"], [{**SOUND, "waiting": ""}])
    [row] = kept_rows(home, send(home, path), "totals", "loaded")
    assert not row["waiting"]
