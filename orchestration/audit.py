"""Who looked at data about people, for what, and when: a journal that shows if it is edited.

No value of a person is ever written here; what was looked at is the command's to say.
"""

import getpass
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from orchestration.home import Home
from orchestration.refusals import Refusal

BEGINNING = "0" * 64
WORDS = ["at", "before", "seal", "what", "who", "why"]


@dataclass(frozen=True)
class Access:
    """One access. `seal` is the hash of the rest of the line, and `before` the seal of the line
    before it, so that none can be changed or taken out alone."""

    at: str
    who: str
    what: str
    why: str
    before: str
    seal: str


def whoever_runs_this() -> str:
    """The operating system's user, and who became that user where sudo says so."""
    user = getpass.getuser()
    came_as = os.environ.get("SUDO_USER", "")
    return f"{user} (for {came_as})" if came_as and came_as != user else user


def journal(home: Home) -> Path:
    return home.root / "identifiable" / "audit" / "access.jsonl"


def note_access(home: Home, who: str, what: str, why: str, at: datetime) -> None:
    """Write one line and see it safe on disk; who calls this opens the store only afterwards."""
    path = journal(home)
    path.parent.mkdir(exist_ok=True)
    with FileLock(path.with_suffix(".lock")):
        _mend_torn_line(path)
        said = {"at": at.isoformat(timespec="seconds"), "who": who, "what": what, "why": why}
        said["before"] = _head(path)
        line = _written({**said, "seal": _seal(said)}) + "\n"
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


def accesses(home: Home) -> list[Access]:
    """Every access in the order that it happened."""
    return [Access(**_read(line)) for line in _lines(journal(home))]


def head(home: Home) -> str:
    """The hash of the last line: noted elsewhere, it shows whether lines were cut off since."""
    return _head(journal(home))


def broken_at(home: Home) -> int | None:
    """The number of the first line that is not as it was written; None where all are."""
    before = BEGINNING
    for number, line in enumerate(_lines(journal(home)), 1):
        try:
            said = _read(line)
        except Refusal:
            return number
        rest = {word: said[word] for word in said if word != "seal"}
        if said["before"] != before or said["seal"] != _seal(rest):
            return number
        before = said["seal"]
    return None


def _read(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
        if sorted(said) != WORDS:
            raise ValueError
    except (ValueError, TypeError):
        what = "A line of the journal is not one that was written here."
        raise Refusal(
            "audit", what, "Keep the file as it is and tell your security team."
        ) from None
    return dict(said)


def _lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        whole = path.read_bytes().rpartition(b"\n")[0]
        yield from (line for line in whole.split(b"\n") if line)


def _head(path: Path) -> str:
    last = _last_line(path)
    return str(_read(last)["seal"]) if last else BEGINNING


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
