"""What the screener has to say: one finding for one check of one place.

No cell of the data is quoted, only columns and line numbers: findings are logged and kept.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["fail", "warn"]
SHOWN_LINES = 3


@dataclass(frozen=True)
class Finding:
    """One thing that is not as the standard wants it.

    level         fail: DfE's screener or platform refuses the file; warn: it takes it
    is_avoidable  false where nothing in the files could be written otherwise
    """

    check: str
    level: Level
    where: str
    what: str
    what_to_do: str
    is_avoidable: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.what_to_do}"

    def as_row(self) -> dict[str, object]:
        return asdict(self)


def fail(check: str, where: str, what: str, what_to_do: str) -> Finding:
    return Finding(check, "fail", where, what, what_to_do)


def warn(check: str, where: str, what: str, what_to_do: str, is_avoidable: bool = True) -> Finding:
    return Finding(check, "warn", where, what, what_to_do, is_avoidable)


def lines(rows: Iterable[int]) -> str:
    """Rows of a table, counted from nought, as lines of its file: the first few of them."""
    numbers = [row + 2 for row in rows]
    told = ", ".join(str(number) for number in numbers[:SHOWN_LINES])
    more = len(numbers) - SHOWN_LINES
    kind = "line" if len(numbers) == 1 else "lines"
    return f"{kind} {told}" + (f" and {more} more" if more > 0 else "")


def named(columns: Iterable[str]) -> str:
    return ", ".join(f"'{column}'" for column in columns)
