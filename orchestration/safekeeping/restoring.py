"""Puts a backup back into an empty data home, whole, or leaves the home as it was.

Everything is written beside the home and checked by its hash; one rename makes it the home. What an
interrupted restore had written is used by the next.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyrage

from orchestration.disk import disk_told
from orchestration.home import OWNER_ONLY
from orchestration.refusals import Refusal
from orchestration.safekeeping.contents import sha256_of
from orchestration.safekeeping.copies import (
    BACKUPS,
    PIECES,
    SUFFIX,
    Backup,
    Kept,
    read_backup,
)
from orchestration.safekeeping.places import Place


@dataclass(frozen=True)
class Restored:
    name: str
    files: int
    size: int
    has_databases: bool


def backups_in(place: Place) -> list[str]:
    """The names of all backups, the oldest first."""
    return sorted(name.removesuffix(SUFFIX) for name in place.names(BACKUPS))


def restore(
    place: Place, identity: pyrage.x25519.Identity, name: str | None, root: Path
) -> Restored:
    """Make a data home of a backup, by default the newest.

    Raises Refusal where the home holds something, the key does not open the backup, or a piece is
    missing or damaged: then the home is as it was.
    """
    _refuse_unless_empty(root)
    aside = root.with_name(f".{root.name}.restoring")
    _make_for_owner(aside)
    backup = _list_of(place, identity, name, aside)
    with disk_told("restore", "The data home is as it was."):
        wanted = {aside / file.path for file in backup.files}
        for file in backup.files:
            _bring(place, identity, file, aside)
        for left in [path for path in aside.rglob("*") if path.is_file()]:
            if left not in wanted:
                left.unlink()
        _clear(root)
        os.replace(aside, root)
    return _told(backup)


def check(
    place: Place, identity: pyrage.x25519.Identity, name: str | None, scratch: Path
) -> Restored:
    """Open every piece of a backup and compare it with its hash, keeping nothing.

    Raises Refusal at the first that is missing or damaged.
    """
    backup = _list_of(place, identity, name, scratch)
    for file in backup.files:
        _open_piece(place, identity, file, scratch / "opened").unlink()
    return _told(backup)


def _told(backup: Backup) -> Restored:
    size = sum(file.size for file in backup.files)
    return Restored(backup.name, len(backup.files), size, backup.has_databases)


def _list_of(
    place: Place, identity: pyrage.x25519.Identity, name: str | None, scratch: Path
) -> Backup:
    held = backups_in(place)
    if not held or (name and name not in held):
        what = f"There is no backup {name}." if name and held else "There is no backup there."
        known = f"There are: {', '.join(held)}." if held else "Name another place."
        raise Refusal(place.shown, what, known)
    chosen = name or held[-1]
    sealed = scratch / "list.sealed"
    place.get(f"{BACKUPS}/{chosen}{SUFFIX}", sealed)
    try:
        return read_backup(sealed, identity, f"{place.shown}: {chosen}")
    finally:
        sealed.unlink()


def _bring(place: Place, identity: pyrage.x25519.Identity, file: Kept, aside: Path) -> None:
    target = aside / file.path
    if target.is_file() and sha256_of(target) == file.sha256:
        return
    for folder in reversed(list(_below(target.parent, aside))):
        _make_for_owner(folder)
    opened = _open_piece(place, identity, file, aside / "piece.opened")
    opened.chmod(file.mode & OWNER_ONLY)
    os.replace(opened, target)


def _open_piece(place: Place, identity: pyrage.x25519.Identity, file: Kept, opened: Path) -> Path:
    sealed = opened.with_suffix(".sealed")
    place.get(f"{PIECES}/{file.piece}{SUFFIX}", sealed)
    try:
        pyrage.decrypt_file(str(sealed), str(opened), [identity])
        is_whole = sha256_of(opened) == file.sha256
    except pyrage.DecryptError:
        is_whole = False
    except OSError as error:
        if error.errno is not None:  # the disk's; what cannot be opened has no number
            raise
        is_whole = False
    finally:
        sealed.unlink()
    if not is_whole:
        opened.unlink(missing_ok=True)
        what = f"The piece of {_named(file)} is damaged."
        raise Refusal(place.shown, what, "Take an earlier backup, or another copy of this one.")
    return opened


def _named(file: Kept) -> str:
    """Where a file belongs; a supplier's own name for it may tell of somebody."""
    return file.path.rpartition("/")[0] or file.path


def _below(folder: Path, root: Path) -> Iterator[Path]:
    while folder != root:
        yield folder
        folder = folder.parent


def _make_for_owner(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(OWNER_ONLY)


def _refuse_unless_empty(root: Path) -> None:
    if root.exists() and any(path.is_file() for path in root.rglob("*")):
        what = "The data home holds files, and a restore never writes over any."
        remedy = "Set SENDMART_HOME to an empty folder, or move this home away first."
        raise Refusal(str(root.name), what, remedy)


def _clear(root: Path) -> None:
    """Take away a home's empty folders."""
    if root.exists():
        for folder in sorted(root.rglob("*"), reverse=True):
            folder.rmdir()
        root.rmdir()
