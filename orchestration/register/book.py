"""The register: one line for each delivery, only ever added to, and the truth about what came in.

What a delivery must satisfy is judged elsewhere; this module remembers and answers questions.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock

from orchestration.contracts.language import Contract
from orchestration.home import Home
from orchestration.months import Month

Status = Literal["accepted", "refused", "again"]


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

    rules   how many rows broke which rule, and for a refusal the rule it was refused for
    reason  for a refusal: what was wrong and what to do; never a value of a row
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


class Book:
    """The register of one data home."""

    def __init__(self, home: Home) -> None:
        self._path = home.register / "register.jsonl"
        self._lock = FileLock(home.register / "register.lock")

    def submissions(self) -> list[Submission]:
        """All deliveries in the order of arrival; a line cut short by a crash is not one yet."""
        if not self._path.exists():
            return []
        whole = self._path.read_bytes().rpartition(b"\n")[0]
        return [_submission(json.loads(line)) for line in whole.splitlines() if line]

    def add(self, submission: Submission) -> None:
        """Write one line and see it safe on disk before returning."""
        line = json.dumps(asdict(submission), ensure_ascii=False, sort_keys=True) + "\n"
        with self._lock:
            self._drop_torn_line()
            with self._path.open("a", encoding="utf-8", newline="\n") as book:
                book.write(line)
                book.flush()
                os.fsync(book.fileno())

    def accepted(self) -> list[Submission]:
        return [entry for entry in self.submissions() if entry.status == "accepted"]

    def find(self, submission_id: str) -> Submission | None:
        matches = (s for s in self.accepted() if s.submission_id == submission_id)
        return next(matches, None)

    def newest(self, source: str, supplier: str, month: str) -> Submission | None:
        slot = (source, supplier, month)
        held = [s for s in self.accepted() if (s.source, s.supplier, s.month) == slot]
        return held[-1] if held else None

    def is_newest(self, held: Submission) -> bool:
        """Whether nothing else has been accepted for its slot since."""
        newest = self.newest(str(held.source), str(held.supplier), str(held.month))
        return newest is not None and newest.submission_id == held.submission_id

    def in_force(self, contracts: dict[str, Contract], month: Month) -> list[Submission]:
        """What counts for a reporting month: the newest delivery for each slot up to that month.

        Where each delivery holds everything, only the supplier's latest month counts.
        """
        slots: dict[tuple[str, ...], Submission] = {}
        for entry in self.accepted():
            if entry.source not in contracts or str(entry.month) > str(month):
                continue
            whole = contracts[entry.source].each_delivery_holds == "everything"
            slot = (entry.source, str(entry.supplier), "" if whole else str(entry.month))
            held = slots.get(slot)
            if held is None or str(held.month) <= str(entry.month):
                slots[slot] = entry
        return [slots[slot] for slot in sorted(slots)]

    def latest_complete_month(self, contracts: dict[str, Contract]) -> Month | None:
        """The latest month that every monthly source that was ever sent has arrived for.

        Where each delivery holds everything, every supplier must have sent it: an older one says
        nothing of later months.
        """
        months: dict[tuple[str, str], set[str]] = {}
        for entry in self.accepted():
            contract = contracts.get(str(entry.source))
            if contract and contract.cadence == "monthly":
                whole = contract.each_delivery_holds == "everything"
                slot = (contract.source, str(entry.supplier) if whole else "")
                months.setdefault(slot, set()).add(str(entry.month))
        shared = set.intersection(*months.values()) if months else set()
        return Month.parse(max(shared)) if shared else None

    def _drop_torn_line(self) -> None:
        if not self._path.exists():
            return
        whole = self._path.read_bytes()
        if whole and not whole.endswith(b"\n"):
            keep = len(whole.rpartition(b"\n")[0])
            with self._path.open("r+b") as book:
                book.truncate(keep + 1 if keep else 0)


def at_second(moment: datetime) -> str:
    return moment.replace(microsecond=0, tzinfo=None).isoformat()


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
