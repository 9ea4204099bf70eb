"""Bounds on hidden counts by integer programming: what somebody with a solver can work out.

It knows variables, their boxes and equations; where those come from is `independent_attacker`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

ENOUGH = 3
SLIGHT = 1e-6
OPTIMAL = 0


@dataclass(frozen=True)
class Line:
    """A sum of variables with factors that lies between two numbers."""

    factors: tuple[tuple[int, float], ...]
    low: float
    high: float


@dataclass
class Knowledge:
    """All that the attacker knows: a box for each variable, and what ties them together.

    truths  only to see that nothing false is believed
    """

    boxes: list[list[float]] = field(default_factory=list)
    truths: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def variable(self, low: float, high: float, truth: int) -> int:
        assert low <= truth <= high
        self.boxes.append([low, high])
        self.truths.append(truth)
        return len(self.boxes) - 1

    def narrow(self, variable: int, low: float, high: float) -> None:
        box = self.boxes[variable]
        box[0], box[1] = max(box[0], low), min(box[1], high)

    def tie(self, factors: dict[int, float], low: float, high: float) -> None:
        """What is not true would prove anything, so it is an error of the attacker."""
        told = sum(factor * self.truths[variable] for variable, factor in factors.items())
        assert low - SLIGHT <= told <= high + SLIGHT, "an equation is not true"
        self.lines.append(Line(tuple(sorted(factors.items())), low, high))

    def pieces(self) -> list[tuple[list[int], list[Line]]]:
        """Variables that hang together, and their lines; known ones tie nothing together."""
        parent = list(range(len(self.boxes)))

        def root(one: int) -> int:
            while parent[one] != one:
                parent[one] = parent[parent[one]]
                one = parent[one]
            return one

        for line in self.lines:
            loose = [v for v, _ in line.factors if self.boxes[v][0] < self.boxes[v][1]]
            for other in loose[1:]:
                parent[root(other)] = root(loose[0])
        members: dict[int, list[int]] = defaultdict(list)
        for one, (low, high) in enumerate(self.boxes):
            if low < high:
                members[root(one)].append(one)
        lines: dict[int, list[Line]] = defaultdict(list)
        for line in self.lines:
            loose = [v for v, _ in line.factors if self.boxes[v][0] < self.boxes[v][1]]
            if loose:
                lines[root(loose[0])].append(line)
        return [(held, lines[key]) for key, held in members.items()]


def values_left(knowledge: Knowledge, targets: Iterable[int]) -> dict[int, int]:
    """For each target, how many values it can still have, counted up to ENOUGH.

    What is undecided or impossible counts as nought: a failure of the proof.
    """
    wanted = set(targets)
    left = {one: 1 for one in wanted if knowledge.boxes[one][0] >= knowledge.boxes[one][1]}
    for variables, lines in knowledge.pieces():
        inside = [one for one in variables if one in wanted]
        if inside:
            left |= Piece(knowledge, variables, lines).count(inside)
    return left


class Piece:
    """One part of the system, solved by itself."""

    def __init__(self, knowledge: Knowledge, variables: list[int], lines: list[Line]) -> None:
        at = {one: i for i, one in enumerate(variables)}
        self.at = at
        self.low = np.array([knowledge.boxes[one][0] for one in variables])
        self.high = np.array([knowledge.boxes[one][1] for one in variables])
        rows, columns, data, lows, highs = [], [], [], [], []
        for i, line in enumerate(lines):
            fixed = sum(f * knowledge.boxes[v][0] for v, f in line.factors if v not in at)
            lows.append(line.low - fixed)
            highs.append(line.high - fixed)
            for variable, factor in line.factors:
                if variable in at:
                    rows.append(i)
                    columns.append(at[variable])
                    data.append(factor)
        shape = (len(lines), len(variables))
        matrix = csr_array((data, (rows, columns)), shape=shape)
        self.constraints = [LinearConstraint(matrix, lows, highs)] if lines else []
        self.seen: list[np.ndarray] = []

    def count(self, targets: list[int]) -> dict[int, int]:
        left = {}
        for target in targets:
            column = self.at[target]
            if len(self._values(column)) < ENOUGH:
                self._look(column)
            left[target] = min(len(self._values(column)), ENOUGH)
        return left

    def _values(self, column: int) -> set[int]:
        return {round(point[column]) for point in self.seen}

    def _look(self, column: int) -> None:
        """The least, the greatest, then whole numbers between, until there are enough."""
        least = self._solve(column, 1.0, self.low, self.high)
        greatest = self._solve(column, -1.0, self.low, self.high)
        if least is None or greatest is None:
            return
        for value in range(least + 1, min(greatest, least + 2 * ENOUGH)):
            if len(self._values(column)) >= ENOUGH:
                return
            low, high = self.low.copy(), self.high.copy()
            low[column] = high[column] = value
            self._solve(column, 1.0, low, high)

    def _solve(self, column: int, sign: float, low: np.ndarray, high: np.ndarray) -> int | None:
        aim = np.zeros(len(low))
        aim[column] = sign
        found = milp(
            aim,
            constraints=self.constraints,
            bounds=Bounds(low, high),
            integrality=np.ones(len(low)),
            options={"time_limit": 20.0},
        )
        if found.status != OPTIMAL:
            return None
        self.seen.append(found.x)
        return int(np.rint(found.x[column]))
