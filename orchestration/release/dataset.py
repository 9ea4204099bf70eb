"""One dataset as files in DfE's open data standard: data, and a description of its columns.

Standard: DfE, Explore education statistics, open data standards (domain: publication standards).
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from orchestration.contracts.sql import identifier
from orchestration.refusals import Refusal
from orchestration.release.cells import refuse_formulas

META_COLUMNS = [
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
]


@dataclass(frozen=True)
class Dataset:
    """A published model as dbt's manifest describes it.

    columns   name -> {description, open_data}; open_data is None for time and place
    told      what its model says of it: its disclosure policy, its headline words
    exposure  what is said to its users: description, owner, cadence, licence
    """

    name: str
    model: str
    label: str
    columns: dict[str, dict[str, Any]]
    told: Mapping[str, Any] = field(default_factory=dict)
    exposure: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """The rows of a dataset as released, all cells text, and the filters it had to leave out."""

    columns: list[str]
    rows: list[tuple[str, ...]]
    left_out: list[str]


def datasets_in(manifest: dict[str, Any]) -> list[Dataset]:
    """Every dataset: a published model with an exposure."""
    exposures = {exposure["name"]: exposure for exposure in manifest["exposures"].values()}
    found = []
    for node in manifest["nodes"].values():
        told = node.get("config", {}).get("meta", {})
        name = told.get("dataset")
        if name and name in exposures:
            exposure = exposures[name]
            columns = {
                column: {
                    "description": one["description"],
                    "open_data": one.get("config", {}).get("meta", {}).get("open_data"),
                }
                for column, one in node["columns"].items()
            }
            said = {
                "description": exposure.get("description", ""),
                "owner": exposure.get("owner", {}),
                **exposure.get("config", {}).get("meta", {}),
            }
            found.append(Dataset(name, node["name"], exposure["label"], columns, told, said))
    return sorted(found, key=lambda dataset: dataset.name)


def read_table(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> Table:
    """Read the published table in its own order, leaving out filters that tell nothing apart."""
    relation = f"published.{dataset.model}"
    filters = [name for name in dataset.columns if kind(dataset, name) == "Filter"]
    left_out = []
    for name in filters:
        values = f"select distinct {identifier(name)} from {relation} limit 2"
        if len(con.execute(values).fetchall()) < 2:
            left_out.append(name)
    columns = [name for name in dataset.columns if name not in left_out]
    chosen = ", ".join(f"coalesce({identifier(name)}, '')" for name in columns)
    rows = con.execute(f"select {chosen} from {relation} order by rowid").fetchall()
    indicators = [i for i, name in enumerate(columns) if kind(dataset, name) == "Indicator"]
    if any(row[i] == "" for row in rows for i in indicators):
        what = "An indicator has a blank cell, which no reader could tell from a nought."
        remedy = f"Give it a symbol in {dataset.model}: x, z or c."
        raise Refusal(dataset.name, what, remedy, rule="V118")
    return Table(columns, rows, left_out)


def kind(dataset: Dataset, column: str) -> str | None:
    told = dataset.columns[column]["open_data"]
    return told["kind"] if told else None


def is_whole(dataset: Dataset, column: str) -> bool:
    """Whether an indicator has whole numbers only: percentages may have decimals of large bases."""
    told = dataset.columns[column]["open_data"]
    return int(told["decimal_places"]) == 0 and told.get("unit", "") != "%"


def data_csv(table: Table) -> str:
    return as_csv([tuple(table.columns), *table.rows])


def meta_csv(dataset: Dataset, table: Table) -> str:
    """One row for each filter and indicator; time and place have none."""
    rows = [_meta_row(dataset, name) for name in table.columns if kind(dataset, name)]
    defaults = [row[-1] for row in rows]
    if any(defaults):
        return as_csv([(*META_COLUMNS, "filter_default"), *rows])
    return as_csv([tuple(META_COLUMNS), *(row[:-1] for row in rows)])


def dictionary_rows(dataset: Dataset, table: Table) -> list[tuple[str, ...]]:
    return [
        (dataset.name, name, dataset.columns[name]["description"], _unit(dataset, name))
        for name in table.columns
    ]


def as_csv(rows: list[tuple[str, ...]]) -> str:
    refuse_formulas(rows)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def table_of_csv(text: str, left_out: list[str]) -> Table:
    """A table as it was released, read back from its file."""
    heading, *rows = csv.reader(io.StringIO(text))
    return Table(heading, [tuple(row) for row in rows], left_out)


def _unit(dataset: Dataset, name: str) -> str:
    told = dataset.columns[name]["open_data"] or {}
    return str(told.get("unit", ""))


def _meta_row(dataset: Dataset, name: str) -> tuple[str, ...]:
    told = dataset.columns[name]["open_data"]
    if told["kind"] == "Filter":
        default = told.get("filter_default", "")
        return (name, "Filter", told["label"], "", "", "", told["hint"], "", default)
    places = str(told["decimal_places"])
    unit = told.get("unit", "")
    return (name, "Indicator", told["label"], told["grouping"], unit, places, "", "", "")
