"""Bristol's figures of November 2020 come out of the partnership's own small returns.

Figures: Bristol People Scrutiny Commission, 14 December 2020. It gives 66 milestones due and 89%
of them achieved or on track, and visits up by 90% since August; the counts behind are made to fit.
"""

from datetime import date
from pathlib import Path

import pytest

from orchestration.home import Home
from tests.flow.flows import build_month, receive_folder
from tests.flow.handing_over import figure, write

MONTHS = ["2020-08", "2020-09", "2020-10", "2020-11"]
VISITS = {"2020-08": 1000, "2020-09": 999, "2020-10": 1400, "2020-11": 1900}
STATUSES = ["achieved"] * 50 + ["on_track"] * 9 + ["part"] * 4 + ["delayed"] * 3
RETURNS = [
    *("surveys", "local_offer_visits", "training", "milestones"),
    *("contact_requests", "top_up_decisions", "placement_decisions"),
]


@pytest.fixture(scope="module")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("autumn")
    for month in MONTHS:
        write_returns(folder / "in" / month, month)
    home = Home.at(folder / "home")
    for receipt in receive_folder(home, folder / "in"):
        assert receipt.submission.status == "accepted", receipt.submission.reason
        assert receipt.submission.rules == {}
    build_month(home, "2020-11")
    return home


def write_returns(folder: Path, month: str) -> None:
    last = month == MONTHS[-1]
    told = {"local_offer_visits": "complete"} | (
        {"milestones": "complete", "surveys": "complete"} if last else {"surveys": "awaiting"}
    )
    write(
        folder / f"partnership_returns_{month}_status.csv",
        ["month", "return", "status", "through_date"],
        [[month, name, told.get(name, "not_collected"), ""] for name in RETURNS],
    )
    write(
        folder / f"partnership_returns_{month}_local_offer.csv",
        ["month", "sessions", "page_views"],
        [[month, VISITS[month], ""]],
    )
    if last:
        due, later = date(2020, 11, 30), date(2020, 12, 1)
        rows = [[f"{n}", "Plan", due, status] for n, status in enumerate(STATUSES, 1)]
        rows.append(["67", "Plan", later, "delayed"])
        write(
            folder / f"partnership_returns_{month}_milestones.csv",
            ["milestone_id", "area", "due_on", "status", "achieved_on"],
            [
                [n, area, f"{day:%d/%m/%Y}", status, "20/11/2020" if status == "achieved" else ""]
                for n, area, day, status in rows
            ],
        )
        write(
            folder / f"partnership_returns_{month}_surveys.csv",
            ["survey", "audience", "question", "is_anonymous", "sent", "returned", "answered"]
            + ["satisfied"],
            [["Autumn", "parent", "satisfied", "1", "", "491", "480", "360"]],
        )


def test_milestones_are_those_of_the_paper(autumn: Home) -> None:
    whole = figure(autumn, "M75", "2020-11")
    assert (whole.numerator, whole.denominator) == (59, 66)
    assert int(float(whole.value) + 0.5) == 89


def test_every_status_of_the_milestones_is_shown_and_they_add_up(autumn: Home) -> None:
    found = {
        item: figure(autumn, "M75b", "2020-11", "milestone_status", item).numerator
        for item in ("Achieved", "On track", "Achieved in part", "Delayed")
    }
    assert found == {"Achieved": 50, "On track": 9, "Achieved in part": 4, "Delayed": 3}


def test_visits_are_compared_with_the_first_month_told(autumn: Home) -> None:
    assert figure(autumn, "M71", "2020-11").numerator == 1900
    changes = {month: float(figure(autumn, "M71b", month).value) for month in MONTHS}
    assert changes == {"2020-08": 0.0, "2020-09": -0.1, "2020-10": 40.0, "2020-11": 90.0}


def test_an_anonymous_survey_has_no_rate_of_return(autumn: Home) -> None:
    satisfied, returned = figure(autumn, "M70", "2020-11"), figure(autumn, "M70b", "2020-11")
    assert (satisfied.numerator, satisfied.denominator, satisfied.value) == (360, 480, 75)
    assert (returned.numerator, returned.value, returned.symbol) == (0, None, "z")


def test_a_return_that_was_not_told_is_missing_with_its_reason(autumn: Home) -> None:
    awaited, never = figure(autumn, "M70", "2020-09"), figure(autumn, "M75", "2020-09")
    assert (awaited.numerator, awaited.symbol, awaited.reason_code) == (None, "x", "awaiting")
    assert (never.numerator, never.symbol, never.reason_code) == (None, "x", "not_collected")
