"""Commands that say what has been kept long enough, and take it away.

How long each source is kept stands in expectations/agreements/.
"""

from datetime import datetime
from typing import Annotated, Any

import typer

from orchestration.cli.voice import AsJson, answer_json, out, refusals_told, table

retention = typer.Typer(no_args_is_help=True, help="What has been kept as long as was agreed.")

At = Annotated[datetime | None, typer.Option("--at", help="The moment; by default now.")]


@retention.command()
def plan(at: At = None, as_json: AsJson = False) -> None:
    """What would go, why, and how much of it, by source and month; nothing is changed."""
    from orchestration.clock import now
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.rights.retention import due, plan

    with refusals_told():
        lines = plan(due(Home.at(), the_catalogue(), at or now()))
    _tell("What would go", lines, as_json)
    if lines and not as_json:
        out.print("To do it: sendmart retention apply")


@retention.command()
def apply(
    by: Annotated[str | None, typer.Option("--by", help="Who decided: a post.")] = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Take away what is due, and write evidence of it; the register keeps its lines.

    A delivery that is gone counts no longer: the next run says which figures lack it.
    """
    from orchestration.audit import whoever_runs_this
    from orchestration.clock import now
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.rights.retention import apply as take_away
    from orchestration.writer import writers_lock

    with refusals_told():
        home = Home.at()
        with writers_lock(home.root, 60.0):
            lines, place = take_away(home, the_catalogue(), at or now(), by or whoever_runs_this())
    _tell("What went", lines, as_json)
    if not as_json:
        out.print(f"Evidence: {place}", markup=False)


def _tell(title: str, lines: list[Any], as_json: bool) -> None:
    from orchestration.rights.retention import HEADINGS

    if as_json:
        answer_json([line.__dict__ for line in lines])
    else:
        table(title, HEADINGS, [list(line.__dict__.values()) for line in lines])
