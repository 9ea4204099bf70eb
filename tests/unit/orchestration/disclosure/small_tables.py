"""Tables for the tests of disclosure control: their counts, what is printed, and their equations.

Every solution of a small one can be listed here by trying all whole numbers, with no solver.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np

from orchestration.disclosure.system import (
    HIDDEN,
    Integers,
    Known,
    System,
    SystemBuilder,
    exactly,
    rounded,
)


def shown_exactly(truth: int) -> Known:
    return HIDDEN if 0 < truth <= 4 else exactly(truth)


def shown_rounded(truth: int) -> Known:
    return shown_exactly(truth) if truth <= 4 else rounded((truth + 2) // 5 * 5)


def one_line(*items: int, known: list[Known] | None = None) -> System:
    """Items and, after them, their total: all exact but what is small."""
    builder = SystemBuilder()
    counts = [*items, sum(items)]
    for place, truth in enumerate(counts):
        told = known[place] if known else shown_exactly(truth)
        builder.add_count(truth, told, protected=0 < truth <= 4)
    builder.add_sum(len(items), range(len(items)))
    return builder.finish()


def every_solution(system: System, most: int) -> Integers:
    """All whole worlds that fit, no count above most, found by trying them."""
    return np.array(list(_solutions(system, most)), dtype=np.int64)


def _solutions(system: System, most: int) -> Iterator[list[int]]:
    ranges = [
        range(int(low), int(min(high, most)) + 1)
        for low, high in zip(system.low, system.high, strict=True)
    ]
    rows = [
        (list(map(int, row)), int(least), int(top))
        for row, least, top in zip(
            system.matrix.toarray(), system.at_least, system.at_most, strict=True
        )
    ]
    for world in product(*ranges):
        if all(
            least <= sum(a * x for a, x in zip(row, world, strict=True)) <= top
            for row, least, top in rows
        ):
            yield list(world)
