"""Which files of a data home a backup holds: all that cannot be made again from the others.

Locks, builds under way and the run history of the user interface are left out; the databases are
made again by the next run, and are taken along on request.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.stores import STORES

LEFT_OUT = ("builds", "dagster", "sample")
PASSING = (".lock", ".new", ".tmp", ".wal", ".part")


def kept_files(home: Home, *, with_databases: bool) -> Iterator[Path]:
    """Every file to be kept, in the order of its path.

    Raises Refusal at a link: what it leads to would silently be left out.
    """
    databases = {home.store(store) for store in STORES}
    left_out = {home.root / name for name in LEFT_OUT}
    for path in sorted(home.root.rglob("*")):
        if not left_out.isdisjoint(path.parents):
            continue
        if path.is_symlink():
            where = path.relative_to(home.root).parts[0]
            what = f"There is a link in the data home, in {where}/: a backup does not follow it."
            raise Refusal("backup", what, "Mount the folder in its place, or move it back there.")
        if not path.is_file():
            continue
        if path.suffix in PASSING or (path in databases and not with_databases):
            continue
        yield path


def is_growing(path: Path) -> bool:
    """Whether lines may be added to it while it is read: then a copy is kept of one moment."""
    return path.suffix in (".jsonl", ".json")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
