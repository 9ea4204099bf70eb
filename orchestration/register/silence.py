"""What has not come, and why: who should have sent what by when, and what is known of the gaps.

Silence is never nought. What did come is in `book`.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from orchestration.clock import at_second
from orchestration.contracts.language import Contract
from orchestration.home import Home
from orchestration.journal import Journal
from orchestration.months import Month
from orchestration.refusals import Refusal
from orchestration.register.book import Book, Submission

Reason = Literal["not_collected", "source_migration", "awaiting"]
REASONS: tuple[Reason, ...] = get_args(Reason)
State = Literal["received", "awaiting", "not_collected", "source_migration"]


@dataclass(frozen=True)
class Notice:
    """What somebody said of a gap: why a supplier sends nothing for some months.

    reason  not_collected: it will never come; source_migration: the system it comes from cannot be
            brought up to date; awaiting: it is still expected (takes an earlier notice back)
    """

    source: str
    supplier: str
    since: str
    until: str
    reason: Reason
    note: str
    said_by: str
    said_at: str


@dataclass(frozen=True)
class Expected:
    """One delivery that was promised: whose, for which month, by when, and how that stands.

    last_good_month  the supplier's latest month before it that did come
    """

    source: str
    supplier: str
    month: Month
    due_on: date
    state: State
    last_good_month: str | None = None
    note: str | None = None

    def is_overdue(self, at: datetime) -> bool:
        return self.state == "awaiting" and self.due_on < at.date()


class Notices:
    """What was ever said of gaps, in one data home; the latest word on a month counts."""

    def __init__(self, home: Home) -> None:
        self._journal = Journal(home.register / "notices.jsonl")

    def all(self) -> list[Notice]:
        return [Notice(**line) for line in self._journal.lines()]

    def add(
        self,
        contract: Contract,
        supplier: str,
        months: tuple[Month, Month],
        reason: Reason,
        note: str,
        said_by: str,
        at: datetime,
    ) -> Notice:
        """Say why nothing comes; raise Refusal for a supplier that promised nothing."""
        if supplier not in promised_by(contract):
            what = f"'{supplier}' is not among those who promised it."
            raise Refusal(contract.source, what, f"Known are: {promised_by(contract)}.")
        if months[1] < months[0]:
            what = f"The months end ({months[1]}) before they start ({months[0]})."
            raise Refusal(contract.source, what, "Name the first and the last month.")
        since, until = (str(month) for month in months)
        notice = Notice(
            contract.source, supplier, since, until, reason, note, said_by, at_second(at)
        )
        self._journal.add(asdict(notice))
        return notice


def promised_by(contract: Contract) -> list[str]:
    """Who promised to send it."""
    if contract.promise is None:
        return []
    return [contract.supplier.name] if contract.supplier.name else contract.promise.suppliers


def expected_until(
    contracts: dict[str, Contract],
    entries: list[Submission],
    notices: list[Notice],
    until: Month,
) -> list[Expected]:
    """Every delivery promised for a month up to `until`, by source, supplier and month."""
    came = {(entry.source, entry.supplier, entry.month) for entry in entries}
    found = []
    for contract in contracts.values():
        for supplier in promised_by(contract):
            last_good = None
            for month in _months_of(contract, until):
                said = _said_of(notices, contract.source, supplier, month)
                state: State = said.reason if said else "awaiting"
                if (contract.source, supplier, str(month)) in came:
                    state, last_good = "received", str(month)
                due_on = month.ending_on + timedelta(days=_due_days(contract))
                earlier = None if state == "received" else last_good
                note = said.note if said and state != "received" else None
                found.append(
                    Expected(contract.source, supplier, month, due_on, state, earlier, note)
                )
    return found


def latest_complete_month(home: Home, contracts: dict[str, Contract]) -> Month | None:
    """The latest month that every monthly source that was ever sent has arrived for.

    Where each delivery holds everything, every supplier must have sent it: an older one says
    nothing of later months. A month that a source promised nothing for, or that is known not to
    come, is not waited for.
    """
    came: dict[tuple[str, str], set[str]] = {}
    for entry in Book(home).accepted():
        contract = contracts.get(str(entry.source))
        if contract and contract.cadence == "monthly":
            whole = contract.each_delivery_holds == "everything"
            slot = (contract.source, str(entry.supplier) if whole else "")
            came.setdefault(slot, set()).add(str(entry.month))
    notices = Notices(home).all()
    for text in sorted(set().union(*came.values()), reverse=True):
        month = Month.parse(text)
        if all(
            text in months or not _is_waited_for(contracts[source], supplier, month, notices)
            for (source, supplier), months in came.items()
        ):
            return month
    return None


def _is_waited_for(contract: Contract, supplier: str, month: Month, notices: list[Notice]) -> bool:
    """Whether a month that did not come may still come; no supplier named means all of them."""
    if contract.promise and month.starting_on.month not in contract.promise.in_months:
        return False
    suppliers = [supplier] if supplier else promised_by(contract)
    said = [_said_of(notices, contract.source, each, month) for each in suppliers]
    return not said or any(word is None or word.reason == "awaiting" for word in said)


def _due_days(contract: Contract) -> int:
    return contract.promise.due_days if contract.promise else 0


def _months_of(contract: Contract, until: Month) -> Iterator[Month]:
    if contract.promise is None:
        return
    month = Month.parse(contract.promise.since)
    while month <= until:
        if month.starting_on.month in contract.promise.in_months:
            yield month
        month = month.next


def _said_of(notices: list[Notice], source: str, supplier: str, month: Month) -> Notice | None:
    """The latest word on a month."""
    said = [
        notice
        for notice in notices
        if (notice.source, notice.supplier) == (source, supplier)
        and notice.since <= str(month) <= notice.until
    ]
    return said[-1] if said else None
