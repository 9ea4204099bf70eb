"""The truth of a handful of hand-made records, worked out on paper.
Whole authorities are checked in test_sample_truth_from_files."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from sample_authority.figures import Figure, written
from sample_authority.planting import Marks
from sample_authority.records import Person
from sample_authority.truth_groups import age_group
from sample_authority.truth_sen2 import Assessed, is_open, median_days, month_figures
from sample_authority.truth_waits import waits_truth
from sample_authority.waits import Wait

RECEIVED = date(2025, 1, 6)
WHO = Person(1, "", "", date(2019, 8, 31), "F", "WIRI", "", "", "")
TRUST = "Provider list | Sampleshire Community Healthcare NHS Foundation Trust"


def plan(days: int, exception: bool = False) -> Assessed:
    """A plan issued on 30 June 2025, so many days after its request."""
    issued_on = date(2025, 6, 30)
    return Assessed(issued_on - timedelta(days=days), "Y", issued_on, exception, WHO)


def june(*plans: Assessed) -> dict[tuple[str, str], Figure]:
    return {(f.measure, f.item): f for f in month_figures("2025-06", list(plans))}


def numbers(figure: Figure) -> tuple[int | None, int | None, str]:
    return figure.numerator, figure.denominator, written(figure.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(27, 38) * 100, "71.052632"),
        (Fraction(128), "128"),
        (Fraction(0), "0"),
        (Fraction(1, 2_000_000), "0.000001"),
        (Fraction(3, 2_000_000), "0.000002"),
        (Fraction(1, 2_000_001), "0"),
        (Fraction(5, 2), "2.5"),
        (Fraction(100), "100"),
        (None, ""),
    ],
)
def test_a_value_is_rounded_half_up_and_written_short(value: Fraction | None, text: str) -> None:
    assert written(value) == text


def test_the_140th_day_is_in_time_and_the_141st_is_not() -> None:
    figures = june(plan(140), plan(141))
    assert numbers(figures["M06", "Total"]) == (1, 2, "50")
    assert numbers(figures["M08", "20 weeks or fewer"]) == (1, 2, "50")
    assert numbers(figures["M08", "Over 20 to 52 weeks"]) == (1, 2, "50")


def test_the_365th_day_is_over_a_year() -> None:
    figures = june(plan(364), plan(365), plan(500))
    assert numbers(figures["M08", "Over 20 to 52 weeks"]) == (1, 3, "33.333333")
    assert numbers(figures["M08", "Over 52 weeks"]) == (2, 3, "66.666667")


def test_exceptions_count_in_one_basis_and_not_in_the_other() -> None:
    figures = june(plan(100), plan(200, exception=True), plan(201))
    assert numbers(figures["M06", "Total"]) == (1, 3, "33.333333")
    assert numbers(figures["M07", "Total"]) == (1, 2, "50")
    assert numbers(figures["M09", "Total"]) == (501, 3, "23.857143")
    assert numbers(figures["M09", "Excluding exceptions"]) == (301, 2, "21.5")
    assert numbers(figures["M09b", "Total"]) == (400, 3, "28.571429")
    assert numbers(figures["M09b", "Excluding exceptions"]) == (301, 2, "21.5")


def test_a_group_is_what_the_person_was_at_the_school_years_beginning() -> None:
    figures = {(f.measure, f.breakdown, f.item) for f in month_figures("2025-06", [plan(100)])}
    assert ("M06", "age_group", "5 to 10") in figures
    assert ("M06", "sex", "Female") in figures
    assert ("M06", "ethnicity_major", "White") in figures
    assert age_group(date(2019, 9, 1), "2025-06") == "Under 5"


def test_a_month_without_plans_has_no_values() -> None:
    figures = june()
    assert numbers(figures["M06", "Total"]) == (0, 0, "")
    assert numbers(figures["M08", "Total"]) == (0, 0, "")
    assert numbers(figures["M09", "Total"]) == (0, 0, "")
    assert numbers(figures["M09b", "Total"]) == (None, 0, "")
    assert numbers(figures["M05", "Total"]) == (0, None, "0")


def test_the_median_of_an_even_count_lies_between_the_middle_two() -> None:
    assert median_days([140, 100, 7, 203]) == 120
    assert median_days([140, 101, 7, 200]) == Fraction(241, 2)
    assert median_days([9, 1, 5]) == 5


@pytest.mark.parametrize(
    ("outcome", "closed_on", "on", "expected"),
    [
        ("A", None, RECEIVED + timedelta(days=140), False),
        ("A", None, RECEIVED + timedelta(days=141), True),
        ("Y", date(2025, 8, 1), date(2025, 7, 31), True),
        ("Y", date(2025, 7, 31), date(2025, 7, 31), False),
        ("N", date(2025, 8, 1), date(2025, 7, 31), True),
        ("S", date(2025, 8, 1), date(2025, 7, 31), True),
        ("W", None, date(2025, 7, 31), False),
        ("H", None, date(2025, 7, 31), False),
    ],
)
def test_an_assessment_is_overdue_while_open_after_the_limit(
    outcome: str, closed_on: date | None, on: date, expected: bool
) -> None:
    assert is_open(Assessed(RECEIVED, outcome, closed_on, False, WHO), on) is expected


def waiting(key: str, days: int | None, seen: date | None = None) -> Wait:
    """Someone whose clock started so many days before 30 June 2025."""
    started_on = None if days is None else date(2025, 6, 30) - timedelta(days=days)
    return Wait(
        key, "X9901", key, "OT", "initial_assessment", RECEIVED, started_on, seen, None,
        "", "2018-01", "ZZ1 1", "Z99001", "0",
    )  # fmt: skip


def lists(waits: list[Wait], marks: Marks) -> dict[tuple[str, str], Figure]:
    figures = waits_truth("2025-06", waits, ["X9901"], marks)
    prefix = f"{TRUST} | Occupational therapy | "
    return {(f.measure, f.item.removeprefix(prefix)): f for f in figures}


def test_waits_are_counted_from_the_clock_to_the_snapshot_or_the_contact() -> None:
    waits = [waiting(str(days), days) for days in (7, 8, 126, 127, 364, 365)]
    waits += [waiting("seen", 50, date(2025, 6, 20)), waiting("unknown", None)]
    figures = lists(waits, Marks())
    assert numbers(figures["M40", "Total"]) == (7, None, "7")
    assert numbers(figures["M41", "Total"]) == (997, 6, "23.738095")
    assert numbers(figures["M42", "Total"]) == (40, 1, "5.714286")
    assert numbers(figures["M43", "Total"]) == (365, 6, "52")
    assert numbers(figures["M43b", "Total"]) == (365, 6, "52.142857")
    bands = {item: f.numerator for (measure, item), f in figures.items() if measure == "M44"}
    assert bands["Total | 0 to 1 week"] == bands["Total | Over 1 to 2 weeks"] == 1
    assert bands["Total | Over 12 to 18 weeks"] == 1
    assert bands["Total | Over 18 to 52 weeks"] == 2
    assert bands["Total | Over 52 weeks"] == 1
    assert bands["Total | Over 18 weeks"] == 3


def test_the_95th_percentile_is_the_nearest_rank() -> None:
    twenty = [waiting(str(days), days) for days in range(1, 21)]
    assert lists(twenty, Marks())["M43b", "Total"].numerator == 19
    assert lists([*twenty, waiting("21", 21)], Marks())["M43b", "Total"].numerator == 20


def test_rows_set_aside_do_not_count_and_spoilt_clocks_are_unknown() -> None:
    waits = [waiting("a", 10), waiting("b", 20), waiting("c", 30)]
    figures = lists(waits, Marks(set_aside={"a"}, clock_unknown={"b"}))
    assert numbers(figures["M40", "Total"]) == (2, None, "2")
    assert numbers(figures["M41", "Total"]) == (30, 1, "4.285714")
    assert lists(waits, Marks(set_aside={"a", "b", "c"})) == {}


def test_a_list_of_unknown_clocks_has_a_count_and_no_waits() -> None:
    figures = lists([waiting("a", None)], Marks())
    assert numbers(figures["M40", "Total"]) == (1, None, "1")
    assert numbers(figures["M41", "Total"]) == (0, 0, "")
    assert numbers(figures["M43", "Total"]) == (None, 0, "")
    assert numbers(figures["M43b", "Total"]) == (None, 0, "")
    assert numbers(figures["M44", "Total | Over 18 weeks"]) == (0, 0, "")


def test_a_silent_trust_leaves_no_total_of_both() -> None:
    figures = waits_truth("2025-06", [waiting("a", 3)], ["X9901"], Marks())
    assert not any("| Total | Occupational" in figure.item for figure in figures)
    both = waits_truth("2025-06", [waiting("a", 3)], ["X9901", "X9902"], Marks())
    assert any("| Total | Occupational" in figure.item for figure in both)
