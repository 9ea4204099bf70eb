"""Parts of a system that nothing links, each small enough to be asked of the solver at once.

Every question is put in moves: how far up or down each count goes from what it truly is. Moves
that are cheap are short, and short moves are whole, where a corner of all that fits seldom is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array, hstack

from orchestration.disclosure.findings import Seen
from orchestration.disclosure.narrowing import linked, telling
from orchestration.disclosure.solver import Numbers, Programme, as_bounds
from orchestration.disclosure.system import UNBOUNDED, Integers, System

CUTS = (0.0, 0.01, 0.03, 0.1, 0.2)  # shares of the counts that are held
SLACK = 1e-6
MOST_COUNTS = 3_000  # of a part in which worlds are sought, where cutting makes parts so small
MOST_TOGETHER = 500  # of small parts asked together; a larger part is asked as it is


@dataclass(frozen=True, eq=False)
class Piece:
    """Some counts with every equation they are in; all other counts stay as they truly are.

    What the solver is asked goes by the narrowed ranges (down, up: how far each count may move);
    what it answers is checked against all that was known before anything was narrowed.
    """

    counts: Integers
    truth: Integers
    down: Integers
    up: Integers
    known_low: Integers
    known_high: Integers
    matrix: csr_array
    spare_down: Integers  # how far an equation's sum may fall or rise from what it truly is
    spare_up: Integers
    programme: Programme

    def ask(
        self, cost_up: Numbers, cost_down: Numbers, down: Integers, up: Integers, **how: bool
    ) -> Numbers | None:
        """The cheapest moves, where a count may move by no more than this."""
        least = np.concatenate([np.maximum(-down, 0), np.maximum(-up, 0)])
        most = np.concatenate([np.maximum(up, 0), np.maximum(down, 0)])
        costs = np.concatenate([cost_up, cost_down])
        solved = self.programme.solve(costs, as_bounds(least), as_bounds(most), **how)
        if solved is None:
            return None
        return np.asarray(solved[: len(self.counts)] - solved[len(self.counts) :])

    def learn(self, moves: Numbers, seen: Seen) -> bool:
        """Whether the moves that are whole lead to a world that fits; if so, its values are seen.

        Moves that are not, and all that are linked to them, are taken back before.
        """
        whole = np.rint(moves).astype(np.int64)
        broken = np.abs(moves - whole) > SLACK
        if broken.any():
            parts = linked(self.matrix, np.ones(self.matrix.shape[0], dtype=bool), moves != 0)
            whole[np.isin(parts, parts[broken])] = 0
        values, moved = self.truth + whole, self.matrix @ whole
        fits = (
            (values >= self.known_low).all()
            and (values <= self.known_high).all()
            and (moved >= -self.spare_down).all()
            and (moved <= self.spare_up).all()
        )
        if fits:
            seen.add(self.counts, values)
        return bool(fits)


def pieces(system: System, low: Integers, high: Integers, wanted: Integers) -> Iterator[Piece]:
    """The parts that hold a wanted count; low and high are the narrowed ranges."""
    tells = telling(system, low, high)
    labels = linked(system.matrix, tells, low < high)
    sums = system.matrix @ system.truth
    by_column = csc_array(system.matrix)
    for counts in _together(labels, wanted):
        entries = by_column[:, counts].tocsr()
        rows = np.flatnonzero(np.diff(entries.indptr))
        matrix, asked = entries[rows], tells[rows]
        down = _spare(sums[rows], system.at_least[rows])
        up = _spare(system.at_most[rows], sums[rows])
        moves = csr_array(hstack([matrix[asked], -matrix[asked]]))
        yield Piece(
            counts=counts,
            truth=system.truth[counts],
            down=_spare(system.truth[counts], low[counts]),
            up=_spare(high[counts], system.truth[counts]),
            known_low=system.low[counts],
            known_high=system.high[counts],
            matrix=matrix,
            spare_down=down,
            spare_up=up,
            programme=Programme(moves, -down[asked], up[asked]),
        )


def cut(system: System, low: Integers, high: Integers) -> tuple[Integers, Integers]:
    """The ranges, with the largest counts held where they truly are till no part is too large.

    A world found so is a world; that none is found so says nothing.
    """
    moving = np.flatnonzero(low < high)
    order = moving[np.argsort(-system.truth[moving], kind="stable")]
    for share in CUTS:
        held = order[: int(share * len(order))]
        some_low, some_high = low.copy(), high.copy()
        some_low[held] = some_high[held] = system.truth[held]
        labels = linked(system.matrix, telling(system, some_low, some_high), some_low < some_high)
        if np.unique(labels[labels >= 0], return_counts=True)[1].max(initial=0) <= MOST_COUNTS:
            break
    return some_low, some_high


def _spare(most: Integers, least: Integers) -> Integers:
    endless = (most >= UNBOUNDED) | (least <= -UNBOUNDED)
    return np.where(endless, UNBOUNDED, most - least)


def _together(labels: Integers, wanted: Integers) -> Iterator[Integers]:
    """The counts of every linked part with a wanted count in it; small parts together."""
    parts = np.unique(labels[wanted])
    parts = parts[parts >= 0]
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], parts, side="left")
    ends = np.searchsorted(labels[order], parts, side="right")
    held: list[Integers] = []
    size = 0
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if held and size + end - start > MOST_TOGETHER:
            yield np.sort(np.concatenate(held))
            held, size = [], 0
        held.append(order[start:end])
        size += end - start
    if held:
        yield np.sort(np.concatenate(held))
