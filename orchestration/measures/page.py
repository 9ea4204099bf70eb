"""The catalogue of measures as a Markdown page: one part for each number of the field's list.

It is compiled from the models' own descriptions, the list of what is wanted and the lineage, so
that it cannot say other than what is counted. Figures are not in it.
"""

from collections.abc import Iterator, Mapping

from orchestration.lineage.graph import Lineage
from orchestration.measures.declared import Measure, Wanted, in_order

HEAD = """\
<!-- Compiled from dbt_project/models/measures and expectations/measures.yml by `sendmart compile`.
Do not edit. -->
# Measures

Every number of the field's catalogue, and our own beside it (a letter after the number). A figure
ships its counts; `z` is nothing to divide by, `x` is missing input with its reason. Rounding is
half up, once, when a figure is shown.
"""
COUNTED = ("counted_numerator", "counted_denominator", "left_out_because")
STATISTICS = {
    "share": "100 x numerator / denominator",
    "count": "number of records",
    "mean": "numerator / denominator",
    "mean_weeks": "days / (7 x records)",
    "median_weeks": "middle value in weeks",
    "longest_weeks": "longest, in whole weeks gone by",
    "percentile_95_weeks": "shortest that 95 in 100 do not exceed, in weeks",
    "distribution": "100 x items / all items",
    "change": "100 x numerator / denominator, less 100",
}
BETTER = {"higher": "more is better", "lower": "less is better", "none": "neither is better"}
ROWS = {
    "Above the line": "numerator",
    "Below the line": "denominator",
    "Left out": "left_out",
    "Dates": "dates",
    "Choice": "choice",
    "Basis": "basis",
    "Owner": "owner",
}


def measures_page(
    wanted: Mapping[str, Wanted], measures: Mapping[str, Measure], graph: Lineage
) -> str:
    """The page: a table of all numbers, then a part for each."""
    numbers = sorted({*wanted, *measures}, key=in_order)
    built = sum(number in measures for number in wanted)
    parts = [HEAD, f"{built} of {len(wanted)} numbers of the field are built.\n"]
    parts.append("| Number | Name | Model, or what is missing |\n|---|---|---|")
    for number in numbers:
        measure = measures.get(number)
        name = measure.name if measure else wanted[number].name
        where = f"`{measure.model}`" if measure else f"not built: {wanted[number].lacks or 'yet'}"
        parts.append(f"| {number} | {_cell(name)} | {_cell(where)} |")
    parts.append("")
    for number in numbers:
        if number in measures:
            parts.append("\n".join(_built(measures[number], graph)))
        else:
            parts.append("\n".join(_missing(number, wanted[number])))
    return "\n".join(parts)


def _missing(number: str, one: Wanted) -> Iterator[str]:
    yield f"## {number} {one.name}\n"
    yield f"*Not built.* Missing: {one.lacks or 'not said yet'}. {one.why or ''}".rstrip() + "\n"


def _built(measure: Measure, graph: Lineage) -> Iterator[str]:
    yield f"## {measure.id} {measure.name}\n"
    yield f"{measure.sentence}\n"
    yield "| | |\n|---|---|"
    for title, value in definition(measure, graph).items():
        yield f"| {title} | {_cell(value)} |"
    yield ""


def definition(measure: Measure, graph: Lineage) -> dict[str, str]:
    """What there is to say of a measure, by title, in the order in which it is read."""
    told = {title: measure.of(key) for title, key in ROWS.items()}
    target = measure.target
    statistic = measure.of("statistic")
    return {
        key: value
        for key, value in {
            **told,
            "Statistic": STATISTICS.get(statistic, statistic),
            "Unit": f"{measure.unit}, to {measure.places} decimal places; {BETTER[measure.better]}",
            "Target": f"{target['value']} by {target['by']}" if target else "none agreed",
            "Breakdowns": "; ".join(measure.breakdowns),
            "Source": "; ".join([measure.of("source"), *measure.told.get("also", [])]),
            "Made from": ", ".join(_origins(measure, graph)),
            "By way of": ", ".join(measure.reads),
            "Proved by": "; ".join(proof.replace("_", " ") for proof in measure.proofs),
            "Model": measure.model,
        }.items()
        if value
    }


def _origins(measure: Measure, graph: Lineage) -> list[str]:
    """The senders' words, or columns of our own, that decide whether a record counts."""
    relation = f"warehouse.measures.{measure.model}"
    columns = [name for name in COUNTED if name in graph.columns.get(relation, [])]
    columns = columns or list(graph.columns.get(relation, []))
    return sorted({trace.origin for name in columns for trace in graph.held((relation, name))})


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
