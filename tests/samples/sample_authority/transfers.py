"""How children with a plan move from one phase of education to the next, and when that is settled.
What the case system shows of it on a day is here too; the cells of it are in sen2_plan_rows."""

from dataclasses import dataclass
from datetime import date, timedelta

from .records import Person, Plan

SCHOOL, SECONDARY, POST_16 = 3, 10, 15
LABELS = {
    3: "Early years to school", 6: "Infant to junior school", 8: "First to middle school",
    10: "Primary to secondary school", 11: "Middle to upper school",
    15: "Secondary school to post-16",
}  # fmt: skip
WORDS = {3: "Primary", 6: "Junior", 8: "Middle", 10: "secondary", 11: "Upper", 15: "Post-16"}


@dataclass(frozen=True)
class Transfer:
    """What the case system says of the move that is next, or of the last one."""

    phase: str
    final_on: date | None


def move_year(day: date) -> int:
    """The year in which a day's school year ends, and in which whoever moves then moves."""
    return day.year + (day.month >= 9)


def age_before(who: Person, year: int) -> int:
    """Age on the last day of August before the school year that ends in the year."""
    return year - 1 - move_year(who.born_on)


def is_in_middle_school(plan: Plan) -> bool:
    return plan.review_shift % 11 == 5


def phase_told(who: Person, plan: Plan, year: int) -> str:
    """The word for the next phase, where somebody typed it."""
    age, number = age_before(who, year), plan.review_shift
    if age == SECONDARY and is_in_middle_school(plan):
        return WORDS[11]
    often = {SCHOOL: 2, SECONDARY: 2, POST_16: 2, 6: 3, 8: 5, 11: 5}.get(age, 0)
    return WORDS[age] if often and number % often == 0 else ""


def move(who: Person, plan: Plan, year: int) -> str:
    """From which phase to which a child moves in the year; empty where not at all."""
    age, told = age_before(who, year), phase_told(who, plan, year)
    if age in (SCHOOL, SECONDARY, POST_16):
        return LABELS[age] if told in ("", WORDS[age]) else ""
    return LABELS[age] if told else ""


def due_on(label: str, year: int) -> date:
    return date(year, 3, 31) if label == LABELS[POST_16] else date(year, 2, 15)


def final_on(who: Person, plan: Plan, year: int) -> date | None:
    """The day the plan names the next setting: six weeks before it is due, to three after."""
    label = move(who, plan, year)
    if not label:
        return None
    day = due_on(label, year) + timedelta(days=plan.review_shift - 20)
    return day if day > plan.started_on else None


def transfer_by(who: Person, plan: Plan, known_on: date) -> Transfer:
    """The last day that a plan was made final for a move stays until there is another."""
    year = move_year(known_on)
    days = [final_on(who, plan, one) for one in (year - 1, year)]
    known = [day for day in days if day is not None and day <= known_on]
    return Transfer(phase_told(who, plan, year), known[-1] if known else None)
