"""What the made-up case system holds: people, cases, and for every event when it was entered.
How they come about is in people and cases; what is known on a day is in snapshot."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    surname: str
    forename: str
    born_on: date
    sex: str
    ethnicity: str
    postcode: str
    upn: str
    upn_unknown: str

    @property
    def native(self) -> str:
        return f"{self.number:06d}"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day and was entered into the case system on a later or same."""

    happened_on: date
    entered_on: date


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: str
    event: Event


@dataclass(frozen=True, slots=True)
class Assessment:
    final: Decision
    exception_reason: str
    draft_on: date | None
    advice: tuple[tuple[date, date], ...]
    mediation: str
    tribunal: str


@dataclass(frozen=True, slots=True)
class Plan:
    started_on: date
    ceased: Event | None
    cease_reason: str
    transferred_from: str
    needs: tuple[str, ...]
    urn: str
    setting: str
    setting_other: str
    residential: str
    personal_budget: str
    organised: str
    unit: str
    resourced: str
    review_shift: int
    letter_lag: int
    review_outcomes: str


@dataclass(frozen=True, slots=True)
class Case:
    """One request and everything that followed from it."""

    person: Person
    attempt: int
    received: Event
    source: str
    resident: str
    locality: str
    decision: Decision
    mediation: str
    tribunal: str
    assessment: Assessment | None
    plan: Plan | None

    @property
    def native(self) -> str:
        return f"{self.person.native}{self.attempt}"
