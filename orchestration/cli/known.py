"""The option that every command about an earlier moment has, and the warehouse that it reads.

What was known then, and how its rooms are built, is in orchestration.explain.
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

AsAt = Annotated[
    datetime | None,
    typer.Option("--as-at", help="By what was known at a moment, as 2025-12-01T18:00:00 (UTC)."),
]


def warehouse_known(
    home: Any, as_at: datetime | None, covering: Any = None
) -> AbstractContextManager[Path]:
    """The warehouse in place, or one that is built aside as of a moment and gone afterwards."""
    if as_at is None:
        return nullcontext(home.warehouse)
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.explain.as_at import warehouse_as_at

    return warehouse_as_at(home, the_catalogue(), as_at, covering)
