"""Which line ends of a block lie within quoted values, and whether every quotation mark is right.

RFC 4180: a mark opens a value right after a delimiter or a line end, closes it right before one,
and is doubled within it. Records are counted elsewhere.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

QUOTE, LINE_FEED, CARRIAGE_RETURN = 0x22, 0x0A, 0x0D

Places = NDArray[np.int64]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Quotes:
    """The quotation marks of a block that starts outside of quotes.

    marks   the place of each
    inside  for each line end, whether it lies within a value
    wrong   the first mark that neither opens nor closes a whole value
    """

    marks: Places
    inside: NDArray[np.bool_]
    wrong: int | None


def quotes_of(content: Bytes, line_ends: Places, delimiter: int, *, is_last: bool) -> Quotes:
    marks = np.flatnonzero(content == QUOTE)
    opening, closing = marks[0::2], marks[1::2]
    before = content[np.maximum(opening - 1, 0)]
    rightly_opened = (opening == 0) | np.isin(before, (delimiter, LINE_FEED, QUOTE))
    after = content[np.minimum(closing + 1, len(content) - 1)]
    at_end = closing == len(content) - 1
    rightly_closed = at_end | np.isin(after, (delimiter, LINE_FEED, CARRIAGE_RETURN, QUOTE))
    wrong = np.concatenate((opening[~rightly_opened], closing[~rightly_closed]))
    if is_last and len(marks) % 2:
        wrong = np.append(wrong, marks[-1])
    inside = is_inside(marks, line_ends)
    return Quotes(marks, inside, int(wrong.min()) if len(wrong) else None)


def is_inside(marks: Places, places: Places) -> NDArray[np.bool_]:
    odd: NDArray[np.bool_] = (np.searchsorted(marks, places) & 1).astype(np.bool_)
    return odd


def swallowed(
    content: Bytes, line_ends: Places, quotes: Quotes, delimiter: int, width: int
) -> int | None:
    """Where the first value starts that looks like whole rows between two stray marks.

    Such a value ends in the column that it starts in, in a later row; so it holds a line end and
    at least one delimiter less than there are columns.
    """
    within = line_ends[is_inside(quotes.marks, line_ends)]
    opening, closing = quotes.marks[0::2], quotes.marks[1::2]
    if not len(within) or not len(closing):
        return None
    is_start = np.append(True, opening[1:] != closing[: len(opening) - 1] + 1)
    starts = opening[is_start]
    ends = np.append(starts[1:], len(content))
    values = np.unique(np.searchsorted(starts, within) - 1)
    delimiters = np.flatnonzero(content == delimiter)
    delimiters = delimiters[is_inside(quotes.marks, delimiters)]
    held = np.searchsorted(delimiters, ends[values]) - np.searchsorted(delimiters, starts[values])
    guilty = values[held >= width - 1]
    return int(starts[guilty[0]]) if len(guilty) else None
