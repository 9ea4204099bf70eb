"""The cells of the plan tables of a SEN2 export: named, active, placed and reviewed.
The rest of the export is in sen2_rows."""

from dataclasses import dataclass
from datetime import date, timedelta

from .days import blade
from .records import Person, Plan
from .snapshot import Known
from .transfers import transfer_by

YEAR = 365


@dataclass(frozen=True)
class Review:
    """The last review meeting by a day, and what followed from it by then."""

    meeting_on: date | None
    outcome: str
    decided_on: date | None
    due_on: date
    final_on: date | None


def anniversary(plan: Plan, number: int) -> date:
    return plan.started_on + timedelta(days=number * YEAR + plan.review_shift)


def review_by(plan: Plan, known_on: date) -> Review:
    """A decision shows once its letter is out, so never before its own meeting."""
    number = (known_on - plan.started_on).days // YEAR + 1
    while number > 0 and anniversary(plan, number) > known_on:
        number -= 1
    if number == 0:
        return Review(None, "", None, plan.started_on + timedelta(days=YEAR), None)
    meeting_on = anniversary(plan, number)
    due_on = meeting_on + timedelta(days=YEAR)
    decided_on = meeting_on + timedelta(days=plan.letter_lag)
    if decided_on > known_on:
        return Review(meeting_on, "", None, due_on, None)
    outcome = plan.review_outcomes[number % len(plan.review_outcomes)]
    final_on = decided_on + timedelta(days=40 + plan.review_shift)
    shown = final_on if outcome == "A" and final_on <= known_on else None
    return Review(meeting_on, outcome, decided_on, due_on, shown)


def named_plan_cells(parent: str, view: Known, plan: Plan) -> list[str]:
    return [
        parent,
        blade(plan.started_on),
        plan.residential,
        "",
        plan.personal_budget,
        plan.organised,
        "",
        blade(view.ceased_on),
        plan.cease_reason if view.ceased_on else "",
    ]


def detail_cells(parent: str, plan: Plan) -> list[str]:
    return [
        parent, plan.urn, "", plan.setting, plan.setting_other, "1", plan.unit, plan.resourced,
    ]  # fmt: skip


def active_plan_cells(parent: str, who: Person, plan: Plan, known_on: date) -> list[str]:
    review = review_by(plan, known_on)
    transfer = transfer_by(who, plan, known_on)
    return [
        parent,
        plan.transferred_from,
        blade(review.meeting_on),
        review.outcome,
        blade(review.decided_on),
        blade(review.due_on),
        blade(review.decided_on) if review.outcome == "A" else "",
        blade(review.final_on),
        transfer.phase,
        blade(transfer.final_on),
    ]


def placement_cells(parent: str, plan: Plan) -> list[str]:
    return [
        parent, plan.urn, "", plan.setting, plan.setting_other, "1", blade(plan.started_on), "",
        plan.residential, "", plan.unit, plan.resourced,
    ]  # fmt: skip
