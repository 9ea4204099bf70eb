"""How many cells differ between a draft and the version of the month that is in place.

What changed, cell by cell and in words, is told to readers by the release's own files.
"""

import csv
import io
from collections.abc import Mapping

INDICATOR = "Indicator"
Cells = dict[tuple[str, ...], str]


def changed_cells(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> int:
    """Cells with another value, or on one side only, over all data files of two folders."""
    names = {
        name for files in (before, after) for name in files if f"{_stem(name)}.meta.csv" in files
    }
    data = sorted(name for name in names if not name.endswith(".meta.csv"))
    return sum(_changed(_cells(before, name), _cells(after, name)) for name in data)


def _changed(before: Cells, after: Cells) -> int:
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())


def _cells(files: Mapping[str, bytes], name: str) -> Cells:
    """Each indicator's value by its dataset, its name and all that says which row it is in."""
    if name not in files:
        return {}
    indicators = {
        row["col_name"]
        for row in _rows(files[f"{_stem(name)}.meta.csv"])
        if row["col_type"] == INDICATOR
    }
    cells: Cells = {}
    for row in _rows(files[name]):
        place = [f"{column}={value}" for column, value in row.items() if column not in indicators]
        cells |= {(name, column, *place): row[column] for column in indicators}
    return cells


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def _stem(name: str) -> str:
    return name.removesuffix(".csv")
