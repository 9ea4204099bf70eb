"""Leads from what may be shown back to the measures behind it, across the step that protects it.

Disclosure control reads one table of all figures and writes another; which measures a dataset shows
of it is declared by the dataset. Everything else of the graph is followed through SQL, in `graph`.
"""

from collections.abc import Iterable, Iterator, Mapping

from orchestration.dbt_runner import CompiledModel
from orchestration.lineage.expressions import Source

SHOWN = "published.shown.figures"
NUMBERS = {
    "numerator": ("numerator",),
    "denominator": ("denominator",),
    "value": ("numerator", "denominator"),
}
LABELS = ("item", "items")
# A label that is only compared says which cell stands where; it is told in its own column.
ASKED_OF = ("compared", "matched")
PLACES = ("local_authority_code", "month_starting_on")


def behind_what_is_shown(
    made: Mapping[str, frozenset[Source]],
    model: CompiledModel,
    models: Iterable[CompiledModel],
    made_before: Mapping[tuple[str, str], frozenset[Source]],
) -> dict[str, frozenset[Source]]:
    """A published model's columns, made from the figures and labels of the measures it declares
    instead of from what is shown of all measures."""
    measures = {one.measure: one for one in models if one.measure and one.relation}
    found = {}
    for name, sources in made.items():
        straight = {source for source in sources if source[0] != SHOWN}
        around = {
            behind
            for source in sources - straight
            for number, breakdowns in model.figures.items()
            if number in measures
            for behind in (
                _labels(source, measures[number], breakdowns)
                if source[1] in LABELS
                else _numbers(source, measures[number], measures, made_before)
            )
        }
        found[name] = frozenset(straight | around)
    return found


def _labels(source: Source, measure: CompiledModel, breakdowns: Iterable[str]) -> Iterator[Source]:
    """The columns of a measure's records by which the dataset shows it."""
    steps = source[2]
    if not set(ASKED_OF) & set(steps):
        ways = {way for breakdown in breakdowns for way in breakdown.split(" | ")}
        for way in sorted(ways & set(measure.columns)):
            yield str(measure.relation), way, steps


def _numbers(
    source: Source,
    measure: CompiledModel,
    measures: Mapping[str, CompiledModel],
    made_before: Mapping[tuple[str, str], frozenset[Source]],
) -> Iterator[Source]:
    """What the table of figures that counts the measure counts it from, and no other measure's."""
    _, column, steps = source
    others = {one.relation for one in measures.values()} - {measure.relation}
    for (relation, name), sources in made_before.items():
        is_asked = name in NUMBERS.get(column, (column,) if column in PLACES else ())
        if not is_asked or ".figures_of_" not in relation:
            continue
        if measure.relation in {place for place, _, _ in sources}:
            for place, what, taken in sources:
                if place not in others:
                    yield place, what, (*taken, *steps)
