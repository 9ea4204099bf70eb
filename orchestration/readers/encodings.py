"""The text of a file as UTF-8, where it came in another encoding that was agreed.

Nothing is guessed: UTF-8 is tried first and strictly, and what is in doubt is refused.
"""

import re
from pathlib import Path

from orchestration.readers.blocks import NotUtf8, line_blocks
from orchestration.readers.extract import Task

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS_UTF_8 = "Save it as 'CSV UTF-8 (comma delimited)' and send that."
PIECE = 1 << 22
OF_UTF_8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def marked_utf_16(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) in UTF_16_MARKS


def from_utf_16(task: Task, agreed: list[str], scratch: Path) -> Path:
    """The text as UTF-8, where UTF-16 was agreed."""
    if "utf-16" not in agreed:
        what = "The file is not UTF-8; it looks like UTF-16 ('Unicode text'), which was not agreed."
        raise task.refusal(what, SAVE_AS_UTF_8)
    return _recoded(task, "utf-16", scratch)


def from_windows(task: Task, agreed: list[str], found: NotUtf8, scratch: Path) -> Path:
    """The text as UTF-8, where Windows-1252 was agreed and it can be nothing else."""
    if "windows-1252" not in agreed:
        what = f"Line {found.line} holds a character that is not UTF-8."
        hint = "It may be Windows-1252 ('ANSI'), which was not agreed."
        raise task.refusal(what, f"{hint} {SAVE_AS_UTF_8}")
    line = 1
    for block in line_blocks(task.path, task.shown_name):
        if place := OF_UTF_8.search(block):
            line += block[: place.start()].count(b"\n")
            what = f"Line {line} is written in UTF-8, but line {found.line} is not."
            raise task.refusal(what, f"Join the parts in one encoding. {SAVE_AS_UTF_8}")
        line += block.count(b"\n")
    return _recoded(task, "cp1252", scratch)


def _recoded(task: Task, encoding: str, scratch: Path) -> Path:
    try:
        with (
            task.path.open(encoding=encoding, newline="") as old,
            scratch.open("w", encoding="utf-8", newline="") as new,
        ):
            while piece := old.read(PIECE):
                new.write(piece)
    except UnicodeError:
        what = "The file holds characters that are in no encoding that was agreed."
        raise task.refusal(what, SAVE_AS_UTF_8) from None
    return scratch
