"""A dataset is led back to the measures it declares, across the step that protects figures."""

from orchestration.dbt_runner import CompiledModel
from orchestration.lineage.expressions import Source
from orchestration.lineage.protected import SHOWN, behind_what_is_shown

FIGURES = "warehouse.measures.figures_of_plans"
PLANS, WAITS = "warehouse.measures.msr_plans", "warehouse.measures.msr_waits"
MADE_BEFORE: dict[tuple[str, str], frozenset[Source]] = {
    (FIGURES, "numerator"): frozenset(
        [(PLANS, "counted_numerator", ("added_up",)), (WAITS, "counted_numerator", ("added_up",))]
    ),
    (FIGURES, "item"): frozenset([(PLANS, "sex", ()), (PLANS, "age_group", ())]),
}


def measure(name: str, number: str) -> CompiledModel:
    relation = f"warehouse.measures.{name}"
    columns: dict[str, dict[str, object]] = {"sex": {}, "age_group": {}, "person_id": {}}
    return CompiledModel(
        name, "measures", "", relation, "", (), columns, dataset=None, measure=number
    )


MODELS = [measure("msr_plans", "M10"), measure("msr_waits", "M40")]


def behind(*sources: Source) -> set[Source]:
    figures = {"M10": ["total", "age_group"]}
    model = CompiledModel("pub", "published", "", "p.p.pub", "", (), {}, "plans", figures=figures)
    made = behind_what_is_shown({"cell": frozenset(sources)}, model, MODELS, MADE_BEFORE)
    return set(made["cell"])


def test_a_number_comes_from_the_records_of_the_declared_measure_alone() -> None:
    assert behind((SHOWN, "numerator", ("extreme_of",))) == {
        (PLANS, "counted_numerator", ("added_up", "extreme_of"))
    }


def test_a_label_comes_from_the_columns_that_the_dataset_is_broken_down_by() -> None:
    assert behind((SHOWN, "items", ())) == {(PLANS, "age_group", ())}


def test_a_label_that_is_only_compared_tells_where_a_cell_stands_and_nothing_more() -> None:
    assert behind((SHOWN, "items", ("compared",))) == set()


def test_what_is_not_of_the_figures_stays_as_it_is() -> None:
    code = ("warehouse.codes.months", "month_name", ())
    assert behind(code) == {code}
