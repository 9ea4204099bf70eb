"""The publication journal: every change of state of a draft or a release, in the order it happened.

What the lines come to is in `standing`; whether a step is allowed is for the one who takes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from orchestration.audit import accesses_like, note_access, whoever_runs_this
from orchestration.chained import Chained
from orchestration.clock import at_second
from orchestration.disk import disk_told
from orchestration.home import Home
from orchestration.refusals import Refusal

State = Literal[
    "worded",
    "drafted",
    "gated",
    "blocked",
    "dropped",
    "waived",
    "approved",
    "scheduled",
    "seen_early",
    "released",
    "revising",
    "superseded",
    "reinstated",
    "withdrawn",
]
STANDS_AT = "publication: the journal stands at "
UNTOUCHED = "What is released is as it was."
WORDS = ("account", "at", "month", "name", "state", "told", "who", "why")


@dataclass(frozen=True)
class Event:
    """One line: what happened to which draft or release of a month.

    who      the person who answers for it; `account` is the user of the machine who typed it
    told     what belongs to the state: a content hash, a moment, a rule, edited words
    """

    at: str
    who: str
    account: str
    state: State
    month: str
    name: str
    why: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    before: str = ""
    seal: str = ""


class PublicationJournal:
    """The journal of one data home, only ever added to."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self.chained = Chained(home.publication / "journal.jsonl", "publication", WORDS)

    @property
    def path(self) -> Path:
        return self.chained.path

    def events(self, month: str | None = None) -> list[Event]:
        """Every line, or those of one month."""
        lines = [Event(**line) for line in self.chained.lines()]
        return [event for event in lines if month in (None, event.month)]

    def broken_at(self) -> int | None:
        """The number of the first line that is not as it was written."""
        return self.chained.broken_at()

    def is_cut(self) -> bool:
        """Whether it lacks a line that the audit log says was written: one was cut off its end, or
        it was put back from a backup that is too old."""
        held = {event.seal for event in self.events()}
        return not self._noted() <= held

    def note_head(self, at: datetime) -> None:
        """Note in the audit log how far it goes, unless that was done: an interruption may have
        come between."""
        seals = [event.seal for event in self.events()]
        if seals and seals[-1] not in self._noted():
            with disk_told("audit", UNTOUCHED):
                self._note_head(seals[-1], at)

    def _noted(self) -> set[str]:
        lines = accesses_like(self._home, STANDS_AT)
        return {line.what.removeprefix(STANDS_AT) for line in lines}

    def _note_head(self, seal: str, at: datetime) -> None:
        what = f"{STANDS_AT}{seal}"
        note_access(self._home, whoever_runs_this(), what, "-", at)

    def add(
        self,
        state: State,
        month: object,
        name: str,
        *,
        who: str,
        at: datetime,
        why: str = "",
        told: Mapping[str, Any] | None = None,
    ) -> None:
        """Write one change of state, in the audit log first: what stands here stands there too.
        Afterwards the audit log says how far this goes, so that no line is cut off unseen."""
        self.refuse_moved_clock(at)
        account = whoever_runs_this()
        by = account if who == account else f"{account} for {who}"
        said = {"at": at_second(at), "who": who, "account": account, "state": state}
        rest = {"month": str(month), "name": name, "why": why, "told": dict(told or {})}
        with disk_told(f"{state} {name or month}", UNTOUCHED):
            note_access(self._home, by, f"publication: {state} {name or month}", why or "-", at)
            self.chained.add({**said, **rest})
            self._note_head(self.chained.head(), at)

    def refuse_moved_clock(self, at: datetime) -> None:
        """Raise Refusal when it is earlier than the last line was written: an embargo would mean
        nothing by a clock that was moved."""
        last = max((event.at for event in self.events()), default="")
        if at_second(at) < last:
            what = f"The clock says {at_second(at)}, and the last line was written at {last} (UTC)."
            remedy = "Set the clock right, or wait until it is past that moment."
            raise Refusal("publication", what, remedy)


def whole_lines(home: Home) -> list[bytes]:
    """The lines as they stand in the file: the first of them are a journal that holds together."""
    return list(PublicationJournal(home).chained.written())
