"""Describes a data file for machines by W3C's standard: CSV on the Web, metadata for tabular data.

Types, titles, units, and which cells mean that there is no number. The file itself is written in
`dataset`; what DfE's standard asks is in its `.meta.csv`.
"""

import json
from typing import Any

from orchestration.months import Month
from orchestration.release.about import about
from orchestration.release.dataset import Dataset, Table, is_whole, kind
from orchestration.release.periods import spoken
from orchestration.release.symbols import IN_A_CELL

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]


def csvw_metadata(dataset: Dataset, table: Table, month: Month) -> str:
    """The metadata of `<dataset>.csv`, as JSON."""
    told = about()
    signs = "; ".join(f"{sign}: {said}" for sign, said in IN_A_CELL.items())
    described = {
        "@context": CONTEXT,
        "url": f"{dataset.name}.csv",
        "dc:title": f"{dataset.label}, {spoken(month)}",
        "dc:description": str(dataset.exposure.get("description", "")) or dataset.label,
        "dc:publisher": told.publisher,
        "dc:source": f"{told.title}, {told.publisher}",
        "dc:license": {"@id": told.licence_url},
        "rdfs:comment": f"Signs in place of a number: {signs}.",
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"], "header": True},
        "tableSchema": {
            "columns": [_column(dataset, table, name) for name in table.columns],
            "primaryKey": key_of(dataset, table),
        },
    }
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


def key_of(dataset: Dataset, table: Table) -> list[str]:
    """The columns that tell the rows apart: all but the indicators."""
    return [name for name in table.columns if kind(dataset, name) != "Indicator"]


def _column(dataset: Dataset, table: Table, name: str) -> dict[str, Any]:
    told = dataset.columns[name]["open_data"] or {}
    titles = [name, told["label"]] if told.get("label") else [name]
    column: dict[str, Any] = {
        "name": name,
        "titles": titles,
        "dc:description": str(dataset.columns[name]["description"]),
    }
    if kind(dataset, name) != "Indicator":
        return {**column, "datatype": "string", "required": _is_full(table, name)}
    column["datatype"] = {"base": "integer" if is_whole(dataset, name) else "decimal"}
    column["null"] = list(IN_A_CELL)
    if told.get("unit"):
        column["schema:unitText"] = str(told["unit"])
    return column


def _is_full(table: Table, name: str) -> bool:
    place = table.columns.index(name)
    return all(row[place] for row in table.rows)
