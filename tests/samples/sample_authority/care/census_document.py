"""Turns the tables of a census into its XML document, and says on which line each row came to lie.
What the rows say was decided before."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from ..tables import Table
from .census_layout import CHILDREN, HEADERS, OWN, PARENT, Record

Lines = dict[tuple[str, int], int]


@dataclass
class Document:
    """A document that fills up element by element, each on a line of its own."""

    tables: dict[str, Table]
    text: list[str] = field(default_factory=lambda: ['<?xml version="1.0" encoding="UTF-8"?>'])
    lines: Lines = field(default_factory=dict)
    below: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, table in self.tables.items():
            place = table.places[PARENT]
            for index, row in enumerate(table.rows):
                self.below.setdefault((name, row[place]), []).append(index)

    def put(self, line: str) -> None:
        self.text.append(line)

    def records(self, record: Record, parent: str) -> list[int]:
        return self.below.get((record.table, parent), [])

    def write(self, record: Record, index: int) -> None:
        """One record with everything in it."""
        name, table = record.leaf, self.tables[record.table]
        row, places = table.rows[index], table.places
        self.lines[record.table, index] = len(self.text) + 1
        if not record.parts:
            self.put(f"<{name}>{escape(row[places[name]])}</{name}>")
            return
        self.put(f"<{name}>")
        around: list[str] = []
        for part in record.parts:
            if isinstance(part, Record):
                held = self.records(part, row[places[OWN]])
                if held:
                    around = self.step(around, part.path)
                for each in held:
                    self.write(part, each)
            elif text := row[places[part]]:
                around, leaf = self.step(around, part), part.rpartition("/")[2]
                self.put(f"<{leaf}>{escape(text)}</{leaf}>")
        self.step(around, "")
        self.put(f"</{name}>")

    def step(self, around: list[str], path: str) -> list[str]:
        """Close the elements that do not lie on the way to a path and open those that do."""
        wanted = path.split("/")[:-1]
        shared = 0
        while around[: shared + 1] == wanted[: shared + 1] and shared < len(wanted):
            shared += 1
        for name in reversed(around[shared:]):
            self.put(f"</{name}>")
        for name in wanted[shared:]:
            self.put(f"<{name}>")
        return wanted


def document(tables: dict[str, Table]) -> tuple[bytes, Lines]:
    """The document as bytes, and the line of each row of each table."""
    made = Document(tables)
    made.put("<Message>")
    for index in range(len(tables[HEADERS.table].rows)):
        made.write(HEADERS, index)
    made.put("<Children>")
    for index in range(len(tables[CHILDREN.table].rows)):
        made.write(CHILDREN, index)
    made.put("</Children>")
    made.put("</Message>")
    return ("\n".join(made.text) + "\n").encode(), made.lines
