"""The right answer of the measures of annual reviews and phase transfers (M16 to M23), each month
from that month's own export; a review meeting as the last export that shows it tells of it."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .days import last_day, month_of
from .figures import Figure
from .planting import Marks
from .records import Plan
from .sen2_plan_rows import Review, review_by
from .snapshot import Known
from .transfers import LABELS, POST_16, SECONDARY, due_on, move, move_year, transfer_by
from .truth_decisions import PEOPLE, Counted, Groups, figures, is_kept
from .truth_groups import groups_of
from .truth_plans import NEEDS

Told = tuple[str, list[Known], Marks]
WEEK = timedelta(days=7)
NAMES = (*PEOPLE, "locality", "primary_need")
NO_PLAN = {"locality": "Unknown", "primary_need": "No EHC plan"}


@dataclass(frozen=True)
class Shown:
    """A plan in force as one month's export shows it."""

    month: str
    view: Known
    plan: Plan
    review: Review
    made_on: date | None
    groups: Groups

    @property
    def due_on(self) -> date | None:
        begun = self.review.meeting_on or self.made_on
        return year_later(begun) if begun else None

    @property
    def is_expected(self) -> bool:
        if self.made_on is None:
            return self.review.meeting_on is not None
        return year_later(self.made_on) <= last_day(self.month)


def year_later(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, monthrange(day.year + 1, day.month)[1]))


def days_made(last: Told) -> dict[str, date]:
    """The day each plan was made, as the last export tells it, of the plan or of its assessment."""
    made: dict[str, date] = {}
    _, views, marks = last
    for view in views:
        if not (view.plan and view.assessment_outcome):
            continue
        if is_kept(view, marks, "R", "A", "N"):
            made[view.case.native] = view.plan.started_on
        elif is_kept(view, marks, "R", "A") and view.assessment_outcome_on:
            made[view.case.native] = view.assessment_outcome_on
    return made


def plan_groups(told: list[Told]) -> dict[tuple[str, str], Groups]:
    """Where and for what everybody's plan was in each month, by the newest where there are two."""
    found: dict[tuple[str, str], Groups] = {}
    for month, views, marks in told:
        for view in sorted(views, key=lambda one: one.case.received.happened_on):
            if view.plan and view.is_active and is_kept(view, marks, "R"):
                is_told = f"E{view.case.native}1" not in marks.set_aside
                need = NEEDS[view.plan.needs[0]] if is_told else "Unknown"
                where = {"locality": view.case.locality, "primary_need": need}
                found[view.case.person.native, month] = where
    return found


class Exports:
    """All exports together: what each shows of each plan, and who is linked in the end."""

    def __init__(self, told: list[Told]) -> None:
        self.told = told
        self.months = [month for month, _, _ in told]
        self._made = days_made(told[-1])
        self._plans = plan_groups(told)

    def is_linked(self, view: Known) -> bool:
        return is_kept(view, self.told[-1][2])

    def groups(self, view: Known, month: str) -> Groups:
        if not self.is_linked(view):
            return dict.fromkeys(NAMES, "Not linked")
        who = view.case.person
        return groups_of(who, month) | self._plans.get((who.native, month), NO_PLAN)

    def shown(self) -> Iterator[Shown]:
        for month, views, marks in self.told:
            for view in views:
                if view.plan and view.is_active and is_kept(view, marks, "R"):
                    review = review_by(view.plan, last_day(month))
                    made_on = self._made.get(view.case.native) if self.is_linked(view) else None
                    groups = self.groups(view, month)
                    yield Shown(month, view, view.plan, review, made_on, groups)


def standing(months: list[str], shown: list[Shown]) -> Iterator[Figure]:
    expected = [one for one in shown if one.is_expected]
    held = [
        Counted(one.month, bool(one.review.meeting_on) and not is_over(one), one.groups)
        for one in expected
    ]
    yield from figures("M16", months, held, NAMES, True)
    overdue = [Counted(one.month, is_over(one), one.groups) for one in expected]
    yield from figures("M17", months, overdue, NAMES, True)
    waiting = [
        Counted(one.month, True, one.groups)
        for one in shown
        if one.review.outcome == "A" and one.review.final_on is None
    ]
    yield from figures("M20", months, waiting, NAMES, False)


def is_over(one: Shown) -> bool:
    return one.due_on is not None and one.due_on < last_day(one.month)


def clocks(exports: Exports, shown: list[Shown]) -> Iterator[Figure]:
    last: dict[tuple[str, date], Shown] = {}
    for one in shown:
        if one.review.meeting_on:
            last[one.view.case.native, one.review.meeting_on] = one
    decided, amended, after_notice = [], [], []
    for (_, met_on), one in last.items():
        review, view = one.review, one.view
        decided.append(by(exports, view, review.decided_on, met_on + 4 * WEEK))
        if review.outcome == "A" and review.decided_on:
            amended.append(by(exports, view, review.final_on, met_on + 12 * WEEK))
            notice_on = review.decided_on
            after_notice.append(by(exports, view, review.final_on, notice_on + 8 * WEEK))
    yield from figures("M18", exports.months, decided, NAMES, True)
    yield from figures("M19", exports.months, amended, NAMES, True)
    yield from figures("M19b", exports.months, after_notice, NAMES, True)


def by(exports: Exports, view: Known, done_on: date | None, limit: date) -> Counted:
    month = month_of(limit)
    return Counted(month, done_on is not None and done_on <= limit, exports.groups(view, month))


def finals(shown: Iterable[Shown]) -> dict[tuple[str, int], date]:
    """The day a plan was made final for the move of each year, as last told."""
    days: dict[tuple[str, int], date] = {}
    for one in shown:
        day = transfer_by(one.view.case.person, one.plan, last_day(one.month)).final_on
        if day:
            days[one.view.case.native, move_year(day)] = day
    return days


def moves(exports: Exports, shown: list[Shown]) -> Iterator[Figure]:
    days = finals(shown)
    cohort, schools, secondary, post_16 = [], [], [], []
    for one in shown:
        year = move_year(last_day(one.month))
        label = move(one.view.case.person, one.plan, year)
        if not (label and exports.is_linked(one.view)):
            continue
        limit, day = due_on(label, year), days.get((one.view.case.native, year))
        thing = Counted(
            one.month, day is not None and day <= limit, {**one.groups, "transfer_phase": label}
        )
        cohort.append(Counted(one.month, True, thing.groups))
        if one.month != month_of(limit):
            continue
        if label == LABELS[POST_16]:
            post_16.append(thing)
            continue
        schools.append(thing)
        if label == LABELS[SECONDARY]:
            secondary.append(thing)
    names = ("transfer_phase", *NAMES)
    yield from figures("M21", exports.months, cohort, names, False)
    yield from figures("M22", exports.months, schools, names, True)
    yield from figures("M22b", exports.months, secondary, NAMES, True)
    yield from figures("M23", exports.months, post_16, NAMES, True)


def reviews_truth(told: list[Told]) -> Iterator[Figure]:
    """Each export as its month, what was known, and what was done to it; the last one last."""
    exports = Exports(told)
    shown = list(exports.shown())
    yield from standing(exports.months, shown)
    yield from clocks(exports, shown)
    yield from moves(exports, shown)
