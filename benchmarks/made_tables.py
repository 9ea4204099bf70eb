"""Made-up tables of children with a plan, as systems to attack: what is printed is by the policy.

No figure is real; the shares are near those of a county. What is done with them is in
`hidden_counts`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from orchestration.disclosure.policies import is_small, known_from, shown_count
from orchestration.disclosure.repair import NO_GROUP
from orchestration.disclosure.system import (
    UNKNOWN,
    Flags,
    Integers,
    Known,
    System,
    SystemBuilder,
    exactly,
)

LOCALITIES = 10
NEEDS = [33.4, 21, 20, 9, 5, 3.5, 3, 2, 1.3, 0.9, 0.5, 0.3, 0.1]
AGES = [5, 33, 37, 20, 5]
TWO_WAYS = ((0, 1), (0, 2), (1, 2))
Cells = NDArray[np.int64]


def children(plans: int, seed: int) -> Cells:
    """How many there are in each locality, with each need, in each age group."""
    chance = np.random.default_rng(seed)
    shares = np.einsum("i,j,k->ijk", chance.dirichlet(np.full(LOCALITIES, 4.0)), NEEDS, AGES)
    shares *= chance.gamma(3.0, 1.0, shares.shape)
    return chance.multinomial(plans, (shares / shares.sum()).ravel()).reshape(shares.shape)


@dataclass
class Tables:
    """Tables put together one after another, and what of them is printed."""

    policy: str
    builder: SystemBuilder = field(default_factory=SystemBuilder)
    truths: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    fixed: list[bool] = field(default_factory=list)  # public already, or never printed
    lines: list[list[int]] = field(default_factory=list)  # a total, and its parts
    tables: int = 0

    def count(self, truth: int, group: int = NO_GROUP, *, public: bool = False) -> int:
        known = known_from(self.policy, shown_count(self.policy, truth))
        if public:
            known = exactly(truth)
        return self._put(truth, known, is_small(truth) and not public, group, public)

    def beneath(self, truth: int) -> int:
        return self._put(truth, UNKNOWN, False, NO_GROUP, True)

    def _put(self, truth: int, known: Known, protected: bool, group: int, fixed: bool) -> int:
        self.truths.append(truth)
        self.groups.append(group)
        self.fixed.append(fixed)
        return self.builder.add_count(truth, known, protected)

    def sum(self, total: int, parts: Iterable[int]) -> None:
        listed = [int(part) for part in parts]
        self.builder.add_sum(int(total), listed)
        self.lines.append([int(total), *listed])

    def new_group(self) -> int:
        self.tables += 1
        return self.tables - 1

    def system(self) -> System:
        return self.builder.finish()

    @property
    def may_hide(self) -> Flags:
        return ~np.array(self.fixed)

    @property
    def group(self) -> Integers:
        return np.array(self.groups)


def cube(tables: Tables, cells: Cells) -> Integers:
    """A table of any number of ways with all its margins; the numbers of its counts."""
    whole = np.zeros(tuple(size + 1 for size in cells.shape), dtype=np.int64)
    whole[tuple(slice(0, size) for size in cells.shape)] = cells
    for axis in range(cells.ndim):
        np.moveaxis(whole, axis, 0)[-1] = whole.sum(axis=axis)
    group = tables.new_group()
    numbers = np.empty(whole.shape, dtype=np.int64)
    for place, truth in np.ndenumerate(whole):
        numbers[place] = tables.count(int(truth), group)
    for axis in range(cells.ndim):
        for line in np.moveaxis(numbers, axis, -1).reshape(-1, numbers.shape[axis]):
            tables.sum(line[-1], line[:-1])
    return numbers


def three_tables(tables: Tables, cells: Cells, *, public: bool = False) -> None:
    """Each two of the three ways, linked by their totals and by the cube that lies beneath.

    public: others have printed the totals and the one-way counts of the authority exactly.
    """
    beneath = np.vectorize(tables.beneath, otypes=[np.int64])(cells)
    whole = tables.count(int(cells.sum()), public=public)
    ways: list[list[int]] = []
    for way in range(3):
        group = tables.new_group()
        counts = cells.sum(axis=tuple(other for other in range(3) if other != way))
        ways.append([tables.count(int(one), group, public=public) for one in counts])
        tables.sum(whole, ways[way])
    for one, two in TWO_WAYS:
        third = 3 - one - two
        group, crossed = tables.new_group(), cells.sum(axis=third)
        numbers = np.empty(crossed.shape, dtype=np.int64)
        for place, truth in np.ndenumerate(crossed):
            numbers[place] = tables.count(int(truth), group)
            tables.sum(int(numbers[place]), np.moveaxis(beneath, third, -1)[place])
        for total, line in zip(ways[one] + ways[two], [*numbers, *numbers.T], strict=True):
            tables.sum(total, line)


def months(tables: Tables, cells: Cells, count: int, seed: int, *, flows: int) -> None:
    """A table each month, and what came and went: flows has as many ways as they are printed in.

    Stock and flows of a month make the stock of the next, cell by cell where the flows are
    printed so and in total else.
    """
    chance = np.random.default_rng(seed)
    before = cube(tables, cells)
    for _ in range(count - 1):
        came, went = chance.poisson(cells * 0.015), chance.binomial(cells, 0.012)
        cells = cells + came - went
        after = cube(tables, cells)
        _flow(tables, before, after, came, went, flows)
        before = after


def _flow(
    tables: Tables, before: Integers, after: Integers, came: Cells, went: Cells, flows: int
) -> None:
    while came.ndim > flows:
        came, went = came.sum(axis=-1), went.sum(axis=-1)
        before, after = before[..., -1], after[..., -1]
    new, old = cube(tables, came), cube(tables, went)
    for place in np.ndindex(new.shape):
        tables.builder.add_flow(
            int(after[place]), int(before[place]), int(new[place]), int(old[place])
        )
