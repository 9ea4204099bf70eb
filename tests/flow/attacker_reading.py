"""Reads released CSV files as anybody may: cells, their Total rows, and the columns beside them.

What can be worked out of them is in `independent_attacker`.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

TOTAL = "Total"


class Cell(NamedTuple):
    """Where a number stands; items are those other than the filters' defaults."""

    dataset: str
    time: tuple[str, str]
    place: tuple[str, str]
    items: frozenset[tuple[str, str]]
    column: str


class Truth(NamedTuple):
    """What a cell really is, and whether its owner decided to show it exactly."""

    number: int
    is_decided: bool = False


Truths = Mapping[Cell, Truth]


@dataclass
class Released:
    """The cells of one release as anybody may read them.

    filters  of each dataset
    added    filters of a dataset that have a Total, whose items are parts of it
    """

    name: str
    counts: dict[Cell, str] = field(default_factory=dict)
    filters: set[tuple[str, str]] = field(default_factory=set)
    added: set[tuple[str, str]] = field(default_factory=set)
    percents: dict[Cell, str] = field(default_factory=dict)


def read_release(folder: Path) -> Released:
    """Every data file that has a description beside it."""
    release = Released(folder.name)
    for meta in sorted(folder.glob("*.meta.csv")):
        dataset = meta.name.removesuffix(".meta.csv")
        lines = {line["col_name"]: line for line in _rows(meta)}
        filters = {
            name: line.get("filter_default") or TOTAL
            for name, line in lines.items()
            if line["col_type"] == "Filter"
        }
        release.filters |= {(dataset, name) for name in filters}
        release.added |= {(dataset, name) for name, item in filters.items() if item == TOTAL}
        for row in _rows(folder / f"{dataset}.csv"):
            time = (row["time_period"], row["time_identifier"])
            place = (row["geographic_level"], row["new_la_code"])
            told = ((name, row[name]) for name in filters)
            items = frozenset((name, item) for name, item in told if item != filters[name])
            for name, line in lines.items():
                cell = Cell(dataset, time, place, items, name)
                if line["indicator_unit"] == "%":
                    release.percents[cell] = row[name]
                elif name.endswith("_count"):
                    release.counts[cell] = row[name]
    return release


def releases_in(folder: Path) -> list[Released]:
    """Every version of every month, in order of its name."""
    return [read_release(one) for one in sorted(folder.iterdir()) if any(one.glob("*.meta.csv"))]


def slices(release: Released) -> dict[tuple[str, str, str], list[tuple[Cell, list[Cell]]]]:
    """For each dataset, column and filter: every Total cell with the cells of its items."""
    parts: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
    for cell in release.counts:
        for name, item in cell.items:
            if (cell.dataset, name) not in release.added:
                continue
            whole = cell._replace(items=cell.items - {(name, item)})
            parts[whole, name].append(cell)
    found: dict[tuple[str, str, str], list[tuple[Cell, list[Cell]]]] = defaultdict(list)
    for (whole, name), cells in parts.items():
        if whole in release.counts:
            found[whole.dataset, whole.column, name].append((whole, cells))
    return found


def tables(release: Released) -> dict[str, dict[object, dict[str, Cell]]]:
    """The rows of each dataset: where -> column -> cell."""
    found: dict[str, dict[object, dict[str, Cell]]] = defaultdict(lambda: defaultdict(dict))
    for cell in release.counts:
        found[cell.dataset][cell.time, cell.place, cell.items][cell.column] = cell
    return found


def is_number(shown: str) -> bool:
    return shown.replace(".", "", 1).removeprefix("-").isdigit()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
