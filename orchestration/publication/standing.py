"""How a month's drafts and releases stand, read from the journal and from nothing else.

The same lines always come to the same standing; files are not looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from orchestration.publication.journal import Event
from orchestration.publication.people import is_one_of
from orchestration.publication.states import DraftStanding, Said, Standing, Version


def standing_of(events: Iterable[Event], month: object) -> Standing:
    """How one month stands after these lines."""
    told = Standing(str(month))
    for event in events:
        if event.month == told.month:
            told = _after(told, event)
    return told


def followed(events: Sequence[Event], month: object) -> str:
    """The release that a month's next one comes after: of the month itself, else of the latest
    month before it; empty for the first."""
    in_place = {each.month: each.in_place for each in standings(events)}
    before = [held for told, held in in_place.items() if told <= str(month) and held]
    return before[-1].name if before else ""


def standings(events: Sequence[Event]) -> list[Standing]:
    """How every month stands that has a line."""
    months = sorted({event.month for event in events})
    return [standing_of(events, month) for month in months]


def _after(told: Standing, event: Event) -> Standing:
    said = Said(event.who, event.at, event.why)
    if event.state == "worded":
        edits = {**told.edits, **event.told["words"]}
        return replace(told, edits={name: one for name, one in edits.items() if one["words"]})
    if event.state == "drafted":
        return _drafted(told, event)
    if event.state == "revising":
        return _revised(told, event, said)
    if event.state == "released":
        version = Version(
            event.name, event.told["draft"], event.told["whole"], said, event.told["follows"]
        )
        told = replace(told, versions=(*told.versions, version))
        return _changed(told, event.told["draft"], released_as=event.name)
    if event.state == "withdrawn" and event.name.startswith(f"{event.month}-draft-"):
        return _changed(told, event.name, approved=None, scheduled=None, release_at="")
    if event.state == "withdrawn":
        versions = [
            replace(each, withdrawn=said) if each.name == event.name else each
            for each in told.versions
        ]
        return replace(told, versions=tuple(versions), drafts=_without_reason(told))
    return _further(told, event, said)


def _further(told: Standing, event: Event, said: Said) -> Standing:
    """What happens to a draft on its way."""
    if event.state in ("gated", "blocked"):
        blocks, queries = event.told["blocks"], event.told["queries"]
        return _changed(
            told, event.name, blocks=tuple(blocks), queries=dict(queries), is_gated=True
        )
    if event.state == "dropped":
        back = {"approved": None, "scheduled": None, "release_at": "", "revising": None}
        return _changed(told, event.name, is_dropped=True, **back)
    if event.state == "waived":
        held = next(each for each in told.drafts if each.name == event.name)
        return _changed(told, event.name, waived={**held.waived, event.told["query"]: said})
    if event.state == "approved":
        return _approved(told, event.name, said)
    if event.state == "scheduled":
        return _changed(told, event.name, scheduled=said, release_at=event.told["release_at"])
    return told


def _approved(told: Standing, name: str, said: Said) -> Standing:
    """One draft of a month is approved at a time: should it be taken back, none before it returns
    by itself."""
    for draft in told.drafts:
        if draft.name != name and not draft.released_as:
            told = _changed(told, draft.name, approved=None, scheduled=None, release_at="")
    return _changed(told, name, approved=said)


def _revised(told: Standing, event: Event, said: Said) -> Standing:
    """A reason is of the draft that it was said for; who says it answers for that draft too."""
    name = str(event.told.get("draft") or (told.waiting.name if told.waiting else ""))
    for draft in told.drafts:
        if draft.name == name:
            authors = _with(draft.authors, event.who)
            told = _changed(told, name, revising=said, authors=authors)
    return told


def _without_reason(told: Standing) -> tuple[DraftStanding, ...]:
    """What waits was to take the place of a version that is withdrawn; the approved stays as it
    was approved."""
    return tuple(each if each.approved else replace(each, revising=None) for each in told.drafts)


def _with(authors: Sequence[str], *others: str) -> tuple[str, ...]:
    known = list(authors)
    for who in others:
        if not is_one_of(who, known):
            known.append(who)
    return tuple(known)


def _drafted(told: Standing, event: Event) -> Standing:
    """A new draft, or somebody who drafted the same again and answers for it too."""
    held = [each for each in told.drafts if each.name == event.name]
    editors = [edit["who"] for edit in told.edits.values()]
    known = held[0].authors if held else ()
    authors = _with(known, event.who, *editors)
    if held:
        return _changed(told, event.name, authors=authors)
    draft = DraftStanding(event.name, event.told["whole"], authors, changed=event.told["changed"])
    return replace(told, drafts=(*told.drafts, draft))


def _changed(told: Standing, name: str, **changes: Any) -> Standing:
    drafts = tuple(replace(each, **changes) if each.name == name else each for each in told.drafts)
    return replace(told, drafts=drafts)
