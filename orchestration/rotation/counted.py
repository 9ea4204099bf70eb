"""What sealing anew counts, and what it says of a file that no key opens.

How each kind of file is sealed anew is in `tables` and `files`.
"""

from dataclasses import dataclass
from pathlib import Path

from orchestration.home import Home
from orchestration.refusals import Refusal

UNFINISHED = ".resealing"


@dataclass(frozen=True)
class Counted:
    """What was found: files sealed anew now, and those that were already."""

    anew: int
    already: int
    rows: int = 0


def clear_unfinished(home: Home) -> None:
    """What a crash left beside a file; the file itself is whole."""
    for path in home.folder("identifiable").rglob(f"*{UNFINISHED}*"):
        path.unlink()


def opens_with_neither(path: Path) -> Refusal:
    what = "Neither the key before nor the new one opens it: it is damaged."
    remedy = "Put it back from a backup, or take it out of the home; then run this again."
    return Refusal(f"{path.parent.name}/{path.name}", what, remedy)
