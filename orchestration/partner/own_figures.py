"""A supplier's own figures as they are, or would be, published: rows of datasets that name it.

They are read from the published store, where what may not be shown is hidden already.
"""

import csv
import io
import json
from calendar import month_name
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from orchestration.contracts.sql import identifier, in_list
from orchestration.dbt_runner import MANIFEST
from orchestration.ducks import open_to_read
from orchestration.home import Home
from orchestration.release.dataset import Dataset, datasets_in, kind

NOTHING = ("z", "x", "")


@dataclass(frozen=True)
class Part:
    """One group of figures of a month: the headings, and rows of labels and figures."""

    title: str
    headings: tuple[str, ...]
    labels: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class OwnFigures:
    """Those of one dataset.

    month  the latest, which `parts` show; `table` holds every month, as the data file has it
    """

    dataset: str
    title: str
    words: str
    month: str
    parts: tuple[Part, ...]
    table: tuple[tuple[str, ...], ...]

    def as_csv(self) -> str:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(self.table)
        return text.getvalue()


def known_datasets() -> list[Dataset]:
    """Every dataset as the last load read the project; none before the first. Nothing is written
    or locked, for a page may be served where the installation is read-only."""
    if not MANIFEST.exists():
        return []
    return _datasets(MANIFEST, MANIFEST.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _datasets(manifest: Path, changed_at: int) -> list[Dataset]:
    return datasets_in(json.loads(manifest.read_text(encoding="utf-8")))


def own_figures(home: Home, datasets: list[Dataset], names: set[str]) -> list[OwnFigures]:
    """Of every dataset whose figures are somebody's, the rows of those who are called so."""
    if not home.published.exists():
        return []
    found = []
    with open_to_read(home.published) as con:
        for dataset in datasets:
            said = dataset.told.get("disclosure", {}).get("bodies", [])
            bodies = [column for column in said if column in dataset.columns]
            told = _told(con, dataset, bodies, names) if bodies else None
            if told:
                found.append(told)
    return found


def _told(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, bodies: list[str], names: set[str]
) -> OwnFigures | None:
    columns = list(dataset.columns)
    shown = ", ".join(f"coalesce({identifier(name)}, '')" for name in columns)
    theirs = " or ".join(in_list(identifier(body), sorted(names)) for body in bodies)
    rows = con.execute(
        f"select {shown} from published.{identifier(dataset.model)} where {theirs} order by rowid"
    ).fetchall()
    if not rows:
        return None
    year, part = columns.index("time_period"), columns.index("time_identifier")
    latest = max((row[year], _order(row[part])) for row in rows)
    current = [row for row in rows if (row[year], _order(row[part])) == latest]
    labels = [
        name
        for name in columns
        if kind(dataset, name) == "Filter" and len({row[columns.index(name)] for row in rows}) > 1
    ]
    return OwnFigures(
        dataset.name,
        dataset.label,
        str(dataset.exposure.get("description", "")),
        f"{current[0][part]} {current[0][year]}",
        tuple(_parts(dataset, columns, labels, current)),
        (tuple(columns), *rows),
    )


def _order(period: str) -> int:
    """Months and weeks in their order within a year."""
    if period in month_name:
        return list(month_name).index(period)
    digits = "".join(sign for sign in period if sign.isdecimal())
    return int(digits or 0)


def _parts(
    dataset: Dataset, columns: list[str], labels: list[str], rows: list[tuple[str, ...]]
) -> list[Part]:
    """A table for each group of figures, without rows and columns in which nothing is known."""
    groups: dict[str, list[str]] = {}
    for name in columns:
        if kind(dataset, name) == "Indicator":
            told = dataset.columns[name]["open_data"]
            groups.setdefault(str(told["grouping"]), []).append(name)
    parts = []
    for title, names in groups.items():
        at = {name: columns.index(name) for name in [*labels, *names]}
        own = [row for row in rows if any(row[at[name]] not in NOTHING for name in names)]
        used = [name for name in names if any(row[at[name]] not in NOTHING for row in own)]
        if own:
            chosen = [*labels, *used]
            headings = tuple(_label(dataset, name) for name in chosen)
            cells = tuple(tuple(row[at[name]] for name in chosen) for row in own)
            parts.append(Part(title, headings, len(labels), cells))
    return parts


def _label(dataset: Dataset, name: str) -> str:
    told = dataset.columns[name]["open_data"]
    unit = told.get("unit", "")
    return f"{told['label']} ({unit})" if unit and unit not in told["label"] else told["label"]
