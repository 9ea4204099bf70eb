"""The right answer of the plan measures, from what the case system knew at the last month's end.
Records that were set aside, and all below them, are left out; no file is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from .days import last_day, month_of, months_ending
from .figures import Figure, joined, percent
from .planting import Marks
from .records import Person
from .snapshot import Known
from .truth_groups import groups_of, split

LIMIT = 140
MONTHS = 24
BANDS = (
    ("20 weeks or fewer", -(10**6), 140),
    ("Over 20 to 52 weeks", 141, 364),
    ("Over 52 weeks", 365, 10**6),
)
PEOPLE = ("age_group", "sex", "ethnicity_major")


@dataclass(frozen=True)
class Assessed:
    """An assessment that counts: of a request that was not set aside, not transferred in."""

    received_on: date
    outcome: str
    closed_on: date | None
    exception: bool
    who: Person

    @property
    def basis(self) -> str:
        return "With an exception" if self.exception else "Excluding exceptions"

    @property
    def band(self) -> str:
        return next(label for label, least, most in BANDS if least <= self.days <= most)

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
            view.case.person,
        )
        for view in views
        if view.assessment_outcome and not view.transferred_from and is_kept(view, marks)
    ]


def is_open(one: Assessed, on: date) -> bool:
    """Not concluded by the day, as far as is known; withdrawn and historical ones never count."""
    pending = one.outcome == "A"
    later = one.outcome in ("Y", "N", "S") and one.closed_on is not None and one.closed_on > on
    return (pending or later) and one.received_on + timedelta(days=LIMIT) < on


def by_person(
    month: str, known: list[Assessed], breakdowns: Iterable[str] = PEOPLE
) -> Iterator[tuple[str, str, list[Assessed]]]:
    """All of them, then those of each item of each breakdown."""
    yield "total", "Total", known
    for name in breakdowns:

        def group(one: Assessed, name: str = name) -> str:
            return groups_of(one.who, month)[name]

        for item, part in split(known, group):
            yield name, item, part


def timeliness(measure: str, month: str, plans: list[Assessed]) -> Iterator[Figure]:
    for breakdown, item, part in by_person(month, plans):
        in_time = sum(plan.days <= LIMIT for plan in part)
        value = percent(in_time, len(part))
        yield Figure(measure, month, breakdown, item, in_time, len(part), value)


def by_basis(plans: list[Assessed]) -> Iterator[tuple[str, str, list[Assessed]]]:
    yield "total", "Total", plans
    for item, part in split(plans, lambda plan: plan.basis):
        yield "exception_basis", item, part


def bands(month: str, plans: list[Assessed]) -> Iterator[Figure]:
    whole = len(plans)
    yield Figure("M08", month, "total", "Total", whole, whole, percent(whole, whole))
    for label, part in split(plans, lambda plan: plan.band):
        value = percent(len(part), whole)
        yield Figure("M08", month, "weeks_to_issue", label, len(part), whole, value)
    for basis, basis_plans in split(plans, lambda plan: plan.basis):
        for label, part in split(basis_plans, lambda plan: plan.band):
            count, of = len(part), len(basis_plans)
            breakdown, item = "exception_basis | weeks_to_issue", joined(basis, label)
            yield Figure("M08", month, breakdown, item, count, of, percent(count, of))


def median_days(days: list[int]) -> Fraction:
    ordered, middle = sorted(days), len(days) // 2
    if len(days) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)


def averages(month: str, plans: list[Assessed]) -> Iterator[Figure]:
    for breakdown, item, part in by_basis(plans):
        days = [plan.days for plan in part]
        mean = Fraction(sum(days), 7 * len(days)) if days else None
        yield Figure("M09", month, breakdown, item, sum(days), len(days), mean)
        median = median_days(days) if days else None
        doubled = int(2 * median) if median is not None else None
        value = median / 7 if median is not None else None
        yield Figure("M09b", month, breakdown, item, doubled, len(days), value)


def month_figures(month: str, known: list[Assessed]) -> Iterator[Figure]:
    still_open = [one for one in known if is_open(one, last_day(month))]
    for breakdown, item, part in by_person(month, still_open):
        yield Figure("M05", month, breakdown, item, len(part), None, Fraction(len(part)))
    issued = [
        one
        for one in known
        if one.outcome == "Y" and one.closed_on and month_of(one.closed_on) == month
    ]
    yield from timeliness("M06", month, issued)
    for item, part in split(issued, lambda plan: plan.basis):
        in_time = sum(plan.days <= LIMIT for plan in part)
        value = percent(in_time, len(part))
        yield Figure("M06", month, "exception_basis", item, in_time, len(part), value)
    yield from timeliness("M07", month, [plan for plan in issued if not plan.exception])
    yield from bands(month, issued)
    yield from averages(month, issued)


def year_figures(month: str, known: list[Assessed]) -> Iterator[Figure]:
    """Plans issued in the calendar year that ends with a December."""
    year, name = month.split("-")
    if name != "12":
        return
    issued = [
        one
        for one in known
        if one.outcome == "Y" and one.closed_on and one.closed_on.year == int(year)
    ]
    for measure, plans in (("M06y", issued), ("M07y", [p for p in issued if not p.exception])):
        in_time = sum(plan.days <= LIMIT for plan in plans)
        value, ours = percent(in_time, len(plans)), "This release"
        yield Figure(measure, month, "figure_source", ours, in_time, len(plans), value)


def sen2_truth(until: str, views: Iterable[Known], marks: Marks) -> list[Figure]:
    known = assessments(views, marks)
    return [
        figure
        for month in months_ending(until, MONTHS)
        for figure in (*month_figures(month, known), *year_figures(month, known))
    ]
