"""Every column of every room, what it is made from, and what it holds of a person.

From a sender's heading to a published cell; staging is known from the contracts, the rest from
the SQL that dbt hands to the database. What may be where is judged in `judgement`.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orchestration.contracts import each_month
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.columns import Column
from orchestration.contracts.compile import LINEAGE
from orchestration.contracts.privacy import Trace, trace_of
from orchestration.dbt_runner import CompiledModel
from orchestration.lineage.expressions import Source
from orchestration.lineage.protected import behind_what_is_shown
from orchestration.lineage.selects import outputs
from orchestration.refusals import Refusal

Place = tuple[str, str]
RECEIVED, STAGING, CODES = "identifiable.received", "identifiable.staging", "warehouse.codes"


@dataclass
class Lineage:
    """A graph of columns.

    columns    of each relation, in their order
    made_from  of each column, the columns it is made from and by which steps
    begins     what is held where a column comes in: by staging, linked, run and code lists
    """

    columns: dict[str, list[str]] = field(default_factory=dict)
    made_from: dict[Place, frozenset[Source]] = field(default_factory=dict)
    begins: dict[Place, frozenset[Trace]] = field(default_factory=dict)
    _held: dict[Place, frozenset[Trace]] = field(default_factory=dict)

    def held(self, column: Place) -> frozenset[Trace]:
        """What a column holds of senders' words, each in the form that is left of it."""
        if column not in self._held:
            if column in self.begins:
                self._held[column] = self.begins[column]
            else:
                self._held[column] = frozenset(
                    trace.after(steps)
                    for relation, name, steps in self.made_from.get(column, ())
                    for trace in self.held((relation, name))
                )
        return self._held[column]

    def parents(self, column: Place) -> list[Source]:
        return sorted(self.made_from.get(column, ()))

    def children(self, column: Place) -> list[Place]:
        return sorted(
            child
            for child, sources in self.made_from.items()
            if column in {(relation, name) for relation, name, _ in sources}
        )

    def add(self, relation: str, columns: Mapping[str, frozenset[Source]]) -> None:
        self.columns[relation] = list(columns)
        self.made_from |= {(relation, name): sources for name, sources in columns.items()}


def lineage_of(
    catalogue: Catalogue,
    declared: Mapping[str, Mapping[str, Mapping[str, Any]]],
    models: Iterable[CompiledModel],
) -> Lineage:
    """The whole graph; models must stand after what they read."""
    graph = Lineage()
    _add_staging(graph, catalogue)
    _add_code_lists(graph, catalogue.code_sets)
    for relation, columns in declared.items():
        if not relation.startswith(RECEIVED):
            _add_declared(graph, relation, columns)
    # What a dataset shows is led back to the figures, of which its SQL does not know.
    known = sorted(models, key=lambda model: bool(model.figures))
    for model in known:
        if model.relation is not None:
            made = outputs(f"model {model.name}", model.sql, graph.columns)
            graph.add(model.relation, behind_what_is_shown(made, model, known, graph.made_from))
    return graph


def _add_staging(graph: Lineage, catalogue: Catalogue) -> None:
    for contract, name, table in catalogue.tables():
        told = [(name, word, column) for word, column in table.columns.items()]
        _add_staged(graph, catalogue, contract.source, name, told)
        if table.each_month_kept:
            kept = each_month.columns_told(catalogue, contract, name)
            _add_staged(graph, catalogue, contract.source, name + each_month.SUFFIX, kept)


def _add_staged(
    graph: Lineage,
    catalogue: Catalogue,
    source: str,
    name: str,
    told: list[tuple[str, str, Column]],
) -> None:
    """One model of staging, from the table, the word and the column that each of its columns is."""
    received = f"{RECEIVED}.{source}__{name}"
    staging = f"{STAGING}.stg_{source}__{name}"
    made: dict[str, frozenset[Source]] = {}
    for mark in LINEAGE:
        made[mark] = frozenset([(received, mark, ())])
        graph.begins[staging, mark] = frozenset(_of_the_row(staging, mark))
    for table, word, column in told:
        made[word] = frozenset((received, heading, ()) for heading, _, _ in column.headings())
        origin = f"{source}.{table}.{word}"
        graph.begins[staging, word] = frozenset([trace_of(word, catalogue.words[word], origin)])
        if column.missing_marks:
            reason = f"{word}_missing_reason_code"
            made[reason] = made[word]
            graph.begins[staging, reason] = frozenset()
    graph.columns[received] = sorted({n for froms in made.values() for _, n, _ in froms})
    graph.add(staging, made)
    for word, froms in made.items():
        for place, heading, _ in froms:
            held = graph.begins.get((place, heading), frozenset())
            graph.begins[place, heading] = held | graph.begins[staging, word]


def _of_the_row(staging: str, column: str) -> Iterator[Trace]:
    """A line number leads whoever has the file to a person's row; our own pointer only whoever may
    open the identifiable store."""
    origin = f"{staging.rpartition('.')[2]}.{column}"
    if column == "received_line_number":
        yield Trace(column, "pseudonym", "integer", origin, is_ours=True, is_pointer=True)
    if column == "received_row_id":
        yield Trace(column, "pseudonym", "text", origin, is_ours=True)


def _add_code_lists(graph: Lineage, lists: Mapping[str, Path]) -> None:
    """What others decided names nobody."""
    for name, path in lists.items():
        with path.open(newline="", encoding="utf-8") as file:
            columns = next(csv.reader(file))
        graph.add(f"{CODES}.{name}", dict.fromkeys(columns, frozenset()))


def _add_declared(graph: Lineage, relation: str, columns: Mapping[str, Mapping[str, Any]]) -> None:
    graph.add(relation, dict.fromkeys(columns, frozenset()))
    for name, meta in columns.items():
        if "privacy" not in meta:
            what = f"column '{name}' has no privacy class."
            raise Refusal(
                f"source {relation}", what, "Give it one: config: {meta: {privacy: ...}}."
            )
        if meta["privacy"] == "open":
            continue
        origin = f"{relation.partition('.')[2]}.{name}"
        trace = Trace(name, meta["privacy"], "text", origin, is_ours=bool(meta.get("is_ours")))
        graph.begins[relation, name] = frozenset([trace])
