"""A cheap look at the bytes of delimited text before any engine reads it, block by block.

It counts records and finds the line each starts on; it knows nothing of what the values mean.
"""

import csv
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from orchestration.readers.blocks import LONGEST_LINE, text_blocks, too_long
from orchestration.readers.quotes import Bytes, Places, Quotes, is_inside, quotes_of, swallowed
from orchestration.refusals import Refusal

LINE_FEED, CARRIAGE_RETURN = 0x0A, 0x0D
LONGEST_RECORD = 1 << 20
MOST_COLUMNS = 2_000
NONE = np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Structure:
    """How a delimited file is laid out.

    headings         the values of the first record, as written
    records          data records, headings not counted
    moves            (record, line) of each record, counted from 0, that does not stand on the line
                     after the one before it; with none, record n stands on line n + 2
    has_line_breaks  whether a quoted value holds one
    """

    headings: list[str]
    records: int
    moves: tuple[Places, Places]
    has_line_breaks: bool

    def lines(self, first: int, count: int) -> Places:
        """The lines that `count` records start on, from record `first`."""
        at = np.concatenate(([0], self.moves[0]))
        lines = np.concatenate(([2], self.moves[1]))
        wanted = np.arange(first, first + count)
        held = np.searchsorted(at, wanted, side="right") - 1
        found: Places = lines[held] + wanted - at[held]
        return found


def look_at(path: Path, shown_name: str, delimiter: str = ",") -> Structure:
    """Refuse what no engine should see: no bytes, NUL, stray quotes, monstrous lines."""
    look = _Look(shown_name, delimiter)
    rest = b""
    for block in text_blocks(path, shown_name):
        whole = rest + block if rest else block
        rest = whole[look.take(whole, is_last=False) :]
    if rest:
        look.take(rest, is_last=True)
    if look.records < 0:
        raise look.refusal("The file is empty.", "Export it again and send that.")
    records, lines = zip(*look.moves, strict=True) if look.moves else ((), ())
    moves = (np.concatenate((NONE, *records)), np.concatenate((NONE, *lines)))
    return Structure(look.headings, look.records, moves, look.has_line_breaks)


@dataclass
class _Look:
    """What is known after the blocks seen so far; each starts with a record on line `line`."""

    shown_name: str
    delimiter: str
    line: int = 1
    records: int = -1
    headings: list[str] = field(default_factory=list)
    has_line_breaks: bool = False
    has_returns: bool = False
    moves: list[tuple[Places, Places]] = field(default_factory=list)
    ahead: int = 2

    def refusal(self, what: str, what_to_do: str) -> Refusal:
        return Refusal(self.shown_name, what, what_to_do)

    def take(self, block: bytes, *, is_last: bool) -> int:
        """Take the whole records of a block into account; return how many bytes they fill."""
        content = np.frombuffer(block, dtype=np.uint8)
        line_ends = np.flatnonzero(content == LINE_FEED)
        if self.records < 0 and not block.strip():
            raise self.refusal("The file is empty.", "Export it again and send that.")
        self._check_lines(content, line_ends)
        quotes = None
        if b'"' in block:
            quotes = quotes_of(content, line_ends, ord(self.delimiter), is_last=is_last)
            if quotes.wrong is not None:
                raise self._stray(line_ends, quotes.wrong)
        self._check_ends(block, content, line_ends, quotes)
        ends = line_ends if quotes is None else line_ends[~quotes.inside]
        if block[-1] != LINE_FEED and (quotes is None or len(quotes.marks) % 2 == 0):
            ends = np.append(ends, len(block))
        taken = min(int(ends[-1]) + 1, len(block)) if len(ends) else 0
        if quotes is not None and len(block) - taken > LONGEST_RECORD:
            raise self._stray(line_ends, int(quotes.marks[-1]))
        if len(ends):
            self._count(block, content, ends, line_ends, quotes)
            self.line += int(np.searchsorted(line_ends, taken))
        return taken

    def _check_lines(self, content: Bytes, line_ends: Places) -> None:
        long = np.flatnonzero(np.diff(line_ends, prepend=-1, append=len(content)) > LONGEST_LINE)
        if len(long):
            raise too_long(self.shown_name, self.line + int(long[0]))

    def _line_of(self, line_ends: Places, place: int) -> str:
        return f"Line {self.line + int(np.searchsorted(line_ends, place))}"

    def _stray(self, line_ends: Places, place: int) -> Refusal:
        line = self._line_of(line_ends, place)
        what = f"{line} has a quotation mark that does not open or close a whole value."
        remedy = "Remove it, or double it and put the value in quotation marks."
        return self.refusal(what, remedy)

    def _check_ends(
        self, block: bytes, content: Bytes, line_ends: Places, quotes: Quotes | None
    ) -> None:
        """Engines differ on a carriage return that stands alone, and on ends of two kinds."""
        held = block.count(b"\r")
        if not held and not self.has_returns:
            return
        ends = line_ends if quotes is None else line_ends[~quotes.inside]
        returned = content[np.maximum(ends - 1, 0)] == CARRIAGE_RETURN
        if self.records < 0 and len(ends):
            self.has_returns = bool(returned[0])
        odd = ends[returned != self.has_returns]
        if len(odd):
            what = f"{self._line_of(line_ends, odd[0])} ends in another way than line 1."
            raise self.refusal(what, "Export the file again with one kind of line end.")
        if held == len(ends) * self.has_returns:
            return
        places = np.flatnonzero(content == CARRIAGE_RETURN)
        alone = places[content[np.minimum(places + 1, len(content) - 1)] != LINE_FEED]
        if quotes is not None:
            alone = alone[~is_inside(quotes.marks, alone)]
        if len(alone):
            line = self._line_of(line_ends, alone[0])
            what = f"{line} holds a carriage return that does not end the line."
            raise self.refusal(what, "Remove it, or export the file again with one kind of end.")

    def _count(
        self,
        block: bytes,
        content: Bytes,
        ends: Places,
        line_ends: Places,
        quotes: Quotes | None,
    ) -> None:
        starts = np.concatenate(([0], ends[:-1] + 1))
        lengths = ends - starts
        if self.records < 0:
            self._read_headings(block[: int(ends[0])])
        if lengths.min() <= 1 and len(self.headings) > 1:
            is_filled = (lengths > 1) | (
                (lengths == 1) & (content[np.minimum(starts, len(content) - 1)] != CARRIAGE_RETURN)
            )
            starts = starts[is_filled]
        are_lines = len(starts) == len(line_ends) and (quotes is None or not quotes.inside.any())
        self._note_moves(starts[:1] if are_lines else starts, line_ends)
        self.records += len(starts)
        if quotes is not None and quotes.inside.any():
            self.has_line_breaks = True
            width = len(self.headings)
            whole = line_ends[line_ends <= ends[-1]]
            place = swallowed(content, whole, quotes, ord(self.delimiter), width)
            if place is not None:
                line = self._line_of(line_ends, place)
                what = f"{line} has a value in quotation marks that seems to hold whole rows."
                remedy = "Remove the stray quotation marks, or the line breaks of that value."
                raise self.refusal(what, remedy)

    def _note_moves(self, starts: Places, line_ends: Places) -> None:
        """Remember the records that stand further ahead of their number than the one before."""
        numbers = np.arange(self.records, self.records + len(starts))
        lines = self.line + np.searchsorted(line_ends, starts)
        moved = np.flatnonzero(np.diff(lines - numbers, prepend=self.ahead))
        if len(moved):
            self.moves.append((numbers[moved], lines[moved]))
            self.ahead = int(lines[-1] - numbers[-1])

    def _read_headings(self, record: bytes) -> None:
        if not record.strip(b"\r"):
            raise self.refusal("Line 1 is empty.", "The headings must stand on line 1.")
        if record.count(self.delimiter.encode()) >= MOST_COLUMNS:
            what = f"Line 1 has more than {MOST_COLUMNS:,} columns."
            raise self.refusal(what, "Send only the columns that were agreed.")
        try:
            [self.headings] = csv.reader([record.decode()], delimiter=self.delimiter)
        except (csv.Error, ValueError):
            what = "Line 1 cannot be read as headings."
            remedy = "Export the file again with its headings."
            raise self.refusal(what, remedy) from None
