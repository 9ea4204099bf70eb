"""Brings what lies in the releases in line with the journal: pointer, front page, notices, marks.

The journal decides; whatever an interruption left behind is made good here by the next command.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.journal import Event, PublicationJournal
from orchestration.publication.standing import standing_of, standings
from orchestration.publication.states import Said, Standing, Version
from orchestration.refusals import Refusal
from orchestration.release.folders import replace_file
from orchestration.release.page.front import FRONT, front_page

POINTER = "current.json"
NOTICE = ".notice.txt"
OF_A_VERSION = ("released", "superseded", "reinstated", "withdrawn")


@dataclass(frozen=True)
class Answer:
    """What a step of a release came to; `is_new` is False where it had been taken before."""

    said: str
    is_new: bool
    month: str
    name: str
    state: str
    folder: str = ""


def releases_in_place(home: Home) -> dict[str, str]:
    """The release in place for each month that has one, as readers see it."""
    path = home.releases / POINTER
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def release_in_place(home: Home, month: Month) -> Path | None:
    name = releases_in_place(home).get(str(month))
    return home.releases / name if name else None


def opened(home: Home, month: object, at: datetime) -> tuple[PublicationJournal, Standing]:
    """How a month stands, when everything that was left unfinished has been finished."""
    journal = PublicationJournal(home)
    broken = journal.broken_at()
    if broken is not None:
        what = f"Line {broken} of publication/journal.jsonl was changed, or one after it."
        remedy = "Keep the file as it is and tell your security team."
        raise Refusal("publication", what, remedy)
    if journal.is_cut():
        what = "publication/journal.jsonl lacks lines that the audit log tells of."
        remedy = "Put it back whole from your backup, and tell your security team."
        raise Refusal("publication", what, remedy)
    journal.refuse_moved_clock(at)
    journal.note_head(at)
    settle(home, journal, at)
    return journal, standing_of(journal.events(), month)


def settle(home: Home, journal: PublicationJournal, at: datetime) -> None:
    """Write what follows from the journal and is not there yet; the pointer is the one switch."""
    _note_marks(journal, at)
    events = journal.events()
    pointer = pointer_of(events)
    if pointer != releases_in_place(home):
        text = json.dumps(pointer, indent=1, sort_keys=True) + "\n"
        replace_file(home.releases / POINTER, text.encode())
    front = front_page(home.releases, events)
    if front is not None:
        _keep(home.releases / FRONT, front)
    for name, text in notices_of(events).items():
        _keep(home.releases / f"{name}{NOTICE}", text.encode())


def front_is_told(home: Home, events: Sequence[Event]) -> bool:
    """Whether the front page says what the journal comes to."""
    front, path = front_page(home.releases, events), home.releases / FRONT
    return front is None or (path.exists() and path.read_bytes() == front)


def _keep(path: Path, content: bytes) -> None:
    """See that a small file says just this."""
    if not path.exists() or path.read_bytes() != content:
        replace_file(path, content)


def pointer_of(events: Sequence[Event]) -> dict[str, str]:
    return {each.month: each.in_place.name for each in standings(events) if each.in_place}


def notices_of(events: Sequence[Event]) -> dict[str, str]:
    """A notice for each version that something happened to after it was released."""
    notices: dict[str, list[str]] = {}
    for event in events:
        if event.state in OF_A_VERSION and not _is_of_a_draft(event):
            why = f" {event.why}" if event.why and event.state != "released" else ""
            line = f"{event.at[:10]} {event.at[11:16]} UTC: {event.state}.{why}"
            notices.setdefault(event.name, [event.name]).append(line)
    return {name: "\n".join(lines) + "\n" for name, lines in notices.items() if len(lines) > 2}


def _note_marks(journal: PublicationJournal, at: datetime) -> None:
    """A line for each version that another took the place of, or gave it back to."""
    events = journal.events()
    last = {
        event.name: event
        for event in events
        if event.state in OF_A_VERSION and not _is_of_a_draft(event)
    }
    for standing in standings(events):
        for version in standing.versions:
            state, known = standing.state_of(version), last[version.name].state
            if state == "superseded" and known != "superseded" and standing.in_place:
                cause = standing.in_place
                why = f"By {cause.name}. {cause.released.why}".strip()
                who = cause.released.who
                journal.add("superseded", standing.month, version.name, who=who, at=at, why=why)
            elif state == "released" and known == "superseded":
                name, said = _withdrawn_after(standing, version)
                why = f"{name} was withdrawn."
                journal.add(
                    "reinstated", standing.month, version.name, who=said.who, at=at, why=why
                )


def _withdrawn_after(standing: Standing, version: Version) -> tuple[str, Said]:
    """The version that gave its place back."""
    later = standing.versions[standing.versions.index(version) + 1 :]
    return next((each.name, each.withdrawn) for each in reversed(later) if each.withdrawn)


def _is_of_a_draft(event: Event) -> bool:
    return event.name.startswith(f"{event.month}-draft-")
