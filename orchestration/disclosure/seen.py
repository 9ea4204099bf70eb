"""What has been seen of each count: values it has in a world that fits all that is known.

Where worlds come from is in `attack`; nothing is decided here.
"""

from dataclasses import dataclass, field

import numpy as np

from orchestration.disclosure.system import Flags, Integers


@dataclass(eq=False)
class Seen:
    """Values of each count: the true one first, then two others; and the least and most of all."""

    truth: Integers
    wanted: Integers
    second: Integers = field(init=False)
    third: Integers = field(init=False)
    low: Integers = field(init=False)
    high: Integers = field(init=False)

    def __post_init__(self) -> None:
        self.second = np.full(len(self.truth), -1, dtype=np.int64)
        self.third = self.second.copy()
        self.low, self.high = self.truth.copy(), self.truth.copy()

    def values(self, counts: Integers) -> Integers:
        """How many different values have been seen: three stands for three or more."""
        others = (self.second[counts] >= 0).astype(np.int64) + (self.third[counts] >= 0)
        return np.asarray(1 + others)

    def enough(self, counts: Integers) -> Flags:
        return np.asarray(self.values(counts) >= self.wanted[counts])

    def add(self, counts: Integers, values: Integers) -> None:
        other = values != self.truth[counts]
        first = other & (self.second[counts] < 0)
        self.second[counts[first]] = values[first]
        new = other & (values != self.second[counts]) & (self.third[counts] < 0)
        self.third[counts[new]] = values[new]
        self.low[counts] = np.minimum(self.low[counts], values)
        self.high[counts] = np.maximum(self.high[counts], values)
