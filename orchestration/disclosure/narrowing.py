"""Narrows the ranges of counts by each equation alone, as often as it tells something new.

No solver: what is found here is found by sums and whole-number division. What needs several
equations at once is in `attack`.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

from orchestration.disclosure.system import UNBOUNDED, Flags, Integers, System

MOST_SWEEPS = 2_000  # each is sound on its own: stopping early leaves ranges wider, never wrong


@dataclass(frozen=True, eq=False)
class _OneSided:
    """The equations as entries of matrix x <= most, two for each where both sides are bounded."""

    rows: Integers
    columns: Integers
    coefficients: Integers
    most: Integers


def narrowed(system: System) -> tuple[Integers, Integers]:
    """The least and most each count can be once every equation was looked at on its own."""
    sides = _one_sided(system)
    low, high = system.low.copy(), system.high.copy()
    active = np.ones(len(sides.most), dtype=bool)
    for _ in range(MOST_SWEEPS):
        changed = _sweep(sides, active, low, high)
        if not changed.any():
            break
        active = np.zeros(len(sides.most), dtype=bool)
        active[sides.rows[changed[sides.columns]]] = True
    return low, high


def _one_sided(system: System) -> _OneSided:
    upper, lower = system.at_most < UNBOUNDED, system.at_least > -UNBOUNDED
    entries = vstack([system.matrix[upper], -system.matrix[lower]]).tocoo()
    order = np.lexsort((entries.col, entries.row))
    return _OneSided(
        rows=entries.row[order].astype(np.int64),
        columns=entries.col[order].astype(np.int64),
        coefficients=entries.data[order],
        most=np.concatenate([system.at_most[upper], -system.at_least[lower]]),
    )


def _sweep(sides: _OneSided, active: Flags, low: Integers, high: Integers) -> Flags:
    """Narrows low and high in place by the active equations; which counts it narrowed."""
    among = active[sides.rows]
    rows, columns = sides.rows[among], sides.columns[among]
    coefficients = sides.coefficients[among]
    rising = coefficients > 0
    nearest = np.where(rising, low[columns], high[columns])
    endless = ~rising & (nearest >= UNBOUNDED)
    least = np.where(endless, 0, nearest * coefficients)
    count = len(sides.most)
    least_of_row = np.zeros(count, dtype=np.int64)
    np.add.at(least_of_row, rows, least)
    endless_of_row = np.bincount(rows[endless], minlength=count)
    known = (endless_of_row[rows] - endless) == 0
    spare = (sides.most[rows] - (least_of_row[rows] - least))[known]
    rows, columns, coefficients, rising = (
        each[known] for each in (rows, columns, coefficients, rising)
    )
    tops, bottoms = high.copy(), low.copy()
    np.minimum.at(tops, columns[rising], spare[rising] // coefficients[rising])
    falling = ~rising
    np.maximum.at(bottoms, columns[falling], -(spare[falling] // -coefficients[falling]))
    changed = (tops < high) | (bottoms > low)
    high[:], low[:] = tops, bottoms
    return changed


def telling(system: System, low: Integers, high: Integers) -> Flags:
    """Which equations still say something within these ranges."""
    matrix = system.matrix
    rising = matrix.maximum(0)
    falling = matrix.minimum(0)
    endless = (high >= UNBOUNDED).astype(np.int64)
    tops = np.where(high >= UNBOUNDED, 0, high)
    most = rising @ tops + falling @ low
    least = rising @ low + falling @ tops
    above = (rising @ endless > 0) | (most > system.at_most)
    below = (falling @ endless < 0) | (least < system.at_least)
    return np.asarray(
        (above & (system.at_most < UNBOUNDED)) | (below & (system.at_least > -UNBOUNDED))
    )


def linked(matrix: csr_array, rows: Flags, columns: Flags) -> Integers:
    """For each count the number of the group in which equations link it to others, or -1.

    Only through these rows and columns: a count that is known exactly links nothing.
    """
    equations, counts = matrix.shape
    entries = matrix.tocoo()
    among = rows[entries.row] & columns[entries.col]
    edges = (entries.row[among], entries.col[among] + equations)
    graph = csr_array(
        (np.ones(int(among.sum()), dtype=np.int8), edges), shape=(equations + counts,) * 2
    )
    _, labels = connected_components(graph, directed=False)
    return np.where(columns, labels[equations:], -1).astype(np.int64)
