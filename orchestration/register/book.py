"""The register: one line for each delivery, only ever added to, and the truth about what came in.

What a delivery must satisfy is judged elsewhere; this module remembers and answers questions.
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from orchestration.clock import at_second
from orchestration.contracts.language import Contract
from orchestration.home import Home
from orchestration.journal import Journal
from orchestration.months import Month

Status = Literal["accepted", "refused", "again", "amended", "expired"]


@dataclass(frozen=True)
class DeliveredFile:
    """A file as it was delivered; `sha256` is of its bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class TableCount:
    """received = loaded + set_aside, or the delivery is refused."""

    received: int
    loaded: int
    set_aside: int


@dataclass(frozen=True)
class Submission:
    """One delivery of one source for one period, as the register remembers it.

    status      a later line of an accepted one may say that rows of it were set aside since, or
                let through (`amended`), or that it is no longer kept (`expired`)
    part        the day, where its source has a delivery for each of several days of a month
    rules       how many rows broke which rule, and for a refusal the rule it was refused for
    difference  for a resubmission: table -> rows added, removed and changed
    encodings   file -> how its text was encoded, where that was not UTF-8
    reason      for a refusal: what was wrong and what to do; never a value of a row
    """

    submission_id: str
    status: Status
    source: str | None
    supplier: str | None
    month: str | None
    received_at: str
    files: list[DeliveredFile]
    tables: dict[str, TableCount] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    supersedes: str | None = None
    reason: str | None = None
    part: str = ""
    difference: dict[str, dict[str, int]] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)
    expired_at: str | None = None

    @property
    def period(self) -> str:
        """The month, or the day where there is one for each of several days."""
        return self.part or str(self.month)

    @property
    def rows(self) -> int:
        """Rows received, in all tables together."""
        return sum(count.received for count in self.tables.values())


class Book:
    """The register of one data home."""

    def __init__(self, home: Home) -> None:
        self._journal = Journal(home.register / "register.jsonl")

    def submissions(self) -> list[Submission]:
        """All deliveries in the order of arrival."""
        return [_submission(line) for line in self._journal.lines()]

    def add(self, submission: Submission) -> None:
        self._journal.add(asdict(submission))

    def accepted(self) -> list[Submission]:
        """Every delivery that was accepted, as it stands now, in the order of arrival."""
        held: dict[str, Submission] = {}
        for entry in self.submissions():
            known = held.get(entry.submission_id)
            if entry.status == "accepted":
                held[entry.submission_id] = entry
            elif known and entry.status == "amended":
                held[entry.submission_id] = replace(known, tables=entry.tables, rules=entry.rules)
            elif known and entry.status == "expired":
                held[entry.submission_id] = replace(known, expired_at=entry.received_at)
        return list(held.values())

    def kept(self) -> list[Submission]:
        """Those whose rows are still kept: what has expired counts no longer."""
        return [entry for entry in self.accepted() if entry.expired_at is None]

    def amend(
        self, held: Submission, tables: dict[str, TableCount], rules: dict[str, int], at: datetime
    ) -> None:
        """Say what counts of a delivery from now on; what was said of it before is not touched."""
        moment = at_second(at)
        self.add(replace(held, status="amended", received_at=moment, tables=tables, rules=rules))

    def expire(self, held: Submission, at: datetime, reason: str) -> None:
        """Say that the rows of a delivery are no longer kept."""
        self.add(replace(held, status="expired", received_at=at_second(at), reason=reason))

    def find(self, submission_id: str) -> Submission | None:
        matches = (s for s in self.accepted() if s.submission_id == submission_id)
        return next(matches, None)

    def of_content(self, identity: str) -> list[Submission]:
        """Every time that the same bytes were accepted; from the second on the name has a number,
        for each time they are judged anew beside what else is known by then."""
        return [s for s in self.accepted() if s.submission_id.partition("-")[0] == identity]

    def newest(self, source: str, supplier: str, period: str) -> Submission | None:
        """What counts for one month, or for one day of it."""
        slot = (source, supplier, period)
        held = [s for s in self.kept() if (s.source, s.supplier, s.period) == slot]
        return held[-1] if held else None

    def earlier(self, source: str, supplier: str) -> dict[str, Submission]:
        """What counts for each period that a supplier has sent, by period, the oldest first."""
        held = [s for s in self.kept() if (s.source, s.supplier) == (source, supplier)]
        newest = {entry.period: entry for entry in held}
        return {period: newest[period] for period in sorted(newest)}

    def is_newest(self, held: Submission) -> bool:
        """Whether nothing else has been accepted for its slot since."""
        newest = self.newest(str(held.source), str(held.supplier), held.period)
        return newest is not None and newest.submission_id == held.submission_id

    def in_force(self, contracts: dict[str, Contract], month: Month) -> list[Submission]:
        """What counts for a reporting month: the newest delivery for each slot up to that month.

        Where each delivery holds everything, only the supplier's latest counts.
        """
        return _in_force(self.kept(), contracts, month)

    def of_each_month(self, contracts: dict[str, Contract], month: Month) -> list[Submission]:
        """The newest delivery of every slot up to a month, also where the latest holds everything:
        what each of them told of its own day."""
        return _in_force(self.kept(), contracts, month, every_slot=True)

    def counted_before(self, contracts: dict[str, Contract], month: Month) -> list[Submission]:
        """What would count for a month and is no longer kept: figures lack it from now on."""
        entries = _in_force(self.accepted(), contracts, month)
        return [entry for entry in entries if entry.expired_at]


def _in_force(
    entries: list[Submission],
    contracts: dict[str, Contract],
    month: Month,
    *,
    every_slot: bool = False,
) -> list[Submission]:
    slots: dict[tuple[str, ...], Submission] = {}
    for entry in entries:
        if entry.source not in contracts or str(entry.month) > str(month):
            continue
        whole = contracts[entry.source].each_delivery_holds == "everything" and not every_slot
        slot = (entry.source, str(entry.supplier), "" if whole else entry.period)
        held = slots.get(slot)
        if held is None or held.period <= entry.period:
            slots[slot] = entry
    return [slots[slot] for slot in sorted(slots)]


def _submission(data: dict[str, Any]) -> Submission:
    return Submission(
        **{
            **data,
            "files": [DeliveredFile(**file) for file in data["files"]],
            "tables": {name: TableCount(**count) for name, count in data["tables"].items()},
        }
    )


def submission_folder(home: Home, submission: Submission) -> Path:
    """Where an accepted delivery's files lie, written once."""
    return home.received / str(submission.source) / submission.submission_id
