"""The made-up authority looks like a real one from afar, and learns of things late.
The bounds are wide: they hold the shape, not the numbers."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sample_authority.cases import all_cases, history
from sample_authority.days import last_day
from sample_authority.options import checked
from sample_authority.planting import Marks
from sample_authority.records import Case, Event
from sample_authority.snapshot import known, snapshot
from sample_authority.truth_sen2 import sen2_truth

OPTIONS = checked(100_000, 13, "2025-12", 3, "none", False)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return all_cases(OPTIONS)


def test_about_one_pupil_in_twenty_has_a_plan(cases: list[Case]) -> None:
    active = [view for view in snapshot(cases, last_day("2025-12")) if view.is_active]
    assert 0.045 < len(active) / OPTIONS.pupils < 0.051
    moved = [view for view in active if view.transferred_from]
    assert 0.025 < len(moved) / len(active) < 0.055


def test_the_caseload_grows(cases: list[Case]) -> None:
    sizes = [
        sum(view.is_active for view in snapshot(cases, last_day(month)))
        for month in OPTIONS.months[::4]
    ]
    assert sizes == sorted(set(sizes))


def test_requests_come_with_the_seasons_and_a_quarter_is_refused(cases: list[Case]) -> None:
    months = Counter(case.received.happened_on.month for case in cases)
    assert months[8] < months[12] < months[1] < months[6]
    outcomes = Counter(case.decision.outcome for case in cases)
    assert 0.22 < outcomes["N"] / len(cases) < 0.28
    closed = Counter(case.assessment.final.outcome for case in cases if case.assessment)
    assert set(closed) == {"Y", "N", "W", "S"}
    assert 0.03 < closed["N"] / sum(closed.values()) < 0.07
    assert max(case.attempt for case in cases) == 2


def test_history_reaches_back_forty_months_before_the_first() -> None:
    assert history(checked(100, 1, "2025-12", 1, "none", False)).months[0] <= "2022-08"
    assert history(checked(100, 100, "2025-12", 1, "none", False)).months[0] == "2014-05"


def test_timeliness_rises_and_falls_again(cases: list[Case]) -> None:
    figures = sen2_truth("2025-12", snapshot(cases, last_day("2025-12")), Marks())
    shares = [f for f in figures if f.measure == "M06" and f.breakdown == "total"]

    def share(first: int, last: int) -> float:
        months = shares[first:last]
        plans = sum(f.denominator or 0 for f in months)
        return sum(f.numerator or 0 for f in months) / plans

    assert 0.3 < share(0, 6) < 0.48
    assert 0.58 < share(13, 20) < 0.75
    assert 0.45 < share(21, 24) < share(13, 20)


def test_about_six_events_in_a_hundred_are_entered_late(cases: list[Case]) -> None:
    delays = [
        (case.received.entered_on - case.received.happened_on).days
        for case in cases
        if case.decision.outcome != "H"
    ]
    late = [delay for delay in delays if delay]
    assert 0.045 < len(late) / len(delays) < 0.075
    assert min(late) >= 31
    assert max(late) <= 92


def test_an_outcome_entered_late_is_pending_until_then(cases: list[Case]) -> None:
    case = next(c for c in cases if c.assessment and c.assessment.final.outcome == "Y")
    assert case.assessment is not None
    final = case.assessment.final
    entered_on = final.event.happened_on + timedelta(days=40)
    late = replace(final, event=Event(final.event.happened_on, entered_on))
    case = replace(case, assessment=replace(case.assessment, final=late))
    before, after = (known(case, entered_on - timedelta(days=ago)) for ago in (1, 0))
    assert before is not None
    assert (before.assessment_outcome, before.assessment_outcome_on) == ("A", None)
    assert before.plan is None
    assert after is not None
    assert (after.assessment_outcome, after.assessment_outcome_on) == (
        "Y",
        final.event.happened_on,
    )
    assert after.plan is not None


def test_a_request_is_unknown_until_it_is_entered(cases: list[Case]) -> None:
    case = replace(cases[0], received=Event(date(2024, 1, 10), date(2024, 3, 1)))
    assert known(case, date(2024, 2, 29)) is None
    assert known(case, date(2024, 3, 1)) is not None


def test_nobody_on_file_is_over_twenty_five(cases: list[Case]) -> None:
    oldest = min(case.person.born_on for case in cases)
    assert (last_day("2025-12") - oldest).days < 25 * 365


def test_nobody_has_two_plans_at_once(cases: list[Case]) -> None:
    active = Counter(
        view.case.person.number for view in snapshot(cases, last_day("2025-12")) if view.is_active
    )
    assert max(active.values()) == 1
