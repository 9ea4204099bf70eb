"""The tables of a committee's paper as a page to print, made of nothing but what the release shows.

Which tables is declared by each dataset. The exact papers, for those allowed to see small numbers,
are in orchestration.committee and part of no release.
"""

from collections.abc import Iterator
from html import escape

from orchestration.release.about import about
from orchestration.release.contents import Contents
from orchestration.release.dataset import Dataset, Table
from orchestration.release.page.declared import Printed, shown_by
from orchestration.release.page.drawing import number
from orchestration.release.page.layout import document
from orchestration.release.page.picking import Row, label_of, own_areas, rows_where
from orchestration.release.pages import Told, html_of
from orchestration.release.periods import Period, period_in, spoken
from orchestration.release.symbols import IN_A_CELL

WHOLE = "Total"


def printed_page(contents: Contents) -> str:
    """The page: every declared table of every dataset that is released."""
    title = f"{about().title}: tables, {spoken(contents.month)}"
    return document(title, _parts(contents), "tables.html")


def _parts(contents: Contents) -> Iterator[str]:
    signs = "; ".join(f"[{sign}] {said}" for sign, said in IN_A_CELL.items())
    yield f"<p>Release {escape(contents.status)}. {escape(signs)}.</p>"
    yield (
        "<p>Parts may not add up to their total, because each figure was rounded by itself. To"
        " print this page, or to keep it as a PDF, use your browser's own print command.</p>"
    )
    own = own_areas(contents)
    for name, (dataset, table) in sorted(contents.tables.items()):
        asked = shown_by(name, dataset.told).tables
        held = [(one, told) for one in asked for told in grids(dataset, table, one, own)]
        if held:
            yield f"<h2>{escape(dataset.label)}</h2>"
        for place, (one, told) in enumerate(held, 1):
            yield f'<div class="whole" data-file="{escape(name)}.csv">'
            yield from html_of(told, f"{name.replace('_', '-')}-{place}")
            if one.note:
                yield f"<p>{escape(one.note)}</p>"
            yield "</div>"


def grids(dataset: Dataset, table: Table, asked: Printed, own: set[str]) -> Iterator[Told]:
    """The table, once for each authority that the release is about."""
    rows = rows_where(dataset, table, asked.where, asked.by)
    for area in sorted(own):
        held = [row for row in rows if row.get("la_name") == area]
        if held:
            yield _grid(dataset, asked, area, held)


def _grid(dataset: Dataset, asked: Printed, area: str, rows: list[Row]) -> Told:
    periods = sorted({period_in(row) for row in rows})[-asked.periods :]
    if asked.by and len(asked.figures) > 1:
        return _latest(dataset, asked, area, rows)
    heads = ["", *(_headed(period) for period in periods)]
    lines: list[tuple[str, ...]] = []
    if asked.by is None:
        by_time = {period_in(row): row for row in rows}
        for figure in asked.figures:
            cells = (_cell(dataset, by_time.get(period), figure) for period in periods)
            lines.append((label_of(dataset, figure), *cells))
    else:
        [figure] = asked.figures
        held = {(row[asked.by], period_in(row)): row for row in rows}
        for item in _items(asked.by, rows):
            cells = (_cell(dataset, held.get((item, period)), figure) for period in periods)
            lines.append((item, *cells))
        heads[0] = label_of(dataset, asked.by)
    heads[0] = heads[0] or "Figure"
    return Told(f"{asked.title}, {area}", tuple(heads), lines, _numbers(heads))


def _latest(dataset: Dataset, asked: Printed, area: str, rows: list[Row]) -> Told:
    """A row for each item, a column for each figure, of the latest time."""
    assert asked.by is not None
    latest = max(period_in(row) for row in rows)
    held = {row[asked.by]: row for row in rows if period_in(row) == latest}
    heads = [label_of(dataset, asked.by), *(label_of(dataset, one) for one in asked.figures)]
    lines = [
        (item, *(_cell(dataset, held.get(item), one) for one in asked.figures))
        for item in _items(asked.by, rows)
    ]
    title = f"{asked.title}, {area}, {latest.label}"
    return Told(title, tuple(heads), lines, _numbers(heads))


def _items(by: str, rows: list[Row]) -> list[str]:
    """The items in the order of the release, the one that stands for all of them last."""
    items = list(dict.fromkeys(row[by] for row in rows))
    return sorted(items, key=lambda item: item == WHOLE)


def _numbers(heads: list[str]) -> frozenset[int]:
    return frozenset(range(1, len(heads)))


def _headed(period: Period) -> str:
    return period.label[0].upper() + period.label[1:]


def _cell(dataset: Dataset, row: Row | None, figure: str) -> str:
    unit = str((dataset.columns[figure]["open_data"] or {}).get("unit", ""))
    return number(row[figure] if row else "", unit)
