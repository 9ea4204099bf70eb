"""Hostile workbooks: more than data in them, less to be seen than they hold, or far too much.

They are made of the least parts that a workbook needs.
"""

from hostile.attack import HEADINGS, MARKER, Attack, cells
from hostile.packing import sheet, workbook, zip_bomb

XLSX = ".xlsx"
ROWS = [HEADINGS, cells(MARKER), cells("S001"), cells("S999")]
LIST = sheet(ROWS)
MERGED = '<mergeCells><mergeCell ref="A3:A4"/></mergeCells>'
DOCTYPE = '<!DOCTYPE worksheet [<!ENTITY a "' + "b" * 50 + '">{}]>'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def _with(part: str) -> bytes:
    return workbook(LIST, more=[(part, MARKER.encode())])


def _cell(xml: str) -> bytes:
    row = [xml, *cells("S001")[1:]]
    return workbook(sheet([HEADINGS, cells(MARKER), row]))


def _hidden_row() -> bytes:
    return workbook(LIST.replace('<row r="3">', '<row r="3" hidden="1">'))


def _far() -> bytes:
    far = f'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>{MARKER}</t></is></c></row>'
    return workbook(LIST.replace("</sheetData>", f"{far}</sheetData>"))


def _declared(reference: str) -> bytes:
    return workbook(sheet(ROWS, before=f'<dimension ref="{reference}"/>'))


BOOKS = [
    Attack("formula", XLSX, "a cell is computed", "refused", "computed by a formula",
           lambda: _cell("<c><f>HYPERLINK(0)</f><v>1</v></c>")),
    Attack("macros", XLSX, "a macro workbook under a new name", "refused", "holds macros",
           lambda: _with("xl/vbaProject.bin")),
    Attack("external_link", XLSX, "links to other files", "refused", "links to other files",
           lambda: _with("xl/externalLinks/externalLink1.xml")),
    Attack("embedded_object", XLSX, "an embedded object", "refused", "embedded objects",
           lambda: _with("xl/embeddings/oleObject1.bin")),
    Attack("control", XLSX, "an ActiveX control", "refused", "holds controls",
           lambda: _with("xl/activeX/activeX1.bin")),
    Attack("hidden_row", XLSX, "a row is hidden", "refused", "row 3 is hidden", _hidden_row),
    Attack("hidden_column", XLSX, "a column is hidden", "refused", "column B is hidden",
           lambda: workbook(sheet(ROWS, '<cols><col min="2" max="2" hidden="1"/></cols>'))),
    Attack("hidden_sheet", XLSX, "the only sheet is hidden", "refused", "0 visible sheets",
           lambda: workbook(LIST, state="veryHidden")),
    Attack("two_sheets", XLSX, "two visible sheets", "refused", "2 visible sheets",
           lambda: workbook(LIST, LIST)),
    Attack("merged_cells", XLSX, "cells are merged", "refused", "cell A3 is merged",
           lambda: workbook(sheet(ROWS, after=MERGED))),
    Attack("far_cell", XLSX, "a value in the last cell of the sheet", "refused",
           "row 1,048,576 or column XFD, too far away", _far),
    Attack("declared_huge", XLSX, "a sheet says it is as large as can be, and is not", "taken", "",
           lambda: _declared("A1:XFD1048576")),
    Attack("declared_small", XLSX, "a sheet says it has one cell, and has more", "taken", "",
           lambda: _declared("A1")),
    Attack("book_doctype", XLSX, "a document type in a sheet", "refused", "document type",
           lambda: workbook(DOCTYPE.format("") + LIST)),
    Attack("book_of_laughs", XLSX, "entities that grow without end", "refused", "document type",
           lambda: workbook(DOCTYPE.format(LAUGHS) + LIST.replace(MARKER, "&a9;"))),
    Attack("old_or_encrypted", XLSX, "an old or encrypted workbook", "refused",
           "an old (.xls) or a password-protected workbook",
           lambda: bytes.fromhex("D0CF11E0A1B11AE1") + MARKER.encode() * 40),
    Attack("half_a_book", XLSX, "a workbook cut short", "refused", "not a whole zip archive",
           lambda: workbook(LIST)[:3_000]),
    Attack("text_as_book", XLSX, "text under the name of a workbook", "refused",
           "not a whole Excel workbook", lambda: f"a,b\n{MARKER},1\n".encode()),
    Attack("book_traversal", XLSX, "a part with a name that leads elsewhere", "refused",
           "which is not a plain name", lambda: _with("xl/../../../away.xml")),
    Attack("book_bomb", XLSX, "3 GB of zeros in 3 MB", "refused", "far more than an extract holds",
           lambda: zip_bomb("xl/worksheets/sheet1.xml", 3_000, 3_000_000_000), is_kept=False),
    Attack("lying_book_bomb", XLSX, "the same, said to be small", "refused",
           "far more than an extract holds",
           lambda: zip_bomb("xl/worksheets/sheet1.xml", 3_000, 1_000), is_kept=False),
    Attack("serial_cell", XLSX, "the serial number of a date, not shown as one", "set_aside", "D03",
           lambda: workbook(sheet([
               HEADINGS, cells(MARKER),
               [*cells("S001")[:5], "<c><v>45931</v></c>", *cells("S001")[6:]], cells("S999"),
           ]))),
]  # fmt: skip
