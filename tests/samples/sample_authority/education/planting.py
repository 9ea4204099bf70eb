"""How mess is planted in large tables: places are drawn until enough fit, not shuffled all.
The kinds themselves are in the modules whose names begin with mess."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from ..identifiers import stream
from ..ledger import Ledger
from ..options import Options
from ..planting import Kind, Spot
from ..tables import Cells, Table

SHARE = 0.0004
TRIES = 4000


@dataclass
class Plot:
    """One delivery in which mess is planted: one kind to a record, and never twice.

    in_one_file  its tables are sheets of one file: no two of them are spoilt on the same line
    """

    seed: int
    delivery: str
    in_one_file: bool
    spared: set[str] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    spots: list[Spot] = field(default_factory=list)

    def plant(self, tables: Sequence[Table], kinds: Iterable[Kind], at_least: int) -> None:
        sizes = {table.name: len(table.rows) for table in tables}
        for kind in kinds:
            for table in tables:
                if kind.table in (table.name, "*") and sizes[table.name]:
                    chance = stream(
                        self.seed, "mess", self.delivery, kind.kind, table.name, kind.column
                    )
                    count = max(at_least, int(SHARE * sizes[table.name] / 10 + chance.random()))
                    self._plant(chance, kind, table, sizes[table.name], count)

    def _plant(self, chance: Random, kind: Kind, table: Table, size: int, count: int) -> None:
        for _ in range(TRIES):
            if count == 0:
                return
            index = chance.randrange(size)
            root = table.keys[index]
            line = len(table.rows) if kind.copies else index
            if self.in_one_file and line in self.lines:
                continue
            if root not in self.spared and kind.fits(Cells(table, index)):
                self.spared.add(root)
                self.lines.add(line)
                self._spoil(chance, kind, table, index)
                count -= 1

    def _spoil(self, chance: Random, kind: Kind, table: Table, index: int) -> None:
        target = index
        if kind.copies:
            table.add("", list(table.rows[index]))
            target = len(table.rows) - 1
        kind.spoil(Cells(table, target), chance)
        self.spots.append(Spot(table, target, kind))


def spoil(
    options: Options,
    ledger: Ledger,
    source: str,
    month: str,
    tables: Sequence[Table],
    kinds: tuple[Iterable[Kind], Iterable[Kind]],
    files: dict[str, str],
    spared: Iterable[str] = (),
) -> list[Spot]:
    """Plant the real kinds, and the hostile ones where they are asked for, and note them all."""
    name = source.partition(":")[0]
    if not options.is_messy:
        ledger.sound.note(name, month, tables)
        return []
    in_one_file = len(set(files.values())) < len(files)
    plot = Plot(options.seed, f"{source}:{month}", in_one_file, set(spared))
    at_least = 1 if month in options.months[-2:] or source == "school_census" else 0
    plot.plant(tables, kinds[0], at_least)
    if options.mess == "hostile":
        plot.plant(tables, kinds[1], at_least)
    ledger.note_spots(plot.spots, files)
    ledger.sound.note(name, month, tables, plot.spots)
    return plot.spots
