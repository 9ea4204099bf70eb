"""The command that reads the audit log of accesses to data about people.

What is written there, and when, is in orchestration.audit and `watched`.
"""

from datetime import datetime
from typing import Annotated

import typer

from orchestration.cli.voice import AsJson, answer_json, out, refusals_told, refuse, table


def audit(
    since: Annotated[
        datetime | None, typer.Option("--since", help="Only from this moment on.")
    ] = None,
    who: Annotated[str | None, typer.Option("--who", help="Only of one user.")] = None,
    as_json: AsJson = False,
) -> None:
    """Who opened the identifiable store, with which command, why and when.

    Each line holds the hash of the one before. Ends with 1 where a line is not as it was written;
    note the last hash elsewhere now and then, for it also shows whether lines were cut off.
    """
    from orchestration.audit import accesses, broken_at, head
    from orchestration.home import Home
    from orchestration.publication.journal import PublicationJournal

    with refusals_told():
        home = Home.at()
        broken = broken_at(home)
        if broken is not None:
            what = f"Line {broken} of identifiable/audit/access.jsonl was changed, or one after it."
            refuse(f"audit: {what} Keep the file as it is and tell your security team.")
        if PublicationJournal(home).is_cut():
            what = "publication/journal.jsonl lacks lines that are told of here."
            refuse(f"audit: {what} Put it back from your backup, and tell your security team.")
        shown = [
            access
            for access in accesses(home)
            if (since is None or access.at >= since.isoformat()) and who in (None, access.who)
        ]
    rows = [[access.at, access.who, access.what, access.why] for access in shown]
    if as_json:
        answer_json({"intact": True, "head": head(home), "accesses": [a.__dict__ for a in shown]})
        return
    table("Accesses to the identifiable store", ["when", "who", "what", "why"], rows)
    out.print(f"No line was changed. Hash of the last: {head(home)}")
