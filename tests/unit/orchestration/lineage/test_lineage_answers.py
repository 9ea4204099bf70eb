"""Where a column comes from and where it ends, both ways, and the pages made of it."""

import json
import subprocess
import sys

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import PROJECT
from orchestration.lineage.answers import find, follow, lineage_table
from orchestration.lineage.graph import Lineage
from orchestration.lineage.judgement import the_datasets, the_lineage
from orchestration.lineage.registers import asset_register, dpia_annex, read_controls
from orchestration.refusals import Refusal


@pytest.fixture(scope="module")
def graph() -> Lineage:
    return the_lineage()


def test_a_published_cell_is_followed_back_to_the_senders_headings(graph: Lineage) -> None:
    start = find(graph, the_datasets(), "ehc_plan_timeliness_monthly.plan_count")
    steps = follow(graph, start, down=False)
    columns = [step.column for step in steps]
    assert columns[0] == "published.published.pub_ehc_plan_timeliness_monthly.plan_count"
    assert "warehouse.core.fct_ehc_requests.is_plan_issued" in columns
    assert "identifiable.received.sen2__assessments.assessmentoutcome" in columns
    assert "open" not in {form for step in steps[:1] for form in step.privacy}
    assert all(held.endswith(("count)", "aggregate)")) for held in steps[0].holds)


@pytest.mark.parametrize("name", ["sen2.people.born_on", "sen2.people.personbirthdate"])
def test_a_senders_column_is_followed_to_where_it_ends(graph: Lineage, name: str) -> None:
    steps = follow(graph, find(graph, {}, name), down=True)
    assert steps[0].holds == ["sen2.people.born_on (direct_identifier, value)"]
    ends = {step.column: step for step in steps}
    month = ends["warehouse.core.int_people_described.birth_month_starting_on"]
    assert month.by == "in_whole_months"
    assert "sen2.people.born_on (direct_identifier, month)" in month.holds


def test_down_and_up_are_the_same_arrows(graph: Lineage) -> None:
    for child in graph.made_from:
        for relation, column, _ in graph.parents(child)[:3]:
            if relation.startswith("warehouse.core"):
                assert child in graph.children((relation, column))


def test_a_column_that_is_not_there_is_said_not_to_be(graph: Lineage) -> None:
    with pytest.raises(Refusal, match="Name it as dataset.column"):
        find(graph, {}, "sen2.people.shoe_size")


def test_the_table_of_it_is_the_same_each_time_and_holds_no_name(graph: Lineage) -> None:
    table = lineage_table(graph)
    assert table == lineage_table(the_lineage())
    direct = [line for line in table.splitlines() if "direct_identifier" in line.split(",")]
    assert direct
    assert {line.rpartition(",")[2] for line in direct} <= {
            "month", "flag", "count", "sector", "aggregate",
        }  # fmt: skip


def test_the_command_answers_in_json() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "lineage", "dim_people.sex_code", "--json"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    steps = json.loads(told.stdout)
    assert steps[0]["privacy"] == ["indirect_identifier"]
    assert "identifiable.received.sen2__people.sex" in {step["column"] for step in steps}


def test_every_source_is_an_asset_with_its_basis_and_retention(graph: Lineage) -> None:
    page = asset_register(the_catalogue(), graph)
    for source, agreement in the_catalogue().agreements.items():
        part = page.split(f"(`{source}`)\n")[1].split("\n### ")[0]
        assert agreement.reference in part
        assert f"{agreement.retention.years} years after" in part
        assert "Words by class" in part


def test_the_annex_tells_how_far_each_class_goes(graph: Lineage) -> None:
    page = dpia_annex(the_catalogue(), graph)
    direct = next(line for line in page.splitlines() if line.startswith("| direct identifier |"))
    # An age group is whether a birth date lies before a day.
    assert set(direct.split("|")[4].strip().split(", ")) <= {"count", "aggregate", "flag"}
    assert "value" not in direct
    assert page == dpia_annex(the_catalogue(), graph)


def test_every_control_is_proved_by_a_test_that_is_there() -> None:
    controls = read_controls()
    assert len(controls) > 5
    for control in controls:
        path, _, name = control.test.partition("::")
        assert f"def {name}(" in (PROJECT / path).read_text(encoding="utf-8"), control.test
