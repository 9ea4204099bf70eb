"""Lets an approved draft out at its moment, revises and withdraws; nothing is ever deleted.

The folder comes first, then the line in the journal, then the one switch. What an interruption
leaves undone is finished by whatever command comes next: see `settling`.
"""

from collections.abc import Sequence
from datetime import datetime

from orchestration.audit import whoever_runs_this
from orchestration.gates.values import refuse_text
from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.calendar import Calendar, TooEarly
from orchestration.publication.journal import Event
from orchestration.publication.people import People
from orchestration.publication.standing import standing_of
from orchestration.publication.states import DraftStanding, Standing
from orchestration.refusals import Refusal
from orchestration.release.dataset import as_csv
from orchestration.release.folders import (
    HASHES,
    MANIFEST,
    WHOLE,
    files_in,
    manifest_in,
    put_in_place,
    refuse_faults,
    sealed,
)
from orchestration.release.gathering import ACCOUNTS, DRAFT_NOTICE, GATE_PAGES
from orchestration.release.made_since import refuse_blocked_since, told_since
from orchestration.release.reasons import refuse_reason
from orchestration.release.remembering import refuse_unless_attacked, remember_cells
from orchestration.release.settling import Answer, opened, settle

EARLY_SIGHT = "pre_release_access.csv"
HEADING = ("post", "why", "seen_at_utc")


def release(
    home: Home,
    people: People,
    calendar: Calendar,
    month: Month,
    who: str,
    at: datetime,
    why: str = "",
) -> Answer:
    """Release the approved draft, if its moment has come: readers see the one before, then it.

    who  somebody on the list; empty where a scheduler says it, which answers by its account
    why  why it goes out all the same, where a later draft is blocked
    """
    by = people.in_role(who, "author", "approver").name if who else whoever_runs_this()
    journal, standing = opened(home, month, at)
    draft = standing.approved
    if draft is None or not draft.release_at:
        return _nothing_due(standing)
    release_at = datetime.fromisoformat(draft.release_at)
    if at < release_at:
        what = f"{draft.name} is under embargo until {calendar.shown(release_at)}."
        raise TooEarly("--release", what, "Say it again then; nothing was released.")
    although = refuse_blocked_since(home, people, standing, who, why)
    refuse_faults(home.drafts / draft.name, draft.whole)
    refuse_unless_attacked(home, draft.name, "--release", month)
    events = journal.events(standing.month)
    name, held = standing.next_version, files_in(home.drafts / draft.name)
    files = released_files(held, manifest_in(home.drafts / draft.name), standing, draft, events)
    refuse_text("release", {name: files[name].decode() for name in (EARLY_SIGHT, MANIFEST)})
    folder = put_in_place(home.releases, name, files)
    remember_cells(home, draft.name, name, at)
    told: dict[str, object] = {
        "draft": draft.name,
        "whole": str(manifest_in(folder)[WHOLE]),
        "follows": standing.in_place.name if standing.in_place else "",
    }
    told |= {"although": although} if although else {}
    because, since = draft.revising.why if draft.revising else "", told_since(home, standing)
    journal.add("released", month, name, who=by, at=at, why=because, told=told)
    settle(home, journal, at)
    said = f"Released: {name}, in {folder}" + (f"\n{since}" if since else "")
    return Answer(said, True, standing.month, name, "released", str(folder))


def released_files(
    files: dict[str, bytes],
    drafted: dict[str, object],
    standing: Standing,
    draft: DraftStanding,
    events: Sequence[Event],
) -> dict[str, bytes]:
    """What was approved, byte for byte, with who saw it early and how it came to be released."""
    kept = {name: held for name, held in files.items() if not _stays(name)}
    mine = [event for event in events if event.name == draft.name]
    kept[EARLY_SIGHT] = _early_sight(mine)
    posts = [str(event.told["post"]) for event in mine if event.state == "approved"]
    told = {word: said for word, said in drafted.items() if word not in (HASHES, WHOLE)}
    told |= {
        "status": standing.next_version,
        "draft": draft.name,
        "draft_whole": draft.whole,
        "gate_pages": f"drafts/{draft.name}/{GATE_PAGES}",
        "release_at": draft.release_at,
        "approved_by": posts[-1] if posts else "",
        "waivers": {query.rpartition(" ")[0]: said.why for query, said in draft.waived.items()},
        "supersedes": standing.in_place.name if standing.in_place else "",
        "revised_because": draft.revising.why if draft.revising else "",
    }
    return sealed(kept, told)


def _stays(name: str) -> bool:
    """What is for those who work on a release stays with its draft."""
    return name in (MANIFEST, DRAFT_NOTICE, ACCOUNTS) or name.startswith(f"{GATE_PAGES}/")


def revise(home: Home, people: People, month: Month, who: str, why: str, at: datetime) -> Answer:
    """Say why a released month is revised; the newest draft may then be approved in its place."""
    who = people.in_role(who, "author", "approver").name
    journal, standing = opened(home, month, at)
    version = standing.in_place
    if version is None:
        what = f"Nothing of {month} is released."
        raise Refusal("--revise", what, f"Draft it: sendmart publish --month {month}.")
    if standing.waiting is None:
        what = f"What is known now comes to what {version.name} says: there is nothing to revise."
        raise Refusal("--revise", what, "A correction has to be received first.")
    refuse_reason("--revise", why, "A revision has a reason.")
    draft = standing.waiting
    if draft.revising and draft.revising.why == why:
        said = f"{version.name} is already being revised, by {draft.name}."
        return Answer(said, False, standing.month, draft.name, draft.state)
    told = {"draft": draft.name}
    journal.add("revising", month, version.name, who=who, at=at, why=why, told=told)
    said = f"Revising {version.name}: {draft.name} changes {draft.changed} cells."
    return Answer(said, True, standing.month, draft.name, draft.state)


def withdraw(
    home: Home, people: People, month: Month, who: str, why: str, at: datetime, name: str = ""
) -> Answer:
    """Take a release, or an approval, back: the version before is in place again, or none is."""
    person = people.in_role(who, "approver")
    refuse_reason("--withdraw", why, "A withdrawal has a reason.")
    journal, standing = opened(home, month, at)
    target = name or _newest(standing)
    drafts = {draft.name: draft for draft in standing.drafts if not draft.released_as}
    versions = {version.name: version for version in standing.versions}
    if target in versions:
        held = versions[target].withdrawn
        if held:
            said = f"{target} is already withdrawn ({held.why})"
            return Answer(said, False, standing.month, target, "withdrawn")
    elif target not in drafts or not drafts[target].approved:
        known = ", ".join([*versions, *drafts]) or "none"
        what = f"Neither released nor approved: {target or 'anything'}. Known: {known}."
        raise Refusal("--withdraw", what, "Name one with --release-name.")
    journal.add("withdrawn", month, target, who=person.name, at=at, why=why)
    settle(home, journal, at)
    after = standing_of(journal.events(), month)
    place = after.in_place.name if after.in_place else "nothing"
    said = f"Withdrawn: {target}. In place for {month} is {place}."
    return Answer(said, True, standing.month, target, "withdrawn")


def _newest(standing: Standing) -> str:
    """What `--withdraw` is about when nothing is named: the newest version, and where none is
    released, the approved draft. Said twice it means the same, not the version before; where there
    are both, it is not for us to choose."""
    if standing.versions and standing.approved:
        version, draft = standing.versions[-1].name, standing.approved
        what = f"There are two: {version}, and {draft.name}, which is {draft.state}."
        raise Refusal("--withdraw", what, "Name the one that is meant with --release-name.")
    if standing.versions:
        return standing.versions[-1].name
    return standing.approved.name if standing.approved else ""


def _nothing_due(standing: Standing) -> Answer:
    version, draft = standing.in_place, standing.approved or standing.waiting
    if version:
        waits = f" {draft.name} waits: it is {draft.state}." if draft else ""
        said = f"{version.name} is already released.{waits}"
        return Answer(said, False, standing.month, version.name, "released")
    if draft is None:
        what = f"No draft of {standing.month} waits."
        raise Refusal("--release", what, f"Draft it: sendmart publish --month {standing.month}.")
    what = f"{draft.name} is {draft.state}, not scheduled."
    raise Refusal("--release", what, "It is first approved, then scheduled: --status says how far.")


def _early_sight(events: Sequence[Event]) -> bytes:
    """Everybody who was allowed to see it early by their post, and when they did."""
    seen: dict[tuple[str, str], list[str]] = {}
    for event in events:
        if event.state == "scheduled":
            for one in event.told["early_sight"]:
                seen.setdefault((one["post"], one["why"]), [])
        if event.state == "seen_early":
            seen.setdefault((event.told["post"], event.told["why"]), []).append(event.at)
    rows = [
        (post, why, moment)
        for (post, why), moments in sorted(seen.items())
        for moment in moments or [""]
    ]
    return as_csv([HEADING, *rows]).encode()
