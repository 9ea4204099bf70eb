"""How a delivery of one or several CSV files is spoilt, noted and written.
What stands in the files is in the modules of the sources."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

from ..days import slashed, unslashed
from ..education.planting import spoil
from ..ledger import Ledger
from ..mess_sen2 import Fits, Spoil, filled
from ..options import Options
from ..planting import Kind, Spot
from ..tables import Cells, Table

Kinds = tuple[Iterable[Kind], Iterable[Kind]]
COPY = ""


def send(
    options: Options,
    ledger: Ledger,
    source: str,
    month: str,
    tables: Sequence[Table],
    kinds: Kinds,
    stamp: str = "",
) -> dict[str, Table]:
    """Write the tables of one delivery, each to the file of its name; give back by name what is
    left of them when rows that must be set aside are."""
    folder = f"landing/{source}/{stamp or month}"
    files = {table.name: f"{folder}/{file_name(source, stamp or month, table)}" for table in tables}
    spots = spoil(options, ledger, f"{source}:{stamp}", month, tables, kinds, files, [COPY])
    for table in tables:
        ledger.table(files[table.name], table)
    return {table.name: without_spots(table, spots) for table in tables}


def without_spots(table: Table, spots: Iterable[Spot]) -> Table:
    aside = {
        spot.index for spot in spots if spot.table is table and spot.kind.outcome == "set_aside"
    }
    kept = [place for place in range(len(table.rows)) if place not in aside]
    rows, keys = [table.rows[place] for place in kept], [table.keys[place] for place in kept]
    return Table(table.name, table.header, rows, keys)


def file_name(source: str, stamp: str, table: Table) -> str:
    part = f"_{table.name}" if table.name else ""
    return f"{source}_{stamp}{part}.csv"


def aside(
    kind: str, table: str, column: str, rule: str, spoilt: Spoil, fits: Fits | None = None
) -> Kind:
    return Kind(kind, table, column, rule, "set_aside", fits or filled(column), spoilt)


def marked(
    kind: str, table: str, column: str, rule: str, spoilt: Spoil, fits: Fits | None = None
) -> Kind:
    """The row is loaded; somebody is warned or asked."""
    return Kind(kind, table, column, rule, "warned", fits or filled(column), spoilt)


def write_iso(column: str) -> Spoil:
    """The day as another system writes it."""

    def spoilt(cells: Cells, chance: Random) -> None:
        cells[column] = unslashed(cells[column]).isoformat()

    return spoilt


def put_before(column: str, other: str, most: int = 30) -> Spoil:
    """A day before another column's."""

    def spoilt(cells: Cells, chance: Random) -> None:
        earlier = unslashed(cells[other][:10]) - timedelta(days=chance.randrange(1, most))
        cells[column] = slashed(earlier)

    return spoilt


def add(column: str, number: int) -> Spoil:
    """So much more than it was."""

    def spoilt(cells: Cells, chance: Random) -> None:
        cells[column] = str(int(cells[column]) + number)

    return spoilt


def both(*fits: Fits) -> Fits:
    return lambda cells: all(fit(cells) for fit in fits)


def day_before(chance: Random, day: date, most: int) -> date:
    return day - timedelta(days=chance.randrange(most))


def scaled(options: Options, for_ten_thousand: float, chance: Random) -> int:
    """A number in proportion to the authority, a little more or less."""
    return int(
        for_ten_thousand * options.pupils / 10_000 * chance.uniform(0.93, 1.07) + chance.random()
    )
