"""A journal of lines in which each holds the hash of the one before, so that none can be changed or
taken out alone.

What its lines say, and who may read them, is for the module that writes them.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock

from orchestration.refusals import Refusal

BEGINNING = "0" * 64
CHAIN = ("before", "seal")


class Chained:
    """One append-only file of sealed JSON lines, each with the same words.

    `seal` is the hash of the rest of the line, and `before` the seal of the line before it.
    """

    def __init__(self, path: Path, name: str, words: Sequence[str]) -> None:
        self.path = path
        self._name = name
        self._words = sorted([*words, *CHAIN])

    def add(self, data: dict[str, Any]) -> None:
        """Write one line and see it safe on disk before returning."""
        self.path.parent.mkdir(exist_ok=True)
        with FileLock(self.path.with_suffix(".lock")):
            _mend_torn_line(self.path)
            said = {**data, "before": self.head()}
            line = _written({**said, "seal": _seal(said)}) + "\n"
            with self.path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())

    def lines(self, holding: bytes = b"") -> list[dict[str, Any]]:
        """Every line in the order that it was written, or those that hold some bytes."""
        return [self._read(line) for line in self.written() if holding in line]

    def written(self) -> Iterator[bytes]:
        """Every whole line as it stands in the file."""
        if self.path.exists():
            whole = self.path.read_bytes().rpartition(b"\n")[0]
            yield from (line for line in whole.split(b"\n") if line)

    def head(self) -> str:
        """The hash of the last line: noted elsewhere, it shows whether lines were cut off since."""
        last = _last_line(self.path)
        return str(self._read(last)["seal"]) if last else BEGINNING

    def broken_at(self) -> int | None:
        """The number of the first line that is not as it was written; None where all are."""
        before = BEGINNING
        for number, line in enumerate(self.written(), 1):
            try:
                said = self._read(line)
            except Refusal:
                return number
            rest = {word: said[word] for word in said if word != "seal"}
            if said["before"] != before or said["seal"] != _seal(rest):
                return number
            before = said["seal"]
        return None

    def _read(self, line: bytes) -> dict[str, Any]:
        try:
            said = json.loads(line)
            if sorted(said) != self._words:
                raise ValueError
        except (ValueError, TypeError):
            what = "A line of the journal is not one that was written here."
            remedy = "Keep the file as it is and tell your security team."
            raise Refusal(self._name, what, remedy) from None
        return dict(said)


def _last_line(path: Path) -> bytes:
    """The last whole line, read from the end: the journal only grows."""
    if not path.exists():
        return b""
    with path.open("rb") as file:
        size, piece = file.seek(0, os.SEEK_END), 4096
        while True:
            file.seek(max(0, size - piece))
            lines = file.read().rstrip(b"\n").split(b"\n")
            if len(lines) > 1 or piece >= size:
                return lines[-1]
            piece *= 2


def _mend_torn_line(path: Path) -> None:
    """What a crash left half written is no line; it is taken off before the next one."""
    if path.exists():
        with path.open("r+b") as file:
            if file.seek(0, os.SEEK_END) == 0:
                return
            file.seek(-1, os.SEEK_END)
            if file.read() != b"\n":
                whole = path.read_bytes().rpartition(b"\n")[0]
                file.truncate(len(whole) + 1 if whole else 0)


def _seal(said: dict[str, Any]) -> str:
    return hashlib.sha256(_written(said).encode()).hexdigest()


def _written(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
