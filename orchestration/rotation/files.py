"""Seals every file of a data home anew under another key, one by one, and proves each unchanged.

A file that is sealed with the new key already is left, so that it can be done again after a crash.
"""

import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pyrage

from orchestration.home import Home
from orchestration.keys import Key
from orchestration.keys.sealing import SUFFIX
from orchestration.rotation.counted import UNFINISHED, Counted, opens_with_neither


def sealed_files(home: Home) -> list[Path]:
    return sorted(home.folder("identifiable").rglob(f"*{SUFFIX}"))


def reseal_files(home: Home, old: Key | None, new: Key) -> Counted:
    """Every file as delivered, and every word kept private."""
    anew, already = 0, 0
    for path in sealed_files(home):
        if _digest(path, new) is not None:
            already += 1
            continue
        before = _digest(path, old) if old else None
        if old is None or before is None:
            raise opens_with_neither(path)
        aside = path.with_name(path.name + UNFINISHED)
        _reseal_file(path, aside, old, new)
        if _digest(aside, new) != before:
            raise RuntimeError(f"{path.name} is not the same when sealed anew")
        os.replace(aside, path)
        anew += 1
    return Counted(anew, already)


class _Hashing:
    """A file that keeps nothing of what is written to it but the hash."""

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return len(data)

    def flush(self) -> None:
        pass


def _digest(path: Path, key: Key) -> str | None:
    """The hash of what a sealed file holds; None where the key does not open it."""
    held = _Hashing()
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, held, [pyrage.x25519.Identity.from_str(key.text)])
    except (pyrage.DecryptError, OSError):
        return None
    return held.sha256.hexdigest()


def _reseal_file(path: Path, aside: Path, old: Key, new: Key) -> None:
    """Through a pipe, so that what is inside never lies on the disk."""
    out_of, into = os.pipe()
    with path.open("rb") as sealed, aside.open("wb") as file, os.fdopen(out_of, "rb") as plain:
        opening = threading.Thread(target=_pour, args=(sealed, into, old))
        opening.start()
        recipient = pyrage.x25519.Identity.from_str(new.text).to_public()
        pyrage.encrypt_io(plain, file, [recipient])
        opening.join()


def _pour(sealed: BinaryIO, into: int, key: Key) -> None:
    with os.fdopen(into, "wb") as plain:
        pyrage.decrypt_io(sealed, plain, [pyrage.x25519.Identity.from_str(key.text)])


def files_not_opening(home: Home, key: Key) -> Iterator[Path]:
    """Every sealed file that does not open to its end."""
    return (path for path in sealed_files(home) if _digest(path, key) is None)
