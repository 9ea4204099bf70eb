"""The command that takes a month from its draft to its release, one step at a time.

What a step is allowed to do is in orchestration.release; what the steps say is in `publication`.
"""

from datetime import datetime
from pathlib import Path

import typer

from orchestration.cli import publication
from orchestration.cli import publish_options as options
from orchestration.cli.known import AsAt
from orchestration.cli.nightly import RunMonth, run_and_tell
from orchestration.cli.publication import Asked
from orchestration.cli.voice import AsJson, answer_json, as_month, out, progress, refusals_told


def publish(
    month: RunMonth = None,
    words: options.Words = None,
    waive: options.Waive = None,
    approve: options.Approve = False,
    schedule: options.Schedule = False,
    early_sight: options.EarlySight = None,
    release: options.Release = False,
    revise: options.Revise = False,
    withdraw: options.Withdraw = False,
    verify: options.Verify = False,
    status: options.Status = False,
    calendar: options.Calendar = False,
    who: options.Who = None,
    why: options.Why = "",
    on: options.On = None,
    release_name: options.ReleaseName = None,
    quick: options.Quick = False,
    as_at: AsAt = None,
    out_folder: options.OutFolder = None,
    as_json: AsJson = False,
) -> None:
    """Publish a month: draft it and run the gates, then approve, schedule and release it.

    Without a step: draft the month from what was received for it; the warehouse stays as it is.
    Each step may be said again, also when it was interrupted, and finishes what was begun.
    Ends with 3 where it is right and its moment has not come.

    With --as-at the files are those that would have been drafted at that moment, byte for byte;
    they are written to a folder, and drafts and releases stay as they are.
    """
    if (as_at is None) != (out_folder is None):
        raise typer.BadParameter("--as-at and --out go together.")
    asked = Asked(
        as_month(month), who, why, on.date() if on else None, release_name, quick, as_json
    )
    steps: dict[str, Path | str | bool | None] = {"words": words, "waive": waive}
    steps |= {"approve": approve, "schedule": schedule, "early-sight": early_sight}
    steps |= {"release": release, "revise": revise, "withdraw": withdraw}
    steps |= {"verify": verify, "status": status, "calendar": calendar}
    named = [name for name, given in steps.items() if given not in (None, False)]
    if len(named) > 1 or (named and as_at):
        raise typer.BadParameter("One step at a time.")
    otherwise = options.DRAFT if as_at is None else options.KNOWN_THEN
    said: dict[str, object] = {"month": month, "who": who, "why": why, "on": on}
    said |= {"release-name": release_name, "quick": quick}
    options.refuse_idle(named[0] if named else otherwise, said)
    if named:
        publication.take(named[0], steps[named[0]], asked)
    elif as_at is not None and out_folder is not None:
        with refusals_told():
            _publish_as_at(month, as_at, out_folder, as_json)
    else:
        with refusals_told():
            run_and_tell("publication", month, as_json, publication.tags_of(asked))


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
