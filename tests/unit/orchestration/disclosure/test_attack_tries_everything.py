"""The attack beside trying every whole number there is."""

import numpy as np
from hypothesis import given

from orchestration.disclosure.attack import attack
from orchestration.disclosure.system import FEWEST_VALUES, System
from tests.unit.orchestration.disclosure.made_up_systems import any_systems
from tests.unit.orchestration.disclosure.small_tables import values_of


@given(any_systems())
def test_it_breaches_just_the_counts_that_have_fewer_than_three_values(system: System) -> None:
    verdict, values = attack(system), values_of(system)
    narrow = [len(each) < FEWEST_VALUES for each in values]
    assert verdict.breaches.tolist() == system.protected[narrow].tolist()
    assert verdict.failures.tolist() == []


@given(any_systems())
def test_what_it_says_of_a_safe_count_is_possible_and_of_a_breached_one_is_all(
    system: System,
) -> None:
    verdict, values = attack(system), values_of(system)
    for count, low, high, held in zip(
        verdict.protected, verdict.low, verdict.high, values, strict=True
    ):
        if count in verdict.breaches:
            assert low <= held[0] and held[-1] <= high
        else:
            assert low in held and high in held


@given(any_systems())
def test_exact_ranges_leave_out_no_solution_and_end_where_fractions_would(system: System) -> None:
    verdict = attack(system, exact=True)
    for low, high, held in zip(verdict.low, verdict.high, values_of(system), strict=True):
        assert low <= held[0] and held[-1] <= high
    assert np.array_equal(verdict.breaches, attack(system).breaches)
