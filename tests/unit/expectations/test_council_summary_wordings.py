"""What the council papers call things, when they date them and what they leave blank, each defect
with the rule that it fires. Sums are in the test of summaries."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.council_papers import MONTHS, helpline, of_month
from tests.unit.expectations.summaries import asked, figure
from tests.unit.orchestration.sending import Row


def test_6_two_counts_of_contacts_with_helplines(home: Home, tmp_path: Path) -> None:
    cells = {"table": "Narrative", "measure": "helpline_contacts"}
    april, may = (of_month(*MONTHS[place]) for place in (0, 1))
    so_far = of_month("01/03/2020", "10/07/2020")
    rows = [
        *helpline(),
        figure("155", **cells, **april),
        figure("253", **cells, **may),
        figure("60", **cells, **so_far, category="Parent Link main"),
    ]
    assert asked(home, tmp_path, rows) == {("D25", "155"), ("D25", "253"), ("D25", "60")}


def test_6_with_a_definition_they_are_two_measures(home: Home, tmp_path: Path) -> None:
    cells = {"table": "Narrative", "measure": "helpline_contacts", **of_month(*MONTHS[0])}
    rows = [*helpline(), figure("155", **cells, definition="calls of the SENDParent line only")]
    assert asked(home, tmp_path, rows) == set()


@pytest.mark.parametrize(("second", "fires"), [("97", True), ("170", False)])
def test_7_conversations_and_concerns_about_safety(
    second: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    rows = [
        figure("170", table="Page 1", measure="safeguarding_contacts"),
        figure(second, table="Page 2", measure="safeguarding_contacts"),
    ]
    assert asked(home, tmp_path, rows) == ({("D25", "97")} if fires else set())


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        ("23/07/2020", "V005"),
        ("26.05.2020", "D03"),
        ("30.06.2020", "D03"),
        ("19.05.2021 2021", "D03"),
        ("10.05 2021", "D03"),
        ("30/04/2021", "V005"),
        ("01/05/2021", None),
        ("23/07/2021", None),
    ],
)
def test_12_days_of_events_to_come(day: str, rule: str | None, home: Home, tmp_path: Path) -> None:
    cells = {"summary_date": "31/05/2021", "described_as": "event", "unit": "none"}
    row = figure(
        table="Dates", measure="events", to_come="1", **of_month(day, "31/12/2021"), **cells
    )
    assert asked(home, tmp_path, [row]) == ({(rule, "")} if rule else set())


@pytest.mark.parametrize(
    ("words", "fires"),
    [("Written Statements of Action", {("D32", "12")}), ("significant weaknesses", set())],
)
def test_14_a_term_of_the_glossary_for_something_else(
    words: str, fires: set[tuple[str, str]], home: Home, tmp_path: Path
) -> None:
    rows = [figure("12", table="Inspection", measure="weaknesses", said_as=words)]
    assert asked(home, tmp_path, rows) == fires


def following(home: Home, folder: Path, before: Row, now: Row) -> set[tuple[str, str]]:
    """What is asked of a summary after the one of the month before."""
    earlier, later = before | {"summary_date": "30/04/2021"}, now | {"summary_date": "31/10/2021"}
    assert asked(home, folder / "before", [earlier]) == set()
    return asked(home, folder / "now", [later])


@pytest.mark.parametrize(("system", "fires"), [("NEXUS", True), ("Impulse", False)])
def test_15_another_case_system_than_the_time_before(
    system: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    rows = [
        figure(value, table="Plans", measure="feedback", source_system=name)
        for value, name in (("500", "Impulse"), ("97", system))
    ]
    assert following(home, tmp_path, *rows) == ({("D42", "97")} if fires else set())


@pytest.mark.parametrize(("count", "fires"), [("4", True), ("6", False)])
def test_16_six_localities_and_then_four(
    count: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    rows = [
        figure(value, table="Structure", measure="localities", described_as="structure")
        for value in ("6", count)
    ]
    assert following(home, tmp_path, *rows) == ({("D42", "4")} if fires else set())


@pytest.mark.parametrize(("place", "fires"), [("workstream 2", True), ("P.4", False)])
def test_18_a_concern_under_two_headings(
    place: str, fires: bool, home: Home, tmp_path: Path
) -> None:
    cells = {"measure": "concerns", "category": "concern 9", "unit": "none"}
    rows = [
        figure(table="Slide", placed_under="P.4", described_as="mapping", **cells),
        figure(table="Table", placed_under=place, described_as="mapping", **cells),
    ]
    assert asked(home, tmp_path, rows) == ({("D32", "")} if fires else set())


@pytest.mark.parametrize(
    ("value", "fires"), [("", {("D43", "")}), ("illegible", set()), ("x", set())]
)
def test_22_what_cannot_be_read_is_blank_with_a_reason(
    value: str, fires: set[tuple[str, str]], home: Home, tmp_path: Path
) -> None:
    rows = [figure(value, table="Attendance", measure="attendance")]
    assert asked(home, tmp_path, rows) == fires


def test_a_figure_that_could_not_be_brought_up_to_date_says_so(home: Home, tmp_path: Path) -> None:
    rows = [figure("SM", table="Social care", measure="feedback")]
    assert asked(home, tmp_path, rows) == {("V120", "SM")}
