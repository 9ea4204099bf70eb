"""From which suppliers' extracts, by which tables and measures, a dataset is made: in layers.

Tables and what they read are dbt's to say, extracts the contracts', measures the dataset's. Where a
single column comes from is followed in orchestration.lineage; the drawing is in `lineage_drawing`.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import PROJECT
from orchestration.measures.declared import Measure
from orchestration.release.changes import numbers_of, source_name, sources_of
from orchestration.release.dataset import Dataset

LAYERS = ("Extracts that suppliers send", "Tables of the warehouse", "Measures", "Dataset")
# Written by `sendmart compile`, and held to the models by the house tests.
COMPILED = PROJECT / "docs" / "reference" / "lineage.csv"


@dataclass(frozen=True)
class Models:
    """What each of dbt's models reads itself, and in which room it stands."""

    reads: Mapping[str, tuple[str, ...]]
    rooms: Mapping[str, str]


@dataclass(frozen=True)
class Layers:
    """The names in each layer, and which of them leads to which of a later one."""

    names: tuple[tuple[str, ...], ...]
    links: tuple[tuple[str, str], ...]

    def before(self, name: str) -> list[str]:
        return [one for one, other in self.links if other == name]


def models_of(manifest: Mapping[str, Any]) -> Models:
    """The models of dbt's manifest."""
    nodes = {key: n for key, n in manifest["nodes"].items() if n["resource_type"] == "model"}
    reads = {
        node["name"]: tuple(
            nodes[one]["name"] for one in node["depends_on"]["nodes"] if one in nodes
        )
        for node in nodes.values()
    }
    return Models(reads, {node["name"]: node["fqn"][1] for node in nodes.values()})


def layers_of(dataset: Dataset, measures: Mapping[str, Measure], models: Models) -> Layers:
    """The layers of a dataset, from what it declares to show."""
    shown = [measures[number] for number in numbers_of(dataset) if number in measures]
    sources = sorted(sources_of(dataset, measures))
    links: list[tuple[str, str]] = []
    tables: dict[str, None] = {}
    for measure in shown:
        links.append((_named(measure), dataset.label))
        for table in _tables(measure.model, models):
            tables[table] = None
            links.append((_plain(table), _named(measure)))
    for table in tables:
        behind = _sources(table, models)
        links += [(source_name(one), _plain(table)) for one in sources if one in behind]
    names = (
        tuple(source_name(one) for one in sources),
        tuple(map(_plain, tables)),
        tuple(map(_named, shown)),
        (dataset.label,),
    )
    return Layers(names, tuple(dict.fromkeys(links)))


def _named(measure: Measure) -> str:
    return f"{measure.id} {measure.name}"


def _plain(table: str) -> str:
    """A table of the warehouse as people say it: without what marks its kind."""
    return table.partition("_")[2].replace("_", " ")


def _tables(model: str, models: Models) -> list[str]:
    """The tables of core that a measure reads, by way of other measures too."""
    found: dict[str, None] = {}
    for one in models.reads.get(model, ()):
        if models.rooms[one] == "core":
            found[one] = None
        elif models.rooms[one] == "measures":
            found |= dict.fromkeys(_tables(one, models))
    return list(found)


def _sources(table: str, models: Models) -> set[str]:
    """The extracts that a table is made from, near or far."""
    contracts, found, asked, seen = the_catalogue().contracts, set[str](), [table], set[str]()
    while asked:
        one = asked.pop()
        if one in seen:
            continue
        seen.add(one)
        if models.rooms[one] == "staging":
            source = one.removeprefix("stg_").partition("__")[0]
            found |= {source} & set(contracts)
        asked += models.reads.get(one, ())
    return found


@cache
def origins() -> Mapping[str, tuple[str, ...]]:
    """The suppliers' own words that each published column is made from, as model.column."""
    found: dict[str, tuple[str, ...]] = {}
    if not COMPILED.exists():
        return found
    with COMPILED.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            model, _, column = row["column"].rpartition(".")
            key = f"{model.rpartition('.')[2]}.{column}"
            if row["column"].startswith("published.") and row["holds"]:
                found[key] = (*found.get(key, ()), row["holds"])
    return found
