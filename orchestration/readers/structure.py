"""A cheap look at the bytes of delimited text before any engine reads it.

It counts records and finds the line each starts on; it knows nothing of columns or values.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from orchestration.refusals import Refusal

QUOTE, COMMA, LINE_FEED, CARRIAGE_RETURN = 0x22, 0x2C, 0x0A, 0x0D
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
ANOTHER_ENCODING = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Structure:
    """How a delimited file is laid out.

    records       data records, headings not counted
    starting_lines  physical line of each record where a quoted value holds a line break,
                    else None: then record n stands on line n + 1
    """

    records: int
    starting_lines: NDArray[np.int64] | None


def look_at(path: Path) -> Structure:
    """Refuse what no engine should see: no bytes, NUL, another encoding, stray quotes."""
    content = path.read_bytes()
    if not content.removeprefix(BYTE_ORDER_MARK).strip():
        raise Refusal(path.name, "The file is empty.", "Export it again and send that.")
    if content.startswith(ANOTHER_ENCODING) or b"\x00" in content:
        what = "The file is not plain text in UTF-8."
        raise Refusal(path.name, what, "Save it as 'CSV UTF-8 (comma delimited)' and send that.")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what = f"Line {line} holds a character that is not UTF-8."
        remedy = "Save it as 'CSV UTF-8 (comma delimited)' and send that."
        raise Refusal(path.name, what, remedy) from None
    content = content.removeprefix(BYTE_ORDER_MARK)
    return _records(path, np.frombuffer(content, dtype=np.uint8))


def _records(path: Path, content: NDArray[np.uint8]) -> Structure:
    line_ends = np.flatnonzero(content == LINE_FEED)
    if QUOTE in content:
        within = _within_quotes(path, content)
        record_ends = line_ends[~within[line_ends]]
    else:
        record_ends = line_ends
    starts = np.concatenate(([0], record_ends + 1))
    ends = np.concatenate((record_ends, [len(content)]))
    carriage = (ends > starts) & (content[np.maximum(ends - 1, 0)] == CARRIAGE_RETURN)
    filled = (ends - starts - carriage) > 0
    if not filled[0]:
        raise Refusal(path.name, "Line 1 is empty.", "The headings must stand on line 1.")
    starting_lines = np.searchsorted(line_ends, starts[filled], side="left") + 1
    records = int(filled.sum()) - 1
    ordinary = np.array_equal(starting_lines[1:], np.arange(2, records + 2))
    return Structure(records, None if ordinary else starting_lines[1:].astype(np.int64))


def _within_quotes(path: Path, content: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which bytes lie inside quotes, refusing a quote that neither opens nor closes a value.

    RFC 4180: a quote opens a value right after a delimiter or line break, closes it right before
    one, and is doubled inside it.
    """
    marks = np.flatnonzero(content == QUOTE)
    opening, closing = marks[0::2], marks[1::2]
    before = content[np.maximum(opening - 1, 0)]
    rightly_opened = (opening == 0) | np.isin(before, (COMMA, LINE_FEED, QUOTE))
    after = content[np.minimum(closing + 1, len(content) - 1)]
    at_end = closing == len(content) - 1
    rightly_closed = at_end | np.isin(after, (COMMA, LINE_FEED, CARRIAGE_RETURN, QUOTE))
    wrong = np.concatenate((opening[~rightly_opened], closing[~rightly_closed]))
    if len(marks) % 2:
        wrong = np.append(wrong, marks[-1])
    if len(wrong):
        line = int(np.count_nonzero(content[: int(wrong.min())] == LINE_FEED)) + 1
        what = f"A quotation mark on line {line} does not open or close a whole value."
        remedy = "Remove it, or double it and put the value in quotation marks."
        raise Refusal(path.name, what, remedy)
    toggles = np.zeros(len(content) + 1, dtype=np.int8)
    np.add.at(toggles, opening, 1)
    np.add.at(toggles, closing, -1)
    return np.cumsum(toggles[:-1], dtype=np.int8).astype(np.bool_)
