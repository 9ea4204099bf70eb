"""Commands that keep a data home safe elsewhere, and put it back.

How it is sealed and checked is in orchestration.safekeeping.
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.voice import AsJson, answer_json, out, progress, refusals_told

RECIPIENTS = "SENDMART_BACKUP_TO"
Where = Annotated[str, typer.Argument(help="A folder, or an address that fsspec knows.")]
KeyFile = Annotated[
    Path, typer.Option("--identity", help="The file with the private key of the backup.")
]
Named = Annotated[str | None, typer.Option("--name", help="Which backup; by default the newest.")]


def backup(
    place: Where,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", help="Public key that may open it (age1...); else SENDMART_BACKUP_TO."
        ),
    ] = None,
    with_databases: Annotated[
        bool, typer.Option("--with-databases", help="Also what the next run makes anew.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Seal what is in the data home for a public key and keep it elsewhere.

    Only what is new is sent. Nothing that could open it lies on this machine. Safe to repeat, and
    safe to interrupt.
    """
    from orchestration.clock import now
    from orchestration.home import Home
    from orchestration.keys.places import lies_beside_the_data
    from orchestration.safekeeping.copies import recipient_of
    from orchestration.safekeeping.places import Place
    from orchestration.safekeeping.taking import take

    with refusals_told(), progress("Sealing what is new ..."):
        home = Home.at()
        named = to or os.environ.get(RECIPIENTS, "").split()
        recipients = [recipient_of(text) for text in named]
        taken = take(home, Place(place), recipients, now(), with_databases=with_databases)
    if as_json:
        answer_json(taken.__dict__)
        return
    out.print(
        f"Backup {taken.name}: {taken.files:,} files, {taken.size:,} bytes;"
        f" new: {taken.new_files:,} files, {taken.new_size:,} bytes."
    )
    if not lies_beside_the_data(home):
        out.print("The home's keys are kept elsewhere and are not in it: keep them safe too.")


def restore(
    place: Where,
    identity: KeyFile,
    name: Named = None,
    check: Annotated[
        bool, typer.Option("--check", help="Open and compare every piece; write no home.")
    ] = False,
    why: Annotated[str, typer.Option("--why", help="For the audit log of the restored home.")] = "",
    list_only: Annotated[bool, typer.Option("--list", help="Say which backups there are.")] = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup back into an empty data home (SENDMART_HOME), whole or not at all."""
    import tempfile

    from orchestration.audit import note_access, whoever_runs_this
    from orchestration.clock import now
    from orchestration.home import Home, home_asked_for
    from orchestration.safekeeping.copies import identity_in
    from orchestration.safekeeping.places import Place
    from orchestration.safekeeping.restoring import backups_in, restore
    from orchestration.safekeeping.restoring import check as check_backup

    with refusals_told():
        held = Place(place)
        if list_only:
            names = backups_in(held)
            answer_json(names) if as_json else out.print("\n".join(names) or "None.")
            return
        key, root = identity_in(identity), home_asked_for()
        with progress("Opening and comparing every file ..."):
            if check:
                with tempfile.TemporaryDirectory() as scratch:
                    done = check_backup(held, key, name, Path(scratch))
            else:
                done = restore(held, key, name, root)
                note_access(Home.at(root), whoever_runs_this(), "restore", why, now())
    if as_json:
        answer_json(done.__dict__)
        return
    what = "Every piece opens and is as it was" if check else f"Restored to {root}"
    out.print(f"{done.name}: {done.files:,} files, {done.size:,} bytes. {what}.", markup=False)
    if not check and not done.has_databases:
        out.print("Next: sendmart run, which makes the warehouse of it again.")
