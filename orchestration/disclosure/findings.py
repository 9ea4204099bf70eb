"""What is found out of each count: values it has in a world that fits, and what it cannot be.

Where worlds and proofs come from is in `attack`; nothing is decided here.
"""

from copy import copy
from dataclasses import dataclass, field

import numpy as np

from orchestration.disclosure.system import Flags, Integers, System


@dataclass(eq=False)
class Seen:
    """Values of each count: the true one first, then two others; and the least and most of all."""

    truth: Integers
    wanted: Integers
    second: Integers = field(init=False)
    third: Integers = field(init=False)
    low: Integers = field(init=False)
    high: Integers = field(init=False)
    worlds: list[tuple[Integers, Integers]] = field(init=False, default_factory=list)

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

    def only(self, counts: Integers, count: int, low: int, high: int) -> "Seen":
        """What is seen of these counts in worlds in which one of them is within this range."""
        kept = Seen(self.truth, self.wanted)
        place = int(np.searchsorted(counts, count))
        for where, values in self.worlds:
            if np.array_equal(where, counts) and low <= values[place] <= high:
                kept.add(where, values)
        return kept

    def add(self, counts: Integers, values: Integers) -> None:
        other = values != self.truth[counts]
        first = other & (self.second[counts] < 0)
        self.second[counts[first]] = values[first]
        new = other & (values != self.second[counts]) & (self.third[counts] < 0)
        self.third[counts[new]] = values[new]
        if first.any() or new.any():
            self.worlds.append((counts, values))
        self.low[counts] = np.minimum(self.low[counts], values)
        self.high[counts] = np.maximum(self.high[counts], values)


class Findings:
    """What is found so far: proven ranges, values seen, and which counts are proven narrow."""

    def __init__(self, system: System, low: Integers, high: Integers) -> None:
        self.low, self.high = low.copy(), high.copy()
        self.seen = Seen(system.truth, system.wanted)
        self.narrow = np.zeros(len(system.truth), dtype=bool)
        self.unproven = np.zeros(len(system.truth), dtype=bool)
        self.programmes = 0

    @classmethod
    def of(cls, others: "Findings", seen: Seen) -> "Findings":
        """The same proven ranges, with other worlds seen."""
        found = copy(others)
        found.low, found.high, found.narrow = (
            each.copy() for each in (others.low, others.high, others.narrow)
        )
        found.seen = seen
        return found

    def open(self, counts: Integers) -> Flags:
        """Which are neither proven narrow nor seen to have values enough."""
        return np.asarray(~self.narrow[counts] & ~self.seen.enough(counts))
