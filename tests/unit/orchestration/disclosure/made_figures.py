"""Figures, measures and datasets for tests of disclosure control, made of plain numbers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from orchestration.disclosure.declared import Declared, Disclosure
from orchestration.disclosure.figures import JOINED, Figure, labels
from orchestration.disclosure.links import Links
from orchestration.disclosure.protect import Protected, protect
from orchestration.disclosure.shown import Shown, shown_figures
from orchestration.measures.declared import Measure

MONTH = date(2025, 12, 1)
NO_LINKS = Links(one_population=[], sums=[], public=[])


def measure(number: str, statistic: str = "count", **told: Any) -> Measure:
    said = {"id": number, "statistic": statistic, "decimal_places": 1, "breakdowns": [], **told}
    return Measure(number, f"msr_{number}", "A sentence.", said, (), (), ())


def figure(
    one: Measure,
    numerator: int | None,
    denominator: int | None = None,
    *,
    breakdown: str = "total",
    item: str = "Total",
    month: date = MONTH,
    authority: str | None = "999",
) -> Figure:
    symbol = "z" if denominator == 0 else "x" if numerator is None and denominator is None else None
    where = labels(breakdown, item, one)
    return Figure(one.id, authority, month, breakdown, item, numerator, denominator, symbol, where)


def table(
    one: Measure, breakdown: str, items: Mapping[str, int], *, month: date = MONTH
) -> list[Figure]:
    """A count by one breakdown, with its total."""
    parts = [
        figure(one, count, breakdown=breakdown, item=item, month=month)
        for item, count in items.items()
    ]
    return [figure(one, sum(items.values()), month=month), *parts]


def crossed(
    one: Measure, columns: Sequence[str], cells: Mapping[tuple[str, ...], int]
) -> list[Figure]:
    """A count by two breakdowns and both together, with its total."""
    found = [figure(one, sum(cells.values()))]
    for place, column in enumerate(columns):
        for label in dict.fromkeys(key[place] for key in cells):
            count = sum(n for key, n in cells.items() if key[place] == label)
            found.append(figure(one, count, breakdown=column, item=label))
    both = JOINED.join(columns)
    return found + [
        figure(one, count, breakdown=both, item=JOINED.join(key)) for key, count in cells.items()
    ]


def dataset(name: str, figures: Mapping[str, Sequence[str]], **said: Any) -> Declared:
    told = {"policy": "suppress", "owner": "team@sampleshire.example", "why": "A test."} | said
    listed = {number: list(breakdowns) for number, breakdowns in figures.items()}
    return Declared(name, f"pub_{name}", Disclosure(figures=listed, **told))


def shown(
    datasets: Sequence[Declared],
    figures: Sequence[Figure],
    measures: Sequence[Measure],
    links: Links = NO_LINKS,
    released: Sequence[Any] = (),
) -> tuple[dict[tuple[str, str, str, str], Shown], Protected]:
    """Protect the figures; what is shown by dataset, measure, breakdown and item."""
    by_number = {one.id: one for one in measures}
    protected = protect(datasets, figures, by_number, links, released)
    rows = shown_figures(datasets, figures, by_number, protected)
    cells = {(r.dataset, r.measure_id, r.breakdown, r.item): r for r in rows}
    return cells, protected
