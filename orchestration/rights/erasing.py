"""Erases one person from a data home: tables, originals, refused files, records, and what is built.

What is left is a tombstone: keyed pseudonyms, counts and who decided, so that nobody comes back.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orchestration.contracts.catalogue import Catalogue
from orchestration.holds.held import Hold, Holds
from orchestration.home import Home
from orchestration.partner.drops import all_drops, drops_folder, forget
from orchestration.refusals import Refusal
from orchestration.register.landing import receive_landing
from orchestration.register.putting_away import TOMBSTONE
from orchestration.rights.enforcing import enforce
from orchestration.rights.leftovers import files_that_mention, traces_in
from orchestration.rights.records import remove_records
from orchestration.rights.tracing import Traced
from orchestration.writer import discard_unused


@dataclass(frozen=True)
class Erased:
    """What was done; `traces` are files of the home in which the person can still be read."""

    hold: Hold
    evidence: dict[str, Any]
    traces: list[str]


def erase(
    home: Home,
    catalogue: Catalogue,
    traced: Traced,
    why: str,
    said_by: str,
    at: datetime,
    *,
    with_disputed: bool = False,
) -> Erased:
    """Erase; the caller holds the writer's lock, and runs the month in place again afterwards."""
    if not traced.rows:
        raise Refusal("person", "No row of that person is held.", "Check what was typed.")
    if traced.disputed and not with_disputed:
        what = f"{traced.disputed} of the rows carry another date of birth: they may be another's."
        remedy = "Look with `person find`; have them corrected, or erase --with-disputed."
        raise Refusal("person", what, remedy)
    names = sorted(traced.names, key=lambda name: name.text)
    born_on = None if with_disputed else traced.born_on
    hold = Holds(home).add("erased", names, why, said_by, at, born_on=born_on)
    changed = enforce(home, catalogue, at)
    landed = receive_landing(catalogue, home, at)
    evidence: dict[str, Any] = {
        "rows_blanked": sum(each.blanked for each in changed),
        "deliveries_changed": len(changed),
        "originals_removed": sum(bool(each.blanked) for each in changed),
        "records_removed": remove_records(home, catalogue, traced.names),
        "landed_first": len(landed),
        "refused_files_removed": _remove_refused(home, traced),
        "error_files_removed": _remove_errors(home, traced),
        "drops_removed": _remove_drops(home, traced),
    }
    drop_builds(home)
    traces = traces_in(home, traced)
    evidence["files_still_naming"] = len(traces)
    Holds(home).note(hold, evidence)
    return Erased(hold, evidence, traces)


def drop_builds(home: Home) -> None:
    """The identifiable database and unfinished builds: the next run makes them anew from what is
    kept. Rows deleted from a database would stay in its file."""
    for path in (home.staging, home.staging.with_name(home.staging.name + ".wal")):
        path.unlink(missing_ok=True)
    discard_unused(home.builds)


def _remove_refused(home: Home, traced: Traced) -> int:
    """A refused file was answered and counts for nothing: it goes whole, and its hash stays."""
    found = files_that_mention(home, home.refused, traced)
    found = [path for path in found if path.name != TOMBSTONE]
    for path in found:
        path.unlink()
        note = path.parent / TOMBSTONE
        note.write_text('{"why": "It named a person who was erased."}\n', encoding="utf-8")
    return len(found)


def _remove_errors(home: Home, traced: Traced) -> int:
    folder = home.root / "identifiable" / "errors"
    found = files_that_mention(home, folder, traced) if folder.is_dir() else []
    for path in found:
        path.unlink()
    return len(found)


def _remove_drops(home: Home, traced: Traced) -> int:
    """Files that a supplier has not submitted are the supplier's still, and gone within a day: they
    go now. What is submitted is received next, and its rows of the person are blanked there."""
    found = [
        drop
        for drop in all_drops(home)
        if drop.state != "submitted"
        and files_that_mention(home, drops_folder(home) / drop.number, traced)
    ]
    for drop in found:
        forget(home, drop)
    return len(found)
