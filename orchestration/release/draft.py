"""Makes a month's draft release: all datasets and their manifest in one folder, then one switch.

A draft that says the same as the last one is not made again.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from orchestration import __version__
from orchestration.build import Build
from orchestration.ducks import open_to_read
from orchestration.gates.kept import kept_judgements
from orchestration.gates.values import refuse_text
from orchestration.home import Home, shared_as_its_folder
from orchestration.months import Month
from orchestration.register.book import Submission
from orchestration.release.dataset import (
    Dataset,
    as_csv,
    data_csv,
    dictionary_rows,
    meta_csv,
    read_table,
)

POINTER = "current.json"
# They tell of other nights: a month's release is the same whatever was known before.
OF_OTHER_NIGHTS = ("revisions", "figure_status")
TOOLS = ["dagster", "dbt-core", "dbt-duckdb", "duckdb", "great-expectations"]
SYMBOLS = [
    ("(any)", "c", "Hidden: the figure is small enough to tell on a child.", ""),
    ("(any)", "x", "Not available: nothing, or not everything, was submitted.", ""),
    ("(any)", "z", "Not applicable: there is nothing to reckon it on.", ""),
]


@dataclass(frozen=True)
class Release:
    """A released folder; `is_new` is false when it says just what the last one said."""

    name: str
    folder: Path
    is_new: bool
    rows: dict[str, int]
    not_released: dict[str, str]


def make_draft(
    home: Home, build: Build, month: Month, datasets: Sequence[Dataset], inputs: list[Submission]
) -> Release:
    """Write the draft for a month from a finished build and point to it."""
    files, rows, left_out, not_released = _files(build, datasets)
    manifest = {
        "month": str(month),
        "status": "draft",
        "datasets": rows,
        "not_released": not_released,
        "filters_left_out": left_out,
        "inputs": [_input(entry) for entry in inputs],
        "rows_by_room": _rows_by_room(build),
        "gates": kept_judgements(build.gates),
        "versions": {"sendmart": __version__, **{tool: version(tool) for tool in TOOLS}},
        "sha256": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()},
    }
    files["manifest.json"] = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    refuse_text("release", files)
    current = current_release(home, month)
    if current and _says(current, files):
        return Release(current.name, current, False, rows, not_released)
    folder = home.releases / _next_name(home, month)
    aside = home.releases / f".{folder.name}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for name, text in files.items():
        (aside / name).write_text(text, encoding="utf-8", newline="\n")
    shared_as_its_folder(aside, home.releases)
    os.replace(aside, folder)
    _point_to(home, month, folder.name)
    return Release(folder.name, folder, True, rows, not_released)


def current_release(home: Home, month: Month) -> Path | None:
    """The release in place for a month."""
    name = releases_in_place(home).get(str(month))
    return home.releases / name if name else None


def _files(
    build: Build, datasets: Sequence[Dataset]
) -> tuple[dict[str, str], dict[str, int], dict[str, list[str]], dict[str, str]]:
    files: dict[str, str] = {}
    rows: dict[str, int] = {}
    left_out: dict[str, list[str]] = {}
    not_released: dict[str, str] = {}
    words: list[tuple[str, ...]] = [("dataset", "column", "description", "unit")]
    with open_to_read(build.published) as con:
        for dataset in datasets:
            table = read_table(con, dataset)
            if not table.rows:
                reason = "It has no rows: nothing that feeds it was received for its months."
                not_released[dataset.name] = reason
                continue
            rows[dataset.name] = len(table.rows)
            left_out |= {dataset.name: table.left_out} if table.left_out else {}
            files[f"{dataset.name}.csv"] = data_csv(table)
            files[f"{dataset.name}.meta.csv"] = meta_csv(dataset, table)
            words += dictionary_rows(dataset, table)
    files["data_dictionary.csv"] = as_csv([*words, *SYMBOLS])
    return files, rows, left_out, not_released


def _input(entry: Submission) -> dict[str, Any]:
    """By hash: a file's name is the sender's and may name somebody."""
    return {
        "source": entry.source,
        "supplier": entry.supplier,
        "month": entry.month,
        "submission_id": entry.submission_id,
        "sha256": sorted(file.sha256 for file in entry.files),
        "rows": {name: asdict(count) for name, count in entry.tables.items()},
    }


def _rows_by_room(build: Build) -> dict[str, dict[str, int]]:
    rooms: dict[str, dict[str, int]] = {}
    for store in (build.warehouse, build.published):
        with open_to_read(store) as con:
            tables = con.execute("""
                select schema_name, table_name from duckdb_tables()
                where schema_name in ('core', 'measures', 'published') order by all
            """).fetchall()
            for room, table in tables:
                if table in OF_OTHER_NIGHTS:
                    continue
                count = con.execute(f"select count(*) from {room}.{table}").fetchone()
                rooms.setdefault(room, {})[table] = int(count[0]) if count else 0
    return rooms


def _says(folder: Path, files: dict[str, str]) -> bool:
    held = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return held == {name: text.encode() for name, text in files.items()}


def _next_name(home: Home, month: Month) -> str:
    pattern = re.compile(rf"{month}-draft-(\d+)")
    matches = (pattern.fullmatch(path.name) for path in home.releases.iterdir())
    return f"{month}-draft-{max((int(match[1]) for match in matches if match), default=0) + 1}"


def releases_in_place(home: Home) -> dict[str, str]:
    """The release in place for each month that has one."""
    path = home.releases / POINTER
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _point_to(home: Home, month: Month, name: str) -> None:
    """The one step by which a release takes its place."""
    pointer = {**releases_in_place(home), str(month): name}
    aside = home.releases / f".{POINTER}"
    aside.write_text(json.dumps(pointer, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    shared_as_its_folder(aside, home.releases)
    os.replace(aside, home.releases / POINTER)
