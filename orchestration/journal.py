"""A file of lines that is only ever added to, each line safe on disk before anyone is told of it.

What a line means is said by the module that writes it.
"""

import json
import os
from pathlib import Path
from typing import Any

from filelock import FileLock


class Journal:
    """One append-only file of JSON lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path.with_suffix(".lock"))

    def lines(self) -> list[dict[str, Any]]:
        """All lines in the order they were added; one cut short by a crash is not one yet."""
        if not self._path.exists():
            return []
        whole = self._path.read_bytes().rpartition(b"\n")[0]
        return [json.loads(line) for line in whole.splitlines() if line]

    def add(self, data: dict[str, Any]) -> None:
        """Write one line and see it safe on disk before returning."""
        line = json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n"
        with self._lock:
            self._drop_torn_line()
            with self._path.open("a", encoding="utf-8", newline="\n") as journal:
                journal.write(line)
                journal.flush()
                os.fsync(journal.fileno())

    def _drop_torn_line(self) -> None:
        if not self._path.exists():
            return
        whole = self._path.read_bytes()
        if whole and not whole.endswith(b"\n"):
            keep = len(whole.rpartition(b"\n")[0])
            with self._path.open("r+b") as journal:
                journal.truncate(keep + 1 if keep else 0)
