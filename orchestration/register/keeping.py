"""Keeps what was delivered: its bytes by hash, sealed, written once and whole.

Whether it counts is the register's to say.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.home import Home
from orchestration.keys import the_keys
from orchestration.keys.sealing import seal_file, sealed_name
from orchestration.refusals import Refusal
from orchestration.register.book import DeliveredFile, Submission, submission_folder
from orchestration.register.recognise import Delivery
from orchestration.writer import discard_unused, lock_beside

SCRATCH = "delivery-"


def delivered(path: Path) -> DeliveredFile:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise Refusal(
            str(path.name), "There is no readable file there.", "Check the path."
        ) from None
    return DeliveredFile(path.name, digest, path.stat().st_size)


def is_kept(home: Home, submission: Submission) -> bool:
    """Whether the files of a delivery lie safely in the home, accepted or refused."""
    places = [home.refused / submission.submission_id, submission_folder(home, submission)]
    return bool(submission.submission_id) and any(place.is_dir() for place in places)


def keep_originals(home: Home, delivery: Delivery, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    keys = the_keys(home)
    for path in delivery.files:
        seal_file(keys, path, sealed_name(folder / path.name))


@contextmanager
def scratch_folder(home: Home) -> Iterator[Path]:
    """A folder for one delivery while it is judged: what lies there may not be sealed yet.

    It goes when the delivery is judged; one that a crash left goes before the next delivery.
    """
    discard_unused(home.builds, f"{SCRATCH}*")
    folder = home.builds / f"{SCRATCH}{secrets.token_hex(8)}"
    lock = lock_beside(folder)
    with lock:
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)
            Path(lock.lock_file).unlink(missing_ok=True)


def move_into_place(scratch: Path, folder: Path) -> None:
    """One rename makes the delivery appear whole; what a crash left there before is replaced."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    prepared = scratch.with_name(scratch.name + "-whole")
    scratch.rename(prepared)
    os.replace(prepared, folder)
    scratch.mkdir()
