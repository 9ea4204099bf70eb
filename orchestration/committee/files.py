"""A paper's tables as files: a page that stands alone (HTML), Markdown, and CSV with every figure.

What stands in the tables is in `grids`. The pages are drafts for those allowed to see small
numbers, and say so.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from html import escape

from orchestration.committee.cells import Grid, spoken
from orchestration.committee.language import Paper
from orchestration.months import Month

WARNING = (
    "Internal draft, not suppressed: small numbers of children can be told from it. Not for"
    " publication, and not to be passed on outside those allowed to see it."
)
LEGEND = (
    "[x] is missing, with its reason; [z] does not apply, or there is nothing to divide by;"
    " [partial ...] is the sum of the parts that are known, and not the whole. Rates are rounded"
    " half up, with their counts beside them."
)
STYLE = """
body { font: 16px/1.5 sans-serif; max-width: 80rem; margin: 0 auto; padding: 1rem; color: #111;
  background: #fff; }
.warning { border: 3px solid #111; padding: .75rem 1rem; font-weight: bold; }
.scroll { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; min-width: 40rem; }
caption { text-align: left; font-weight: bold; font-size: 1.15rem; padding: .5rem 0; }
th, td { border-bottom: 1px solid #767676; padding: .35rem .6rem; text-align: left;
  vertical-align: top; }
td { text-align: right; }
td.marked { font-style: italic; }
table.words td { text-align: left; }
"""
CSV_COLUMNS = [
    "table", "row", "column", "measure_id", "month", "breakdown", "item", "numerator",
    "denominator", "value", "symbol", "reason", "shown",
]  # fmt: skip


def as_html(paper: Paper, month: Month, grids: Iterable[Grid]) -> str:
    """One page that needs no other file."""
    title = escape(f"{paper.title}, {spoken(month)}")
    parts = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{STYLE}</style></head><body><main>",
        f"<h1>{title}</h1>",
        f'<p class="warning" role="note">{escape(WARNING)}</p>',
        f"<p>Tables after: {escape(paper.made_after)}</p><p>{escape(LEGEND)}</p>",
    ]
    for place, grid in enumerate(grids, 1):
        parts += _html_table(grid, f"table-{place}")
    return "\n".join([*parts, "</main></body></html>"]) + "\n"


def _html_table(grid: Grid, name: str) -> Iterator[str]:
    words = ' class="words"' if "Owner" in grid.columns else ""
    yield f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0">'
    yield f'<table{words}><caption id="{name}">{escape(grid.title)}</caption>'
    heads = "".join(
        f'<th scope="col">{escape(column)}</th>' if column else "<td></td>"
        for column in grid.columns
    )
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for first, *others in grid.rows:
        cells = "".join(
            f"<td{' class=marked' if cell.is_marked else ''}>{escape(cell.text)}</td>"
            for cell in others
        )
        yield f'<tr><th scope="row">{escape(first.text)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
    for note in grid.notes:
        yield f"<p>{escape(note)}</p>"


def as_markdown(paper: Paper, month: Month, grids: Iterable[Grid]) -> str:
    lines = [f"# {paper.title}, {spoken(month)}", "", f"**{WARNING}**", ""]
    lines += [f"Tables after: {paper.made_after}", "", LEGEND, ""]
    for grid in grids:
        lines += [f"## {grid.title}", ""]
        lines.append("| " + " | ".join(map(_cell, grid.columns)) + " |")
        lines.append("|---" * len(grid.columns) + "|")
        lines += ["| " + " | ".join(_cell(cell.text) for cell in row) + " |" for row in grid.rows]
        lines += ["", *grid.notes, ""] if grid.notes else [""]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def as_csv(grids: Iterable[Grid]) -> str:
    """A line for each cell, with the figure behind it exact and not rounded."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for grid in grids:
        for first, *others in grid.rows:
            for column, cell in zip(grid.columns[1:], others, strict=True):
                told = cell.figure
                where = [grid.title, first.text, column]
                origin = [cell.measure, cell.month, *cell.place] if told else [""] * 4
                numbers = [told.numerator, told.denominator, told.value] if told else [None] * 3
                signs = [told.symbol, told.reason] if told else [None] * 2
                writer.writerow([*where, *origin, *numbers, *signs, cell.text])
    return text.getvalue()
