"""Tables of a real size, protected here, and then attacked by one who shares no code with us."""

from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np
import pytest

from orchestration.disclosure.repair import NO_GROUP, Repair, repair
from orchestration.disclosure.system import UNBOUNDED, UNKNOWN, SystemBuilder, exactly
from tests.unit.orchestration.disclosure.outside_attacker import Line, Name, Outsider
from tests.unit.orchestration.disclosure.small_tables import shown_exactly, shown_rounded


@dataclass
class Printed:
    """A made-up authority's tables: true counts by name, lines between them, who prints what."""

    rounded_to: int
    truth: dict[Name, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    beneath: set[Name] = field(default_factory=set)
    public: set[Name] = field(default_factory=set)

    def protected(self) -> Repair:
        builder, numbers = SystemBuilder(), {}
        tables = sorted({name[0] for name in self.truth})
        for name, truth in self.truth.items():
            known = (shown_rounded if self.rounded_to > 1 else shown_exactly)(truth)
            if name in self.public:
                known = exactly(truth)
            if name in self.beneath:
                known = UNKNOWN
            numbers[name] = builder.add_count(truth, known, name in self.small())
        for plus, minus in self.lines:
            counts = [numbers[name] for name in (*plus, *minus)]
            builder.add_rule(counts, [1] * len(plus) + [-1] * len(minus), 0, 0)
        fixed = self.beneath | self.public
        may_hide = np.array([name not in fixed for name in self.truth])
        groups = [NO_GROUP if name in fixed else tables.index(name[0]) for name in self.truth]
        return repair(builder.finish(), may_hide, np.array(groups))

    def small(self) -> set[Name]:
        kept = self.beneath | self.public
        return {name for name, truth in self.truth.items() if 0 < truth <= 4 and name not in kept}

    def outsider(self, done: Repair) -> Outsider:
        rolled = done.system.low == 0
        texts = {
            name: None
            if name in self.beneath or (rolled[place] and done.system.high[place] >= UNBOUNDED)
            else self.text(name, truth, hidden=done.system.high[place] >= UNBOUNDED)
            for place, (name, truth) in enumerate(self.truth.items())
        }
        return Outsider(texts, self.lines, rounded_to=self.rounded_to)

    def text(self, name: Name, truth: int, *, hidden: bool) -> str:
        if hidden:
            return "c"
        if name in self.public or self.rounded_to == 1:
            return str(truth)
        return str((truth + 2) // 5 * 5)


def three_tables(plans: int, rounded_to: int, *, public: bool) -> Printed:
    """Locality by need, locality by age and need by age, over a cube that nobody prints."""
    chance = np.random.default_rng(plans)
    shape = (8, 10, 5)
    shares = chance.dirichlet(np.full(int(np.prod(shape)), 0.6)).reshape(shape)
    cube = chance.multinomial(plans, shares.ravel()).reshape(shape)
    made = Printed(rounded_to)
    for place in product(*map(range, shape)):
        name = ("cube", *map(str, place))
        made.truth[name] = int(cube[place])
        made.beneath.add(name)
    for size in (2, 1, 0):
        for ways in combinations(range(3), size):
            for key in product(*(range(shape[way]) for way in ways)):
                name = ("".join(map(str, ways)) or "all", *map(str, key))
                within = dict(zip(ways, key, strict=True))
                other = min(set(range(3)) - set(ways))
                parts = [_inside(ways, within, other, place) for place in range(shape[other])]
                made.lines.append((parts, [name]))
                made.truth[name] = sum(made.truth[part] for part in parts)
                if public and size < 2:
                    made.public.add(name)
    for one in range(3):
        for two in {0, 1, 2} - {one}:
            for item in range(shape[one]):
                parts = [_inside((one,), {one: item}, two, place) for place in range(shape[two])]
                made.lines.append((parts, [(str(one), str(item))]))
    return made


def _inside(ways: tuple[int, ...], within: dict[int, int], other: int, place: int) -> Name:
    """The cell of the next finer table at this place of another way."""
    finer = sorted((*ways, other))
    table = "cube" if len(finer) == 3 else "".join(map(str, finer))
    return (table, *(str({**within, other: place}[way]) for way in finer))


def months_of_flows(plans: int, rounded_to: int) -> Printed:
    """Four months of a caseload by need, with who came and who went, all of it printed."""
    chance = np.random.default_rng(3)
    stock = chance.multinomial(plans, chance.dirichlet(np.full(12, 0.5)))
    made = Printed(rounded_to)
    for month in range(4):
        came, went = chance.poisson(stock * 0.02), chance.binomial(stock, 0.02)
        for table, counts in (("stock", stock), ("came", came), ("went", went)):
            whole, items = (table, str(month)), []
            for need, count in enumerate(counts.tolist()):
                items.append((table, str(month), str(need)))
                made.truth[items[-1]] = count
            made.truth[whole] = int(counts.sum())
            made.lines.append((items, [whole]))
        if month:
            for need in range(12):
                before, after, new, old = (
                    (table, str(at), str(need))
                    for table, at in (
                        ("stock", month - 1),
                        ("stock", month),
                        ("came", month - 1),
                        ("went", month - 1),
                    )
                )
                made.lines.append(([before, new], [after, old]))
        stock = stock + came - went
    return made


TABLES = {
    "sparse, unrounded": lambda: three_tables(500, 1, public=False),
    "sparse, rounded": lambda: three_tables(500, 5, public=False),
    "sparse, rounded, with public totals": lambda: three_tables(500, 5, public=True),
    "unrounded, with public totals": lambda: three_tables(500, 1, public=True),
    "flows, unrounded": lambda: months_of_flows(200, 1),
    "flows, rounded": lambda: months_of_flows(200, 5),
}


@pytest.mark.parametrize("name", TABLES)
def test_an_attacker_from_outside_narrows_no_small_count_to_two_values(name: str) -> None:
    made = TABLES[name]()
    done = made.protected()
    assert done.safe
    outsider = made.outsider(done)
    assert len(made.small()) > 10
    for cell in made.small():
        least, most = outsider.finds(cell)
        assert most - least >= 2, cell


@pytest.mark.parametrize("name", ["sparse, unrounded", "flows, rounded"])
def test_nor_does_one_who_reckons_in_whole_numbers(name: str) -> None:
    made = TABLES[name]()
    outsider = made.outsider(made.protected())
    for cell in sorted(made.small())[::4]:
        least, most = outsider.finds(cell, whole=True)
        assert most - least >= 2, cell


@pytest.mark.parametrize("name", ["sparse, unrounded", "flows, rounded"])
def test_without_repair_the_same_attacker_does(name: str) -> None:
    """So that the tests above are known to be able to fail."""
    made = TABLES[name]()
    texts = {
        cell: None if cell in made.beneath else made.text(cell, truth, hidden=cell in made.small())
        for cell, truth in made.truth.items()
    }
    outsider = Outsider(texts, made.lines, rounded_to=made.rounded_to)
    found = [outsider.finds(cell) for cell in sorted(made.small())]
    assert sum(most - least < 2 for least, most in found) > 3
    assert made.protected().hidden.size > 0


def test_the_same_tables_are_protected_the_same_way() -> None:
    first, again = (TABLES["sparse, unrounded"]().protected() for _ in range(2))
    assert first.hidden.tolist() == again.hidden.tolist()
    assert first.rolled_up.tolist() == again.rolled_up.tolist()
