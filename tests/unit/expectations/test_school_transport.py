"""Passengers against the runs of the day, double counting, and routes numbered anew."""

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.handing_in import Change, Rows, Told, changed, hand_in
from tests.unit.expectations.test_ehcp_weekly_return import upn
from tests.unit.orchestration.sending import Row, problems, send, write_table

NAMES = {
    "routes": "school_transport_2025-12_routes.csv",
    "passengers": "school_transport_2025-12_passengers.csv",
}


def route(number: str, day: str = "01/12/2025", **cells: str) -> Row:
    runs = {"am_run": "1", "pm_run": "1"}
    return {
        "date": day,
        "route_id": number,
        "operator": "Minibus",
        **runs,
        "urn": "990001",
        **cells,
    }


def passenger(number: int, on: str, day: str = "01/12/2025") -> Row:
    return {
        "date": day,
        "route_id": on,
        "upn": upn(number),
        "travelled": "1",
        "passenger_assistant": "0",
    }


SOUND: Rows = {
    "routes": [route("R1"), route("R2"), route("R3", pm_run="0")],
    "passengers": [passenger(1, "R1"), passenger(1, "R2"), passenger(2, "R3")],
}
R, P = "routes", "passengers"
CASES: dict[str, tuple[list[Change], list[Told]]] = {
    "as it should be, one pupil on two routes": ([], []),
    "a passenger on a route that is not in the log": (
        [Change(P, 2, {"route_id": "R9"})],
        [Told(P, 4, "route_id", "D05", "set_aside")],
    ),
    "a passenger on a day that is not": (
        [Change(P, 2, {"date": "02/12/2025"})],
        [Told(P, 4, "route_id", "D05", "set_aside")],
    ),
    "a passenger of another month": (
        [Change(P, 2, {"date": "30/11/2025"})],
        [Told(P, 4, "date", "D33", "set_aside")],
    ),
    "a cancelled run with a passenger": (
        [Change(R, 2, {"am_run": "0"})],
        [Told(P, 4, "travelled", "D37", "warn")],
    ),
    "a cancelled run, and the passenger did not travel": (
        [Change(R, 2, {"am_run": "0"}), Change(P, 2, {"travelled": "0"})],
        [],
    ),
    "a pupil on three routes": (
        [Change(P, 2, {"upn": upn(1)})],
        [Told(P, 4, "route_id", "D34", "warn")],
    ),
    "a run that is neither": (
        [Change(R, 0, {"am_run": "2"})],
        [Told(R, 2, "am_run", "D02", "set_aside")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_transport(case: str, home: Home, tmp_path: Path) -> None:
    changes, told = CASES[case]
    assert hand_in(home, tmp_path / "delivery", NAMES, changed(SOUND, *changes)) == told


@pytest.mark.parametrize(("kept", "rules"), [(2, []), (1, ["D38"])])
def test_routes_that_are_mostly_numbered_anew_are_asked_about(
    kept: int, rules: list[str], home: Home, tmp_path: Path
) -> None:
    assert hand_in(home, tmp_path / "first", NAMES, {**SOUND, R: [*SOUND[R], route("R4")]}) == []
    day = "05/01/2026"
    numbers = ["R1", "R2", "R3", "R4"][:kept] + ["N1", "N2", "N3", "N4"][kept:]
    folder = tmp_path / "second"
    write_table(folder / "school_transport_2026-01_routes.csv", [route(n, day) for n in numbers])
    write_table(folder / "school_transport_2026-01_passengers.csv", [passenger(1, "R1", day)])
    receipt = send(home, folder, at=datetime(2026, 2, 2, 9, 0))
    assert [problem.rule for problem in problems(receipt)] == rules
