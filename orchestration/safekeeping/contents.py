"""Which files of a data home a backup holds: all that cannot be made again from the others.

Locks, builds under way and the run history of the user interface are left out; the databases are
made again by the next run, and are taken along on request.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from orchestration.home import Home
from orchestration.stores import STORES

LEFT_OUT = ("builds", "dagster", "sample")
PASSING = (".lock", ".new", ".tmp", ".wal", ".part")


def kept_files(home: Home, *, with_databases: bool) -> Iterator[Path]:
    """Every file to be kept, in the order of its path."""
    databases = {home.store(store) for store in STORES}
    left_out = {home.root / name for name in LEFT_OUT}
    for path in sorted(home.root.rglob("*")):
        if not path.is_file() or path.is_symlink() or not left_out.isdisjoint(path.parents):
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
