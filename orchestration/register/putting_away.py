"""Puts a judged delivery where it is kept, and in place of files of erased people a tombstone.

Whether it is accepted was decided before; whose rows are held is found in `holding`.
"""

import json
import shutil
from datetime import datetime
from pathlib import Path

from orchestration.holds.held import Holds
from orchestration.holds.mentions import names_erased
from orchestration.home import Home
from orchestration.register.book import Book, DeliveredFile, Submission, submission_folder
from orchestration.register.holding import HeldRows
from orchestration.register.keeping import keep_originals, move_into_place
from orchestration.register.recognise import Delivery

TOMBSTONE = "erased.json"


def keep_accepted(
    home: Home, submission: Submission, held: HeldRows, kept: Path, at: datetime
) -> None:
    """Put a delivery in its place; whom its sender marks is held from now on, whoever sends."""
    if held.erased:
        leave_tombstone(kept / "original", submission.files, f"{held.erased} rows were erased.")
    move_into_place(kept, submission_folder(home, submission))
    Book(home).add(submission)
    holds = Holds(home)
    if new := holds.in_force().lacks(held.marked):
        why = f"Marked as not to be processed in delivery {submission.submission_id}."
        holds.add("restricted", new, why, str(submission.source), at)


def keep_refused(home: Home, delivery: Delivery, files: list[DeliveredFile], identity: str) -> None:
    """Keep what goes back, unless it names an erased person: then only what it was, by hash."""
    folder = home.refused / identity
    held = Holds(home).in_force()
    if held and names_erased(held, delivery.files):
        leave_tombstone(folder, files, "It named a person who was erased, or could not be opened.")
    else:
        keep_originals(home, delivery, folder)


def leave_tombstone(folder: Path, files: list[DeliveredFile], why: str) -> None:
    """In place of files that held an erased person: what they were, by hash, and why they are gone.

    They are not written anew without the person: no tool of ours can promise to find every trace
    in a workbook or an archive of somebody else's making. The rows of all others are kept as read.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    said = {"why": why, "files": [{"sha256": file.sha256, "size": file.size} for file in files]}
    text = json.dumps(said, indent=1, sort_keys=True) + "\n"
    (folder / TOMBSTONE).write_text(text, encoding="utf-8")
