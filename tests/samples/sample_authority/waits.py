"""The referrals to the trusts' therapy lists, and who is on a list at the end of a month.
How a list is written is in waits_rows; what its figures are is in truth_waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log
from random import Random

from .days import first_day, last_day, months_between, shift
from .identifiers import postcode_sector, pseudonym, stream
from .options import Options
from .providers import QUEUES, Queue

LOOK_BACK = 36
LONGEST_WAIT = 980
ORDINARY_PUPILS = 10_000


@dataclass(frozen=True, slots=True)
class Wait:
    """One person on one list; a record's key is its place among all referrals."""

    key: str
    provider: str
    pseudonym: str
    service: str
    stage: str
    referred_on: date
    clock_started_on: date | None
    seen_on: date | None
    discharged_on: date | None
    removal_reason: str
    birth_month: str
    postcode_sector: str
    gp: str
    advice_request: str

    @property
    def ended_on(self) -> date:
        return self.seen_on or self.discharged_on or date.max

    @property
    def is_waiting(self) -> bool:
        return self.seen_on is None and self.discharged_on is None


def wait_of(chance: Random, key: str, queue: Queue, month: str) -> Wait:
    referred_on = first_day(month) + timedelta(days=chance.randrange(28))
    restart = chance.randrange(5, 60) if chance.random() < 0.08 else 0
    started_on = referred_on + timedelta(days=restart)
    days = min(LONGEST_WAIT, int(chance.lognormvariate(log(queue.middle_wait), 0.8)))
    ended_on = started_on + timedelta(days=days)
    unseen = chance.random() < 0.1
    return Wait(
        key=key,
        provider=queue.provider,
        pseudonym=pseudonym(chance),
        service=queue.service,
        stage=queue.stage,
        referred_on=referred_on,
        clock_started_on=started_on,
        seen_on=None if unseen else ended_on,
        discharged_on=ended_on if unseen else None,
        removal_reason=chance.choice(("not_needed", "moved_away", "no_response")) if unseen else "",
        birth_month=shift(month, -chance.randrange(18, 200)),
        postcode_sector=postcode_sector(chance),
        gp=f"Z99{chance.randrange(40):03d}",
        advice_request="1" if chance.random() < 0.12 else "0",
    )


def referrals(options: Options, queue: Queue) -> Iterator[Wait]:
    expected = queue.referrals * options.pupils / ORDINARY_PUPILS
    first = shift(options.months[0], -LOOK_BACK)
    name = f"{queue.provider}:{queue.service}:{queue.stage}"
    for month in months_between(first, options.until):
        chance = stream(options.seed, "waits", name, month)
        count = int(expected * chance.uniform(0.75, 1.25) + chance.random())
        for number in range(count):
            yield wait_of(chance, f"{name}:{month}:{number}", queue, month)


def all_waits(options: Options) -> list[Wait]:
    return [wait for queue in QUEUES for wait in referrals(options, queue)]


def as_listed(wait: Wait, snapshot_on: date) -> Wait:
    """What the list can say at its date: later events have not happened yet."""
    started_on = wait.clock_started_on
    if started_on and started_on > snapshot_on:
        started_on = wait.referred_on
    if wait.ended_on <= snapshot_on:
        return replace(wait, clock_started_on=started_on)
    return replace(
        wait, clock_started_on=started_on, seen_on=None, discharged_on=None, removal_reason=""
    )


def listed(waits: Iterable[Wait], month: str) -> list[Wait]:
    """Everyone waiting at the end of the month, and everyone who left the list within it."""
    first, last = first_day(month), last_day(month)
    return [
        as_listed(wait, last)
        for wait in waits
        if wait.referred_on <= last and wait.ended_on >= first
    ]
