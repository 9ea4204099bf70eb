"""Reads the records of an XML document into Parquet, in one pass and in constant memory.

Names count without their namespace. A document type is refused unread, and with it every entity;
what the values mean is judged later.
"""

from contextlib import ExitStack
from typing import Any
from xml.parsers import expat

import duckdb

from orchestration.contracts.layouts import Xml
from orchestration.readers.extract import Extract, Task, look_through
from orchestration.readers.xml_records import Place, Records, places

PIECE = 1 << 20
LONGEST_VALUE = 1 << 16
DEEPEST = 64
MOST_PLACES = 5_000
LONGEST_NAME = 100
ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1", "windows-1252")
CUT_SHORT = (
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
)
SEND_WHOLE = "Export it again and send the document whole."


def read_xml(con: duckdb.DuckDBPyConnection, task: Task) -> dict[str, Extract]:
    """Read every table of one document; a table without records is empty."""
    layout = task.layout
    if not isinstance(layout, Xml):
        raise TypeError(f"{list(task.tables)} do not come as XML")
    tables: list[tuple[str, Records]] = []
    with ExitStack() as stack:
        for name, table in task.tables.items():
            records = Records(task, layout, name, table)
            stack.callback(records.close)
            tables.append((str(table.record), records))
        document = _Document(task, tables)
        document.read()
    return {
        records.name: Extract(
            look_through(con, task, records.name, records.number),
            task.rows_file(records.name),
            records.names,
            records.headings_met(),
            records.number,
            encoding=document.encoding,
            unlisted=records.all_unlisted(),
        )
        for _, records in tables
    }


class _Document:
    """What is open at the point that the parser has reached."""

    def __init__(self, task: Task, tables: list[tuple[str, Records]]) -> None:
        self.task = task
        self.encoding = "utf-8"
        self.first = tables[0][1]
        self.root = places(tables)
        self.open: list[Place] = [self.root]
        self.records: list[Records] = []
        self.text = ""
        self.is_leaf = self.is_started = False
        self.places = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.buffer_size = LONGEST_VALUE
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.XmlDeclHandler = self.declaration

    def read(self) -> None:
        fed = 0
        with self.task.path.open("rb") as file:
            try:
                while piece := file.read(PIECE):
                    self.parser.Parse(piece, False)
                    fed += len(piece)
                    if fed - self.parser.CurrentByteIndex > PIECE + LONGEST_VALUE:
                        raise self.too_long()
                self.parser.Parse(b"", True)
            except expat.ExpatError as error:
                what = f"The document is broken on line {error.lineno}."
                if error.code in CUT_SHORT:
                    what = f"The document was cut short on line {error.lineno}."
                if not self.is_started:
                    what = "The document does not start as XML does."
                raise self.task.refusal(what, SEND_WHOLE) from None
            except (LookupError, UnicodeError, ValueError):
                what = "The document says that it is in an encoding that is not accepted."
                raise self.task.refusal(what, "Export it as UTF-8.") from None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        above = self.open[-1]
        if self.text:
            self.stray_text(above)
        self.is_leaf = self.is_started = True
        name = name.rpartition(":")[2]
        place = above.below.get(name) or self.new_place(above, name)
        self.open.append(place)
        if attributes:
            self.note_attributes(place, attributes)
        if place.starts:
            line = self.parser.CurrentLineNumber
            parent = self.records[-1].number if self.records else 0
            for records in place.starts:
                records.begin(line, parent)
            self.records.append(place.starts[0])

    def end(self, name: str) -> None:
        place = self.open.pop()
        text, self.text = self.text, ""
        if self.is_leaf:
            self.is_leaf = False
            for records, slot, heading in place.leaves:
                records.put(slot, heading, text, place.within[1] if place.within else heading)
            is_empty = place.starts or place.below or place.leaves
            if not is_empty or not (place.leaves or text.isspace() or not text):
                self.note(place, "")
        elif text:
            self.text = text
            self.stray_text(place)
        if place.starts:
            self.records.pop()
            for records in place.starts:
                records.end()

    def characters(self, text: str) -> None:
        self.text += text
        if len(self.text) > LONGEST_VALUE:
            raise self.too_long()

    def stray_text(self, place: Place) -> None:
        """Text between elements is white space, or it is told of."""
        if not self.text.isspace():
            self.note(place, " (text)")
        self.text = ""

    def note_attributes(self, place: Place, attributes: dict[str, str]) -> None:
        for name in attributes:
            if name != "xmlns" and not name.startswith(("xmlns:", "xsi:")):
                self.note(place, f"/@{name[:LONGEST_NAME]}")

    def note(self, place: Place, what: str) -> None:
        if place.starts:
            place.starts[0].note(what.strip("/ "))
            return
        records, path = place.within or (self.first, place.path)
        records.note(f"{path}{what}")

    def new_place(self, above: Place, name: str) -> Place:
        self.places += 1
        if above is self.root and above.below:
            expected = sorted(above.below)
            what = f"The outermost element is none of those promised: {expected}."
            raise self.task.refusal(what, "Send the document that was agreed.")
        if len(self.open) > DEEPEST or self.places > MOST_PLACES or len(name) > LONGEST_NAME:
            what = f"Line {self.parser.CurrentLineNumber} holds an element that is"
            raise self.task.refusal(f"{what} nothing like those promised.", SEND_WHOLE)
        return above.step(name)

    def too_long(self) -> Exception:
        what = f"Line {self.parser.CurrentLineNumber} holds a value longer than"
        return self.task.refusal(f"{what} {LONGEST_VALUE:,} characters.", "Shorten it.")

    def doctype(self, *_: Any) -> None:
        what = "The document has a document type (DOCTYPE), which is not accepted."
        raise self.task.refusal(what, "Export it without one.")

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        self.encoding = (encoding or "utf-8").lower()
        if self.encoding not in ENCODINGS:
            raise LookupError
