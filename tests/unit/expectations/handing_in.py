"""Hands in a small delivery of any source and says what was told of it, in few words.

What a sound delivery of a source looks like is in the test of that source.
"""

from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from orchestration.home import Home
from tests.unit.orchestration.sending import Row, problems, send, write_table

Rows = dict[str, list[Row]]


class Told(NamedTuple):
    """One problem; the line is that of the file, where there is one."""

    table: str
    line: int | None
    column: str | None
    rule: str
    severity: str


class Change(NamedTuple):
    """Cells of one row of one table, counted from 0, that a case writes otherwise."""

    table: str
    row: int
    cells: Row


def changed(sound: Rows, *changes: Change) -> Rows:
    """The sound delivery with some cells otherwise."""
    rows = deepcopy(sound)
    for change in changes:
        rows[change.table][change.row] |= change.cells
    return rows


def hand_in(home: Home, folder: Path, names: dict[str, str], rows: Rows) -> list[Told]:
    """What is told of a delivery of the tables, each under its file's name."""
    for table, held in rows.items():
        if held:
            write_table(folder / names[table], held)
    receipt = send(home, folder)
    assert receipt.submission.status == "accepted", receipt.submission.reason
    counts = receipt.submission.tables
    assert all(count.received == count.loaded + count.set_aside for count in counts.values())
    return [Told(p.table, p.line, p.column, p.rule, p.severity) for p in problems(receipt)]


def reason(home: Home, folder: Path, names: dict[str, str], rows: Rows) -> str:
    """Why a delivery was refused."""
    for table, held in rows.items():
        write_table(folder / names[table], held)
    receipt = send(home, folder)
    assert receipt.submission.status == "refused"
    return f"{receipt.submission.rules} {receipt.submission.reason}"
