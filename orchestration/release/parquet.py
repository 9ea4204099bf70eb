"""Writes a dataset for analysts as Parquet: numbers as numbers, and the signs beside them.

Each indicator is two columns: the number, empty where none is shown, and `<name>_symbol`, which
says why. Time, place and filters are text as in the CSV; `status` is p, r or final. The figures are
those of the CSV.
"""

import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.refusals import Refusal
from orchestration.release.dataset import Dataset, Table, is_whole, kind
from orchestration.release.symbols import is_number


def as_parquet(dataset: Dataset, table: Table, statuses: list[str]) -> bytes:
    """The file's bytes; the same table makes the same ones."""
    names: list[Any] = []
    columns: list[Any] = []
    for place, name in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        told = str(dataset.columns[name]["description"])
        if kind(dataset, name) != "Indicator":
            names.append(_field(name, pa.string(), told))
            columns.append(pa.array([cell or None for cell in cells], pa.string()))
            continue
        number = _number_type(dataset, name)
        names += [
            _field(name, number, told),
            _field(f"{name}_symbol", pa.string(), "The sign in place of a number."),
        ]
        columns.append(_numbers(dataset, name, cells, number))
        signs = [None if is_number(cell) else cell for cell in cells]
        columns.append(pa.array(signs, pa.string()))
    names.append(_field("status", pa.string(), "p provisional, r revised, or final."))
    columns.append(pa.array([status or "final" for status in statuses], pa.string()))
    schema = pa.schema(names, metadata={"dataset": dataset.name, "title": dataset.label})
    place_ = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), place_, compression="zstd")
    return place_.getvalue()


def _field(name: str, kind_: Any, told: str) -> Any:
    return pa.field(name, kind_, metadata={"description": told})


def _number_type(dataset: Dataset, name: str) -> Any:
    return pa.int64() if is_whole(dataset, name) else pa.float64()


def _numbers(dataset: Dataset, name: str, cells: list[str], number: Any) -> Any:
    try:
        read = int if number == pa.int64() else float
        return pa.array([read(cell) if is_number(cell) else None for cell in cells], number)
    except ValueError:
        what = f"{name} has a decimal where its description promises whole numbers."
        remedy = "Say decimal_places in the model's YAML, or round in its measure."
        raise Refusal(dataset.name, what, remedy, rule="V118") from None
