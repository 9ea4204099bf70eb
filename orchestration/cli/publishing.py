"""The command that drafts a month again: from what is known now, or was known at a moment.

How a release is made is in orchestration.release.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.known import AsAt
from orchestration.cli.nightly import RunMonth, run_and_tell
from orchestration.cli.voice import AsJson, answer_json, as_month, out, progress, refusals_told


def publish(
    month: RunMonth = None,
    as_at: AsAt = None,
    out_folder: Annotated[
        Path | None, typer.Option("--out", help="With --as-at: an empty folder for the files.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draft a month again from what was received for it; the warehouse stays as it is.

    With --as-at the files are those that would have been drafted at that moment, byte for byte;
    they are written to a folder, and the releases in place stay as they are.
    """
    if (as_at is None) != (out_folder is None):
        raise typer.BadParameter("--as-at and --out go together.")
    with refusals_told():
        if as_at is None or out_folder is None:
            run_and_tell("publication", month, as_json)
        else:
            _publish_as_at(month, as_at, out_folder, as_json)


def _publish_as_at(month: str | None, as_at: datetime, place: Path, as_json: bool) -> None:
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.explain.as_at import publish_as_at
    from orchestration.home import Home

    with progress("Drafting what was known then ..."):
        publish_as_at(Home.at(), the_catalogue(), as_at, as_month(month), place)
    names = sorted(path.name for path in place.iterdir())
    if as_json:
        answer_json({"known_by": str(as_at), "folder": str(place), "files": names})
    else:
        out.print(f"As known at {as_at}: {len(names)} files in {place}", markup=False)
