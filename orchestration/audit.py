"""Who looked at data about people, for what, and when: a journal that shows if it is edited.

No value of a person is ever written here; what was looked at is the command's to say. How lines are
held together is in orchestration.chained.
"""

import getpass
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from orchestration.chained import Chained
from orchestration.home import Home


@dataclass(frozen=True)
class Access:
    """One access, with the seals of its line and of the one before."""

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
    moment = at.isoformat(timespec="seconds")
    _chained(home).add({"at": moment, "who": who, "what": what, "why": why})


def accesses(home: Home) -> list[Access]:
    """Every access in the order that it happened."""
    return [Access(**line) for line in _chained(home).lines()]


def accesses_like(home: Home, beginning: str) -> list[Access]:
    """Those whose `what` begins so; the others are not even read."""
    sought = beginning.encode()
    lines = [Access(**line) for line in _chained(home).lines(sought)]
    return [access for access in lines if access.what.startswith(beginning)]


def head(home: Home) -> str:
    """The hash of the last line: noted elsewhere, it shows whether lines were cut off since."""
    return _chained(home).head()


def broken_at(home: Home) -> int | None:
    """The number of the first line that is not as it was written; None where all are."""
    return _chained(home).broken_at()


def _chained(home: Home) -> Chained:
    return Chained(journal(home), "audit", ("at", "who", "what", "why"))
