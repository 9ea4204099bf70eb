"""Problems as their sender reads them: grouped, the worst first, and beside those of last time.

Which row breaks which rule was found at the door; nothing is judged here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.contracts.sentences import rule_texts
from orchestration.ducks import open_memory, read_sealed
from orchestration.home import Home
from orchestration.register.book import Book, submission_folder
from orchestration.register.problems import TOLD_AT_MOST, WORST_FIRST, Problem

ORDER = ["refuse", "set_aside", "query", "warn"]
HAPPENS = {
    "refuse": "The file goes back",
    "set_aside": "The rows are left out",
    "query": "Loaded; please check",
    "warn": "Loaded and marked",
}
EXAMPLES = 10


@dataclass(frozen=True)
class Cell:
    """One problem in its place, with the sender's own value."""

    file: str
    sheet: str
    line: int | None
    value: str | None


@dataclass(frozen=True)
class Group:
    """Problems of one kind in one column: what it is, what to do, and where the first stand."""

    rule: str
    severity: str
    table: str
    column: str
    sentence: str
    what_to_do: str
    count: int
    first: tuple[Cell, ...]

    @property
    def happens(self) -> str:
        return HAPPENS[self.severity]


@dataclass(frozen=True)
class Change:
    """How many problems of one kind there were last time, and are now."""

    sentence: str
    column: str
    before: int
    now: int

    @property
    def verdict(self) -> str:
        if not self.now:
            return "mended"
        if not self.before:
            return "new"
        return "fewer" if self.now < self.before else "more" if self.now > self.before else "same"


def grouped(problems: Sequence[Problem]) -> list[Group]:
    """By rule, table and column, the worst first and then the most."""
    held: dict[tuple[str, str, str, str], list[Cell]] = {}
    for table, file, sheet, line, column, rule, severity, value in problems:
        kind = (severity, rule, table or "", column or "")
        held.setdefault(kind, []).append(Cell(file or "", sheet or "", line, value))
    texts = rule_texts()
    groups = [
        Group(
            rule,
            severity,
            table,
            column,
            texts[rule].sentence,
            texts[rule].what_to_do,
            len(cells),
            tuple(cells[:EXAMPLES]),
        )
        for (severity, rule, table, column), cells in held.items()
    ]
    return sorted(groups, key=lambda g: (ORDER.index(g.severity), -g.count, g.rule, g.column))


def compared(before: Sequence[Group], now: Sequence[Group]) -> list[Change]:
    """What became of each kind of problem since last time: what is left first, then what is gone.

    A row that was added or taken away moves the lines, so kinds are compared and not places.
    """
    kinds = {(g.rule, g.table, g.column): g for g in [*before, *now]}

    def count(groups: Sequence[Group], kind: tuple[str, str, str]) -> int:
        return sum(g.count for g in groups if (g.rule, g.table, g.column) == kind)

    changes = [
        Change(group.sentence, group.column, count(before, kind), count(now, kind))
        for kind, group in kinds.items()
    ]
    return sorted(changes, key=lambda c: (c.now == 0, -c.now, c.sentence, c.column))


def kept_problems(home: Home, submission_id: str) -> list[Problem]:
    """The problems of a delivery that was taken in, the worst first, with the values sent.

    Who asks has made sure that the delivery is the asker's own, and has noted that it is seen.
    """
    entry = Book(home).find(submission_id)
    place = submission_folder(home, entry) / "problems.parquet" if entry else None
    if place is None or not place.exists():
        return []
    with open_memory(home) as con:
        found: list[Problem] = con.execute(f"""
            select * from {read_sealed(place)}
            order by {WORST_FIRST}, rule, table_name, line, column_name, value
            limit {TOLD_AT_MOST}
        """).fetchall()
    return found
