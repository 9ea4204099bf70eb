"""What the case system knows of a case on a given day: late entries are not there yet.
How that is written in an export is in sen2_rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .records import Case, Decision, Plan

DATED_OUTCOMES = frozenset("YNS")


@dataclass(frozen=True, slots=True)
class Known:
    """One case as known on a day; no assessment outcome means there is no assessment."""

    case: Case
    request_outcome: str
    request_outcome_on: date | None
    assessment_outcome: str | None
    assessment_outcome_on: date | None
    plan: Plan | None
    ceased_on: date | None
    is_active: bool

    @property
    def transferred_from(self) -> str:
        """The authority that an active plan came from, as its active plan row says."""
        return self.plan.transferred_from if self.plan and self.is_active else ""


def outcome_known(decision: Decision, known_on: date) -> tuple[str, date | None]:
    if decision.event.entered_on > known_on:
        return "A", None
    dated = decision.outcome in DATED_OUTCOMES
    return decision.outcome, decision.event.happened_on if dated else None


def plan_known(case: Case, assessment_outcome: str | None) -> Plan | None:
    if case.plan is None:
        return None
    if case.plan.transferred_from or assessment_outcome in ("Y", "S"):
        return case.plan
    return None


def known(case: Case, known_on: date) -> Known | None:
    """The case as known on the day, or nothing where the request is not entered yet."""
    if case.received.entered_on > known_on:
        return None
    outcome, outcome_on = outcome_known(case.decision, known_on)
    assessment_outcome: str | None = None
    assessment_outcome_on: date | None = None
    if case.assessment and outcome in "YH":
        assessment_outcome, assessment_outcome_on = outcome_known(case.assessment.final, known_on)
    plan = plan_known(case, assessment_outcome)
    ceased_on = None
    if plan and plan.ceased and plan.ceased.entered_on <= known_on:
        ceased_on = plan.ceased.happened_on
    active = plan is not None and (ceased_on is None or ceased_on >= known_on)
    return Known(
        case,
        outcome,
        outcome_on,
        assessment_outcome,
        assessment_outcome_on,
        plan,
        ceased_on,
        active,
    )


def snapshot(cases: Iterable[Case], known_on: date) -> list[Known]:
    return [view for case in cases if (view := known(case, known_on)) is not None]
