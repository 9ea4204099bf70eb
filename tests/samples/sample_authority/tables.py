"""A table of text cells on its way to a CSV file, each row with the key of the record behind it.
What the cells mean is said where the table is made."""

import csv
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path


@dataclass
class Table:
    """Rows of text; a row that stands for no record of its own has an empty key."""

    name: str
    header: tuple[str, ...]
    rows: list[list[str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @cached_property
    def places(self) -> dict[str, int]:
        return {column: place for place, column in enumerate(self.header)}

    def add(self, key: str, row: list[str]) -> None:
        self.rows.append(row)
        self.keys.append(key)

    def copy_to_end(self, index: int) -> int:
        """Put a second copy of the row at the end, under its own running numbers."""
        row = list(self.rows[index])
        if self.header[0].endswith("tableid"):
            row[0] = str(int(self.rows[-1][0]) + 1)
            row[2] = str(len(self.rows) + 1)
        self.add("", row)
        return len(self.rows) - 1

    def widened(self, column: str, value: str) -> "Table":
        """The same table with one more column at the end."""
        rows = [[*row, value] for row in self.rows]
        return Table(self.name, (*self.header, column), rows, self.keys)


# Of each month, its tables by name, without the rows that must be set aside.
Kept = dict[str, dict[str, Table]]


class Cells:
    """One row of a table, by column name."""

    def __init__(self, table: Table, index: int) -> None:
        self._places = table.places
        self._row = table.rows[index]

    def __getitem__(self, column: str) -> str:
        return self._row[self._places[column]]

    def __setitem__(self, column: str, value: str) -> None:
        self._row[self._places[column]] = value


def write_table(path: Path, table: Table, byte_order_mark: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    encoding = "utf-8-sig" if byte_order_mark else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(table.header)
        writer.writerows(table.rows)


def cells_of(kept: dict[str, Table], name: str) -> list[Cells]:
    """The rows of a table by column name; none where it was not sent."""
    table = kept.get(name)
    return [Cells(table, place) for place in range(len(table.rows))] if table else []
