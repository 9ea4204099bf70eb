"""The catalogue of measures has a part for every number: built with its proof, or why not."""

import json

import pytest

from orchestration.dbt_runner import ensure_manifest
from orchestration.lineage.graph import Lineage
from orchestration.measures.declared import (
    Measure,
    Wanted,
    in_order,
    measures_in,
    unaccounted,
    wanted_measures,
)
from orchestration.measures.page import measures_page

# Numbers whose models are being written elsewhere; the set is to be empty.
STILL_TO_MERGE = {
    *("M51", "M60", "M61", "M62"),
}


@pytest.fixture(scope="module")
def measures() -> dict[str, Measure]:
    return measures_in(json.loads(ensure_manifest().read_text(encoding="utf-8")))


def test_the_field_s_list_runs_from_m01_to_m75() -> None:
    numbers = list(wanted_measures())
    assert numbers == sorted(numbers, key=in_order)
    assert (numbers[0], numbers[-1], len(numbers)) == ("M01", "M75", 70)


def test_a_measure_says_what_is_counted_and_what_proves_it(measures: dict[str, Measure]) -> None:
    milestones = measures["M75"]
    assert milestones.model == "msr_milestones_achieved"
    assert milestones.breakdowns == ["action_plan_area"]
    assert "fct_milestones" in milestones.reads
    assert any(
        proof.startswith("a_milestone_is_due_on_the_last_day") for proof in milestones.proofs
    )


def test_numbers_are_in_the_order_people_expect() -> None:
    numbers = ["M10", "M02b", "M02", "M03"]
    assert sorted(numbers, key=in_order) == ["M02", "M02b", "M03", "M10"]


def test_a_number_without_a_model_or_a_reason_is_found() -> None:
    wanted = {
        "M01": Wanted(name="Asked for"),
        "M02": Wanted(name="Decided"),
        "M65": Wanted(name="Attainment", lacks="Published attainment", why="Nobody sends it."),
    }
    assert unaccounted(wanted, ["M01"]) == ["M02 is neither built nor explained"]
    assert unaccounted(wanted, ["M01", "M02", "M65"]) == [
        "M65 is built, and still said to be missing"
    ]


def test_every_number_of_the_field_is_built_or_explained(measures: dict[str, Measure]) -> None:
    left = {sentence.split()[0] for sentence in unaccounted(wanted_measures(), measures)}
    assert left <= STILL_TO_MERGE


def test_the_page_says_why_a_measure_is_not_built(measures: dict[str, Measure]) -> None:
    wanted = {
        "M65": Wanted(name="Attainment", lacks="Published attainment", why="Nobody sends it.")
    }
    page = measures_page(wanted, {"M75": measures["M75"]}, Lineage())
    assert "| M65 | Attainment | not built: Published attainment |" in page
    assert "*Not built.* Missing: Published attainment. Nobody sends it." in page
    assert "## M75 Milestones achieved or on track" in page
    assert "| Below the line | Milestones due by the last day of the month |" in page
