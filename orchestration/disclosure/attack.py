"""Attacks a system as one who only reads could: how far can each protected count be narrowed?

A count is safe only where three whole worlds, each checked in integers against everything known,
give it three different values; it is breached where that is proven impossible; all else is a
failure, and a failure is not safe. Nothing is hidden here: that is `repair`.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.disclosure.findings import Findings
from orchestration.disclosure.narrowing import narrowed
from orchestration.disclosure.pieces import SLACK, Piece, cut, pieces
from orchestration.disclosure.solver import Numbers
from orchestration.disclosure.system import FEWEST_VALUES, UNBOUNDED, Integers, System

MOST_TURNS = 60
MOST_IDLE_TURNS = 6
WORTH_A_TURN = 4  # values seen: so few are found by asking singly as cheaply
FAINT = 0.001  # what a move costs that nobody asked for


@dataclass(frozen=True, eq=False)
class Verdict:
    """What the attacker can tell of each protected count, and what it cost to find out.

    low and high of a breached count are the least and most it can be; of a safe one, without
    `exact`, they are values that it is proven to be able to have, and more may be possible.
    """

    protected: Integers
    low: Integers
    high: Integers
    breaches: Integers
    failures: Integers
    fewest_values: int  # of any that is to have three; 0 where one is undecided, or there is none
    counts: int
    equations: int
    programmes: int

    @property
    def safe(self) -> bool:
        return not self.breaches.size and not self.failures.size


def attack(system: System, *, of: Integers | None = None, exact: bool = False) -> Verdict:
    """The attack on all protected counts, or on those given only.

    With exact, the least and most of every one is found, as an audit shows it; far slower.
    """
    protected = system.protected if of is None else of
    low, high = narrowed(system)
    found = Findings(system, low, high)
    found.narrow[protected] = (high - low + 1 < system.wanted)[protected]
    for piece in pieces(system, *cut(system, low, high), protected[found.open(protected)]):
        _look_together(piece, np.flatnonzero(np.isin(piece.counts, protected)), found)
        found.programmes += piece.programme.asked
    for piece in pieces(system, low, high, protected[found.open(protected) | exact]):
        inside = np.flatnonzero(np.isin(piece.counts, protected))
        look(piece, inside, found)
        if exact:
            for place in inside.tolist():
                _bound(piece, place, found)
        found.programmes += piece.programme.asked
    return _verdict(system, protected, found, exact)


def look(piece: Piece, inside: Integers, found: Findings) -> None:
    """Decides the counts at these places: all together, and singly what then is left."""
    _look_together(piece, inside, found)
    for place in inside.tolist():
        if found.open(piece.counts[[place]])[0]:
            look_singly(piece, place, found)


def _verdict(system: System, protected: Integers, found: Findings, exact: bool) -> Verdict:
    narrow = found.narrow[protected]
    low = np.where(narrow | exact, found.low[protected], found.seen.low[protected])
    high = np.where(narrow | exact, found.high[protected], found.seen.high[protected])
    failures = protected[found.open(protected) | found.unproven[protected]]
    wanted = system.wanted[protected]
    values = np.where(narrow, np.minimum(high - low + 1, wanted - 1), high - low + 1)
    values = values[wanted == FEWEST_VALUES]
    return Verdict(
        protected=protected,
        low=low,
        high=high,
        breaches=protected[narrow],
        failures=failures,
        fewest_values=0 if failures.size or not values.size else int(values.min()),
        counts=len(system.truth),
        equations=len(system.at_least),
        programmes=found.programmes,
    )


def _look_together(piece: Piece, inside: Integers, found: Findings) -> None:
    """Moves all undecided counts at once, each to where it has not been seen yet."""
    chance = np.random.default_rng(0)
    idle = 0
    for turn in range(MOST_TURNS):
        places = inside[found.open(piece.counts[inside])]
        if not places.size or idle == MOST_IDLE_TURNS:
            return
        counts, truth = piece.counts[places], piece.truth[places]
        values = found.seen.values(counts)
        above, below = found.seen.high[counts] > truth, found.seen.low[counts] < truth
        rise = (~above | below | (piece.down[places] == 0)) & (piece.up[places] > 0)
        weights = chance.uniform(0.8, 1.2, len(places))
        weights[chance.random(len(places)) > 0.5**idle] = 0.0
        cost_up, cost_down = np.full((2, len(piece.counts)), FAINT)
        cost_up[places] = np.where(rise, -weights, 1.5)
        cost_down[places] = np.where(rise, 1.5, -weights)
        reach = UNBOUNDED if turn % 4 == 3 else 2
        down, up = np.minimum(piece.down, reach), np.minimum(piece.up, reach)
        down[places] = np.minimum(down[places], 1 + below)
        up[places] = np.minimum(up[places], 1 + above)
        moves = piece.ask(cost_up, cost_down, down, up)
        if moves is None:
            return
        piece.learn(moves, found.seen)
        new = int((found.seen.values(counts) - values).sum())
        idle = max(idle - 1, 0) if new >= WORTH_A_TURN else idle + 1


def look_singly(piece: Piece, place: int, found: Findings) -> None:
    """Moves one count a step or two up or down, with the fewest moves of others that allow it."""
    count = piece.counts[[place]]
    for step in (1, -1, 2, -2):
        if found.open(count)[0]:
            _step(piece, place, step, found)
            values = found.high[count] - found.low[count] + 1
            found.narrow[count] = values < found.seen.wanted[count]
    if found.open(count)[0]:
        _look_whole(piece, place, found)


def _step(piece: Piece, place: int, step: int, found: Findings) -> None:
    count = int(piece.counts[place])
    value = int(piece.truth[place]) + step
    if not found.low[count] <= value <= found.high[count]:
        return
    moves = _moved(piece, place, step, step)
    if moves is not None:
        if not piece.learn(moves, found.seen):
            whole = _moved(piece, place, step, step, whole=True)
            if whole is not None:
                piece.learn(whole, found.seen)
    elif piece.programme.impossible and step > 0:
        found.high[count] = value - 1
    elif piece.programme.impossible:
        found.low[count] = value + 1


def _moved(piece: Piece, place: int, least: int, most: int, **how: bool) -> Numbers | None:
    """The fewest moves that bring one count at least and at most so far from where it is."""
    down, up = piece.down.copy(), piece.up.copy()
    down[place], up[place] = -least, most
    even = np.ones(len(piece.counts))
    return piece.ask(even, even, down, up, **how)


def _look_whole(piece: Piece, place: int, found: Findings) -> None:
    """Asks for a whole world in each gap between the values seen, till there are three or none."""
    count = piece.counts[[place]]
    gaps = [(-int(piece.down[place]), int(piece.up[place]))]
    steps = [0]
    while gaps and len(steps) < found.seen.wanted[count[0]]:
        least, most = gaps.pop()
        inside = [step for step in steps if least <= step <= most]
        if inside:
            gaps += [(least, inside[0] - 1), (inside[0] + 1, most)]
        elif least <= most:
            moves = _moved(piece, place, least, most, whole=True)
            if moves is None and not piece.programme.impossible:
                return
            if moves is not None:
                if not piece.learn(moves, found.seen):
                    return
                steps.append(int(np.rint(moves[place])))
                gaps.append((least, most))
    if not found.seen.enough(count)[0]:
        found.narrow[count] = True
        found.low[count], found.high[count] = found.seen.low[count], found.seen.high[count]


def _bound(piece: Piece, place: int, found: Findings) -> None:
    """The least and the most of one count; where that is not proven, the count is undecided."""
    count, truth = int(piece.counts[place]), int(piece.truth[place])
    ends = []
    for sign in (-1, 1):
        costs = np.zeros(len(piece.counts))
        costs[place] = -sign
        moves = piece.ask(costs, -costs, piece.down, piece.up)
        if moves is not None:
            ends.append(truth + sign * int(np.floor(sign * moves[place] + SLACK)))
        elif piece.programme.endless and sign > 0:
            ends.append(UNBOUNDED)
        else:
            found.unproven[count] = True
            return
    if not found.narrow[count]:
        found.low[count], found.high[count] = ends
