"""A look at one sheet of a workbook before any engine reads it: what is filled, hidden, computed.

The declared size of a sheet is not believed. What the cells say is read elsewhere.
"""

import re
import zipfile
from dataclasses import dataclass, field

from orchestration.readers.extract import Task
from orchestration.readers.workbook_parts import AS_LIST, local, walk

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 1_048_576, 2_000, 4_000_000
LONGEST_ERROR = 20
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass
class Look:
    """Rows and columns are counted from 1, as the sheet does (column A is 1).

    rows       rows that hold a value
    width      the last column that holds one
    errors     (row, column) -> what a cell says whose value is an error, such as #REF!
    shown      (row, column) -> number format that changes what its number shows
    formula    the first cell that is computed
    merged     (last row, cell it starts with) of each merged area
    """

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    formula: str | None = None
    merged: list[tuple[int, str]] = field(default_factory=list)
    cells: int = 0
    row: int = 0
    column: int = 0

    @property
    def width(self) -> int:
        return max(self.columns, default=0)

    def to_cell(self, said: dict[str, str], shown: dict[str, str]) -> None:
        reference = REFERENCE.fullmatch(said.get("r", ""))
        self.column = number_of(reference[1]) if reference else self.column + 1
        style, kind = said.get("s", ""), said.get("t", "n")
        if kind == "e":
            self.errors[self.row, self.column] = ""
        if kind == "n" and style in shown:
            self.shown[self.row, self.column] = shown[style]

    def note(self, kind: str, said: dict[str, str]) -> None:
        if kind == "f":
            self.formula = self.formula or f"{letters(self.column)}{self.row}"
        elif kind == "col" and is_on(said.get("hidden")):
            self.hidden_columns.append((int(said.get("min", 0)), int(said.get("max", 0))))
        elif kind == "mergeCell":
            first, _, last = said.get("ref", "").partition(":")
            if end := REFERENCE.fullmatch(last):
                self.merged.append((int(end[2]), first))

    def check_rows(self, task: Task, table: str, headings_on: int) -> None:
        """Refuse what a reader of the sheet does not see, or sees elsewhere than it stands."""
        hidden = [row for row in self.hidden_rows if row >= headings_on and row in self.rows]
        if hidden:
            what = f"Table '{table}': row {hidden[0]} is hidden, as a filter hides rows."
            raise task.refusal(what, f"Show all rows. {AS_LIST}")
        unseen = [
            column
            for first, last in self.hidden_columns
            for column in self.columns
            if first <= column <= last
        ]
        if unseen:
            what = f"Table '{table}': column {letters(min(unseen))} is hidden, but holds values."
            raise task.refusal(what, "Show it, or remove it.")
        if self.formula:
            what = f"Table '{table}': cell {self.formula} is computed by a formula."
            raise task.refusal(what, AS_LIST)
        merged = [cell for last_row, cell in self.merged if last_row > headings_on]
        if merged:
            what = f"Table '{table}': cell {merged[0]} is merged with others."
            raise task.refusal(what, "Unmerge the cells, and fill in each.")


def look_at_sheet(
    package: zipfile.ZipFile, task: Task, table: str, part: str, shown: dict[str, str]
) -> Look:
    look = Look()

    def start(name: str, said: dict[str, str]) -> None:
        kind = local(name)
        if kind == "c":
            look.to_cell(said, shown)
        elif kind in ("v", "is"):
            look.rows.add(look.row)
            look.columns.add(look.column)
            look.cells += 1
            if look.cells > MOST_CELLS:
                what = f"Table '{table}' has more than {MOST_CELLS:,} filled cells."
                raise task.refusal(what, "Send it as CSV.")
        elif kind == "row":
            look.row, look.column = int(said.get("r", look.row + 1)), 0
            if is_on(said.get("hidden")):
                look.hidden_rows.append(look.row)
        elif kind in ("f", "col", "mergeCell"):
            look.note(kind, said)

    walk(package, task, part, start)
    if look.errors:
        _read_errors(package, task, part, look)
    last_row = max(look.rows, default=0)
    if last_row > MOST_ROWS or look.width > MOST_COLUMNS or last_row * look.width > MOST_CELLS:
        what = f"Table '{table}': a value stands in row {last_row:,} or column"
        remedy = "Remove what stands far from the list, or send it as CSV."
        raise task.refusal(f"{what} {letters(look.width)}, too far away.", remedy)
    return look


def _read_errors(package: zipfile.ZipFile, task: Task, part: str, look: Look) -> None:
    places = iter(list(look.errors))
    here: tuple[int, int] | None = None

    def start(name: str, said: dict[str, str]) -> None:
        nonlocal here
        if local(name) == "c":
            here = next(places) if said.get("t") == "e" else None

    def characters(text: str) -> None:
        if here and len(look.errors[here]) < LONGEST_ERROR:
            look.errors[here] += text.strip()

    walk(package, task, part, start, characters)


def is_on(text: str | None) -> bool:
    return text in ("1", "true")


def number_of(column: str) -> int:
    number = 0
    for sign in column:
        number = number * 26 + ord(sign) - 64
    return number


def letters(column: int) -> str:
    """The sheet's letters of a column counted from 1."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
