"""How a kind of mess is planted in the rows of one delivery, and what is remembered of it.
The kinds themselves are in mess_sen2 and mess_waits; the pipeline's opinion is nowhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

from .identifiers import stream
from .tables import Cells, Table

RATE = 0.005


@dataclass(frozen=True)
class Kind:
    """One way to spoil a row: which rows fit, what is done, and what should become of the row."""

    kind: str
    table: str
    column: str | None
    rule: str | None
    outcome: str
    fits: Callable[[Cells], bool]
    spoil: Callable[[Cells, Random], None]
    copies: bool = False


@dataclass(frozen=True)
class Spot:
    """A planted row of a table that is not written yet."""

    table: Table
    index: int
    kind: Kind


@dataclass
class Marks:
    """What truth must know of a delivery: records set aside, and clocks made unknown."""

    set_aside: set[str] = field(default_factory=set)
    clock_unknown: set[str] = field(default_factory=set)


@dataclass
class Planter:
    """Plants in one delivery, one kind to a root record and never twice."""

    seed: int
    delivery: str
    root: Callable[[str], str]
    preferred: frozenset[str] = frozenset()
    marks: Marks = field(default_factory=Marks)
    spots: list[Spot] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    def plant_all(self, tables: list[Table], kinds: Iterable[Kind], at_least: int) -> None:
        """Plant every kind at its share of the rate, whole numbers by chance, or at least so."""
        kinds = list(kinds)
        sizes = [(table, len(table.rows)) for table in tables]
        share = RATE * sum(size for _, size in sizes) / len(kinds)
        for number, kind in enumerate(kinds):
            chance = stream(self.seed, "mess", self.delivery, kind.kind, kind.table, kind.column)
            count = max(at_least, int(share + chance.random()))
            here = [(table, size) for table, size in sizes if kind.table in (table.name, "*")]
            self._plant(chance, kind, here, count, number)

    def _plant(
        self,
        chance: Random,
        kind: Kind,
        tables: list[tuple[Table, int]],
        count: int,
        number: int,
    ) -> None:
        places = [(table, index) for table, size in tables for index in range(size)]
        chance.shuffle(places)
        if self.preferred:
            wanted = [place for place in places if self.root(_key(place)) in self.preferred]
            places = wanted[: 8 * count] + places if number % 3 == 0 else places
        for table, index in places:
            if count == 0:
                return
            root = self.root(table.keys[index])
            if root in self._taken or not kind.fits(Cells(table, index)):
                continue
            self._taken.add(root)
            self._spoil(chance, kind, table, index)
            count -= 1

    def _spoil(self, chance: Random, kind: Kind, table: Table, index: int) -> None:
        target = table.copy_to_end(index) if kind.copies else index
        kind.spoil(Cells(table, target), chance)
        self.spots.append(Spot(table, target, kind))
        key = table.keys[target]
        if kind.outcome == "set_aside" and key:
            self.marks.set_aside.add(key)
        elif kind.column == "clock_start":
            self.marks.clock_unknown.add(key)


def _key(place: tuple[Table, int]) -> str:
    table, index = place
    return table.keys[index]


def line_of(table: Table, index: int, spoilt: Iterable[int]) -> int:
    """The physical line a row starts on: a line break inside a cell moves the rows below it.
    Only spoilt rows can hold one."""
    breaks = sum(cell.count("\n") for row in spoilt if row < index for cell in table.rows[row])
    return index + 2 + breaks
