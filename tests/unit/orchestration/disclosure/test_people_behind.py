"""What is not of people is hidden where so few people are behind it."""

from collections.abc import Callable
from datetime import date

import pytest

from orchestration.disclosure.declared import Declared, Disclosure
from orchestration.disclosure.figures import Count, Figure
from orchestration.disclosure.people import counts_of_few
from orchestration.measures.declared import Measure

WEEK = date(2025, 12, 1)


def measure(number: str) -> Measure:
    told = {"statistic": "share", "breakdowns": [["sector"]], "decimal_places": 1}
    return Measure(number, f"msr_{number}", "", told, (), (), ())


MEASURES = {number: measure(number) for number in ("S1", "P1")}


def figure(number: str, sector: str, numerator: int, denominator: int) -> Figure:
    items = (("sector", sector),)
    return Figure(number, "330", WEEK, "sector", sector, numerator, denominator, None, items)


def declared(**more: object) -> Declared:
    told = {"policy": "round5", "owner": "a@b", "why": "It is.", **more}
    return Declared("weeks", "pub_weeks", Disclosure.model_validate(told))


def hidden(
    *figures: Figure, is_hidden: Callable[[Count], bool] = lambda count: False
) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    dataset = declared(
        figures={"S1": ["sector"], "P1": ["sector"]}, people={"S1": "P1 denominator"}
    )
    found = counts_of_few([dataset], figures, MEASURES, is_hidden)
    return {(count.population, count.items) for count in found}


@pytest.mark.parametrize("pupils", [1, 4, 9])
def test_the_sessions_of_fewer_than_ten_pupils_are_hidden(pupils: int) -> None:
    found = hidden(figure("S1", "A", 7 * pupils, 10 * pupils), figure("P1", "A", 0, pupils))
    assert {name for name, _ in found} == {"S1 numerator", "S1 denominator"}


@pytest.mark.parametrize("pupils", [0, 10, 400])
def test_those_of_nobody_and_of_many_are_shown(pupils: int) -> None:
    assert hidden(figure("S1", "A", 7 * pupils, 10 * pupils), figure("P1", "A", 0, pupils)) == set()


def test_a_group_is_hidden_for_its_own_people_and_not_for_others() -> None:
    found = hidden(
        figure("S1", "A", 20, 30),
        figure("P1", "A", 0, 3),
        figure("S1", "B", 700, 1000),
        figure("P1", "B", 0, 100),
    )
    assert {items for _, items in found} == {(("sector", "A"),)}


def test_a_group_of_which_nobody_is_told_is_hidden() -> None:
    assert hidden(figure("S1", "A", 700, 1000)) != set()


def test_those_of_a_number_that_is_hidden_for_others_sake_are_hidden_with_it() -> None:
    figures = figure("S1", "A", 70, 100), figure("P1", "A", 0, 12)
    assert hidden(*figures) == set()
    assert hidden(*figures, is_hidden=lambda count: count.population == "P1 denominator") != set()
