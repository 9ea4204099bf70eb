"""Rates in the council papers: without counts, of nobody, of two wholes, unlike the year's, each
with the rule that it fires. Sums are in the test of summaries."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.council_papers import rate
from tests.unit.expectations.summaries import asked


@pytest.mark.parametrize(("achieved", "fires"), [("51", True), ("38", False)])
def test_17_percentages_and_counts_of_two_different_wholes(
    achieved: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    """75% are more than 50, so there are 67 or more; 12% are 6, so there are about 50."""
    cells = {"table": "Milestones", "measure": "milestones"}
    july = ("01/07/2020", "31/07/2020")
    rows = [
        rate("75", *july, **cells, category="achieved", count=achieved, count_is_least="1"),
        rate("13", *july, **cells, category="part"),
        rate("12", *july, **cells, category="delayed", count="6"),
    ]
    assert asked(home, tmp_path, rows) == ({("D26", "12")} if fires else set())


@pytest.mark.parametrize(
    ("annual", "fires"), [("48.4", True), ("85.9", True), ("86.0", False), ("97.0", False)]
)
def test_19_months_of_91_and_92_percent_in_a_year_of_48(
    annual: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    rows = [
        rate("91.0", "01/07/2020", "31/07/2020"),
        rate("92.0", "01/08/2020", "31/08/2020"),
        rate(annual, "01/01/2020", "31/12/2020", table="DfE"),
    ]
    assert asked(home, tmp_path, rows) == ({("V113", annual)} if fires else set())


@pytest.mark.parametrize(
    ("year", "months", "annual"),
    [("2019", ["7", "8", "21", "42"], "46.3"), ("2020", ["71", "85", "100", "96"], "95.4")],
)
def test_20_what_agrees_in_direction_only_cannot_be_reconciled_without_counts(
    year: str, months: list[str], annual: str, home: Home, tmp_path: Path
) -> None:
    none = {"count": "", "out_of": ""}
    rows = [
        rate(value, f"01/0{place}/{year}", f"28/0{place}/{year}", **none)
        for place, value in enumerate(months, start=1)
    ]
    rows.append(rate(annual, f"01/01/{year}", f"31/12/{year}", table="DfE"))
    assert asked(home, tmp_path, rows) == {("D28", value) for value in months}


@pytest.mark.parametrize(
    ("counts", "fires"),
    [
        ({"count": "", "out_of": ""}, {("D28", "71")}),
        ({"count": "27", "out_of": ""}, {("D28", "71")}),
        ({"count": "27", "out_of": "38"}, set()),
        ({"count": "28", "out_of": "38"}, {("V111", "71")}),
        ({"count": "39", "out_of": "38"}, {("V111", "71")}),
    ],
)
def test_21_a_percentage_needs_the_counts_behind_it(
    counts: dict[str, str], fires: set[tuple[str, str]], home: Home, tmp_path: Path
) -> None:
    row = rate("71", "01/01/2020", "31/01/2020", **counts)
    assert asked(home, tmp_path, [row]) == fires


@pytest.mark.parametrize(("value", "fires"), [("0", {("D27", "0")}), ("z", set())])
def test_23_a_rate_of_nobody(
    value: str, fires: set[tuple[str, str]], home: Home, tmp_path: Path
) -> None:
    cells = {"measure": "red_rated_attendance", "category": "early years"}
    row = rate(value, "01/06/2020", "05/06/2020", **cells, count="0", out_of="0")
    assert asked(home, tmp_path, [row]) == fires


@pytest.mark.parametrize(("less", "fires"), [("39.9", True), ("48.4", False)])
def test_leaving_exceptions_out_mostly_raises_a_rate(
    less: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    year = ("01/01/2020", "31/12/2020")
    name = "plans_within_20_weeks_less_exceptions"
    rows = [rate("48.4", *year), rate(less, *year, measure=name)]
    assert asked(home, tmp_path, rows) == ({("V116", "39.9")} if fires else set())


@pytest.mark.parametrize(
    ("kind", "fires"), [("number", {("D23", "9")}), ("rate", set()), ("mean", set())]
)
def test_9_a_number_described_and_a_percentage_given(
    kind: str, fires: set[tuple[str, str]], home: Home, tmp_path: Path
) -> None:
    row = rate("9", "01/06/2020", "05/06/2020", measure="attendance", described_as=kind)
    assert asked(home, tmp_path, [row]) == fires


@pytest.mark.parametrize(
    ("special", "fires"), [("9", {("D24", "9")}), ("9.0", set()), ("9.2", set())]
)
def test_10_figures_of_one_measure_with_and_without_decimals(
    special: str, fires: set[tuple[str, str]], home: Home, tmp_path: Path
) -> None:
    week = ("01/06/2020", "05/06/2020")
    rows = [
        rate(special, *week, measure="attendance", category="special"),
        rate("9.2", *week, measure="attendance", category="mainstream"),
    ]
    assert asked(home, tmp_path, rows) == fires
