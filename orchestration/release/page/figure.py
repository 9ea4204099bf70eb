"""A chart on a page: the drawing, what it says in words, its table and its file.

All four are made of the same picked cells. The table says of each hidden or missing figure which it
is; the words say which of them are gaps in the drawing.
"""

from collections.abc import Iterator
from html import escape

from orchestration.release.page.drawing import NARROW, WIDE, as_svg, number, size_of
from orchestration.release.page.layout import size_said
from orchestration.release.page.picking import Picked
from orchestration.release.pages import Told, html_of
from orchestration.release.symbols import IN_A_CELL, is_number

FOLDER = "charts"
KINDS = {"trend": "Line chart", "areas": "Bar chart", "items": "Bar chart", "bands": "Bar chart"}
# So many gaps are named one by one.
NAMED = 6


def drawings(picked: Picked, name: str) -> dict[str, str]:
    """The files of a chart: one for wide screens and paper, one for phones."""
    if not picked.is_drawn:
        return {}
    return {
        f"{FOLDER}/{name}.svg": as_svg(picked, WIDE),
        f"{FOLDER}/{name}-narrow.svg": as_svg(picked, NARROW),
    }


def figure(picked: Picked, name: str, drawn: dict[str, str], file: str, size: int) -> Iterator[str]:
    """The chart's part of a page; `drawn` are its files, `file` the data it is of."""
    yield f'<figure id="{name}" data-file="{escape(file)}" aria-labelledby="{name}-title">'
    yield f'<h4 id="{name}-title">{escape(picked.title)}</h4>'
    yield f"<p>{escape(_about(picked))}</p>"
    if drawn:
        width, height = size_of(drawn[f"{FOLDER}/{name}.svg"])
        yield (
            f'<picture><source media="(max-width: 40em)" srcset="{FOLDER}/{name}-narrow.svg">'
            f'<img src="{FOLDER}/{name}.svg" width="{width}" height="{height}" loading="lazy"'
            f' alt="{escape(in_words(picked))}"></picture>'
        )
    yield from (f'<p class="small">{escape(said)}</p>' for said in _caption(picked))
    yield f"<details><summary>Table: {escape(picked.title)}</summary>"
    yield from html_of(table_of(picked), f"{name}-table")
    yield "</details>"
    said = f"Download these figures, and more of their kind (CSV, {size_said(size)})"
    yield f'<p><a href="../{escape(file)}" download>{said}</a></p></figure>'


def _about(picked: Picked) -> str:
    when = f", {picked.when}" if picked.when else ""
    return f"{picked.of}{when}."


def _caption(picked: Picked) -> Iterator[str]:
    if not picked.is_drawn:
        yield "No chart is drawn: none of these figures can be shown."
    gaps = _gaps(picked)
    if gaps and picked.is_drawn:
        yield f"Not drawn: {gaps}"
    if picked.note:
        yield picked.note


def _gaps(picked: Picked) -> str:
    """What is not drawn and why, by the sign that stands in its place."""
    said = []
    untold = list(picked.untold())
    for sign in dict.fromkeys(cell for _, _, cell in untold):
        held = [(name, label) for name, label, cell in untold if cell == sign]
        by_line: dict[str, list[str]] = {}
        for name, label in held:
            by_line.setdefault(name if len(picked.lines) > 1 else "", []).append(label)
        named = "; ".join(
            f"{f'{name}, ' if name else ''}{', '.join(labels[:NAMED])}"
            + (f" and {len(labels) - NAMED} more" if len(labels) > NAMED else "")
            for name, labels in by_line.items()
        )
        why = IN_A_CELL.get(sign, "the release has no such row")
        said.append(f"{named}: {f'[{sign}] ' if sign else ''}{why}.")
    return " ".join(said)


def in_words(picked: Picked) -> str:
    """What the drawing shows, for those who cannot see it; the table beside it has all of it."""
    said = [f"{KINDS[picked.kind]} of {picked.of[0].lower()}{picked.of[1:]}."]
    for name, cells in picked.lines.items():
        told = [
            (label, number(cell, picked.unit))
            for label, cell in zip(picked.labels, cells, strict=True)
            if is_number(cell)
        ]
        whose = f"{name}: " if len(picked.lines) > 1 else ""
        if not told:
            said.append(f"{whose}nothing can be shown.")
        elif picked.kind == "trend":
            (first, was), (last, now) = told[0], told[-1]
            way = f"{was} in {first}, {now} in {last}" if len(told) > 1 else f"{now} in {last}"
            said.append(f"{whose}{way}.")
        else:
            said.append(f"{whose}{'; '.join(f'{label} {value}' for label, value in told)}.")
    return " ".join([*said, "All figures are in the table below."])


def table_of(picked: Picked) -> Told:
    """Every cell that was picked, hidden and missing ones by their signs."""
    heads = (picked.axis, *(_head(picked, name) for name in picked.lines))
    rows = [
        (label, *(number(cells[place], picked.unit) for cells in picked.lines.values()))
        for place, label in enumerate(picked.labels)
    ]
    when = f", {picked.when}" if picked.when else ""
    return Told(f"{picked.title}: {picked.of}{when}", heads, rows, frozenset(range(1, len(heads))))


def _head(picked: Picked, name: str) -> str:
    return name if len(picked.lines) > 1 or picked.kind != "areas" else picked.of
