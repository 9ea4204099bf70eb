"""A page of words and tables, told as Markdown and as HTML that needs no other file.

What a page says is for others; the HTML can be read by everybody: headings in order, captions,
headers with their scope, wide tables that scroll by keyboard, no colour that says anything.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

STYLE = """
body { font: 16px/1.5 sans-serif; max-width: 70rem; margin: 0 auto; padding: 1rem; color: #111;
  background: #fff; }
a { color: #00439c; }
.skip { position: absolute; left: -9999px; }
.skip:focus { position: static; }
.scroll { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { border-bottom: 1px solid #767676; padding: .35rem .6rem; text-align: left;
  vertical-align: top; }
.number { text-align: right; }
"""


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading below the page's title, or below another."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Listed:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A table; `numbers` are the places of columns that hold numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: frozenset[int] = field(default_factory=frozenset)


Part = Words | Heading | Listed | Told


@dataclass(frozen=True)
class Page:
    """A title and what stands below it."""

    title: str
    parts: list[Part]


def as_markdown(page: Page) -> str:
    lines = [f"# {page.title}", ""]
    for part in page.parts:
        lines += [*_markdown(part), ""]
    return "\n".join(lines)


def _markdown(part: Part) -> Iterator[str]:
    if isinstance(part, Heading):
        yield f"{'#' * part.level} {part.text}"
    elif isinstance(part, Words):
        yield part.text
    elif isinstance(part, Listed):
        yield from (f"- {item}" for item in part.items)
    else:
        yield f"{part.caption}:"
        yield ""
        yield _line(part.columns)
        yield _line(
            "---:" if place in part.numbers else "---" for place in range(len(part.columns))
        )
        yield from (_line(row) for row in part.rows)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in cells) + " |"


def as_html(page: Page) -> str:
    title = escape(page.title)
    lines = [
        "<!doctype html>",
        f'<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{STYLE}</style></head><body>",
        '<a class="skip" href="#main">Skip to the content</a>',
        f'<main id="main"><h1>{title}</h1>',
    ]
    for number, part in enumerate(page.parts, 1):
        lines += html_of(part, f"part-{number}")
    return "\n".join([*lines, "</main></body></html>"]) + "\n"


def html_of(part: Part, name: str) -> Iterator[str]:
    """One part; `name` is its id on the page."""
    if isinstance(part, Heading):
        yield f'<h{part.level} id="{name}">{escape(part.text)}</h{part.level}>'
    elif isinstance(part, Words):
        yield f"<p>{escape(part.text)}</p>"
    elif isinstance(part, Listed):
        yield "<ul>"
        yield from (f"<li>{escape(item)}</li>" for item in part.items)
        yield "</ul>"
    else:
        yield from _html_table(part, name)


def _html_table(part: Told, name: str) -> Iterator[str]:
    marks = [' class="number"' if n in part.numbers else "" for n in range(len(part.columns))]
    yield f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0">'
    yield f'<table><caption id="{name}">{escape(part.caption)}</caption><thead><tr>'
    heads = zip(part.columns, marks, strict=True)
    yield "".join(f'<th scope="col"{mark}>{escape(head)}</th>' for head, mark in heads)
    yield "</tr></thead><tbody>"
    for row in part.rows:
        first, *others = row
        cells = "".join(
            f"<td{mark}>{escape(cell)}</td>" for cell, mark in zip(others, marks[1:], strict=True)
        )
        yield f'<tr><th scope="row"{marks[0]}>{escape(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
