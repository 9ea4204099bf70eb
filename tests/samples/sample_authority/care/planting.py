"""How mess is planted in the files of social care: at least once a kind, also in yearly files.
The kinds themselves are in the modules whose names begin with mess."""

from collections.abc import Iterable, Sequence

from ..education.planting import Plot
from ..mess_sen2 import Fits, Spoil
from ..options import Options
from ..planting import Kind, Spot
from ..tables import Table

YEARLY = ("cin_census", "ssda903")
Kinds = Iterable[Kind]


def spots(
    options: Options,
    source: str,
    month: str,
    tables: Sequence[Table],
    kinds: tuple[Kinds, Kinds],
    spared: Iterable[str] = (),
) -> list[Spot]:
    """Plant the real kinds, and the hostile ones where they are asked for."""
    if not options.is_messy:
        return []
    plot = Plot(options.seed, f"{source}:{month}", False, set(spared))
    at_least = 1 if month in options.months[-2:] or source in YEARLY else 0
    plot.plant(tables, kinds[0], at_least)
    plot.spared.add("")  # a second copy is spoilt enough
    if options.mess == "hostile":
        plot.plant(tables, kinds[1], at_least)
    return plot.spots


def aside(kind: str, rule: str, where: str, fits: Fits, spoil: Spoil, copies: bool = False) -> Kind:
    table, _, column = where.partition(":")
    return Kind(kind, table, column or None, rule, "set_aside", fits, spoil, copies)


def warned(kind: str, rule: str, where: str, fits: Fits, spoil: Spoil) -> Kind:
    table, _, column = where.partition(":")
    return Kind(kind, table, column, rule, "warned", fits, spoil)


def unseen(kind: str, where: str, fits: Fits, spoil: Spoil) -> Kind:
    """Untidiness that nothing need be said of."""
    table, _, column = where.partition(":")
    return Kind(kind, table, column, None, "none", fits, spoil)
