"""What to hide so that a count can have three values: the cheapest others that must move with it.

A count may leave the range that is shown of it at a price; what the cheapest moves make leave it
is what has to be hidden. Whether that is enough is for `attack` to say.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.sparse import csr_array, hstack

from orchestration.disclosure.attack import FAINT
from orchestration.disclosure.narrowing import narrowed
from orchestration.disclosure.pieces import SLACK, Piece, pieces
from orchestration.disclosure.solver import Numbers, Programme, as_bounds
from orchestration.disclosure.system import Flags, Integers, Known, System


def hidden(system: System, counts: Integers, known: Known) -> System:
    """The same with these counts no longer shown; never known better than before."""
    low, high = system.low.copy(), system.high.copy()
    low[counts] = np.minimum(low[counts], known.low)
    high[counts] = np.maximum(high[counts], known.high)
    return replace(system, low=low, high=high)


def hideable(system: System, may_hide: Flags, known: Known) -> Flags:
    """Which are shown and may be hidden; a count too small for it, as is zero, may not."""
    shown = (system.low > known.low) | (system.high < known.high)
    return np.asarray(may_hide & shown & (system.truth >= known.low))


@dataclass(eq=False)
class Room:
    """A part of the system in which counts may be made to move, and at what price."""

    piece: Piece
    down: Integers  # how far each may move within what is shown of it now
    up: Integers
    prices: Numbers
    whole: bool
    programme: Programme = field(init=False)

    def __post_init__(self) -> None:
        matrix = self.piece.matrix
        both = hstack([matrix, -matrix, matrix, -matrix])
        self.programme = Programme(csr_array(both), -self.piece.spare_down, self.piece.spare_up)

    def make(self, place: int, far: int) -> Integers:
        """Counts to hide so that this one can move so far, up or down, whichever is cheaper."""
        best: tuple[float, Integers] | None = None
        for step in (far, -far):
            found = self._make(place, step)
            if found is not None and (best is None or found[0] < best[0] - SLACK):
                best = found
        if best is None:
            return np.array([], dtype=np.int64)
        places = best[1]
        self.down[places], self.up[places] = self.piece.down[places], self.piece.up[places]
        return self.piece.counts[places]

    def _make(self, place: int, step: int) -> tuple[float, Integers] | None:
        size = len(self.piece.counts)
        if not -self.piece.down[place] <= step <= self.piece.up[place]:
            return None
        near = np.concatenate([self.up, self.down])
        far = np.concatenate([self.piece.up, self.piece.down])
        high = as_bounds(np.concatenate([near, np.where(far > near, far, 0)]))
        low = np.zeros(4 * size)
        moved, still = (place, place + size) if step > 0 else (place + size, place)
        high[[still, still + 2 * size, moved + 2 * size]] = 0
        low[moved] = high[moved] = abs(step)
        costs = np.concatenate([np.full(2 * size, FAINT), self.prices, self.prices])
        solved = self.programme.solve(costs, low, high, whole=self.whole)
        if solved is None:
            return None
        beyond = solved[2 * size : 3 * size] + solved[3 * size :]
        return float(costs @ solved), np.flatnonzero(beyond > SLACK)


def rooms(current: System, may_hide: Flags, known: Known, of: Integers, whole: bool) -> list[Room]:
    """The parts in which these counts lie, were all hidden that may be."""
    can = hideable(current, may_hide, known)
    widest = hidden(current, np.flatnonzero(can), known)
    low, high = narrowed(widest)
    made = []
    for piece in pieces(widest, low, high, of):
        shown_low = np.maximum(current.low[piece.counts], low[piece.counts])
        shown_high = np.minimum(current.high[piece.counts], high[piece.counts])
        typical = np.median(piece.truth[can[piece.counts]]) if can[piece.counts].any() else 1.0
        prices = 1 + piece.truth / max(float(typical), 1.0)
        made.append(Room(piece, piece.truth - shown_low, shown_high - piece.truth, prices, whole))
    return made
