"""Birmingham's waits of 2021, from providers' lists through the door to the figures.

The weeks are the council's own (overview and scrutiny, 13 October 2021); it gave no days, so the
days behind them are made to fit. A second list holds the edges of NHS England's bands.
"""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from orchestration.cli.answers import _figures
from orchestration.home import Home
from tests.flow.flows import build_month, receive_folder

SEEN = {
    date(2021, 3, 31): (30, 60, 91, 120, 150, 180, 210, 240, 266, 340),
    date(2021, 8, 31): (14, 35, 49, 70, 98),
}
WAITING = {date(2021, 3, 31): (902, 126, 127, 364, 365), date(2021, 8, 31): (665,)}
HEADINGS = (
    "provider_code", "snapshot_date", "patient_pseudo_id", "service", "stage",
    "referral_received_date", "clock_start", "first_contact_date", "discharge_date",
    "removal_reason", "birth_month", "postcode_sector", "gp_ods", "ehcp_advice_request",
)  # fmt: skip
OF_THE_TRUST = "Provider list | Sampleshire Community Healthcare NHS Foundation Trust"
WEEKS = {
    ("M42", "2021-03"): "24.1", ("M42", "2021-08"): "7.6",
    ("M43", "2021-03"): "128", ("M43", "2021-08"): "95",
}  # fmt: skip
OVER = {("M44b", "2021-03"): ("4", "5"), ("M44c", "2021-03"): ("2", "5")}


def row(number: int, snapshot: date, started: date, seen: date | None) -> list[str]:
    days = [f"{day:%d/%m/%Y}" if day else "" for day in (started, started, seen)]
    stage = "initial_assessment" if seen else "intervention"
    return ["X9901", f"{snapshot:%d/%m/%Y}", f"pseudo-{number:06d}", "SLT", stage, *days,
            "", "", "2015-04", "ZZ1 1", "Z99001", "0"]  # fmt: skip


def write_lists(folder: Path) -> None:
    folder.mkdir()
    for snapshot, waits in SEEN.items():
        seen = snapshot - timedelta(days=3)
        rows = [row(n, snapshot, seen - timedelta(days=days), seen) for n, days in enumerate(waits)]
        rows += [
            row(100 + n, snapshot, snapshot - timedelta(days=days), None)
            for n, days in enumerate(WAITING[snapshot])
        ]
        name = f"therapy_waits_X9901_{snapshot:%Y-%m}.csv"
        with (folder / name).open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([HEADINGS, *rows])


def test_the_councils_weeks_are_reproduced_and_the_bands_have_their_edges(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lists(tmp_path / "lists")
    for receipt in receive_folder(home, tmp_path / "lists"):
        assert receipt.submission.status == "accepted", receipt.submission
    build_month(home, "2021-08")
    monkeypatch.setenv("SENDMART_HOME", str(home.root))
    told = {
        (row[0], row[1]): row[4:7]
        for row in _figures(None, None, None)
        if row[3] == f"{OF_THE_TRUST} | Speech and language therapy | Total"
    }
    assert {key: told[key][2] for key in WEEKS} == WEEKS
    assert {key: (told[key][0], told[key][1]) for key in OVER} == OVER
    totals = {row[0] for row in _figures(None, None, None) if row[2] == "total" and row[4]}
    assert not totals & {"M40", "M42", "M43"}, "the other provider was silent: there is no total"
