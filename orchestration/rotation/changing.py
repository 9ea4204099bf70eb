"""Changes the key of a purpose: adds a version, puts it to use everywhere, proves it, and destroys
the old one. It can be stopped at any point and run again; until it is through, nothing else opens.

How things are sealed anew is in `tables` and `files`, how people get new pseudonyms in `people`.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from orchestration.home import Home
from orchestration.journal import Journal
from orchestration.keys import FILES, HOLD, PERSON, TABLES, Key
from orchestration.keys.key_set import KeySet, new_key, read_key_set
from orchestration.keys.known import (
    Known,
    check_known,
    read_known,
    remembered,
    rotation_file,
    write_known,
)
from orchestration.keys.places import Place, not_ours_to_write, place_of
from orchestration.refusals import Refusal
from orchestration.rotation.counted import clear_unfinished
from orchestration.rotation.files import reseal_files
from orchestration.rotation.people import rekey_ledgers
from orchestration.rotation.tables import reseal_tables

NEVER_DESTROYED = {HOLD}  # names are not kept, so nobody could give them pseudonyms anew
AFTERWARDS = [
    "Next: sendmart run. The stores still hold pseudonyms of before until it has ended.",
    "Homes made by replay, and backups, open with the keys of before only: make them anew.",
]


@dataclass(frozen=True)
class Changed:
    """One purpose's change: from which version to which, and what proves that nothing was lost.

    is_destroyed  None where the old key is kept for good
    """

    purpose: str
    before: int
    after: int
    evidence: dict[str, Any] = field(default_factory=dict)
    is_destroyed: bool | None = None


def journal(home: Home) -> Journal:
    return Journal(home.folder("identifiable") / "keys.jsonl")


def rotate(home: Home, purposes: list[str], at: datetime) -> list[Changed]:
    """Change the keys of some purposes, or end the change that was begun; the caller holds the
    writer's lock."""
    place = place_of(home)
    held, known = _at_hand(home, place)
    begun = _begun(home)
    if begun is None:
        held, begun = _begin(home, place, held, known, purposes, at)
    clear_unfinished(home)
    changes = [
        Changed(purpose, *versions, _put_to_use(home, held, begun, purpose, versions))
        for purpose, versions in sorted(begun.items(), key=lambda item: item[0] != TABLES)
    ]
    journal(home).add({"at": at.isoformat(), "event": "proved", "changes": _told(changes)})
    for change in changes:
        known = _in_use(known, held, change)
    write_known(home, known)
    ended = [_without_old(home, place, change, at) for change in changes]
    rotation_file(home).unlink()
    return ended


def _at_hand(home: Home, place: Place) -> tuple[KeySet, Known]:
    text, known = place.read(), read_known(home)
    if text is None or not known:
        what = "There are no keys in use that could be changed."
        raise Refusal(place.shown, what, "Receive files first; the first keys are made then.")
    held = read_key_set(text, place.shown)
    begun = _begun(home) or {}
    check_known({p: v for p, v in known.items() if p not in begun}, held, place.shown)
    return held, known


def _begun(home: Home) -> dict[str, tuple[int, int]] | None:
    if not rotation_file(home).exists():
        return None
    said = json.loads(rotation_file(home).read_text(encoding="utf-8"))
    return {purpose: (before, after) for purpose, (before, after) in said.items()}


def _begin(
    home: Home, place: Place, held: KeySet, known: Known, purposes: list[str], at: datetime
) -> tuple[KeySet, dict[str, tuple[int, int]]]:
    """A newer version that the place holds already is taken; otherwise one is made and kept there
    before anything is sealed with it."""
    begun = {}
    for purpose in purposes:
        if purpose not in known:
            what = f"No key is in use for a purpose '{purpose}'."
            raise Refusal(place.shown, what, f"Those in use are: {', '.join(sorted(known))}.")
        before, newest = max(known[purpose]), held.newest(purpose)
        if newest is None or newest.version <= before:
            if not place.is_ours_to_write:
                raise not_ours_to_write(place)
            newest = new_key(purpose, before + 1)
            held = held.with_key(newest)
        begun[purpose] = (before, newest.version)
    if place.is_ours_to_write:
        place.write(held.written())
    journal(home).add({"at": at.isoformat(), "event": "begun", "versions": begun})
    _write_whole(rotation_file(home), json.dumps(begun))
    return held, begun


def _put_to_use(
    home: Home,
    held: KeySet,
    begun: dict[str, tuple[int, int]],
    purpose: str,
    versions: tuple[int, int],
) -> dict[str, Any]:
    old, new = held.find(purpose, versions[0]), _key(held, purpose, versions[1])
    if purpose == TABLES:
        return asdict(reseal_tables(home, old, new))
    if purpose == FILES:
        return asdict(reseal_files(home, old, new))
    if purpose != PERSON:
        return {}  # pseudonyms that were handed out: those of the old key are nobody's any more
    tables = begun[TABLES][1] if TABLES in begun else max(read_known(home)[TABLES])
    done = rekey_ledgers(home, _key(held, TABLES, tables), new)
    return {name: asdict(found) for name, found in done.items()}


def _key(held: KeySet, purpose: str, version: int) -> Key:
    key = held.find(purpose, version)
    if key is None:
        what = f"The key {purpose}.v{version} is missing, and a change to it was begun."
        raise Refusal("keys", what, "Put it back where it was, then run this again.")
    return key


def _in_use(known: Known, held: KeySet, change: Changed) -> Known:
    if change.purpose not in NEVER_DESTROYED:
        known = {**known, change.purpose: {}}
    return remembered(known, _key(held, change.purpose, change.after))


def _without_old(home: Home, place: Place, change: Changed, at: datetime) -> Changed:
    """Destroy the old key where it may go and lies where we may write; say which it was."""
    if change.purpose in NEVER_DESTROYED:
        return change
    held = read_key_set(place.read() or "", place.shown)
    old = held.find(change.purpose, change.before)
    if old is not None and place.is_ours_to_write:
        place.write(held.without(change.purpose, change.before).written())
    is_destroyed = old is None or place.is_ours_to_write
    line = {"event": "destroyed" if is_destroyed else "to be destroyed where it is kept"}
    named = {"key": f"{change.purpose}.v{change.before}"}
    prints = {"fingerprint": old.fingerprint} if old else {}
    journal(home).add({"at": at.isoformat(), **line, **named, **prints})
    return Changed(**{**change.__dict__, "is_destroyed": is_destroyed})


def _told(changes: list[Changed]) -> list[dict[str, Any]]:
    return [asdict(change) for change in changes]


def _write_whole(path: Path, text: str) -> None:
    aside = path.with_suffix(".new")
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
