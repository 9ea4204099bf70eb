"""Reads the tables of a page as somebody without sight would: each cell with all its headings.

It knows nothing of how pages are made.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Cell:
    """One cell of a table: what it says, under which headings, in which table of which file."""

    text: str
    row: str
    column: str
    caption: str
    file: str
    figure: str


@dataclass
class Image:
    """A drawing: where it lies and what is said in its place."""

    source: str
    instead: str
    file: str
    figure: str


@dataclass
class _Open:
    tag: str
    file: str
    figure: str


@dataclass
class PageRead(HTMLParser):
    """The cells and drawings of a page, and the words of each part that is of a file."""

    cells: list[Cell] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[_Open] = []
        self._caption, self._heads, self._row = "", list[str](), list[str]()
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        above = self._open[-1] if self._open else _Open("", "", "")
        figure = told["id"] if tag == "figure" else above.figure
        held = _Open(tag, told.get("data-file", above.file), figure)
        if tag == "img":
            self.images.append(Image(told["src"], told["alt"], held.file, held.figure))
        if tag in ("img", "meta", "source", "br"):
            return
        self._open.append(held)
        if tag == "table":
            self._caption, self._heads = "", []
        if tag == "tr":
            self._row = []
        if tag in ("th", "td", "caption"):
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text += data
        elif self._open and self._open[-1].tag == "p":
            self.words.setdefault(self._open[-1].file, []).append(data)

    def handle_endtag(self, tag: str) -> None:
        held = self._open.pop()
        assert held.tag == tag, f"{held.tag} was closed as {tag}"
        text, is_cell = self._text or "", tag in ("th", "td", "caption")
        self._text = None if is_cell else self._text
        if tag == "caption":
            self._caption = text
        elif tag == "th" and any(one.tag == "thead" for one in self._open):
            self._heads.append(text)
        elif tag == "th":
            self._row = [text]
        elif tag == "td":
            column = self._heads[len(self._row)]
            told = Cell(text, self._row[0], column, self._caption, held.file, held.figure)
            self.cells.append(told)
            self._row.append(text)


def read_page(text: str) -> PageRead:
    page = PageRead()
    page.feed(text)
    page.close()
    assert not page._open, "a part of the page is never closed"
    return page
