"""Proves a release: every file is what was hashed, and the same inputs make the same bytes again.

It reads only; the rooms are built aside and thrown away.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from orchestration.contracts.catalogue import Catalogue
from orchestration.explain.as_at import drafted_again
from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.journal import Event, PublicationJournal
from orchestration.publication.standing import standing_of
from orchestration.publication.states import DraftStanding, Standing
from orchestration.refusals import Refusal
from orchestration.release.folders import MANIFEST, faults, files_in, manifest_in
from orchestration.release.releasing import released_files
from orchestration.release.settling import front_is_told, pointer_of, releases_in_place

VERSIONS = "versions"


@dataclass(frozen=True)
class Verdict:
    """What was found of one release, or of what holds all together; no fault means proven."""

    name: str
    checked: str
    faults: list[str]


def verify(home: Home, catalogue: Catalogue, names: Sequence[str], *, quick: bool) -> list[Verdict]:
    """Check releases by name, all where none is named; `quick` hashes and builds nothing."""
    journal = PublicationJournal(home)
    broken = journal.broken_at()
    if broken is not None:
        told = f"publication/journal.jsonl: line {broken} was changed, or one after it."
        return [Verdict("journal", "hash chain", [told])]
    if journal.is_cut():
        told = "publication/journal.jsonl: it lacks lines that the audit log tells of."
        return [Verdict("journal", "as far as the audit log says", [told])]
    events = journal.events()
    released = {event.name: event for event in events if event.state == "released"}
    unknown = [name for name in names if name not in released]
    if unknown:
        known = ", ".join(released) or "none"
        what = f"{', '.join(unknown)} was never released. Released: {known}."
        raise Refusal("--verify", what, "Name one of them with --release-name.")
    verdicts = [Verdict("releases", "pointer, front page and folders", _strangers(home, events))]
    for name in names or released:
        found = faults(home.releases / name, str(released[name].told["whole"]))
        verdicts.append(Verdict(name, "every file by its hash", found))
        if not quick:
            again = _made_again(home, catalogue, events, released[name])
            verdicts.append(Verdict(name, "made again from its inputs, byte for byte", again))
    return verdicts


def _strangers(home: Home, events: Sequence[Event]) -> list[str]:
    """What lies among the releases and no line tells of, or readers are pointed to wrongly."""
    known = {event.name for event in events if event.state == "released"}
    held = {path.name for path in home.releases.iterdir() if path.is_dir()}
    found = [
        f"{name}: no line of the journal tells of it."
        for name in sorted(held - known)
        if not name.startswith(".")
    ]
    if pointer_of(events) != releases_in_place(home):
        found.append("current.json: not what the journal says; any step of publish mends it.")
    if not front_is_told(home, events):
        found.append("index.html: not what the journal says; any step of publish mends it.")
    return found


def _made_again(
    home: Home, catalogue: Catalogue, events: Sequence[Event], released: Event
) -> list[str]:
    """Draft the month again from what was known when its draft was made, then release that."""
    number = events.index(released)
    standing = standing_of(events[:number], released.month)
    draft = next(each for each in standing.drafts if each.name == released.told["draft"])
    drafted = next(e for e in events if (e.state, e.name) == ("drafted", draft.name))
    before, moment = events[: events.index(drafted)], datetime.fromisoformat(drafted.at)
    month = Month.parse(released.month)
    with drafted_again(home, catalogue, moment, month, before, moment) as folder:
        return _compared(home, folder, standing, draft, events[:number], released.name)


def _compared(
    home: Home,
    folder: Path,
    standing: Standing,
    draft: DraftStanding,
    events: Sequence[Event],
    name: str,
) -> list[str]:
    manifest = manifest_in(folder)
    made = released_files(files_in(folder), manifest, standing, draft, events)
    held = files_in(home.releases / name)
    found = [
        f"{name}/{path}: {_difference(held.get(path), made.get(path))}"
        for path in sorted(held.keys() | made.keys())
        if held.get(path) != made.get(path)
    ]
    if found and MANIFEST in held:
        then, now = manifest_in(home.releases / name)[VERSIONS], manifest[VERSIONS]
        others = [
            f"{tool} {then[tool]} (here {now.get(tool)})"
            for tool in then
            if then[tool] != now.get(tool)
        ]
        if others:
            found.append(f"It was made with {', '.join(others)}: verify it with those.")
    return found


def _difference(held: bytes | None, made: bytes | None) -> str:
    if held is None or made is None:
        return "made again and not held." if held is None else "held and not made again."
    then, now = (hashlib.sha256(content).hexdigest()[:12] for content in (held, made))
    return f"held {then}, made again {now}."
