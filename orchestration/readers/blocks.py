"""The bytes of a text in blocks of whole lines, so that a file of any size can be looked at.

Only what no text holds is refused here: NUL, monstrous lines, and what is not UTF-8.
"""

from collections.abc import Iterator
from pathlib import Path

from orchestration.refusals import Refusal

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BLOCK = 1 << 22
LONGEST_LINE = 1 << 16


class NotUtf8(Exception):  # noqa: N818 - whether it is an error depends on what was agreed
    """The text is not UTF-8; `line` is where that shows first."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def line_blocks(path: Path, shown_name: str) -> Iterator[bytes]:
    """Blocks that each end with a line's end, but for the last; without a byte order mark."""
    start, rest = _after_mark(path), b""
    with path.open("rb") as file:
        file.seek(start)
        while piece := file.read(BLOCK):
            piece = rest + piece
            cut = piece.rfind(b"\n") + 1
            block, rest = piece[:cut], piece[cut:]
            if len(rest) > LONGEST_LINE:
                raise too_long(shown_name, _line_at(path, start + cut))
            if block:
                yield block
                start += cut
        if rest:
            yield rest


def text_blocks(path: Path, shown_name: str) -> Iterator[bytes]:
    """The same, where every block is UTF-8 without a NUL; else Refusal or NotUtf8."""
    start = _after_mark(path)
    for block in line_blocks(path, shown_name):
        if b"\x00" in block:
            line = _line_at(path, start + block.index(b"\x00"))
            what = f"Line {line} holds a NUL: the file was damaged, or is not plain text."
            raise Refusal(shown_name, what, "Export it again as plain text and send that.")
        if not block.isascii():
            try:
                block.decode("utf-8")
            except UnicodeDecodeError as error:
                raise NotUtf8(_line_at(path, start + error.start)) from None
        yield block
        start += len(block)


def _after_mark(path: Path) -> int:
    with path.open("rb") as file:
        return len(BYTE_ORDER_MARK) if file.read(3) == BYTE_ORDER_MARK else 0


def too_long(shown_name: str, line: int) -> Refusal:
    what = f"Line {line} is longer than {LONGEST_LINE:,} bytes."
    return Refusal(shown_name, what, "Export the file again, with one line for each record.")


def _line_at(path: Path, place: int) -> int:
    """The number of the line that a byte of the file stands on."""
    line = 1
    with path.open("rb") as file:
        while place > 0 and (piece := file.read(min(BLOCK, place))):
            line += piece.count(b"\n")
            place -= len(piece)
    return line
