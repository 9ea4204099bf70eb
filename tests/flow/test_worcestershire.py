"""Worcestershire's table of 2019 and 2020, from extracts through the door to the figures.

The percentages are the council's own (scrutiny slides, 16 June 2020); it gave no counts, so the
counts behind them are made to fit: issued, in time, with an exception, with one and in time.
"""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from orchestration.cli.answers import _figures
from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from tests.flow.flows import receive_folder, run_month

ISSUED = {
    "2019-01": (42, 3, 0, 0), "2019-02": (39, 3, 0, 0),
    "2019-03": (38, 8, 0, 0), "2019-04": (45, 19, 0, 0),
    "2020-01": (38, 27, 1, 0), "2020-02": (39, 33, 5, 3),
    "2020-03": (35, 35, 1, 1), "2020-04": (45, 43, 1, 0),
}  # fmt: skip
COMPLETED = {"2019-01": 7, "2019-02": 8, "2019-03": 21, "2019-04": 42,
             "2020-01": 71, "2020-02": 85, "2020-03": 100, "2020-04": 96}  # fmt: skip
WITHOUT_EXCEPTIONS = {**COMPLETED, "2020-01": 73, "2020-02": 88, "2020-03": 100, "2020-04": 98}


def blade(day: date) -> str:
    return f"{day:%Y-%b-%d} 00:00:00"


def cases() -> list[tuple[date, bool, bool]]:
    """Each plan as the day it was issued, whether in time, whether with an exception."""
    found = []
    for month, (issued, within, exceptions, both) in ISSUED.items():
        day = date.fromisoformat(f"{month}-15")
        kinds = {
            (True, True): both,
            (True, False): within - both,
            (False, True): exceptions - both,
            (False, False): issued - within - exceptions + both,
        }
        for (in_time, exception), count in kinds.items():
            found += [(day, in_time, exception)] * count
    return found


def write_export(folder: Path) -> None:
    """The nine files of a case system that holds exactly these cases."""
    contract = the_catalogue().contracts["sen2"]
    rows: dict[str, list[dict[str, str]]] = {name: [] for name in contract.tables}
    rows["headers"] = [
        {"sen2tableid": "1", "lea": "885", "referencedate": blade(date(2020, 4, 30))}
    ]
    for number, (issued, in_time, exception) in enumerate(cases(), 1):
        one = str(number)
        received = issued - timedelta(days=140 if in_time else 141)
        rows["people"].append(
            {
                "persontableid": one,
                "sen2tableid": "1",
                "NativeId": f"P{one}",
                "personbirthdate": blade(date(2012, 3, 4)),
                "sex": "F",
                "ethnicity": "NOBT",
                "upnunknown": "UN2",
            }
        )
        rows["requests"].append(
            {
                "requeststableid": one,
                "persontableid": one,
                "NativeId": one,
                "receiveddate": blade(received),
                "requestoutcome": "Y",
                "requestoutcomedate": blade(received + timedelta(days=42)),
            }
        )
        rows["assessments"].append(
            {"assessmenttableid": one, "requeststableid": one, "assessmentoutcome": "Y",
             "assessmentoutcomedate": blade(issued), "week20": "1" if exception else "0"}
        )  # fmt: skip
    folder.mkdir()
    for name, table in contract.tables.items():
        columns = [column.from_ for column in table.columns.values()]
        file = str(table.file).replace("*", "05-05-2020")
        with (folder / file).open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, columns)
            writer.writeheader()
            writer.writerows(rows[name])


def test_every_cell_of_the_councils_table_is_reproduced(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_export(tmp_path / "export")
    receipt = receive_folder(home, tmp_path / "export")[0]
    assert receipt.submission.rules == {}, receipt.submission
    outcome = run_month(home, "2020-04")
    assert outcome.is_success, outcome.complaints
    monkeypatch.setenv("SENDMART_HOME", str(home.root))
    for measure, table in (("M06", COMPLETED), ("M07", WITHOUT_EXCEPTIONS)):
        figures = {row[1]: row for row in _figures(None, measure, None) if row[2] == "total"}
        assert {m: int(float(figures[m][6]) + 0.5) for m in table} == table, measure
    assert [figures["2020-04"][i] for i in (4, 5)] == ["43", "44"]
