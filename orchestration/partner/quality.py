"""How the deliveries of one supplier fare over time: what was left out, and how late they were.

What came is in `world`; nothing of another supplier is looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.months import Month
from orchestration.partner.suppliers import contracts_of
from orchestration.partner.world import Came, Known, received


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


def trends(known: Known, catalogue: Catalogue, supplier: str) -> list[Trend]:
    """For each extract, period by period, how its deliveries fared."""
    came = [one for one in received(known, catalogue, supplier) if not one.is_refused]
    found = []
    for source, contract in contracts_of(catalogue, supplier).items():
        own = [one for one in came if one.source == source]
        if own:
            periods = tuple(reversed(list(_qualities(contract, own))))
            found.append(Trend(source, contract.title, periods))
    return found


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
