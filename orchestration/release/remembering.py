"""The one place where a release tells the ledger of released cells what has become known by it.

What the ledger keeps, and what is reckoned from it, is for disclosure control.
"""

from pathlib import Path

from orchestration.home import Home


def remember_cells(home: Home, name: str, folder: Path) -> None:
    """Called when the folder is in place and before anybody is pointed to it; again after an
    interruption, with the same folder."""
