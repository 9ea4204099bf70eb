"""What one supplier is told of its own deliveries: what is due, what came, why rows were left out.

Every answer is for one supplier and holds nothing of another. How deliveries fare over time is in
`quality`, and its figures are in `own_figures`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.contracts.sentences import rule_texts
from orchestration.home import Home
from orchestration.months import Month
from orchestration.partner.suppliers import contracts_of
from orchestration.register.book import Book, Submission
from orchestration.register.silence import Expected, Notice, Notices, expected_until

ASKED = ("query", "warn")


@dataclass(frozen=True)
class Known:
    """What the register and the notices say of everybody: to ask for one supplier's part of it."""

    submissions: list[Submission]
    accepted: list[Submission]
    notices: list[Notice]


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
class Late:
    """What of one extract is overdue: its months, and the day since which the first of them is."""

    source: str
    title: str
    months: tuple[str, ...]
    since: date


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


def known(home: Home) -> Known:
    """Read the register once for all questions of a page."""
    book = Book(home)
    return Known(book.submissions(), book.accepted(), Notices(home).all())


def due(known: Known, catalogue: Catalogue, supplier: str, at: datetime) -> list[Due]:
    """What has not come, what is most overdue first; the present month is told of as coming."""
    contracts = contracts_of(catalogue, supplier)
    until = Month.of(at.date())
    promised = expected_until(contracts, known.accepted, known.notices, until)
    own = [one for one in promised if one.supplier == supplier and one.state != "received"]
    told = [_due(contracts[one.source], one, at) for one in own]
    return sorted(told, key=lambda one: (one.state == "excused", one.due_on, one.title))


def late(promised: list[Due]) -> list[Late]:
    """What is overdue, by extract, the longest overdue first."""
    held: dict[str, list[Due]] = {}
    for one in promised:
        if one.state == "overdue":
            held.setdefault(one.source, []).append(one)
    found = [
        Late(
            source,
            own[0].title,
            tuple(sorted(one.month for one in own)),
            min(one.due_on for one in own),
        )
        for source, own in held.items()
    ]
    return sorted(found, key=lambda one: (one.since, one.title))


def received(known: Known, catalogue: Catalogue, supplier: str) -> list[Came]:
    """Every delivery of the supplier's, the latest first.

    What was refused says nothing of its sender: it is told where only one supplier sends it.
    """
    contracts = contracts_of(catalogue, supplier)
    accepted = [entry for entry in known.accepted if entry.supplier == supplier]
    refused = [
        entry
        for entry in known.submissions
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
    return sorted(told, key=lambda one: (one.received_at, one.period, one.title), reverse=True)


def delivery(known: Known, catalogue: Catalogue, supplier: str, submission_id: str) -> Came | None:
    """One delivery of the supplier's own; None also where it is another's."""
    found = [
        one
        for one in received(known, catalogue, supplier)
        if one.submission_id == submission_id and not one.is_refused
    ]
    return found[0] if found else None


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
