"""A check-up of the installation and the data home, each finding with its remedy.

It reads and measures; it mends nothing.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import yaml

from orchestration.contracts.catalogue import read_catalogue
from orchestration.contracts.compile import stale_files
from orchestration.disk import LEAST_FREE_BYTES
from orchestration.home import PROJECT, Home
from orchestration.keys import is_sealed, the_keys
from orchestration.keys.places import lies_beside_the_data, place_of
from orchestration.refusals import Refusal
from orchestration.register.agreed import ending, said_of
from orchestration.runs import prepare_dagster

OPEN_TO_ANYONE = 0o077
OPEN_TO_OTHERS = 0o027
PINNED = (
    *("dagster", "dbt-core", "dbt-duckdb", "duckdb", "duckdb-extension-httpfs"),
    *("great-expectations", "pandas", "pyarrow", "pyrage"),
)


@dataclass(frozen=True)
class Finding:
    """One thing looked at. Advice is told and stands in nobody's way."""

    what: str
    is_well: bool
    what_to_do: str
    is_advice: bool = False


def findings(home: Home, day: date) -> list[Finding]:
    prepare_dagster(home)
    looked_at = [*_versions(), *_home(home), *_keys(home), _telemetry(home)]
    return [_python(), *looked_at, *_contracts(day)]


def _python() -> Finding:
    is_well = (3, 11) <= sys.version_info[:2] < (3, 14)
    what = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return Finding(what, is_well, "Use Python 3.11, 3.12 or 3.13.")


def _versions() -> list[Finding]:
    lines = (PROJECT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split()[0].split("==") for line in lines if "==" in line.split(" ")[0])
    found = []
    for name in PINNED:
        try:
            held = version(name)
        except PackageNotFoundError:
            held = "missing"
        remedy = "Install the pinned requirements again: make .venv."
        found.append(Finding(f"{name} {held}", held == pins.get(name), remedy))
    return found


def _home(home: Home) -> list[Finding]:
    free = shutil.disk_usage(home.root).free
    return [
        Finding(
            f"data home {home.root}",
            os.access(home.root, os.W_OK),
            "Make it writable, or set SENDMART_HOME to a folder that is.",
        ),
        Finding(
            f"{free // 1024**3} GiB free",
            free >= LEAST_FREE_BYTES,
            "Free at least 2 GiB where the data home lies.",
        ),
        Finding(
            "identifiable store, landing, builds, journals and run history are their owner's alone",
            not any(is_open(folder, OPEN_TO_ANYONE) for folder in home.closed()),
            f"Run: chmod -R go-rwx {' '.join(map(str, home.closed()))}",
        ),
        Finding(
            "warehouse, published store, drafts and releases are closed to all but their groups",
            not any(is_open(folder, OPEN_TO_OTHERS) for folder in home.openable()),
            f"Run: chmod -R o-rwx,g-w {' '.join(map(str, home.openable()))}",
        ),
    ]


def is_open(folder: Path, forbidden: int) -> bool:
    """Whether a folder, or anything in it, may be opened by those it should be closed to."""
    if os.name == "nt":
        return False
    return any(part.stat().st_mode & forbidden for part in (folder, *folder.rglob("*")))


def _keys(home: Home) -> list[Finding]:
    """Whether the keys can be used and are kept apart from what they open; none are made here."""
    place = place_of(home)
    try:
        if is_sealed(home) or place.read() is not None:
            the_keys(home)
        usable = Finding(place.shown, True, "")
    except Refusal as refusal:
        usable = Finding(f"keys: {refusal}", False, refusal.what_to_do)
    apart = Finding(
        "keys are kept apart from the data",
        not lies_beside_the_data(home),
        "For a demo only may they lie in the data home. Move the file out of it and name it:"
        " SENDMART_KEYS=file:PATH, or env:NAME, or command:WORDS of a secret manager.",
        is_advice=True,
    )
    return [usable, apart]


def _telemetry(home: Home) -> Finding:
    settings = yaml.safe_load((home.dagster / "dagster.yaml").read_text(encoding="utf-8"))
    project = yaml.safe_load((PROJECT / "dbt_project" / "dbt_project.yml").read_text("utf-8"))
    off = (
        not settings["telemetry"]["enabled"] and not project["flags"]["send_anonymous_usage_stats"]
    )
    return Finding("telemetry is off", off, "Set telemetry.enabled: false in dagster/dagster.yaml.")


def _contracts(day: date) -> list[Finding]:
    try:
        catalogue = read_catalogue()
        stale = stale_files(catalogue)
    except Refusal as refusal:
        return [Finding("contracts", False, str(refusal))]
    compiled = Finding("contracts are compiled", not stale, "Run: sendmart compile")
    soon = ending(catalogue.agreements.values(), day)
    if not soon:
        return [compiled, Finding("every sharing agreement runs for weeks yet", True, "")]
    remedy = "Renew it: from that day on, nothing of the source is loaded."
    return [compiled, *(Finding(said_of(each, day), False, remedy) for each in soon)]
