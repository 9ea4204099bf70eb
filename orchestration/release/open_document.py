"""Writes the same sheets as an open document spreadsheet (ODS), with the same rules.

What stands in it is in `sheets`; Excel's form of it is in `workbook`. odfdo makes the document and
its styles; the tables are put into it as text, a hundred times faster than cell by cell.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from orchestration.release.bundle import same_dates
from orchestration.release.sheets import Column, Sheet, SheetBook
from orchestration.release.symbols import is_number

CELLS = {
    "title": '<style:text-properties fo:font-weight="bold" fo:font-size="16pt"/>',
    "heading": '<style:text-properties fo:font-weight="bold"/>',
    "text": '<style:paragraph-properties fo:text-align="start"/>',
    "number": '<style:paragraph-properties fo:text-align="end"/>',
}
WRAPPED = '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
LONGEST = 40
CONTENT = "content.xml"
HERE = '<table:table table:name="here"/>'


def as_ods(book: SheetBook) -> bytes:
    """The document's bytes."""
    from odfdo import Document, Element, Style

    made = Document("spreadsheet")
    made.body.clear()
    for name, told in CELLS.items():
        style = Style("table-cell", name=name, parent_style="Default")
        for properties in (WRAPPED, told):
            style.append(Element.from_tag(properties))
        made.insert_style(style, automatic=True)
    for width in range(1, LONGEST + 1):
        made.insert_style(
            Style("table-column", name=f"w{width}", width=f"{width / 4}cm"), automatic=True
        )
    made.body.append(Element.from_tag(HERE))
    _tell(made, book)
    place = io.BytesIO()
    made.save(place)
    with zipfile.ZipFile(place) as packed:
        content = packed.read(CONTENT).decode()
    return same_dates(place.getvalue(), {CONTENT: _filled(content, book).encode()})


def _filled(content: str, book: SheetBook) -> str:
    """The document's text with the sheets in the place that was kept for them."""
    before, mark, after = content.partition(HERE)
    assert mark, "the place of the sheets was written otherwise"
    sheets = [_contents(book), *book.sheets]
    tables = ["".join(_cover(book)), *map(_table, sheets), _ranges(sheets)]
    return "".join([before, *tables, after])


def _tell(made: Any, book: SheetBook) -> None:
    """Title, language and dates of the document: those of its month, never of a clock."""
    moment = datetime.combine(book.made_on, time())
    meta = made.meta
    meta.title, meta.language = book.title, "en-GB"
    meta.set_generator("sendmart")
    meta.creation_date = meta.date = moment
    meta.set_statistic({"meta:table-count": len(book.sheets) + 2})
    for properties in made.styles.get_elements("//style:default-style/style:text-properties"):
        properties.set_attribute("fo:language", "en")
        properties.set_attribute("fo:country", "GB")


def _contents(book: SheetBook) -> Sheet:
    columns = (Column("Sheet name"), Column("Table description"))
    rows: list[tuple[str, ...]] = [(sheet.name, sheet.title) for sheet in book.sheets]
    lines = ("This worksheet contains one table.",)
    return Sheet("Contents", "Table of contents", lines, columns, rows)


def _cover(book: SheetBook) -> Iterator[str]:
    yield '<table:table table:name="Cover"><table:table-column table:style-name="w40"/>'
    yield _row([_cell(book.title, "title")])
    for heading, said in book.cover.items():
        yield _row([_cell(heading, "heading")])
        yield from (_row([_cell(line, "text")]) for line in said)
    yield "</table:table>"


def _table(sheet: Sheet) -> str:
    """A sheet: its title and lines, one header row, the rows."""
    head = [
        _cell(one.heading, "heading" if one.places is None else "number") for one in sheet.columns
    ]
    said = [_row([_cell(sheet.title, "title")]), *(_row([_cell(s, "plain")]) for s in sheet.lines)]
    rows = (
        _row(
            [
                _cell(cell, "text" if one.places is None else "number", is_link=is_link)
                for one, cell, is_link in zip(sheet.columns, row, _links(sheet), strict=True)
            ]
        )
        for row in sheet.rows
    )
    columns = "".join(
        f'<table:table-column table:style-name="w{width}"/>' for width in _widths(sheet)
    )
    return "".join([
        f"<table:table table:name={quoteattr(sheet.name)}>",
        columns, *said,
        f"<table:table-header-rows>{_row(head)}</table:table-header-rows>",
        *rows,
        "</table:table>",
    ])  # fmt: skip


def _links(sheet: Sheet) -> list[bool]:
    return [sheet.name == "Contents" and place == 0 for place in range(len(sheet.columns))]


def _widths(sheet: Sheet) -> Iterator[int]:
    for place, column in enumerate(sheet.columns):
        longest = max([0, *(len(row[place]) for row in sheet.rows)])
        yield max(
            6,
            min(
                LONGEST,
                longest,
            ),
            min(len(column.heading) // 2, 16),
        )


def _row(cells: list[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(text: str, style: str, *, is_link: bool = False) -> str:
    said = escape(text)
    if is_link:
        said = f'<text:a xlink:type="simple" xlink:href={quoteattr(f"#{text}.A1")}>{said}</text:a>'
    named = f' table:style-name="{style}"' if style != "plain" else ""
    kind = 'office:value-type="string"'
    if style == "number" and is_number(text):
        kind = f'office:value-type="float" office:value="{text}"'
    return f"<table:table-cell {kind}{named}><text:p>{said}</text:p></table:table-cell>"


def _ranges(sheets: list[Sheet]) -> str:
    """The marks by which each table is known as one."""
    return "".join([
        "<table:database-ranges>",
        *(
            f"<table:database-range table:name={quoteattr(sheet.name.lower())}"
            f' table:contains-header="true" table:target-range-address={quoteattr(_range(sheet))}/>'
            for sheet in sheets
        ),
        "</table:database-ranges>",
    ])  # fmt: skip


def _range(sheet: Sheet) -> str:
    first = 2 + len(sheet.lines)
    place = f"{_letters(len(sheet.columns) - 1)}{first + len(sheet.rows)}"
    return f"'{sheet.name}'.A{first}:'{sheet.name}'.{place}"


def _letters(place: int) -> str:
    """The name of a column: A, B, ... Z, AA."""
    rest, last = divmod(place, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + last)
