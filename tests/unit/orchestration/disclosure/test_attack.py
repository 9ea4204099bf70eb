"""What an attacker can tell: worked by hand, and against trying every whole number."""

import numpy as np
import pytest

from orchestration.disclosure.attack import attack
from orchestration.disclosure.system import HIDDEN, SystemBuilder, exactly
from orchestration.refusals import Refusal
from tests.unit.orchestration.disclosure.small_tables import one_line


def test_what_the_total_leaves_of_a_single_hidden_item_is_that_item() -> None:
    verdict = attack(one_line(3, 7, 12))
    assert verdict.breaches.tolist() == [0]
    assert (verdict.low.tolist(), verdict.high.tolist()) == ([3], [3])
    assert verdict.fewest_values == 1
    assert not verdict.safe


def test_two_hidden_items_of_eleven_have_nine_values_each() -> None:
    known = [HIDDEN, HIDDEN, exactly(12), exactly(23)]
    verdict = attack(one_line(4, 7, 12, known=known), exact=True)
    assert verdict.safe
    assert (verdict.low.tolist(), verdict.high.tolist()) == ([1], [10])


def test_two_hidden_ones_with_a_total_of_two_are_both_told() -> None:
    verdict = attack(one_line(1, 1, 9, known=[HIDDEN, HIDDEN, exactly(9), exactly(11)]))
    assert verdict.breaches.tolist() == [0, 1]


def test_a_truth_outside_of_what_is_known_is_refused_and_not_called_safe() -> None:
    with pytest.raises(Refusal, match="count 0 is not within") as refused:
        one_line(0, 7, 12, known=[HIDDEN, exactly(7), exactly(12), exactly(19)])
    assert "0 and" not in str(refused.value)


def test_a_total_that_is_not_its_parts_is_refused() -> None:
    builder = SystemBuilder()
    counts = [builder.add_count(truth, exactly(truth)) for truth in (3, 4, 8)]
    builder.add_sum(counts[2], counts[:2])
    with pytest.raises(Refusal, match="equation 0 does not hold"):
        builder.finish()


def test_one_that_nothing_bounds_has_no_most() -> None:
    builder = SystemBuilder()
    builder.add_count(2, HIDDEN, protected=True)
    builder.add_count(6, HIDDEN)
    builder.add_at_most(0, 1)
    verdict = attack(builder.finish(), exact=True)
    assert verdict.safe
    assert verdict.low.tolist() == [1]
    assert verdict.high[0] > 10**9


def test_the_same_attack_gives_the_same_verdict() -> None:
    known = [HIDDEN, HIDDEN, HIDDEN, exactly(20)]
    first, again = (attack(one_line(3, 4, 13, known=known)) for _ in range(2))
    assert np.array_equal(first.low, again.low)
    assert np.array_equal(first.high, again.high)
    assert first.programmes == again.programmes
