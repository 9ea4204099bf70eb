"""Commands that answer for a figure: which records it is, and why it moved.

They show who counts where: whoever asks is noted with the reason. How it is told is in `explained`.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from orchestration.cli.known import AsAt, warehouse_known
from orchestration.cli.voice import AsJson, answer_json, as_month, aside, progress, refusals_told

Measure = Annotated[str, typer.Argument(help="The measure, as M06.")]
ForMonth = Annotated[str, typer.Option("--month", help="The month of the figure, as 2023-06.")]
Why = Annotated[str, typer.Option("--why", help="What it is for, as a case number; never a name.")]
Where = Annotated[
    list[str] | None, typer.Option("--where", help="One part only, as sex=Female; may be repeated.")
]
Authority = Annotated[
    str | None, typer.Option(help="Three-digit code, where several authorities are held.")
]
First = Annotated[int, typer.Option(help="How many records of each group to show.", min=0)]
Listed = Annotated[
    Path | None,
    typer.Option("--xlsx", "--csv", help="Write every record to a file, by the name's ending."),
]


def explain(
    measure: Measure,
    month: ForMonth,
    why: Why,
    since: Annotated[
        str | None, typer.Option("--since", help="Why it moved since a month, as 2023-05.")
    ] = None,
    where: Where = None,
    authority: Authority = None,
    as_at: AsAt = None,
    first: First = 10,
    listed: Listed = None,
    as_json: AsJson = False,
) -> None:
    """Which records a figure is: counted, counted below the line only, left out and why; each with
    its file and line. With --since, why it moved: a table that adds up, and who is behind it.

    With --as-at it is explained as it was known at a moment; with --since, that is the moment at
    which the earlier month is looked at, by default just before anything came for a later one.
    Ends with 1 where the records do not come to the figure.
    """
    from orchestration.explain.definition import find_measure, read_where
    from orchestration.explain.records import Asked
    from orchestration.home import Home
    from orchestration.refusals import Refusal

    chosen, opening = as_month(month), as_month(since)
    if chosen is None:
        raise typer.BadParameter("Name a month: --month 2023-06.")
    with refusals_told():
        home, definition = Home.at(), find_measure(measure)
        if not home.warehouse.exists():
            raise Refusal("explain", "There is no warehouse yet.", "Make one: sendmart run.")
        asked = Asked(
            definition, chosen.starting_on, read_where(definition, where or []), authority
        )
        if opening is None:
            wrong = _tell_records(home, asked, chosen, as_at, first, listed, as_json)
        else:
            wrong = _tell_since(home, asked, opening, as_at, first, listed, as_json)
    if wrong:
        raise typer.Exit(1)


def _tell_records(
    home: Any,
    asked: Any,
    month: Any,
    as_at: datetime | None,
    first: int,
    listed: Path | None,
    as_json: bool,
) -> list[str]:
    from orchestration.cli.explained import record_rows, records_data, tell_records
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.ducks import open_to_read
    from orchestration.explain.figures import differences, figures, refuse_unknown
    from orchestration.explain.places import find_places
    from orchestration.explain.records import groups, records

    with warehouse_known(home, as_at, month) as warehouse, open_to_read(warehouse) as con:
        held = figures(con, asked)
        refuse_unknown(asked, held)
        found = groups(con, asked)
        shown = records(con, asked, None if listed else first)
        wrong = differences(con, asked, held)
    places = find_places(home, the_catalogue(), [each.place for each in shown])
    if listed:
        from orchestration.sheets import write_sheet

        headings, rows = record_rows(shown, places)
        write_sheet(listed, "records", headings, rows)
        aside.print(f"{len(rows):,} records are listed in {listed}", markup=False)
    if as_json:
        answer_json(records_data(asked, held, found, shown, places, first, wrong))
    else:
        tell_records(asked, held, found, shown, places, first, wrong)
    return wrong


def _tell_since(
    home: Any,
    asked: Any,
    opening: Any,
    as_at: datetime | None,
    first: int,
    listed: Path | None,
    as_json: bool,
) -> list[str]:
    from orchestration.cli.explained_since import change_rows, since_data, tell_since
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.explain.places import find_places
    from orchestration.explain.since import explain_since

    catalogue = the_catalogue()
    with progress("Looking at what was known then ..."):
        told = explain_since(home, catalogue, asked, opening, as_at)
    places = find_places(home, catalogue, [each.place for each in told.changes])
    if listed:
        from orchestration.sheets import write_sheet

        headings, rows = change_rows(asked, opening, told, places)
        write_sheet(listed, "changes", headings, rows)
        aside.print(f"{len(rows):,} changes are listed in {listed}", markup=False)
    if as_json:
        answer_json(since_data(asked, opening, told, places, first))
    else:
        tell_since(asked, opening, told, places, first)
    return told.differences
