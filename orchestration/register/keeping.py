"""Keeps what was delivered: its bytes by hash, written once and whole.

Whether it counts is the register's to say.
"""

import hashlib
import os
import shutil
from pathlib import Path

from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.register.book import DeliveredFile, Submission, submission_folder
from orchestration.register.recognise import Delivery


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


def keep_originals(delivery: Delivery, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in delivery.files:
        shutil.copyfile(path, folder / path.name)


def move_into_place(scratch: Path, folder: Path) -> None:
    """One rename makes the delivery appear whole; what a crash left there before is replaced."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    prepared = scratch.with_name(scratch.name + "-whole")
    scratch.rename(prepared)
    os.replace(prepared, folder)
    scratch.mkdir()
