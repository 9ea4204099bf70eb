"""Small systems made up by hypothesis, in which every whole number can be tried."""

import numpy as np
from hypothesis import strategies as st

from orchestration.disclosure.repair import NO_GROUP
from orchestration.disclosure.system import (
    UNBOUNDED,
    Flags,
    Integers,
    Known,
    System,
    SystemBuilder,
    exactly,
)

MOST = 6  # what a hidden count can be at most, so that all can be tried
SMALL = st.integers(0, 6)


@st.composite
def any_systems(draw: st.DrawFn) -> System:
    """Counts with a few values each and rules with any small coefficients, even ones too."""
    builder = SystemBuilder()
    truths = draw(st.lists(SMALL, min_size=2, max_size=6))
    for truth in truths:
        down, up = draw(st.integers(0, 3)), draw(st.integers(0, 4))
        known = Known(max(truth - down, 0), truth + up)
        builder.add_count(truth, known, protected=draw(st.booleans()) or truth == truths[0])
    for _ in range(draw(st.integers(1, 4))):
        coefficients = draw(
            st.lists(st.integers(-2, 2), min_size=len(truths), max_size=len(truths))
        )
        value = int(np.dot(coefficients, truths))
        less, more = draw(st.sampled_from([(0, 0), (0, 0), (1, 0), (0, 2), (UNBOUNDED, 0)]))
        builder.add_rule(
            range(len(truths)), coefficients, max(value - less, -UNBOUNDED), value + more
        )
    return builder.finish()


@st.composite
def tables(draw: st.DrawFn) -> tuple[System, Flags, Integers]:
    """Two rows and two or three columns with their totals, small counts hidden, the rest shown.

    With which counts are not public already, and which row each is an item of.
    """
    columns = draw(st.integers(2, 3))
    cells = np.array(draw(st.lists(st.integers(0, 4), min_size=2 * columns, max_size=2 * columns)))
    rows = [*cells.reshape(2, columns).tolist(), cells.reshape(2, columns).sum(axis=0).tolist()]
    builder, numbers, groups = SystemBuilder(), [], []
    for place, row in enumerate(rows):
        counts = [*row, sum(row)]
        numbers.append([_cell(builder, truth) for truth in counts])
        groups += [place if place < 2 else NO_GROUP] * columns + [NO_GROUP]
    for row in numbers:
        builder.add_sum(row[-1], row[:-1])
    for column in zip(*numbers, strict=True):
        builder.add_sum(column[-1], column[:-1])
    system = builder.finish()
    public = draw(st.sets(st.integers(0, len(groups) - 1)))
    not_public = np.array([place not in public for place in range(len(groups))])
    return system, not_public | (system.low < system.high), np.array(groups)


def _cell(builder: SystemBuilder, truth: int) -> int:
    small = 0 < truth <= 2
    return builder.add_count(truth, Known(1, MOST) if small else exactly(truth), small)
