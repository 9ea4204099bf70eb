"""What one who only reads knows of counts: a range for each, and the equations between them.

Here are only whole numbers. Which figures they are and what is printed of them is not known here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from orchestration.refusals import Refusal

# No bound: far above any count, and far below where sums of them would overflow.
UNBOUNDED = 2**40
FEWEST_VALUES = 3

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Known(NamedTuple):
    """The least and the most a count can be, by what is printed of it alone."""

    low: int
    high: int


HIDDEN = Known(1, UNBOUNDED)  # a zero is always shown, so what is hidden is at least one
UNKNOWN = Known(0, UNBOUNDED)  # never printed: a cell of the cube beneath, an item rolled up


def exactly(shown: int) -> Known:
    return Known(shown, shown)


@dataclass(frozen=True, eq=False)
class System:
    """Counts as they are, what is known of each, and the equations between them.

    An equation says that a sum of counts, with coefficients, is at least this and at most that.

    wanted is how many values each count must be able to have where it is protected: three, or what
    is left of them where a reader is told the rest on purpose.

    It cannot exist where the truth is not one of its solutions: an attack on such a system would
    find nothing possible, and nothing possible would look like nothing found.
    """

    truth: Integers
    low: Integers
    high: Integers
    matrix: csr_array
    at_least: Integers
    at_most: Integers
    protected: Integers
    wanted: Integers

    def __post_init__(self) -> None:
        outside = (self.truth < self.low) | (self.truth > self.high) | (self.low < 0)
        _refuse_any(outside, "count", "is not within what is said to be known of it.")
        sums = self.matrix @ self.truth
        _refuse_any(
            (sums < self.at_least) | (sums > self.at_most),
            "equation",
            "does not hold of the true counts.",
        )


def _refuse_any(wrong: Flags, thing: str, what: str) -> None:
    places = np.flatnonzero(wrong)
    if places.size:
        others = f" and {places.size - 1} more" if places.size > 1 else ""
        raise Refusal(
            "disclosure control",
            f"{thing} {places[0]}{others} {what}",
            "The figures and what is printed of them must come from one build; make both again.",
            "V119",
        )


class SystemBuilder:
    """Collects counts and equations; each count is known by the number it was given."""

    def __init__(self) -> None:
        self._counts: list[tuple[int, int, int]] = []
        self._protected: list[int] = []
        self._columns: list[int] = []
        self._coefficients: list[int] = []
        self._starts: list[int] = [0]
        self._least: list[int] = []
        self._most: list[int] = []

    def add_count(self, truth: int, known: Known = UNKNOWN, protected: bool = False) -> int:
        """A count; protected where it must not be narrowed to fewer than three values."""
        number = len(self._counts)
        self._counts.append((truth, known.low, known.high))
        if protected:
            self._protected.append(number)
        return number

    def add_counts(
        self, truth: Integers, low: Integers, high: Integers, protected: Flags
    ) -> Integers:
        """Many counts at once; the numbers they are known by."""
        first = len(self._counts)
        self._counts.extend(zip(truth.tolist(), low.tolist(), high.tolist(), strict=True))
        self._protected.extend((np.flatnonzero(protected) + first).tolist())
        return np.arange(first, len(self._counts))

    def add_sum(self, total: int, parts: Iterable[int]) -> None:
        """The parts make up the total."""
        listed = list(parts)
        self.add_rule([total, *listed], [-1] + [1] * len(listed), 0, 0)

    def add_known_sum(self, parts: Sequence[int], value: int) -> None:
        """Others have published exactly what the parts make together."""
        self.add_rule(parts, [1] * len(parts), value, value)

    def add_at_most(self, part: int, whole: int) -> None:
        """The part is not more than the whole, as a numerator is of its denominator."""
        self.add_rule([part, whole], [1, -1], -UNBOUNDED, 0)

    def add_flow(self, after: int, before: int, came: int, went: int) -> None:
        """What there is after is what there was before, with what came and without what went."""
        self.add_rule([after, before, came, went], [1, -1, -1, 1], 0, 0)

    def add_rule(
        self, counts: Iterable[int], coefficients: Iterable[int], at_least: int, at_most: int
    ) -> None:
        """Any other: the counts times their coefficients are together within these bounds."""
        self._columns.extend(counts)
        self._coefficients.extend(coefficients)
        if len(self._columns) != len(self._coefficients):
            raise ValueError("an equation needs a coefficient for each count")
        self._starts.append(len(self._columns))
        self._least.append(at_least)
        self._most.append(at_most)

    def finish(self) -> System:
        counts = np.array(self._counts, dtype=np.int64).reshape(-1, 3)
        entries = np.array(self._coefficients, dtype=np.int64)
        columns = np.array(self._columns, dtype=np.int64)
        shape = (len(self._least), len(counts))
        matrix = csr_array((entries, columns, np.array(self._starts)), shape=shape)
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
        return System(
            truth=counts[:, 0].copy(),
            low=counts[:, 1].copy(),
            high=counts[:, 2].copy(),
            matrix=matrix,
            at_least=np.array(self._least, dtype=np.int64),
            at_most=np.array(self._most, dtype=np.int64),
            protected=np.array(self._protected, dtype=np.int64),
            wanted=np.full(len(counts), FEWEST_VALUES, dtype=np.int64),
        )
