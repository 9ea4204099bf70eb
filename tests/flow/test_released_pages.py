"""On the untidiest authority, every figure on the pages for readers is a cell of a released CSV."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from html import unescape

import pytest

from orchestration.release.contents import Contents
from orchestration.release.dataset import data_csv
from tests.flow.reading_pages import Cell, PageRead, read_page

BUDGET = 150_000
SIGNS = {"c", "x", "z", "low"}
TIME = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{4}|[Ww]eek \d+ of \d{4}|(?<![\w,])\d{4}(?: to \d{4})?(?![\w%]|[.,]\d)"
)
Row = dict[str, str]


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, str]:
    return {n: held.decode() for n, held in files.items() if n.startswith("page/")}


@pytest.fixture(scope="module")
def tables(contents: Contents) -> dict[str, list[Row]]:
    return {
        f"{name}.csv": list(csv.DictReader(io.StringIO(data_csv(table))))
        for name, (_, table) in contents.tables.items()
    }


@pytest.fixture(scope="module")
def labels(contents: Contents) -> dict[str, dict[str, str]]:
    """The column behind each label of an indicator, by file."""
    return {
        f"{name}.csv": {
            told["open_data"]["label"]: column
            for column, told in dataset.columns.items()
            if told["open_data"] and told["open_data"]["kind"] == "Indicator"
        }
        for name, (dataset, _) in contents.tables.items()
    }


def time_said(row: Mapping[str, str]) -> str:
    year, part = row["time_period"], row["time_identifier"]
    if part.startswith("Week"):
        return f"week {part.split()[1]} of {year}"
    return year if part.endswith("year") else f"{part} {year}"


def plain(text: str) -> str:
    """A cell of a page as it stands in a data file."""
    return text.strip("[]").rstrip("%").replace(",", "")


def rows_meant(cell: Cell, rows: list[Row]) -> Iterator[Row]:
    """The rows that the headings of a cell can mean."""
    said = (cell.row, cell.column)
    items = {value for row in rows for key, value in row.items() if key not in ("time_period",)}
    named = {word for word in said if word in items}
    times = {
        time[0].lower() + time[1:] for word in (*said, cell.caption) for time in TIME.findall(word)
    }
    for row in rows:
        when = time_said(row)
        if named <= set(row.values()) and (not times or when[0].lower() + when[1:] in times):
            yield row


def is_a_number(text: str) -> bool:
    return text != "no row" and plain(text) not in SIGNS


def figures(pages: Mapping[str, str]) -> Iterator[tuple[str, PageRead]]:
    for name in ("page/index.html", "page/tables.html"):
        yield name, read_page(pages[name])


def test_every_figure_of_every_table_is_the_cell_of_the_csv_that_it_says_it_is(
    pages: dict[str, str], tables: dict[str, list[Row]], labels: dict[str, dict[str, str]]
) -> None:
    looked = 0
    for name, page in figures(pages):
        for cell in page.cells:
            if not cell.file or cell.text == "no row":
                continue
            columns = labels[cell.file]
            words = (cell.row, cell.column, cell.caption)
            asked = [
                c
                for label, c in columns.items()
                if any(label == w or f": {label}" in w for w in words)
            ]
            found = {
                row[column]
                for row in rows_meant(cell, tables[cell.file])
                for column in (asked or columns.values())
            }
            assert plain(cell.text) in found, f"{name}: {cell}"
            looked += 1
    assert looked > 500


def test_a_table_of_one_figure_says_each_cell_of_its_rows(
    pages: dict[str, str], tables: dict[str, list[Row]]
) -> None:
    """Not only some cell of the file: where one row is meant, that one and no other."""
    held = [c for _, page in figures(pages) for c in page.cells if c.file]
    sure = 0
    for cell in held:
        rows = list(rows_meant(cell, tables[cell.file]))
        sure += len(rows) == 1
        assert rows or cell.text == "no row", cell
    assert sure > 100


def test_headlines_and_words_about_drawings_hold_no_other_number(
    pages: dict[str, str], tables: dict[str, list[Row]]
) -> None:
    page = read_page(pages["page/index.html"])
    for image in page.images:
        cells = {c.text for c in page.cells if c.figure == image.figure}
        told = re.findall(
            r"(?<![\w.])\d[\d,]*(?:\.\d+)?%?(?! (?:to|weeks?|months?)\b)",
            TIME.sub("", image.instead.partition(". ")[2]),
        )
        bands = " ".join(c.row for c in page.cells if c.figure == image.figure)
        assert [n for n in told if n not in cells and n not in bands] == [], image
    for file, rows in tables.items():
        shown = {value for row in rows for value in row.values()}
        said = " ".join(page.words[file])
        for name in sorted({c.row for c in page.cells if c.file == file}, key=len, reverse=True):
            said = said.replace(name, "")
        said = re.sub(
            r"\d{4}-\d{2}-\d{2}|target of [\d.]+|\d+ (?:weeks|months|KB)\b(?! on)", "", said
        )
        said = re.sub(r"and \d+ more|of the \d+ \w+|in \d{4}", "", TIME.sub("", said))
        numbers = {
            n.replace(",", "").rstrip("%") for n in re.findall(r"(?<!\w)\d[\d,]*(?:\.\d+)?%?", said)
        }
        assert numbers <= shown, f"{file}: {numbers - shown}"


def test_drawings_hold_a_mark_for_each_number_of_their_table_and_for_nothing_else(
    pages: dict[str, str],
) -> None:
    page = read_page(pages["page/index.html"])
    hidden = 0
    assert len(page.images) > 15
    for image in page.images:
        cells = [cell for cell in page.cells if cell.figure == image.figure]
        lines = {cell.column for cell in cells}
        said = {
            f"{f'{cell.column}, ' if len(lines) > 1 else ''}{cell.row}: {cell.text}": cell
            for cell in cells
        }
        shown = {told for told, cell in said.items() if is_a_number(cell.text)}
        hidden += len(said) - len(shown)
        for end in (".svg", "-narrow.svg"):
            svg = pages[f"page/{image.source}".replace(".svg", end)]
            marks = re.findall(r'aria-label="([^"]*)"[^>]*role="graphics-symbol"', svg)
            marks = marks or re.findall(r'role="graphics-symbol"[^>]*aria-label="([^"]*)"', svg)
            assert sorted(map(unescape, marks)) == sorted(shown), image.source
    assert hidden > 0, "nothing was hidden: this proves nothing"


def test_every_page_is_light(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        assert len(text.encode()) < (BUDGET if name.endswith(".html") else 40_000), name


def test_the_catalogue_leads_every_dataset_back_to_what_suppliers_send(
    pages: dict[str, str], contents: Contents
) -> None:
    page = read_page(pages["page/catalogue.html"])
    assert len(page.images) == len(contents.tables)
    for name, (dataset, table) in contents.tables.items():
        rows = [c for c in page.cells if c.caption == f"Columns of {name}.csv"]
        assert {c.row for c in rows} == set(table.columns)
        made = [
            c
            for c in page.cells
            if c.caption == f"What each measure of {dataset.label} is made from"
        ]
        assert made and all(c.text for c in made), name
    known = {c.row.split()[0] for c in page.cells if c.caption == "Measures"}
    assert {"M01", "M06", "M40", "M64"} <= known
    for contract in (one for one in pages if one.startswith("page/source-")):
        assert "<caption" in pages[contract]
