"""An earlier state of the register as a data home of its own, to be run and compared.

Nothing is received anew: the lines and the kept files are those of then.
"""

import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from orchestration.clock import at_second
from orchestration.home import Home
from orchestration.journal import Journal
from orchestration.keys import share_keys
from orchestration.refusals import Refusal
from orchestration.register.book import Book, submission_folder
from orchestration.register.silence import Notices


def replay(home: Home, known_by: datetime, place: Path) -> int:
    """Make a home at an empty place that knows what was known at a moment; return the deliveries.

    Kept files never change, so they are linked where the disk allows it; they open with the keys
    of the home that they come from, until those are rotated.
    """
    if place.exists() and any(place.iterdir()):
        raise Refusal(str(place), "It is not empty.", "Name a new folder.")
    then, moment = Home.at(place), at_second(known_by)
    book, count, known = Book(then), 0, set()
    expired = {entry.submission_id for entry in Book(home).accepted() if entry.expired_at}
    for entry in Book(home).submissions():
        if entry.status in ("amended", "expired"):
            if entry.submission_id in known:
                book.add(entry)
            continue
        if entry.received_at > moment:
            continue
        known.add(entry.submission_id)
        if entry.status == "accepted" and entry.submission_id not in expired:
            _link_folder(submission_folder(home, entry), submission_folder(then, entry))
        book.add(entry)
        count += 1
    for notice in Notices(home).all():
        if notice.said_at <= moment:
            Journal(then.register / "notices.jsonl").add(asdict(notice))
    share_keys(home, then)
    _link_folder(home.root / "identifiable" / "holds", then.root / "identifiable" / "holds")
    return count


def _link_folder(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                _link(path, place)


def _link(path: Path, place: Path) -> None:
    """A journal is copied: what is added to it here must not be added there."""
    try:
        if path.suffix not in (".parquet", ".age"):
            raise OSError
        os.link(path, place)
    except OSError:
        place.write_bytes(path.read_bytes())
