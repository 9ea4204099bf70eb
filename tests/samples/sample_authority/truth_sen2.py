"""The right answer of the plan measures, from what the case system knew at the last month's end.
Records that were set aside, and all below them, are left out; no file is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from .days import last_day, month_of, months_ending
from .figures import Figure, joined, percent
from .planting import Marks
from .snapshot import Known

LIMIT = 140
MONTHS = 24
BANDS = (
    ("20 weeks or fewer", -(10**6), 140),
    ("Over 20 to 52 weeks", 141, 364),
    ("Over 52 weeks", 365, 10**6),
)
BASES = (("Total", True), ("Excluding exceptions", False))


@dataclass(frozen=True)
class Assessed:
    """An assessment that counts: of a request that was not set aside, not transferred in."""

    received_on: date
    outcome: str
    closed_on: date | None
    exception: bool

    @property
    def days(self) -> int:
        return (self.closed_on - self.received_on).days if self.closed_on else 0


def is_kept(view: Known, marks: Marks) -> bool:
    native = view.case.native
    keys = (f"P{view.case.person.native}", f"R{native}", f"A{native}")
    return not any(key in marks.set_aside for key in keys)


def assessments(views: Iterable[Known], marks: Marks) -> list[Assessed]:
    return [
        Assessed(
            view.case.received.happened_on,
            view.assessment_outcome,
            view.assessment_outcome_on,
            bool(view.case.assessment and view.case.assessment.exception_reason),
        )
        for view in views
        if view.assessment_outcome and not view.transferred_from and is_kept(view, marks)
    ]


def is_open(one: Assessed, on: date) -> bool:
    """Not concluded by the day, as far as is known; withdrawn and historical ones never count."""
    pending = one.outcome == "A"
    later = one.outcome in ("Y", "N", "S") and one.closed_on is not None and one.closed_on > on
    return (pending or later) and one.received_on + timedelta(days=LIMIT) < on


def timeliness(measure: str, month: str, plans: list[Assessed]) -> Figure:
    in_time = sum(plan.days <= LIMIT for plan in plans)
    value = percent(in_time, len(plans))
    return Figure(measure, month, "total", "Total", in_time, len(plans), value)


def bands(month: str, basis: str, plans: list[Assessed]) -> Iterator[Figure]:
    for label, least, most in BANDS:
        count = sum(least <= plan.days <= most for plan in plans)
        value = percent(count, len(plans))
        item = joined(basis, label)
        breakdown = "exception_basis | weeks_to_issue"
        yield Figure("M08", month, breakdown, item, count, len(plans), value)


def median_days(days: list[int]) -> Fraction:
    ordered, middle = sorted(days), len(days) // 2
    if len(days) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)


def averages(month: str, basis: str, plans: list[Assessed]) -> Iterator[Figure]:
    days = [plan.days for plan in plans]
    breakdown = "exception_basis | statistic"
    mean = Fraction(sum(days), 7 * len(days)) if days else None
    median = median_days(days) / 7 if days else None
    item = joined(basis, "Mean")
    yield Figure("M09", month, breakdown, item, sum(days), len(days), mean)
    item = joined(basis, "Median")
    yield Figure("M09", month, breakdown, item, None, len(days), median)


def month_figures(month: str, known: list[Assessed]) -> Iterator[Figure]:
    still_open = sum(is_open(one, last_day(month)) for one in known)
    yield Figure("M05", month, "total", "Total", still_open, None, Fraction(still_open))
    issued = [
        one
        for one in known
        if one.outcome == "Y" and one.closed_on and month_of(one.closed_on) == month
    ]
    ordinary = [plan for plan in issued if not plan.exception]
    yield timeliness("M06", month, issued)
    yield timeliness("M07", month, ordinary)
    for basis, with_exceptions in BASES:
        plans = issued if with_exceptions else ordinary
        yield from bands(month, basis, plans)
        yield from averages(month, basis, plans)


def sen2_truth(until: str, views: Iterable[Known], marks: Marks) -> list[Figure]:
    known = assessments(views, marks)
    return [f for month in months_ending(until, MONTHS) for f in month_figures(month, known)]
