"""Tables for the tests of disclosure control: their counts, what is printed, and their equations.

Every solution of a small one can be listed here by trying all whole numbers, with no solver.
"""

import numpy as np

from orchestration.disclosure.system import (
    HIDDEN,
    Integers,
    Known,
    System,
    SystemBuilder,
    exactly,
)


def shown_exactly(truth: int) -> Known:
    return HIDDEN if 0 < truth <= 4 else exactly(truth)


def shown_rounded(truth: int) -> Known:
    if truth <= 4:
        return shown_exactly(truth)
    nearest = (truth + 2) // 5 * 5
    return Known(max(nearest - 2, 5), nearest + 2)


def one_line(*items: int, known: list[Known] | None = None) -> System:
    """Items and, after them, their total: all exact but what is small."""
    builder = SystemBuilder()
    counts = [*items, sum(items)]
    for place, truth in enumerate(counts):
        told = known[place] if known else shown_exactly(truth)
        builder.add_count(truth, told, protected=0 < truth <= 4)
    builder.add_sum(len(items), range(len(items)))
    return builder.finish()


def every_solution(system: System) -> Integers:
    """All whole worlds that fit, a row each, found by trying every value of each count in turn.

    A beginning is dropped as soon as no rest within the ranges can make an equation hold.
    """
    matrix = system.matrix.toarray()
    least = np.minimum(matrix * system.low, matrix * system.high)
    most = np.maximum(matrix * system.low, matrix * system.high)
    worlds = np.zeros((1, 0), dtype=np.int64)
    for count in range(len(system.truth)):
        values = np.arange(system.low[count], system.high[count] + 1)
        worlds = np.column_stack(
            [np.repeat(worlds, len(values), axis=0), np.tile(values, len(worlds))]
        )
        sums = worlds @ matrix[:, : count + 1].T
        lowest, highest = sums + least[:, count + 1 :].sum(1), sums + most[:, count + 1 :].sum(1)
        worlds = worlds[((lowest <= system.at_most) & (highest >= system.at_least)).all(axis=1)]
        assert len(worlds) < 2_000_000, "too many to try"
    return worlds


def values_of(system: System) -> list[list[int]]:
    """The different values that each protected count has in any solution."""
    worlds = every_solution(system)
    return [np.unique(worlds[:, count]).tolist() for count in system.protected]
