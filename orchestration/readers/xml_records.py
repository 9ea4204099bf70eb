"""The records of one table of an XML document on their way to Parquet, and where its leaves stand.

Reading the document is done in `xml`; nothing here knows of tags or of bytes.
"""

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.contracts.language import Table
from orchestration.contracts.layouts import Xml
from orchestration.readers.extract import Task, spelt

BATCH = 10_000
MOST_UNLISTED = 100
NUMBER, PARENT = "@number", "@parent"
OWN_TEXT = "."


class Records:
    """Rows of one table, written a batch at a time."""

    def __init__(self, task: Task, layout: Xml, name: str, table: Table) -> None:
        self.name = name
        self.task = task
        self.headings = [column.from_ for column in table.columns.values()]
        self.names = spelt(task, name, self.headings)
        self.paths = _paths(layout.columns.get(name, {}), table)
        self.met = {slot: name for path, slot, name in self.paths if path in (NUMBER, PARENT)}
        self.number = 0
        self.row: list[Any] = []
        self.unlisted: dict[str, None] = {}
        self.unlisted_more = 0
        self._number_slots = [slot for path, slot, _ in self.paths if path == NUMBER]
        self._parent_slots = [slot for path, slot, _ in self.paths if path == PARENT]
        self._rows: list[list[Any]] = []
        fields = [pa.field(column, pa.string()) for column in self.names]
        self._schema = pa.schema([*fields, pa.field("received_line_number", pa.int64())])
        self._writer = pq.ParquetWriter(task.unsealed_file(name), self._schema, compression="zstd")

    def begin(self, line: int, parent: int) -> None:
        self.number += 1
        self.row = [None] * len(self.names)
        for slot in self._number_slots:
            self.row[slot] = str(self.number)
        for slot in self._parent_slots:
            self.row[slot] = str(parent) if parent else None
        self.row.append(line)

    def put(self, slot: int, heading: str, text: str, path: str) -> None:
        if self.row[slot] is None:
            self.row[slot] = text
            if self.met.setdefault(slot, heading) != heading:
                what = f"'{heading}' and '{self.met[slot]}' are older and newer names of one thing."
                raise self.task.refusal(what, "Use the layout of one year throughout.")
        else:
            self.note(f"{path} (repeated)")

    def end(self) -> None:
        self._rows.append(self.row)
        if len(self._rows) >= BATCH:
            self._write()

    def note(self, path: str) -> None:
        """Remember that something was met which is not in the Parquet."""
        if path in self.unlisted:
            return
        if len(self.unlisted) < MOST_UNLISTED:
            self.unlisted[path] = None
        else:
            self.unlisted_more += 1

    def close(self) -> None:
        if self._rows:
            self._write()
        self._writer.close()

    def _write(self) -> None:
        columns = zip(*self._rows, strict=True)
        arrays = [
            pa.array(values, kind) for values, kind in zip(columns, self._schema.types, strict=True)
        ]
        self._writer.write_table(pa.table(arrays, schema=self._schema))
        self._rows = []

    def headings_met(self) -> list[str]:
        """The name that each column went by; none where it never stood in the document."""
        return [self.met.get(slot, "") for slot in range(len(self.headings))]

    def all_unlisted(self) -> list[str]:
        more = [f"{self.unlisted_more} more elements"] if self.unlisted_more else []
        return [*self.unlisted, *more]


def _paths(known: dict[str, str], table: Table) -> list[tuple[str, int, str]]:
    """(path below the record, place of the column, heading) for every heading it ever had."""
    return [
        (known.get(heading, heading), slot, heading)
        for slot, column in enumerate(table.columns.values())
        for heading, _, _ in column.headings()
    ]


@dataclass(slots=True)
class Place:
    """A place in the document, known by the names of the elements from the root to it.

    starts  the tables whose records stand here
    leaves  the columns that the text here fills: (table, place of the column, heading)
    """

    path: str
    below: dict[str, "Place"] = field(default_factory=dict)
    starts: list[Records] = field(default_factory=list)
    leaves: list[tuple[Records, int, str]] = field(default_factory=list)
    within: tuple[Records, str] | None = None

    def step(self, name: str) -> "Place":
        """The place of an element right below this one."""
        found = self.below.get(name)
        if found is None:
            found = self.below[name] = Place(f"{self.path}/{name}" if self.path else name)
            if self.starts:
                found.within = (self.starts[0], name)
            elif self.within:
                found.within = (self.within[0], f"{self.within[1]}/{name}")
        return found


def places(tables: list[tuple[str, Records]]) -> Place:
    """The root's place, with every place that a table asks for below it."""
    root = Place("")
    for path, records in tables:
        _walk(root, path).starts.append(records)
    for record_path, records in tables:
        start = _walk(root, record_path)
        for path, slot, heading in records.paths:
            if path not in (NUMBER, PARENT):
                leaf = start if path == OWN_TEXT else _walk(start, path)
                leaf.leaves.append((records, slot, heading))
    return root


def _walk(place: Place, path: str) -> Place:
    for name in path.split("/"):
        place = place.step(name)
    return place
