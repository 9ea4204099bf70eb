"""Figures of the council papers that do not add up, each with the rule that it fires; and the same
figures put right, which fire none. Numbers are those of the list of defects; the other defects
are in the tests of wordings and of rates."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.council_papers import MONTHS, helpline, outreach
from tests.unit.expectations.summaries import Figures, asked, figure, grid, parts_and_total

RATINGS = {"green": "2267", "no risk": "189", "amber": "189", "red": "199"}
RISK = "EHCP risk assessments"


def test_1_ratings_that_do_not_add_up_to_the_forms_received(home: Home, tmp_path: Path) -> None:
    rows = parts_and_total(RISK, "risk_ratings", RATINGS, "3446")
    assert ("V110", "3446") in asked(home, tmp_path, rows)


def test_1_with_the_unrated_602_they_do(home: Home, tmp_path: Path) -> None:
    parts = {**RATINGS, "unrated": "602"}
    assert asked(home, tmp_path, parts_and_total(RISK, "risk_ratings", parts, "3446")) == {
        ("V115", "189")
    }


@pytest.mark.parametrize(("value", "fires"), [("189", True), ("100", True), ("99", False)])
def test_2_the_same_large_figure_in_two_categories(
    value: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    parts = {"no risk": value, "amber": value}
    rows = parts_and_total(RISK, "risk_ratings", parts, str(2 * int(value)))
    assert asked(home, tmp_path, rows) == ({("V115", value)} if fires else set())


@pytest.mark.parametrize(("total", "fires"), [("411", True), ("410", False)])
def test_3_settings_that_make_410_of_411(
    total: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    parts = {"engaged": "372", "not engaged": "6", "no EHCP pupil": "32"}
    rows = parts_and_total("Engagement", "settings", parts, total)
    assert asked(home, tmp_path, rows) == ({("V110", "411")} if fires else set())


@pytest.mark.parametrize(("meetings", "fires"), [("383", True), ("379", False)])
def test_4_more_meetings_than_settings(
    meetings: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    rows = [
        figure("379", statement_id="S", table="Engagement", measure="settings"),
        figure(meetings, table="Meetings", measure="weekly_meetings", counted_among="S"),
    ]
    assert asked(home, tmp_path, rows) == ({("D22", "383")} if fires else set())


def test_5_outreach_totals_that_count_a_missing_month_as_nought(home: Home, tmp_path: Path) -> None:
    partial = ["337", "5492", "654", "1769", "1320", "434", "9057"]
    assert asked(home, tmp_path, outreach()) == {("V117", value) for value in partial}


def test_5_marked_as_partial_they_are_sound(home: Home, tmp_path: Path) -> None:
    partial = ["337", "5492", "654", "1769", "1320", "434", "9057"]
    rows = [row | {"partial": "1" if row["value"] in partial else ""} for row in outreach()]
    assert asked(home, tmp_path, rows) == set()


def test_the_helpline_table_is_sound(home: Home, tmp_path: Path) -> None:
    assert asked(home, tmp_path, helpline()) == set()


def transport(how: list[str]) -> Figures:
    values = {
        "pupils_transported": ["71", "130", "408", "493", "276"],
        "schools_served": ["21", "38", "85", "68", "53"],
        "journeys": ["1556", "2737", "7309", "3665", "15267"],
    }
    rows = []
    for (measure, figures), reckoned in zip(values.items(), how, strict=True):
        for row in grid("Home to school transport", measure, MONTHS, {"All": figures}):
            is_total = row["part or total"] == "total_of_periods"
            rows.append(row | {"reckoned by": reckoned if is_total else ""})
    return rows


def test_8_a_column_of_totals_that_holds_means_and_a_sum(home: Home, tmp_path: Path) -> None:
    assert asked(home, tmp_path, transport(["mean", "mean", "sum"])) == {("D29", "15267")}


def test_8_a_mean_that_is_not_said_to_be_one(home: Home, tmp_path: Path) -> None:
    assert asked(home, tmp_path, transport(["", "", ""])) == {("V110", "276"), ("V110", "53")}


@pytest.mark.parametrize(("total", "fires"), [("153", True), ("152", False)])
def test_11_feedback_that_makes_152_of_153(
    total: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    parts = {"excellent": "125", "very good": "27"}
    rows = parts_and_total("Feedback", "feedback", parts, total)
    assert asked(home, tmp_path, rows) == ({("V110", "153")} if fires else set())


@pytest.mark.parametrize(("total", "fires"), [("8", True), ("6", False)])
def test_13_eight_heads_of_service_of_whom_six_are_named(
    total: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    parts = {"localities": "2", "services": "4"}
    rows = parts_and_total("Structure", "heads_of_service", parts, total)
    assert asked(home, tmp_path, rows) == ({("V110", "8")} if fires else set())


def test_red_rated_pupils_by_sector_are_sound(home: Home, tmp_path: Path) -> None:
    parts = {"special": "341", "mainstream": "96", "independent": "75", "early years": "0"}
    rows = parts_and_total("Red-rated", "red_rated_pupils", parts, "512")
    assert asked(home, tmp_path, rows) == set()


@pytest.mark.parametrize(("value", "fires"), [("-211", {("V112", "-211")}), ("0", set())])
def test_a_count_is_not_below_nought(
    value: str, fires: set[tuple[str, str]], home: Home, tmp_path: Path
) -> None:
    rows = [figure(value, table="Reviews", measure="reviews_outstanding")]
    assert asked(home, tmp_path, rows) == fires
