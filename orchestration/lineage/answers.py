"""Answers where a column comes from and where it goes, and writes the whole of it as a table.

The graph is made in `graph`; how an answer looks on a screen is the command's.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orchestration.lineage.graph import RECEIVED, STAGING, Lineage, Place
from orchestration.refusals import Refusal

HEAD = ["column", "holds", "privacy", "form"]


@dataclass(frozen=True)
class Step:
    """One column on the way: how far from the one asked for, how it was made, what it holds."""

    depth: int
    column: str
    by: str
    holds: list[str]
    privacy: list[str]


def find(graph: Lineage, datasets: Mapping[str, str], name: str) -> Place:
    """The column of `dataset.column`, `model.column` or `source.table.column` (word or heading)."""
    place, _, column = name.rpartition(".")
    source, _, table = place.rpartition(".")
    wanted = [datasets.get(place, place), f"{STAGING}.stg_{source}__{table}"]
    wanted.append(f"{RECEIVED}.{source}__{table}")
    for relation, columns in graph.columns.items():
        is_named = relation in wanted or relation.rpartition(".")[2] == wanted[0]
        if is_named and column in columns:
            return relation, column
    what = f"There is no column '{name}'."
    remedy = "Name it as dataset.column, model.column or source.table.column."
    raise Refusal("lineage", what, remedy)


def follow(graph: Lineage, column: Place, down: bool) -> list[Step]:
    """The column and everything it is made from, or with `down` everything made from it."""
    return list(_follow(graph, column, down, 0, "", set()))


def _follow(
    graph: Lineage, column: Place, down: bool, depth: int, by: str, seen: set[Place]
) -> Iterator[Step]:
    if column in seen:
        return
    seen.add(column)
    held = sorted(graph.held(column))
    holds = [f"{trace.origin} ({trace.privacy}, {trace.form})" for trace in held]
    yield Step(depth, ".".join(column), by, holds, sorted({trace.privacy for trace in held}))
    if down:
        for child in graph.children(column):
            how = [steps for r, c, steps in graph.made_from[child] if (r, c) == column]
            told = " ".join(min(how))
            yield from _follow(graph, child, down, depth + 1, told, seen)
    else:
        for relation, name, steps in graph.parents(column):
            yield from _follow(graph, (relation, name), down, depth + 1, " ".join(steps), seen)


def lineage_table(graph: Lineage) -> str:
    """Each column right of the identifiable store with each word it holds, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for relation, columns in sorted(graph.columns.items()):
        if not relation.startswith(("warehouse.core", "warehouse.measures", "published.")):
            continue
        for column in columns:
            traces = sorted(graph.held((relation, column)))
            for trace in traces:
                row = [f"{relation}.{column}", trace.origin, trace.privacy, trace.form]
                writer.writerow(row)
            if not traces:
                writer.writerow([f"{relation}.{column}", "", "open", ""])
    return text.getvalue()
