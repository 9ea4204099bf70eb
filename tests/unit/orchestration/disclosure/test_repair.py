"""What is hidden beside small counts, worked by hand."""

import numpy as np

from orchestration.disclosure.repair import repair
from orchestration.disclosure.system import SystemBuilder, exactly
from tests.unit.orchestration.disclosure.small_tables import one_line, shown_exactly


def everything(size: int) -> np.ndarray:
    return np.ones(size, dtype=bool)


def test_a_line_without_small_counts_stays_as_it_is() -> None:
    done = repair(one_line(341, 96, 75, 0), everything(5))
    assert done.safe
    assert done.hidden.size == 0


def test_the_cheapest_item_is_hidden_beside_a_small_one() -> None:
    done = repair(one_line(3, 7, 12), everything(4))
    assert done.safe
    assert done.hidden.tolist() == [1]


def test_a_zero_is_never_hidden_on_its_own() -> None:
    done = repair(one_line(3, 0, 12), everything(4))
    assert done.safe
    assert done.hidden.tolist() == [2]


def test_where_a_small_count_is_the_whole_total_the_total_is_hidden_too() -> None:
    done = repair(one_line(4, 0, 0, 0), everything(5))
    assert done.safe
    assert done.verdict.breaches.size == 0


def test_what_is_public_already_is_not_hidden() -> None:
    may_hide = np.array([True, False, True, True])
    assert repair(one_line(3, 7, 12), may_hide).hidden.tolist() == [2]
    refused = repair(one_line(3, 7, 12), np.array([True, False, False, False]))
    assert not refused.safe
    assert refused.refused.tolist() == [-1]


def test_a_group_is_rolled_up_where_no_single_count_helps() -> None:
    system = one_line(3, 0, 12)
    done = repair(system, np.array([True, True, False, False]), np.array([7, 7, -1, -1]))
    assert done.safe
    assert done.rolled_up.tolist() == [7]
    assert done.rolled.tolist() == [0, 1], "the nought too"
    assert done.hidden.size == 0


def test_what_was_told_before_stays_and_the_others_of_its_group_are_rolled_up() -> None:
    """Of two noughts one was told in an earlier release; the other has become one since."""
    may_hide = np.array([True, False, True, False, False])
    done = repair(one_line(3, 0, 0, 12), may_hide, np.array([7, 7, 7, 7, -1]))
    assert done.safe
    assert done.rolled.tolist() == [0, 2]


def test_of_a_table_only_the_line_under_a_small_public_total_is_rolled_up() -> None:
    """Two children of one need, as others have printed: one in each of two places, none in two."""
    rows = [[1, 1, 0, 0], [9, 30, 20, 11], [14, 8, 25, 16]]
    builder = SystemBuilder()
    numbers = [
        [builder.add_count(truth, shown_exactly(truth), 0 < truth <= 4) for truth in row]
        for row in rows
    ]
    for row, counts in zip(rows, numbers, strict=True):
        builder.add_sum(builder.add_count(sum(row), exactly(sum(row))), counts)
    for column in zip(*numbers, strict=True):
        whole = sum(rows[place][numbers[place].index(at)] for place, at in enumerate(column))
        builder.add_sum(builder.add_count(whole, exactly(whole)), column)
    may_hide, groups = np.array([True] * 12 + [False] * 7), np.array([0] * 12 + [-1] * 7)
    done = repair(builder.finish(), may_hide, groups)
    assert done.safe
    assert done.rolled.tolist() == [0, 1, 2, 3]
    assert done.rolled_up.size == 0
    assert done.hidden.size < 8, "the rest of the table stays"
