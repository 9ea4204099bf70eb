"""What an attacker can tell: worked by hand, and against trying every whole number."""

from typing import Any

import highspy
import numpy as np
import pytest

from orchestration.disclosure.attack import attack
from orchestration.disclosure.findings import Seen
from orchestration.disclosure.pieces import pieces
from orchestration.disclosure.repair import repair
from orchestration.disclosure.solver import Programme
from orchestration.disclosure.system import HIDDEN, Known, SystemBuilder, exactly
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


def solver_that(does: str) -> Any:
    """A solver that says nothing, or that nothing is possible, whatever it is asked."""

    def solve(self: Programme, *_: Any, **__: Any) -> None:
        self.asked += 1
        self.impossible = does == "says impossible"

    return solve


@pytest.mark.parametrize("does", ["says impossible", "says nothing"])
def test_what_the_solver_does_not_prove_is_never_safe(
    does: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = one_line(4, 7, 12, known=[HIDDEN, HIDDEN, exactly(12), exactly(23)])
    assert attack(system).safe
    monkeypatch.setattr(Programme, "solve", solver_that(does))
    verdict = attack(system)
    assert not verdict.safe
    assert not repair(system, np.ones(4, dtype=bool)).safe
    if does == "says nothing":
        assert verdict.failures.tolist() == [0]
        assert verdict.fewest_values == 0


def test_worlds_that_do_not_fit_in_whole_numbers_prove_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A solver whose answers break an equation is not believed."""
    system = one_line(4, 7, 12, known=[HIDDEN, HIDDEN, exactly(12), exactly(23)])
    monkeypatch.setattr(Programme, "solve", lambda self, costs, *_, **__: np.ones(len(costs)) / 2)
    assert not attack(system).safe
    only_up = [1.0, 0.0, 0.0, 0.0]
    monkeypatch.setattr(Programme, "solve", lambda *_, **__: np.array(only_up))
    assert not attack(system).safe


def test_another_solver_with_more_threads_in_this_process_silences_nothing() -> None:
    other = highspy.Highs()  # type: ignore[no-untyped-call]
    other.setOptionValue("output_flag", False)
    other.setOptionValue("threads", 2)
    other.addVar(0.0, 1.0)
    other.run()
    system = one_line(4, 7, 12, known=[HIDDEN, HIDDEN, exactly(12), exactly(23)])
    verdict = attack(system, exact=True)
    assert verdict.failures.size == 0
    assert verdict.programmes > 0


def test_what_is_printed_of_a_total_is_used_against_its_parts() -> None:
    """Twelve others rounded to ten: a hidden one of a total of fifteen is not bounded by one."""
    known = [HIDDEN, HIDDEN, Known(8, 12), Known(13, 17)]
    verdict = attack(one_line(2, 3, 9, known=known), exact=True)
    assert (verdict.low.tolist(), verdict.high.tolist()) == ([1, 1], [8, 8])
    assert verdict.safe


def test_a_flow_links_the_months_it_lies_between() -> None:
    """Of 20 there, 21 a month later and 4 that came, 3 went: hidden, and told all the same."""
    builder = SystemBuilder()
    before, after = (builder.add_count(truth, exactly(truth)) for truth in (20, 21))
    came = builder.add_count(4, exactly(4))
    went = builder.add_count(3, HIDDEN, protected=True)
    builder.add_flow(after, before, came, went)
    assert attack(builder.finish()).breaches.tolist() == [went]


def test_what_others_have_published_of_a_sum_counts() -> None:
    builder = SystemBuilder()
    counts = [builder.add_count(truth, HIDDEN, protected=True) for truth in (1, 2)]
    assert attack(builder.finish()).safe
    builder.add_known_sum(counts, 3)
    assert attack(builder.finish()).breaches.tolist() == counts


def test_only_those_asked_of_are_judged() -> None:
    verdict = attack(one_line(3, 7, 12), of=np.array([], dtype=np.int64))
    assert verdict.protected.size == 0
    assert verdict.safe


@pytest.mark.parametrize(
    ("moves", "fits"),
    [
        ([1.0, -1.0], True),
        ([3.0, -3.0], False),  # the first above what it can be
        ([-2.0, 2.0], False),  # below it
        ([1.0, 1.0], False),  # their sum above
        ([-1.0, -1.0], False),  # below
        ([0.5, -0.5], True),  # no whole world: taken back, so that only the truth is left
    ],
)
def test_a_world_is_only_learned_from_where_it_fits_all_that_is_known(
    moves: list[float], fits: bool
) -> None:
    builder = SystemBuilder()
    builder.add_count(4, Known(3, 6), protected=True)
    builder.add_count(6, Known(1, 20))
    builder.add_rule([0, 1], [1, 1], 9, 11)
    system = builder.finish()
    seen = Seen(system.truth, system.wanted)
    (piece,) = pieces(system, system.low, system.high, system.protected)
    assert piece.learn(np.array(moves), seen) is fits
    learned = fits and moves[0] == int(moves[0])
    assert seen.values(np.array([0])).tolist() == [2 if learned else 1]
