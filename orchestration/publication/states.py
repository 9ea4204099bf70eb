"""What a month's drafts and releases are said to be: the words in which their standing is told.

How lines of the journal come to a standing is in `standing`.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Said:
    """Who said yes to something, when, and why."""

    who: str
    at: str
    why: str = ""


@dataclass(frozen=True)
class DraftStanding:
    """A draft: what was hashed, who made it, and how far it has come.

    whole       the hash of all of it, which an approval is pinned to
    authors     everybody who drafted it or edited its words
    queries     what the gates ask: identity -> sentence; `waived` are those answered
    changed     how many cells differ from the version of the month that is in place
    release_at  the moment before which it may not go out, in UTC
    revising    why it is to take the place of what is released, where somebody said so
    """

    name: str
    whole: str
    authors: tuple[str, ...]
    queries: dict[str, str] = field(default_factory=dict)
    blocks: tuple[str, ...] = ()
    waived: dict[str, Said] = field(default_factory=dict)
    approved: Said | None = None
    scheduled: Said | None = None
    release_at: str = ""
    changed: int = 0
    released_as: str = ""
    revising: Said | None = None
    is_gated: bool = False
    is_dropped: bool = False

    @property
    def open_queries(self) -> list[str]:
        return [query for query in self.queries if query not in self.waived]

    @property
    def state(self) -> str:
        if self.released_as:
            return "released"
        if self.scheduled:
            return "scheduled"
        if self.approved:
            return "approved"
        if self.is_dropped:
            return "dropped"
        if not self.is_gated:
            return "drafted"
        return "blocked" if self.blocks else "gated"


@dataclass(frozen=True)
class Version:
    """A released version: which draft it was, and whether it is the one in place."""

    name: str
    draft: str
    whole: str
    released: Said
    follows: str = ""
    withdrawn: Said | None = None


@dataclass(frozen=True)
class Standing:
    """All of one month, the oldest first."""

    month: str
    drafts: tuple[DraftStanding, ...] = ()
    versions: tuple[Version, ...] = ()
    edits: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def draft(self) -> DraftStanding | None:
        """The newest draft."""
        return self.drafts[-1] if self.drafts else None

    @property
    def in_place(self) -> Version | None:
        """The newest version that was not withdrawn."""
        return next((each for each in reversed(self.versions) if not each.withdrawn), None)

    @property
    def approved(self) -> DraftStanding | None:
        """The draft that was approved last, where it is not out yet; a later draft does not take
        its place until it is approved itself, and then for good."""
        for draft in reversed(self.drafts):
            if draft.released_as:
                return None
            if draft.approved:
                return draft
        return None

    @property
    def next_version(self) -> str:
        return f"{self.month}-v{len(self.versions) + 1}"

    @property
    def waiting(self) -> DraftStanding | None:
        """The newest draft, where it may yet be released."""
        held = self.draft
        return held if held and not held.released_as and not held.is_dropped else None

    @property
    def may_go_out(self) -> list[str]:
        """The drafts that are approved, or may yet be, the oldest first."""
        return list(dict.fromkeys(each.name for each in (self.approved, self.waiting) if each))

    def state_of(self, version: Version) -> str:
        if version.withdrawn:
            return "withdrawn"
        return "released" if version == self.in_place else "superseded"
