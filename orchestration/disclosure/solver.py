"""The one door to the solver: the cheapest of all moves away from the truth that fit.

It answers with moves proven cheapest, with 'impossible', or with nothing.
"""

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from orchestration.disclosure.system import UNBOUNDED, Integers

Numbers = NDArray[np.float64]

# A limit on steps and not on seconds: the same input must give the same answer on any machine.
MOST_STEPS = 2_000_000
MOST_BRANCHES = 20_000
OPTIONS = {
    "output_flag": False,
    "threads": 1,  # two, after one in the same process, would answer nothing at all
    "random_seed": 0,
    "simplex_iteration_limit": MOST_STEPS,
    "mip_max_nodes": MOST_BRANCHES,
}


def as_bounds(integers: Integers) -> Numbers:
    bounds = integers.astype(np.float64)
    bounds[integers >= UNBOUNDED] = highspy.kHighsInf
    bounds[integers <= -UNBOUNDED] = -highspy.kHighsInf
    return bounds


class Programme:
    """One set of equations, asked again and again with other costs and other ranges."""

    def __init__(self, matrix: csr_array, at_least: Integers, at_most: Integers) -> None:
        rows, columns = matrix.shape
        self.asked, self.impossible, self.endless = 0, False, False
        self._all = np.arange(columns, dtype=np.int32)
        self._whole = False
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = columns, rows
        programme.col_cost_ = np.zeros(columns)
        programme.col_lower_, programme.col_upper_ = np.zeros(columns), np.zeros(columns)
        programme.row_lower_, programme.row_upper_ = as_bounds(at_least), as_bounds(at_most)
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = matrix.indptr.astype(np.int32)
        programme.a_matrix_.index_ = matrix.indices.astype(np.int32)
        programme.a_matrix_.value_ = matrix.data.astype(np.float64)
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in OPTIONS.items():
            self._solver.setOptionValue(option, value)
        if self._solver.passModel(programme) == highspy.HighsStatus.kError:
            raise ValueError("the solver does not take these equations")

    def solve(
        self, costs: Numbers, low: Numbers, high: Numbers, whole: bool = False
    ) -> Numbers | None:
        """The cheapest values within these ranges; nothing where that is not proven."""
        self.asked += 1
        self._be_whole(whole)
        self._solver.changeColsBounds(len(self._all), self._all, low, high)
        self._solver.changeColsCost(len(self._all), self._all, costs)
        self._solver.run()
        status = self._solver.getModelStatus()
        self.impossible = status == highspy.HighsModelStatus.kInfeasible
        self.endless = status == highspy.HighsModelStatus.kUnbounded
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._solver.getSolution().col_value, dtype=np.float64)

    def _be_whole(self, whole: bool) -> None:
        if whole != self._whole:
            kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
            kinds = np.full(len(self._all), int(kind), dtype=np.uint8)
            self._solver.changeColsIntegrality(len(self._all), self._all, kinds)
            self._whole = whole
