"""Refuses a model whose columns hold what their store may not, by the classes of the dictionary.

What may be where is in `contracts.privacy`; what a column holds is in `graph`.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from orchestration.contracts.catalogue import Catalogue, the_catalogue
from orchestration.contracts.privacy import WHAT_TO_DO, Trace, why_not
from orchestration.dbt_runner import CompiledModel, compiled_models, declared_sources
from orchestration.lineage.graph import Lineage, lineage_of
from orchestration.refusals import Refusal
from orchestration.stores import store_of

POINTER = (
    "Leave the line number out, or all that is told of the row: together they tell it of a person"
    " to whoever has the file."
)


@cache
def the_lineage() -> Lineage:
    """The project's own graph, followed once in a process."""
    return lineage_of(the_catalogue(), declared_sources(), compiled_models())


def the_datasets() -> dict[str, str]:
    """The table of each published dataset."""
    return {m.dataset: m.relation for m in compiled_models() if m.dataset and m.relation}


def refuse_leaks(catalogue: Catalogue) -> Lineage:
    """Raise Refusal, naming every column of every model that holds what its store may not."""
    models = compiled_models()
    graph = lineage_of(catalogue, declared_sources(), models)
    found = list(leaks(graph, models))
    if found:
        raise Refusal("privacy", "\n".join(found), f"\n{WHAT_TO_DO}")
    return graph


def leaks(graph: Lineage, models: Iterable[CompiledModel]) -> Iterator[str]:
    """One sentence for each column and word that may not be where it is."""
    for model in models:
        if model.relation is None:
            continue
        names = graph.columns[model.relation]
        held = {name: graph.held((model.relation, name)) for name in names}
        for name, traces in held.items():
            yield from _of_column(model, name, traces)
        pointers = [n for n, ts in held.items() if any(t.is_pointer and _is_bare(t) for t in ts)]
        told = [n for n, ts in held.items() if any(not t.is_pointer and _is_bare(t) for t in ts)]
        for name in pointers if told else []:
            beside = ", ".join(told[:3])
            yield f"{model.path}: column '{name}' leads to a line, beside {beside}. {POINTER}"


def _of_column(model: CompiledModel, name: str, traces: Iterable[Trace]) -> Iterator[str]:
    kind = model.columns.get(name, {}).get("open_data") or {}
    is_breakdown = kind.get("kind") == "Filter"
    for trace in sorted(traces):
        why = why_not(trace, store_of(model.room), is_breakdown)
        if why:
            yield (
                f"{model.path}: column '{name}' holds {trace.origin} ({trace.privacy}) as"
                f" {trace.form}; {why}."
            )


def _is_bare(trace: Trace) -> bool:
    return trace.privacy != "open" and trace.form not in ("aggregate", "count")
