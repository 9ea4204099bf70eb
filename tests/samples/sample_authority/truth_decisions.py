"""The right answer of the measures of requests, decisions and advice (M01 to M04), from what the
case system knew at the last month's end. Records that were set aside are left out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Protocol

from .days import last_day, month_of, months_ending
from .figures import Figure, percent
from .planting import Marks
from .snapshot import Known
from .truth_groups import groups_of, split

MONTHS = 24
SIX_WEEKS, SIXTEEN_WEEKS = timedelta(days=42), timedelta(days=112)
SOURCES = {
    "1": "Young person or parent", "2": "School or setting", "3": "Health", "4": "Social care",
    "5": "Other",
}  # fmt: skip
ADVISERS = (
    "Educational psychology", "Health", "Social care", "School or setting",
    "Parent or young person",
)  # fmt: skip
PEOPLE = ("age_group", "sex", "ethnicity_major")
Groups = dict[str, str]


class Grouped(Protocol):
    """Something that belongs to items of breakdowns."""

    @property
    def groups(self) -> Groups: ...


@dataclass(frozen=True)
class Counted:
    """What counts in a month: the items it belongs to, and whether it was as it should be."""

    month: str
    is_so: bool
    groups: Groups


def is_kept(view: Known, marks: Marks, *letters: str) -> bool:
    who, case = view.case.person.native, view.case.native
    keys = [f"P{who}", *(f"{letter}{case}" for letter in letters)]
    return not any(key in marks.set_aside for key in keys)


def groups_of_request(view: Known, month: str) -> Groups:
    locality = view.case.locality
    return {
        "request_source": SOURCES[view.case.source],
        "locality": locality,
        "locality_now": locality,
        **groups_of(view.case.person, month),
    }


def counted(view: Known, day: date, is_so: bool) -> Counted:
    month = month_of(day)
    return Counted(month, is_so, groups_of_request(view, month))


def received(views: list[Known]) -> list[Counted]:
    return [counted(v, v.case.received.happened_on, True) for v in views if not v.transferred_from]


def decided(views: list[Known], is_so: Callable[[Known, date], bool]) -> Iterator[Counted]:
    for view in views:
        on = view.request_outcome_on
        if view.request_outcome in ("Y", "N") and on:
            yield counted(view, on, is_so(view, on))


def in_six_weeks(view: Known, on: date) -> bool:
    return on <= view.case.received.happened_on + SIX_WEEKS


def no_issue(views: list[Known], marks: Marks) -> Iterator[Counted]:
    for view in views:
        on = view.assessment_outcome_on
        if view.assessment_outcome == "N" and on and is_kept(view, marks, "R", "A"):
            yield counted(view, on, on <= view.case.received.happened_on + SIXTEEN_WEEKS)


def was_cancelled(view: Known, due_on: date) -> bool:
    """Nobody waits for advice once the assessment is over."""
    ended_on = view.assessment_outcome_on
    return view.assessment_outcome in ("W", "H") or bool(ended_on and ended_on <= due_on)


def advice(views: list[Known], marks: Marks, known_on: date) -> Iterator[Counted]:
    for view in views:
        assessed = view.case.assessment
        if not (assessed and view.assessment_outcome and is_kept(view, marks, "R", "A")):
            continue
        for giver, (asked_on, came_on) in zip(ADVISERS, assessed.advice, strict=False):
            due_on = asked_on + SIX_WEEKS
            has_come = came_on <= known_on
            if asked_on > known_on or (not has_come and was_cancelled(view, due_on)):
                continue
            groups = {"advice_giver": giver, "locality": view.case.locality}
            yield Counted(month_of(due_on), has_come and came_on <= due_on, groups)


def item_of(name: str) -> Callable[[Grouped], str]:
    """How to ask of a breakdown which item something belongs to."""
    return lambda thing: thing.groups[name]


def figures(
    measure: str, months: list[str], things: Iterable[Counted], names: Iterable[str], is_share: bool
) -> Iterator[Figure]:
    """A total for every month, and a line for each item that anything belongs to."""
    of_month = dict(split(things, lambda thing: thing.month))
    for month in months:
        here = of_month.get(month, [])
        parts = [("total", "Total", here)]
        for name in names:
            parts += [(name, *part) for part in split(here, item_of(name))]
        for breakdown, item, part in parts:
            count, whole = sum(one.is_so for one in part), len(part)
            if is_share:
                yield Figure(measure, month, breakdown, item, count, whole, percent(count, whole))
            else:
                yield Figure(measure, month, breakdown, item, count, None, Fraction(count))


def decisions_truth(until: str, views: Iterable[Known], marks: Marks) -> Iterator[Figure]:
    months, known_on = months_ending(until, MONTHS), last_day(until)
    kept = [view for view in views if is_kept(view, marks, "R")]
    names = ("request_source", "locality", *PEOPLE)
    yield from figures("M01", months, received(kept), (*names, "locality_now"), False)
    yield from figures("M02", months, decided(kept, in_six_weeks), names, True)
    refused = decided(kept, lambda view, on: view.request_outcome == "N")
    yield from figures("M02b", months, refused, names, True)
    asked = advice(kept, marks, known_on)
    yield from figures("M03", months, asked, ("advice_giver", "locality"), True)
    yield from figures("M04", months, no_issue(kept, marks), names, True)
