"""The frame of every page for readers: title, ways to the other pages, who answers for it.

A page needs no other file but its drawings, asks nothing of any host and runs no script; a policy
in its head says so to the browser too. What stands on a page is for the module named after it.
"""

from collections.abc import Iterable
from html import escape

from orchestration.release.about import about
from orchestration.release.page.style import STYLE

POLICY = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'"
# What a reader of a release can go to, and what it is called.
PAGES = {
    "index.html": "The month's figures",
    "tables.html": "Tables to print",
    "catalogue.html": "Data catalogue",
    "sources.html": "Where the data come from",
}
ALL = "../../index.html"


def document(title: str, parts: Iterable[str], here: str = "", last: str = "") -> str:
    """A whole page; `here` is which of a release's pages it is, empty for the front page."""
    told = about()
    ways = _ways(here) if here else ""
    foot = (
        f"<p>{escape(told.publisher)}. Questions: {escape(told.contact)}.</p>"
        f'<p>All of it may be used under the <a href="{escape(told.licence_url)}" rel="license">'
        f"{escape(told.licence)}</a>.</p>"
        "<p>This page sets no cookies, counts no readers and asks nothing of other sites.</p>"
    )
    return (
        "\n".join(
            [
                "<!doctype html>",
                '<html lang="en-GB"><head><meta charset="utf-8">',
                f"<title>{escape(title)} - {escape(told.publisher)}</title>",
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
                f"<style>{STYLE}</style></head><body>",
                '<a class="skip" href="#main">Skip to the content</a>',
                f"<header><p>{escape(told.publisher)}</p>{ways}</header>",
                f'<main id="main"><h1>{escape(title)}</h1>',
                *parts,
                f"</main><footer>{last}{foot}</footer></body></html>",
            ]
        )
        + "\n"
    )


def _ways(here: str) -> str:
    links = [f'<li><a href="{ALL}">All months, newest first</a></li>']
    for name, title in PAGES.items():
        current = ' aria-current="page"' if name == here else ""
        links.append(f'<li><a href="{name}"{current}>{title}</a></li>')
    return f'<nav aria-label="Pages"><ul>{"".join(links)}</ul></nav>'


def listed(items: Iterable[str]) -> str:
    """A list of what is HTML already."""
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def size_said(size: int) -> str:
    """How large a file is, as people say it."""
    return f"{max(1, round(size / 1000)):,} KB"
