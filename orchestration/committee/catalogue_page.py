"""The catalogue of measures as one page: what each measure says of itself, and its last 24 months.

The definitions are those of docs/reference/measures.md; the figures are totals as the warehouse
holds them, and the page says that they are not suppressed.
"""

from collections.abc import Iterator, Mapping
from html import escape

from orchestration.committee.cells import months_until, spoken
from orchestration.committee.figures import Figures, shown
from orchestration.committee.files import LEGEND, STYLE, WARNING
from orchestration.lineage.graph import Lineage
from orchestration.measures.declared import Wanted, in_order
from orchestration.measures.page import definition
from orchestration.months import Month

MONTHS = 24


def catalogue_page(
    wanted: Mapping[str, Wanted], figures: Figures, graph: Lineage, month: Month
) -> str:
    """One page that needs no other file: a list of all numbers, then a part for each."""
    numbers = sorted({*wanted, *figures.measures}, key=in_order)
    title = f"Measures, {MONTHS} months to {spoken(month)}"
    links = "".join(
        f'<li><a href="#{number}">{number} {escape(figures.name(number))}</a></li>'
        for number in numbers
    )
    parts = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{STYLE}</style></head><body><main>",
        f"<h1>{title}</h1>",
        f'<p class="warning" role="note">{escape(WARNING)}</p><p>{escape(LEGEND)}</p>',
        f'<nav aria-label="Measures"><ul>{links}</ul></nav>',
    ]
    for number in numbers:
        parts.append(f'<section id="{number}"><h2>{number} {escape(figures.name(number))}</h2>')
        if number in figures.measures:
            parts += _built(number, figures, graph, month)
        else:
            one = wanted[number]
            told = f"Not built. Missing: {one.lacks or 'not said yet'}. {one.why or ''}"
            parts.append(f"<p>{escape(told.strip())}</p>")
        parts.append("</section>")
    return "\n".join([*parts, "</main></body></html>"]) + "\n"


def _built(number: str, figures: Figures, graph: Lineage, month: Month) -> Iterator[str]:
    measure = figures.measures[number]
    yield f"<p>{escape(measure.sentence)}</p>"
    yield '<table class="words"><caption>What is counted</caption><tbody>'
    for title, value in definition(measure, graph).items():
        yield f'<tr><th scope="row">{escape(title)}</th><td>{escape(value)}</td></tr>'
    yield "</tbody></table>"
    yield f"<details><summary>The last {MONTHS} months, all of it</summary>"
    yield "<table><caption>Total by month</caption>"
    yield '<thead><tr><th scope="col">Month</th><th scope="col">Figure</th></tr></thead><tbody>'
    for each in reversed(months_until(month, MONTHS)):
        text = escape(shown(figures.of(number, each), measure))
        yield f'<tr><th scope="row">{spoken(each)}</th><td>{text}</td></tr>'
    yield "</tbody></table></details>"
