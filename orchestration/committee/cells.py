"""The cells of a committee's tables: which items are rows, what a cell says, and differences.

Every figure is as the warehouse holds it; which cells a table has is in `grids`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from orchestration.committee.figures import TOTAL, Figure, Figures, number, shown
from orchestration.committee.language import Asked, Indicator
from orchestration.measures.declared import Measure
from orchestration.months import Month

NAMES = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]


@dataclass(frozen=True)
class Cell:
    """One cell: its text, and the figure behind it where there is one."""

    text: str
    figure: Figure | None = None
    measure: str = ""
    month: str = ""
    place: tuple[str, str] = TOTAL

    @property
    def is_marked(self) -> bool:
        return self.figure is not None and bool(self.figure.symbol or self.figure.reason)


@dataclass
class Grid:
    """One table: its columns, and rows whose first cell is their heading."""

    title: str
    columns: list[str]
    rows: list[list[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def spoken(month: Month) -> str:
    return f"{NAMES[month.starting_on.month - 1]} {month.starting_on.year}"


def months_until(month: Month, count: int) -> list[Month]:
    found = [month]
    while len(found) < count:
        found.insert(0, found[0].before)
    return found


def since_april(month: Month) -> list[Month]:
    found = [month]
    while found[0].starting_on.month != 4:
        found.insert(0, found[0].before)
    return found


def places(asked: Asked, figures: Figures, months: list[Month]) -> Iterator[tuple[str, str, str]]:
    """Label, breakdown and item of each row: items named first, others by name, the total."""
    name = asked.label or figures.name(asked.measure)
    breakdown = " | ".join(asked.breakdown)
    if asked.breakdown:
        held = figures.items(asked.measure, months, breakdown)
        rows = [(label, item) for item in held if (label := label_of(asked, item)) is not None]
        rank = {label: place for place, label in enumerate(asked.first)}
        for label, item in sorted(rows, key=lambda row: (rank.get(row[0], len(rank)), row[0])):
            yield label, breakdown, item
    if not asked.breakdown or (asked.total and not asked.where):
        yield name if not asked.breakdown else f"Total: {name}", *TOTAL


def label_of(asked: Asked | Indicator, item: str) -> str | None:
    """What is left of an item when the columns held to one item are taken away; None: another's."""
    parts = dict(zip(asked.breakdown, item.split(" | "), strict=True))
    if any(parts[column] != wanted for column, wanted in asked.where.items()):
        return None
    return ", ".join(part for column, part in parts.items() if column not in asked.where) or item


def cell(figures: Figures, number_: str, month: Month, place: tuple[str, str] = TOTAL) -> Cell:
    figure = figures.of(number_, month, place)
    text = shown(figure, figures.measures.get(number_))
    return Cell(text, figure, number_, str(month), place)


def a_year_before(month: Month) -> Month:
    return Month.parse(f"{month.starting_on.year - 1:04d}-{month.starting_on.month:02d}")


def difference(now: Figure | None, then: Figure | None, measure: Measure | None) -> str:
    """How much more or less; none where either is missing, or is not whole."""
    if now is None or then is None or now.value is None or then.value is None:
        return "[z]"
    if not (now.is_whole and then.is_whole):
        return "[z] not whole"
    change = now.value - then.value
    text = number(change, measure).replace("%", " points")
    return f"+{text}" if change > 0 else text


def trend(change: Decimal, measure: Measure) -> str:
    if change == 0:
        return "as before"
    way = "up" if change > 0 else "down"
    better = {"higher": change > 0, "lower": change < 0}.get(measure.better)
    judged = "" if better is None else (", better" if better else ", worse")
    return f"{way} {number(abs(change), measure).replace('%', ' points')}{judged}"
