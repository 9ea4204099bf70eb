"""Figures as they would have been at an earlier moment: rooms built aside, then thrown away.

Nothing of the home is changed. What the register and the people were then is in their packages.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from orchestration.build import Build, open_build
from orchestration.clock import at_second
from orchestration.contracts.catalogue import Catalogue
from orchestration.dbt_runner import run_room
from orchestration.disclosure.ledger import replay_ledger
from orchestration.home import Home
from orchestration.identity.looking_back import (
    link_as_known,
    people_moment,
    replay_people_of_build,
)
from orchestration.months import Month
from orchestration.private import keep_private
from orchestration.publication.journal import Event, PublicationJournal
from orchestration.publication.standing import standing_of
from orchestration.refusals import Refusal
from orchestration.register.book import Book
from orchestration.register.replay import replay
from orchestration.register.silence import latest_complete_month
from orchestration.release.draft import current_draft
from orchestration.release.replaying import replay_publication
from orchestration.runs import run_job
from orchestration.writer import writers_lock

ASIDE, ROOMS = "as-at", "rooms"
CODES = "resource_type:seed"
WAIT_SECONDS = 600.0
PUBLICATION = "publication"


@dataclass(frozen=True)
class Then:
    """A home that knows what was known at a moment, with one build of a month in it."""

    home: Home
    build: Build
    month: Month
    known_by: datetime
    people_known_by: datetime

    @property
    def warehouse(self) -> Path:
        return self.build.warehouse


@contextmanager
def rooms_as_at(
    home: Home, catalogue: Catalogue, known_by: datetime, covering: Month | None = None
) -> Iterator[Then]:
    """Build the rooms up to measures as of a moment, for the latest month that was complete then,
    or a later one that they must cover. They are gone when the caller is done."""
    with _opened(home, known_by) as aside:
        complete = latest_complete_month(aside, catalogue.contracts)
        chosen = max(filter(None, [complete, covering]), default=None)
        then = _staged(home, aside, catalogue, known_by, chosen)
        link_as_known(then.home, then.build, catalogue, then.people_known_by)
        for room in ("core", "measures"):
            _run(then, home, room)
        yield then


@contextmanager
def warehouse_as_at(
    home: Home, catalogue: Catalogue, known_by: datetime, covering: Month | None = None
) -> Iterator[Path]:
    """The warehouse of those rooms, for who only reads figures and records."""
    with rooms_as_at(home, catalogue, known_by, covering) as then:
        yield then.warehouse


def publish_as_at(
    home: Home, catalogue: Catalogue, known_by: datetime, month: Month | None, out: Path
) -> Path:
    """Draft a month's release again from what was known at a moment, into an empty folder."""
    if out.exists() and any(out.iterdir()):
        raise Refusal(str(out), "It is not empty.", "Name a new folder.")
    events = PublicationJournal(home).events()
    known = [event for event in events if event.at <= at_second(known_by)]
    with drafted_again(home, catalogue, known_by, month, known) as folder:
        shutil.copytree(folder, out, dirs_exist_ok=True)
    return out


@contextmanager
def drafted_again(
    home: Home,
    catalogue: Catalogue,
    known_by: datetime,
    month: Month | None,
    events: Sequence[Event],
    people_known_by: datetime | None = None,
) -> Iterator[Path]:
    """The draft that is made of what was known at a moment, after so many lines of the publication
    journal; a month whose release says the same is shown as it was released."""
    with _opened(home, known_by) as aside, _environment_as_it_was():
        chosen = month or latest_complete_month(aside, catalogue.contracts)
        replay_ledger(home, aside, known_by)
        then = _staged(home, aside, catalogue, known_by, chosen, people_known_by)
        replay_publication(home, then.home, events)
        outcome = run_job(then.home, PUBLICATION, then.month, lambda said: None)
        if not outcome.is_success:
            what = " ".join(outcome.complaints) or "It could not be drafted."
            raise Refusal("drafting again", what, "Nothing was written.")
        draft = current_draft(then.home, then.month)
        held = standing_of(events, then.month).in_place
        yield (
            draft if draft and draft.is_dir() else then.home.releases / (held.name if held else "")
        )


@contextmanager
def _opened(home: Home, known_by: datetime) -> Iterator[Home]:
    """A home that knows what was received by a moment; it is nobody else's and goes with us."""
    place = home.builds / ASIDE
    with writers_lock(home.root, WAIT_SECONDS):
        shutil.rmtree(place, ignore_errors=True)
        try:
            replay(home, known_by, place)
            yield Home.at(place)
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _staged(
    home: Home,
    aside: Home,
    catalogue: Catalogue,
    known_by: datetime,
    month: Month | None,
    people_known_by: datetime | None = None,
) -> Then:
    """A build in which staging is made, and the people of then."""
    in_force = Book(aside).in_force(catalogue.contracts, month) if month else []
    if month is None or not in_force:
        what = f"At {at_second(known_by)} nothing was known" + (f" of {month}." if month else ".")
        raise Refusal("--as-at", what, "Name a later moment, or a month: --month 2023-06.")
    if people_known_by is None:
        people_known_by = people_moment(home, known_by, _next_receipt(home, known_by))
    build = open_build(aside, ROOMS, catalogue, month, in_force)
    then = Then(aside, build, month, known_by, people_known_by)
    _run(then, home, "staging")
    replay_people_of_build(home, aside, build, catalogue, people_known_by)
    return then


def _next_receipt(home: Home, known_by: datetime) -> str | None:
    moment = at_second(known_by)
    later = [e.received_at for e in Book(home).submissions() if e.received_at > moment]
    return min(later, default=None)


def _run(then: Then, home: Home, room: str) -> None:
    codes = [CODES] if room == "core" else []
    results = run_room(then.build, room, [f"fqn:sendmart.{room}", *codes])
    failed = [result for result in results if not result.is_ok]
    if failed:
        words = "\n".join(f"{result.unique_id}\n{result.message}\n" for result in failed)
        place = keep_private(home, room, ASIDE, words)
        names = ", ".join(result.unique_id.split(".")[2] for result in failed[:10])
        what = f"{room}: {len(failed)} of {len(results)} nodes failed: {names}."
        raise Refusal("--as-at", what, f"dbt's own words are in {place}.")


@contextmanager
def _environment_as_it_was() -> Iterator[None]:
    """A run names its home to whatever it starts; afterwards it is ours again."""
    before = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
