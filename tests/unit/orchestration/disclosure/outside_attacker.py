"""An attacker from outside, who has only what is printed and a solver of another library.

It shares no code with the attack that it checks: its own ranges, its own equations, and the least
and most of each hidden number one after another, in fractions or in whole numbers.
"""

from collections.abc import Mapping, Sequence
from math import ceil, floor, inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

Name = tuple[str, ...]
# One equation: these with a plus, these with a minus, together nought.
Line = tuple[Sequence[Name], Sequence[Name]]


class Outsider:
    """Printed cells by name ('c', a number, or nothing where no one prints it), and the lines."""

    def __init__(
        self, printed: Mapping[Name, str | None], lines: Sequence[Line], *, rounded_to: int = 1
    ) -> None:
        self.places = {name: place for place, name in enumerate(printed)}
        self.ranges = [_range(said, rounded_to) for said in printed.values()]
        rows, columns, signs = [], [], []
        for row, (plus, minus) in enumerate(lines):
            for sign, names in ((1.0, plus), (-1.0, minus)):
                for name in names:
                    rows.append(row)
                    columns.append(self.places[name])
                    signs.append(sign)
        shape = (len(lines), len(self.places))
        self.equations = csr_array((signs, (rows, columns)), shape=shape)

    def finds(self, name: Name, *, whole: bool = False) -> tuple[float, float]:
        """The least and the most that a cell can be."""
        costs = np.zeros(len(self.places))
        costs[self.places[name]] = 1.0
        return self._least(costs, whole), -self._least(-costs, whole)

    def _least(self, costs: np.ndarray, whole: bool) -> float:
        nought = np.zeros(self.equations.shape[0])
        if whole:
            low, high = np.array(self.ranges).T
            solved = milp(
                costs,
                integrality=np.ones(len(costs)),
                bounds=Bounds(low, high),
                constraints=LinearConstraint(self.equations, nought, nought),
            )
        else:
            solved = linprog(costs, A_eq=self.equations, b_eq=nought, bounds=self.ranges)
        if solved.status == 3 or (
            solved.status == 4 and "unbounded or infeasible" in solved.message
        ):
            return -inf  # it is not infeasible: the truth fits, and the other end was found
        assert solved.status == 0, f"the outsider has no answer: {solved.message}"
        return ceil(float(solved.fun) - 1e-6)


def _range(said: str | None, rounded_to: int) -> tuple[float, float]:
    if said is None:
        return 0, inf
    if said == "c":
        return 1, inf
    number = int(said)
    if rounded_to == 1 or number == 0:
        return number, number
    return max(number - floor(rounded_to / 2), 5), number + floor(rounded_to / 2)
