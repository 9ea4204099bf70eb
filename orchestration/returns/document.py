"""Writes a return as one XML document, an element to a line, in the order that is declared.

What stands in it comes from `content`; whether it is right is asked in `checking`.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.returns.content import Asked, Content, Row, fixed_text, text_of
from orchestration.returns.language import Fixed, Return, xml_layout

DAY = "%Y-%m-%d"
# A reader takes a bare carriage return for the end of a line.
ESCAPED = {"\r": "&#13;"}


class _Writer:
    """Writes the records of a contract's tables, each below the one that it hangs on."""

    def __init__(
        self,
        file: TextIO,
        contract: Contract,
        layout: Return,
        asked: Asked,
        content: Content,
    ) -> None:
        self.file = file
        self.contract, self.layout, self.asked = contract, layout, asked
        self.paths = xml_layout(contract).columns
        self.below: dict[str, dict[int, list[Row]]] = {}
        for name, rows in content.items():
            self.below[name] = {}
            for row in rows:
                self.below[name].setdefault(row.parent, []).append(row)

    def record(self, name: str, row: Row, depth: int) -> None:
        """One record: its own elements first, then those of the tables that hang on it."""
        tag = self._record_path(name).rpartition("/")[2]
        self._line(depth, f"<{tag}>")
        self._leaves(list(self._elements(name, row)), depth + 1)
        for child, table in self.contract.tables.items():
            if table.parent and table.parent.table == name and child in self.below:
                self._records(name, child, row.number, depth + 1)
        self._line(depth, f"</{tag}>")

    def _records(self, name: str, child: str, parent: int, depth: int) -> None:
        within = self._record_path(child).removeprefix(f"{self._record_path(name)}/")
        around = within.split("/")[:-1]
        rows = self.below[child].get(parent, [])
        if not rows:
            return
        for step, tag in enumerate(around):
            self._line(depth + step, f"<{tag}>")
        for row in rows:
            self.record(child, row, depth + len(around))
        for step, tag in reversed(list(enumerate(around))):
            self._line(depth + step, f"</{tag}>")

    def _elements(self, name: str, row: Row) -> Iterator[tuple[list[str], str]]:
        """Path below the record and text of every element that is not empty."""
        columns = self.contract.tables[name].columns
        for column in self.layout.tables[name].columns:
            if isinstance(column, Fixed):
                yield column.path.split("/"), fixed_text(column, self.asked)
                continue
            told = columns[column]
            text = text_of(told, row.values[column], DAY)
            if text:
                yield self.paths.get(name, {}).get(told.from_, told.from_).split("/"), text

    def _leaves(self, leaves: list[tuple[list[str], str]], depth: int) -> None:
        """Elements that stand next to one another within one are written within one."""
        for tag, group in groupby(leaves, key=lambda leaf: leaf[0][0]):
            inside = list(group)
            if len(inside[0][0]) == 1:
                for _, text in inside:
                    self._line(depth, f"<{tag}>{escape(text, ESCAPED)}</{tag}>")
                continue
            self._line(depth, f"<{tag}>")
            self._leaves([(path[1:], text) for path, text in inside], depth + 1)
            self._line(depth, f"</{tag}>")

    def _record_path(self, name: str) -> str:
        return str(self.contract.tables[name].record)

    def _line(self, depth: int, text: str) -> None:
        self.file.write(f"{'  ' * depth}{text}\n")


def write_document(
    path: Path, catalogue: Catalogue, layout: Return, asked: Asked, content: Content
) -> None:
    """Write the whole return; the table that has one row is the document's own."""
    contract = catalogue.contracts[layout.contract]
    root = next(name for name in content if contract.tables[name].parent is None)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n')
        _Writer(file, contract, layout, asked, content).record(root, content[root][0], 0)
