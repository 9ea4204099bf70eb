"""What a measure says of itself: the sentence, what counts, and the view of its records.

It is read from dbt's manifest, which holds the measures' own YAML; figures are in `figures`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from orchestration.dbt_runner import ensure_manifest
from orchestration.refusals import Refusal

# A measure that is kept by record has these columns, in this order, and then its breakdowns.
RECORD = (
    *("measure_id", "local_authority_code", "month_starting_on", "record_id", "person_id"),
    *("submission_id", "received_row_id"),
    *("counted_numerator", "counted_denominator", "left_out_because"),
)
TOLD = ("numerator", "denominator", "left_out", "dates", "unit", "better", "basis", "choice")


@dataclass(frozen=True)
class Definition:
    """One measure.

    sources     the extracts that it depends on, first the one whose months it tells
    columns     the columns that its records can be broken down by
    breakdowns  those that figures are kept for, each a tuple of columns
    parts       of a distribution: the column whose items are parts of one whole
    told        what its YAML says in words, for people
    adds_up     a column whose items are shown added up too, as Total
    together    items of `parts` that are shown together too, by the name they then have
    """

    measure_id: str
    name: str
    sentence: str
    view: str
    statistic: str
    sources: tuple[str, ...]
    columns: tuple[str, ...]
    breakdowns: tuple[tuple[str, ...], ...]
    parts: str
    told: dict[str, str]
    adds_up: str = ""
    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def items_of(self, column: str, item: str) -> tuple[str, ...] | None:
        """The labels that records counted in an item bear; None where any will do."""
        if column == self.adds_up and item == "Total":
            return None
        return self.together.get(item, (item,)) if column == self.parts else (item,)

    def breakdown_of(self, where: Mapping[str, str]) -> tuple[str, str] | None:
        """The breakdown and the item that some columns and values are, if figures are kept."""
        if not where:
            return "total", "Total"
        for group in self.breakdowns:
            if set(group) == set(where):
                return " | ".join(group), " | ".join(where[column] for column in group)
        return None


def find_measure(measure_id: str) -> Definition:
    """The measure of an id; Refusal where there is none, or where it is not kept by record."""
    found = the_measures()
    if measure_id not in found:
        known = ", ".join(sorted(found))
        raise Refusal(measure_id, "There is no such measure.", f"Measures are: {known}.")
    definition = found[measure_id]
    if definition.view == "":
        what = "It is counted from totals, and not from records of ours."
        raise Refusal(measure_id, what, "Ask for its figure: sendmart figures.")
    return definition


@cache
def the_measures() -> dict[str, Definition]:
    """Every measure by its id."""
    manifest = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    found = {}
    for node in manifest["nodes"].values():
        said = node.get("config", {}).get("meta", {}).get("measure")
        if said and node["resource_type"] == "model":
            found[str(said["id"])] = read_definition(node, said)
    return found


def read_definition(node: dict[str, Any], said: dict[str, Any]) -> Definition:
    """A measure from its node of the manifest; it has no view where it is not kept by record."""
    columns = tuple(node["columns"])
    is_by_record = columns[: len(RECORD)] == RECORD
    return Definition(
        measure_id=str(said["id"]),
        name=str(said["name"]),
        sentence=str(node["description"]),
        view=f"{node['schema']}.{node['alias']}" if is_by_record else "",
        statistic=str(said.get("statistic", "")),
        sources=(str(said["source"]), *map(str, said.get("also") or [])),
        columns=columns[len(RECORD) :] if is_by_record else (),
        breakdowns=tuple(tuple(group) for group in said.get("breakdowns") or []),
        parts=str(said.get("parts") or ""),
        told={word: str(said[word]) for word in TOLD if said.get(word)},
        adds_up=str(said.get("adds_up") or ""),
        together={
            str(name): tuple(map(str, items))
            for name, items in (said.get("also_together") or {}).items()
        },
    )


def read_where(definition: Definition, said: list[str]) -> dict[str, str]:
    """`dim=value` as typed, of columns that the measure has."""
    where = {}
    for text in said:
        column, sign, value = text.partition("=")
        if not sign or column not in definition.columns:
            known = ", ".join(definition.columns) or "nothing"
            what = f"'{column}' is no column of {definition.measure_id}."
            raise Refusal("--where", what, f"Write column=value; columns are: {known}.")
        where[column] = value
    return where
