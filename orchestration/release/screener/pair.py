"""A data file and its description, read as text: columns, and what stands in each.

What is wrong with them is for the checks to say; a file that is no table is told by `unreadable`.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from orchestration.release.screener.findings import Finding, fail, lines, named


@dataclass(frozen=True)
class Sheet:
    """One file: its header, and each column as a list of its cells."""

    file: str
    header: list[str]
    columns: dict[str, list[str]]
    row_count: int

    def rows_with(self, column: str, cells: set[str]) -> list[int]:
        """The rows in which a column holds one of some cells."""
        return [i for i, cell in enumerate(self.columns[column]) if cell in cells]


@dataclass(frozen=True)
class Pair:
    """Data and its description, side by side."""

    name: str
    data: Sheet
    meta: Sheet
    _distinct: dict[str, list[str]] = field(default_factory=dict)

    def meta_rows(self) -> Iterator[dict[str, str]]:
        for i in range(self.meta.row_count):
            yield {column: cells[i] for column, cells in self.meta.columns.items()}

    def described(self, kind: str) -> list[dict[str, str]]:
        return [row for row in self.meta_rows() if row["col_type"] == kind]

    def filters(self) -> list[str]:
        return [row["col_name"] for row in self.described("Filter")]

    def indicators(self) -> list[str]:
        """The indicators that the data has; one that it lacks is told by another check."""
        told = [row["col_name"] for row in self.described("Indicator")]
        return [name for name in dict.fromkeys(told) if name in self.data.columns]

    def groups(self) -> list[str]:
        return [name for name in self.meta.columns["filter_grouping_column"] if name]

    def filters_and_groups(self) -> list[str]:
        """Those of them that the data has, each once."""
        told = dict.fromkeys([*self.filters(), *self.groups()])
        return [name for name in told if name in self.data.columns]

    def distinct(self, column: str) -> list[str]:
        """The different cells of a data column, in the order of their first row."""
        if column not in self._distinct:
            self._distinct[column] = list(dict.fromkeys(self.data.columns[column]))
        return self._distinct[column]


def read_pair(
    name: str, data_csv: str, meta_csv: str, data_file: str = "", meta_file: str = ""
) -> tuple[Pair, list[Finding]]:
    """Both files, and what keeps them from being tables."""
    data, wrong_data = _read(data_file or f"{name}.csv", data_csv)
    meta, wrong_meta = _read(meta_file or f"{name}.meta.csv", meta_csv)
    return Pair(name, data, meta), [*wrong_data, *wrong_meta]


def _read(file: str, text: str) -> tuple[Sheet, list[Finding]]:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    header = rows[0] if rows else []
    body = rows[1:]
    empty = [i for i, row in enumerate(body) if not any(row)]
    uneven = [i for i, row in enumerate(body) if row and len(row) != len(header)]
    columns = {
        name: [row[i] if i < len(row) else "" for row in body] for i, name in enumerate(header)
    }
    return Sheet(file, header, columns, len(body)), list(_unreadable(file, header, empty, uneven))


def _unreadable(
    file: str, header: list[str], empty: list[int], uneven: list[int]
) -> Iterator[Finding]:
    if not header:
        yield fail("not_a_table", file, "It is empty.", "Write a header and rows.")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        what = f"Columns stand in it more than once: {named(twice)}."
        yield fail("column_twice", file, what, "Give each column a name of its own.")
    if empty:
        what = f"Rows are empty: {lines(empty)}."
        yield fail("empty_row", file, what, "Leave them out.")
    if uneven:
        what = f"Rows have more or fewer cells than the header: {lines(uneven)}."
        yield fail("uneven_row", file, what, "Look for a comma that should be in quotes.")
