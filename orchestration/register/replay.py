"""An earlier state of the register as a data home of its own, to be run and compared.

Nothing is received anew: the lines and the kept files are those of then.
"""

import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from orchestration.home import Home
from orchestration.journal import Journal
from orchestration.keys import share_keys
from orchestration.refusals import Refusal
from orchestration.register.book import Book, at_second, submission_folder
from orchestration.register.silence import Notices


def replay(home: Home, known_by: datetime, place: Path) -> int:
    """Make a home at an empty place that knows what was known at a moment; return the deliveries.

    Kept files never change, so they are linked where the disk allows it; they open with the keys
    of the home that they come from, until those are rotated.
    """
    if place.exists() and any(place.iterdir()):
        raise Refusal(str(place), "It is not empty.", "Name a new folder.")
    then, moment = Home.at(place), at_second(known_by)
    book, count = Book(then), 0
    for entry in Book(home).submissions():
        if entry.received_at > moment:
            continue
        if entry.status == "accepted":
            _link_folder(submission_folder(home, entry), submission_folder(then, entry))
        book.add(entry)
        count += 1
    for notice in Notices(home).all():
        if notice.said_at <= moment:
            Journal(then.register / "notices.jsonl").add(asdict(notice))
    _link_folder(home.linked, then.linked)
    share_keys(home, then)
    return count


def _link_folder(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                _link(path, place)


def _link(path: Path, place: Path) -> None:
    try:
        os.link(path, place)
    except OSError:
        place.write_bytes(path.read_bytes())
