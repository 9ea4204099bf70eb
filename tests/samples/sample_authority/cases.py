"""How a request, its decision and its assessment unfold, with late entry into the case system.
The plan that may follow is drawn in plans; nothing here knows what a file looks like."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from .days import first_day, last_day, months_between, shift
from .identifiers import stream
from .options import Options
from .people import person, weighted
from .plans import plan
from .records import Assessment, Case, Decision, Event, Person
from .words import LOCALITIES, REQUEST_SOURCES, SEASONS

PEOPLE_PER_PUPIL = 0.0932
GROWTH_A_YEAR = 1.08
IN_TIME = ((-26, 0.32), (-10, 0.72), (0, 0.45))


@dataclass(frozen=True)
class History:
    """The months in which requests arrive, how many, and the last day anybody looks at."""

    months: list[str]
    weights: list[float]
    until_on: date


def history(options: Options) -> History:
    start = min(shift(options.months[0], -40), shift(options.until, -120))
    months = months_between(start, options.until)
    weights = [
        SEASONS[int(month[5:]) - 1] * GROWTH_A_YEAR ** (place / 12)
        for place, month in enumerate(months)
    ]
    return History(months, list(accumulate(weights)), last_day(options.until))


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def entered(chance: Random, happened_on: date, not_before: date | None = None) -> Event:
    """About six in a hundred events are entered one to three months late."""
    delay = chance.randrange(31, 93) if chance.random() < 0.06 else 0
    return Event(happened_on, max(later(happened_on, delay), not_before or happened_on))


def share_in_time(due_on: date, until_on: date) -> float:
    """How likely a plan due on the day is issued in time: a drift up, then down again."""
    months = (due_on - until_on).days / 30.44
    if months <= IN_TIME[0][0]:
        return IN_TIME[0][1]
    for (left, low), (right, high) in zip(IN_TIME, IN_TIME[1:], strict=False):
        if months <= right:
            return low + (high - low) * (months - left) / (right - left)
    return IN_TIME[-1][1]


def days_to_issue(chance: Random, likely: float) -> int:
    if chance.random() < likely:
        return min(140, int(chance.triangular(100, 141, 139)))
    return min(730, 141 + int(chance.expovariate(1 / 75)))


def closing(chance: Random, received_on: date, exception: bool, until_on: date) -> tuple[str, int]:
    """The outcome of an assessment and the day of the case on which it closes."""
    outcome = weighted(chance, {"Y": 910, "N": 50, "W": 22, "S": 18})
    if outcome != "Y":
        return outcome, chance.randrange(85, 150)
    likely = share_in_time(later(received_on, 140), until_on)
    return outcome, days_to_issue(chance, likely * (0.35 if exception else 1.0))


def assessment(chance: Random, received_on: date, decided: Event, until_on: date) -> Assessment:
    exception = chance.random() < 0.045
    outcome, days = closing(chance, received_on, exception, until_on)
    closed = entered(chance, later(received_on, days), decided.entered_on)
    asked_on = later(decided.happened_on, 2)
    advice = tuple((asked_on, later(asked_on, chance.randrange(15, 60))) for _ in range(5))
    return Assessment(
        final=Decision(outcome, closed),
        exception_reason=chance.choice("abcd") if exception else "",
        draft_on=None if outcome in "NW" else later(closed.happened_on, -chance.randrange(18, 30)),
        advice=advice,
        mediation="1" if outcome == "N" and chance.random() < 0.2 else "0",
        tribunal="1" if outcome == "N" and chance.random() < 0.1 else "0",
    )


def request(
    chance: Random,
    who: Person,
    attempt: int,
    received: Event,
    decision: Decision,
    assessed: Assessment | None,
    transferred_from: str = "",
) -> Case:
    """A case from its parts: it has a plan where one was issued or brought along."""
    refused = decision.outcome == "N"
    issued = assessed.final if assessed and assessed.final.outcome in "YS" else None
    begun = issued.event if issued else (received if transferred_from else None)
    return Case(
        person=who,
        attempt=attempt,
        received=received,
        source=weighted(chance, REQUEST_SOURCES),
        resident="1" if chance.random() < 0.004 else "0",
        locality=chance.choice(LOCALITIES),
        decision=decision,
        mediation="1" if refused and chance.random() < 0.15 else "0",
        tribunal="1" if refused and chance.random() < 0.08 else "0",
        assessment=assessed,
        plan=plan(chance, who, begun, transferred_from) if begun else None,
    )


def ordinary(chance: Random, who: Person, attempt: int, received_on: date, until: date) -> Case:
    received = entered(chance, received_on)
    outcome = weighted(chance, {"Y": 715, "N": 255, "W": 30})
    prompt = chance.random() < 0.85
    lag = chance.randrange(14, 43) if prompt else chance.randrange(43, 71)
    decided = entered(chance, later(received_on, lag), received.entered_on)
    assessed = assessment(chance, received_on, decided, until) if outcome == "Y" else None
    return request(chance, who, attempt, received, Decision(outcome, decided), assessed)


def transferred_in(chance: Random, who: Person, received_on: date) -> Case:
    """A plan another authority issued; for about half, its assessment was typed in as well."""
    issued_on = later(received_on, chance.randrange(90, 200))
    moved_on = later(issued_on, chance.randrange(40, 700))
    received = Event(received_on, moved_on)
    assessed = None
    if chance.random() < 0.5:
        final = Decision("Y", Event(issued_on, moved_on))
        assessed = Assessment(final, "", later(issued_on, -25), (), "0", "0")
    origin = f"{chance.randrange(201, 900)}"
    return request(chance, who, 1, received, Decision("H", received), assessed, origin)


def closed_without_plan(case: Case) -> date | None:
    """The day on which a case ended with no plan, if it did."""
    if case.decision.outcome in "NW":
        return case.decision.event.happened_on
    if case.assessment and case.assessment.final.outcome in "NW":
        return case.assessment.final.event.happened_on
    return None


def cases_of(number: int, seed: int, past: History) -> Iterator[Case]:
    chance = stream(seed, "person", number)
    month = chance.choices(past.months, cum_weights=past.weights)[0]
    received_on = later(first_day(month), chance.randrange(last_day(month).day))
    who = person(seed, number, chance, received_on, past.until_on)
    if chance.random() < 0.033:
        yield transferred_in(chance, who, received_on)
        return
    first = ordinary(chance, who, 1, received_on, past.until_on)
    yield first
    ended_on = closed_without_plan(first)
    if ended_on and chance.random() < 0.12:
        again_on = later(ended_on, chance.randrange(90, 400))
        yield ordinary(chance, who, 2, again_on, past.until_on)


def all_cases(options: Options) -> list[Case]:
    past = history(options)
    people = max(12, round(options.pupils * PEOPLE_PER_PUPIL))
    return [
        case for number in range(1, people + 1) for case in cases_of(number, options.seed, past)
    ]
