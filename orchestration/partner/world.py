"""What one supplier is told of its own deliveries: what is due, what came, how well, and why rows
were set aside.

Every answer is for one supplier and holds nothing of another. Its figures are in `own_figures`.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.contracts.sentences import rule_texts
from orchestration.home import Home
from orchestration.months import Month
from orchestration.register.book import Book, Submission
from orchestration.register.silence import Expected, Notices, expected_until, promised_by

ASKED = ("query", "warn")


@dataclass(frozen=True)
class Due:
    """A delivery that was promised and has not come.

    state  overdue | due (its month has ended) | coming (it has not) | excused (nobody waits)
    """

    source: str
    title: str
    month: str
    due_on: date
    state: str
    note: str = ""


@dataclass(frozen=True)
class Reason:
    """Why cells were told of in one delivery: the rule in words, and how many."""

    rule: str
    severity: str
    sentence: str
    what_to_do: str
    count: int


@dataclass(frozen=True)
class Came:
    """One delivery as the register remembers it.

    counts  whether it counts now: not refused, not replaced by a later one, not past its keeping
    """

    submission_id: str
    source: str
    title: str
    period: str
    received_at: str
    is_refused: bool
    counts: bool
    received: int
    loaded: int
    set_aside: int
    files: tuple[str, ...]
    why_refused: str = ""
    reasons: tuple[Reason, ...] = ()
    difference: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def asked(self) -> int:
        """How many cells of it are questions or were marked, and yet loaded."""
        return sum(reason.count for reason in self.reasons if reason.severity in ASKED)


@dataclass(frozen=True)
class Quality:
    """One period of one extract: how the delivery that counts fared.

    days_late  after the day on which it was due; nought or less is in time; None: no promise
    better     than the period before: True, False, or None where it is as good or the first
    """

    period: str
    received: int
    set_aside: int
    asked: int
    times_sent: int
    days_late: int | None
    better: bool | None

    @property
    def share(self) -> float:
        """Rows set aside, of a hundred received."""
        return 100 * self.set_aside / self.received if self.received else 0.0


@dataclass(frozen=True)
class Trend:
    """How the deliveries of one extract fared, the latest period first."""

    source: str
    title: str
    periods: tuple[Quality, ...]


def contracts_of(catalogue: Catalogue, supplier: str) -> dict[str, Contract]:
    """The extracts that a supplier promised, or is the only one to send."""
    return {
        source: contract
        for source, contract in catalogue.contracts.items()
        if supplier == contract.supplier.name or supplier in promised_by(contract)
    }


def suppliers_in(catalogue: Catalogue) -> list[str]:
    """Everybody who may send something."""
    contracts = catalogue.contracts.values()
    promised = {name for contract in contracts for name in promised_by(contract)}
    return sorted(promised | {c.supplier.name for c in contracts if c.supplier.name})


def called(catalogue: Catalogue, supplier: str) -> str:
    """A supplier's name as people say it."""
    labels = [row["label"] for row in _rows_of(catalogue, supplier) if row.get("label")]
    return labels[0] if labels else supplier.replace("_", " ").capitalize()


def names_of(catalogue: Catalogue, supplier: str) -> set[str]:
    """What a supplier may be called where figures say whose they are."""
    return {supplier, *(row["label"] for row in _rows_of(catalogue, supplier) if row.get("label"))}


def due(home: Home, catalogue: Catalogue, supplier: str, at: datetime) -> list[Due]:
    """What has not come, what is most overdue first; the present month is told of as coming."""
    contracts = contracts_of(catalogue, supplier)
    until = Month.of(at.date())
    promised = expected_until(contracts, Book(home).accepted(), Notices(home).all(), until)
    own = [one for one in promised if one.supplier == supplier and one.state != "received"]
    told = [_due(contracts[one.source], one, at) for one in own]
    return sorted(told, key=lambda one: (one.state == "excused", one.due_on, one.title))


def received(home: Home, catalogue: Catalogue, supplier: str) -> list[Came]:
    """Every delivery of the supplier's, the latest first.

    What was refused says nothing of its sender: it is told where only one supplier sends it.
    """
    contracts, book = contracts_of(catalogue, supplier), Book(home)
    accepted = [entry for entry in book.accepted() if entry.supplier == supplier]
    refused = [
        entry
        for entry in book.submissions()
        if entry.status == "refused"
        and entry.source in contracts
        and contracts[entry.source].supplier.name == supplier
    ]
    counting = _counting(accepted)
    told = [
        _came(contracts[str(entry.source)], entry, counts=entry.submission_id in counting)
        for entry in [*accepted, *refused]
        if entry.source in contracts
    ]
    return sorted(told, key=lambda one: (one.received_at, one.submission_id), reverse=True)


def delivery(home: Home, catalogue: Catalogue, supplier: str, submission_id: str) -> Came | None:
    """One delivery of the supplier's own; None also where it is another's."""
    found = [
        one
        for one in received(home, catalogue, supplier)
        if one.submission_id == submission_id and not one.is_refused
    ]
    return found[0] if found else None


def trends(home: Home, catalogue: Catalogue, supplier: str) -> list[Trend]:
    """For each extract, period by period, how its deliveries fared."""
    came = [one for one in received(home, catalogue, supplier) if not one.is_refused]
    found = []
    for source, contract in contracts_of(catalogue, supplier).items():
        own = [one for one in came if one.source == source]
        if own:
            periods = tuple(reversed(list(_qualities(contract, own))))
            found.append(Trend(source, contract.title, periods))
    return found


def _rows_of(catalogue: Catalogue, supplier: str) -> list[dict[str, str]]:
    """What code lists of suppliers say of one."""
    found = []
    for contract in contracts_of(catalogue, supplier).values():
        if contract.supplier.code_set:
            name, _, column = contract.supplier.code_set.partition(".")
            with catalogue.code_sets[name].open(newline="", encoding="utf-8") as rows:
                held = csv.DictReader(rows)
                found += [row for row in held if row[column or "code"] == supplier]
    return found


def _due(contract: Contract, one: Expected, at: datetime) -> Due:
    state = "coming" if one.month >= Month.of(at.date()) else "due"
    if one.state != "awaiting":
        state = "excused"
    elif one.is_overdue(at):
        state = "overdue"
    return Due(one.source, contract.title, str(one.month), one.due_on, state, one.note or "")


def _counting(accepted: list[Submission]) -> set[str]:
    kept = [entry for entry in accepted if entry.expired_at is None]
    return {e.submission_id for e in {(e.source, e.period): e for e in kept}.values()}


def _came(contract: Contract, entry: Submission, *, counts: bool) -> Came:
    tables = entry.tables.values()
    texts = rule_texts()
    reasons = [
        Reason(rule, texts[rule].severity, texts[rule].sentence, texts[rule].what_to_do, count)
        for rule, count in entry.rules.items()
        if rule in texts and entry.status != "refused"
    ]
    order = ["refuse", "set_aside", "query", "warn"]
    return Came(
        submission_id=entry.submission_id,
        source=contract.source,
        title=contract.title,
        period=entry.period if entry.month else "",
        received_at=entry.received_at,
        is_refused=entry.status == "refused",
        counts=counts,
        received=sum(count.received for count in tables),
        loaded=sum(count.loaded for count in tables),
        set_aside=sum(count.set_aside for count in tables),
        files=tuple(file.name for file in entry.files),
        why_refused=entry.reason or "" if entry.status == "refused" else "",
        reasons=tuple(sorted(reasons, key=lambda r: (order.index(r.severity), -r.count, r.rule))),
        difference=entry.difference,
    )


def _qualities(contract: Contract, own: list[Came]) -> Iterator[Quality]:
    """The oldest period first, each compared with the one before."""
    before: float | None = None
    for period in sorted({one.period for one in own}):
        sent = [one for one in own if one.period == period]
        chosen = next((one for one in sent if one.counts), sent[0])
        late = None
        if contract.promise:
            month = Month.parse(period[:7])
            first = datetime.fromisoformat(sent[-1].received_at).date()
            late = (first - month.ending_on).days - contract.promise.due_days
        told = Quality(
            period, chosen.received, chosen.set_aside, chosen.asked, len(sent), late, None
        )
        better = None if before is None or told.share == before else told.share < before
        before = told.share
        yield replace(told, better=better)
