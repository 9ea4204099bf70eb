"""Methodology and dictionary say what the models, measures and policies say of themselves."""

import pytest

from orchestration.disclosure.declared import Disclosure
from orchestration.home import Home
from orchestration.release.methodology import dictionary_page, methodology_page
from orchestration.release.pages import as_markdown
from orchestration.release.policy_words import POLICIES
from tests.unit.orchestration.release.releasing import a_dataset, the_contents


def methodology(home: Home, policy: str) -> str:
    return as_markdown(methodology_page(the_contents(home, dataset=a_dataset(policy))))


def test_it_tells_how_a_measure_is_counted(home: Home) -> None:
    page = methodology(home, "exact")
    for said in (
        "### M10 Plans maintained",
        "| Dates | At the month's end |",
        "| Choice | Paused plans count. |",
        "| Basis in law or guidance | Children and Families Act 2014, s 37 |",
        "| Unit | count, to 0 decimal places; neither is better |",
        "| M10 | Plans maintained | total; age group |",
        "Why this policy: As agreed.",
        "rounded half up",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (
            "round5",
            "Counts from 1 to 4 are hidden (c); every other count is rounded to the nearest 5.",
        ),
        ("suppress", "Counts are exact; those from 1 to 4 are hidden (c)"),
        ("exact", "Counts are exact: they are counts of what an authority did"),
    ],
)
def test_each_policy_is_told_in_plain_words(home: Home, policy: str, said: str) -> None:
    assert said in methodology(home, policy)


def test_every_policy_that_can_be_declared_has_words() -> None:
    declared = Disclosure.model_fields["policy"].annotation
    assert set(POLICIES) == set(declared.__args__)  # type: ignore[union-attr]


def test_the_dictionary_tells_every_column(home: Home) -> None:
    page = as_markdown(dictionary_page(the_contents(home)))
    assert "| plan_percent | Indicator | Percentage of plans in time | Share. | % | 1 |" in page
    assert "| age_group | Filter | Age | Age. |  |  |" in page
    assert "| la_name | Time or place |  | la_name. |  |  |" in page
    assert "| c | hidden, so that nobody can be recognised from it |" in page
