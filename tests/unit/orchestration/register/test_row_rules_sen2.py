"""Each rule that a SEN2 export can break at the door: its number, line and column, and no more."""

from dataclasses import replace

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.rules import row_rules
from orchestration.home import Home
from orchestration.months import Month
from orchestration.register.receive import Receipt
from tests.unit.orchestration.register.test_row_rules_waits import ASIDE as WAITS_ASIDE
from tests.unit.orchestration.sen2_export import FILES, Export, day, export, write_export
from tests.unit.orchestration.sending import Problem, Row, lines_of, problems, send

ASIDE: dict[str, tuple[str, Row, str, str]] = {
    "a wrong check letter": ("people", {"upn": "A801200005001"}, "V010", "upn"),
    "a pupil number in small letters": ("people", {"upn": "b801200005001"}, "V010", "upn"),
    "a decision before the request": (
        "requests",
        {"requestoutcomedate": day("2024-Jan-07")},
        "V030",
        "requestoutcomedate",
    ),
    "decided but without a day": (
        "requests",
        {"requestoutcomedate": ""},
        "V031",
        "requestoutcomedate",
    ),
    "open but with a day": ("requests", {"requestoutcome": "A"}, "V031", "requestoutcomedate"),
    "concluded but without a day": (
        "assessments",
        {"assessmentoutcomedate": ""},
        "V031",
        "assessmentoutcomedate",
    ),
    "withdrawn but with a day": (
        "assessments",
        {"assessmentoutcome": "W"},
        "V031",
        "assessmentoutcomedate",
    ),
    "an end without a reason": (
        "named_plans",
        {"ceasedate": day("2025-Jun-01")},
        "V040",
        "ceasedate",
    ),
    "a reason without an end": ("named_plans", {"ceasereason": "1"}, "V040", "ceasedate"),
    "an end before the start": (
        "named_plans",
        {"ceasedate": day("2024-May-19"), "ceasereason": "1"},
        "V040",
        "ceasedate",
    ),
    "a review decided before it met": (
        "active_plans",
        {"lastreview": day("2025-Apr-30")},
        "V042",
        "lastreview",
    ),
    "no identifier": ("people", {"NativeId": ""}, "D01", "NativeId"),
    "a rank in words": ("needs", {"sentyperank": "first"}, "D02", "sentyperank"),
    "a date as another system writes it": (
        "people",
        {"personbirthdate": "01/03/2015"},
        "D03",
        "personbirthdate",
    ),
    "a need that is not listed": ("needs", {"sentype": "AUT"}, "V004", "sentype"),
    "born before 1985": (
        "people",
        {"personbirthdate": day("1984-Dec-31")},
        "V005",
        "personbirthdate",
    ),
}
FINE: dict[str, tuple[str, Row]] = {
    "no pupil number": ("people", {"upn": "", "upnunknown": "UN1"}),
    "a temporary pupil number": (
        "people",
        {"upn": "E80120001903A", "personbirthdate": day("2020-Jan-05")},
    ),
    "decided on the day of the request": ("requests", {"requestoutcomedate": day("2024-Jan-08")}),
    "open without a day": (
        "requests",
        {
            "requestoutcome": "A",
            "requestoutcomedate": "",
            "receiveddate": day("2025-Jan-01"),
        },
    ),
    "an end on the first day, with a reason": (
        "named_plans",
        {"ceasedate": day("2024-May-20"), "ceasereason": "5"},
    ),
    "a review decided where it met": ("active_plans", {"lastreview": day("2025-May-01")}),
    "a review due in the future": ("active_plans", {"reviewduedate": day("2027-May-01")}),
}


NUMBERS = {case: 2 * place + 2 for place, case in enumerate([*ASIDE, *FINE])}


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Receipt, Export]:
    """One export in which every second child is one of the cases and the others are sound."""
    folder = tmp_path_factory.mktemp("export")
    rows = export(max(NUMBERS.values()) + 1)
    for case, number in NUMBERS.items():
        table, changed = ASIDE[case][:2] if case in ASIDE else FINE[case]
        rows[table][number - 1] |= changed
    home = Home.at(folder / "home")
    return home, send(home, write_export(folder / "in", rows)), rows


@pytest.mark.parametrize("case", ASIDE)
def test_a_row_that_breaks_a_rule_is_set_aside_and_its_neighbours_are_not(
    case: str, received: tuple[Home, Receipt, Export]
) -> None:
    home, receipt, rows = received
    table, _, rule, column = ASIDE[case]
    line = NUMBERS[case] + 1
    near = range(line - 1, line + 2)
    told = [p for p in problems(receipt) if p.rule != "D05" and p.line in near]
    name = f"Blade-Export_05-01-2026_{FILES[table]}.csv"
    value = rows[table][line - 2][column] or None
    assert told == [Problem(table, name, None, line, column, rule, "set_aside", value)]
    assert line in lines_of(home, receipt, table, "set_aside")
    for each in FILES:
        if each != "headers":
            assert {line - 1, line + 1} <= set(lines_of(home, receipt, each, "loaded"))


@pytest.mark.parametrize("case", FINE)
def test_a_row_at_the_edge_of_a_rule_is_loaded_without_a_word(
    case: str, received: tuple[Home, Receipt, Export]
) -> None:
    home, receipt, _ = received
    line = NUMBERS[case] + 1
    assert [p for p in problems(receipt) if p.line == line] == []
    assert line in lines_of(home, receipt, FINE[case][0], "loaded")


def test_every_rule_on_rows_is_broken_by_a_case_here_or_for_therapy_lists() -> None:
    catalogue, month = replace(the_catalogue(), checks={}), Month.parse("2025-12")
    on_rows = {
        rule.rule
        for source in ("sen2", "therapy_waits")
        for name, table in catalogue.contracts[source].tables.items()
        for rule in row_rules(
            catalogue,
            catalogue.contracts[source],
            name,
            {column.from_ for column in table.columns.values()},
            month,
        )
        if rule.severity == "set_aside"
    }
    cases = {rule for _, _, rule, _ in ASIDE.values()} | {r for _, r, _ in WAITS_ASIDE.values()}
    assert on_rows - cases == set()
