"""What a draft's cells are kept for, and when a release tells the ledger that readers have them.

What the ledger keeps, and what is reckoned from it, is for disclosure control.
"""

from datetime import datetime

from orchestration.build import Build
from orchestration.disclosure.ledger import (
    ledger_name,
    released_before,
    remember_drafted,
    remember_released,
)
from orchestration.disk import disk_told
from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.release.folders import UNTOUCHED, manifest_in


def keep_cells(home: Home, build: Build, draft: str) -> None:
    """Called before a line tells of the draft; again after an interruption, with the same build."""
    with disk_told(draft, UNTOUCHED):
        remember_drafted(home, build, draft)


def remember_cells(home: Home, draft: str, name: str, at: datetime) -> None:
    """Called when the folder is in place and before anybody is pointed to it."""
    with disk_told(name, UNTOUCHED):
        remember_released(home, draft, ledger_name(draft, name), at)


def refuse_unless_attacked(home: Home, draft: str, where: str, month: object) -> None:
    """A draft was attacked beside what readers had then: where they have more by now, another
    month's release or a revision, together with that it could tell of a child."""
    beside = manifest_in(home.drafts / draft)["attacked_beside"]
    since = [
        name
        for name in released_before(home)
        if name not in beside and not name.endswith(f"({draft})")
    ]
    if since:
        what = f"{draft} was made before {', '.join(since)} went out, and never attacked beside it."
        remedy = f"Draft it again: sendmart publish --month {month}."
        raise Refusal(where, what, remedy, "V119")
