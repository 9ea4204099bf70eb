"""Commands about what came and what did not: gaps, what changed, and the state of an earlier day.

They read the register; only a notice of a gap is written to it.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.voice import AsJson, answer_json, as_month, out, refusals_told, table

At = Annotated[
    datetime | None,
    typer.Option("--at", help="The moment it is asked or said; by default now."),
]


def expected(
    until: Annotated[
        str | None, typer.Option("--until", help="The last month asked about; by default last.")
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Only what has not come.")] = False,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Who should have sent what by when: received, awaited, overdue, or known not to come."""
    from orchestration.clock import now
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.months import Month
    from orchestration.register.book import Book
    from orchestration.register.silence import Notices, expected_until

    with refusals_told():
        home, moment = Home.at(), at or now()
        month = as_month(until) or Month.of(moment.date()).before
        held = expected_until(
            the_catalogue().contracts, Book(home).accepted(), Notices(home).all(), month
        )
    rows = [
        {
            "source": each.source,
            "supplier": each.supplier,
            "month": str(each.month),
            "due_on": str(each.due_on),
            "state": "overdue" if each.is_overdue(moment) else each.state,
            "last_good_month": each.last_good_month or "",
            "note": each.note or "",
        }
        for each in held
        if not (missing and each.state == "received")
    ]
    if as_json:
        answer_json(rows)
        return
    headings = ["source", "supplier", "month", "due on", "state", "last good month", "note"]
    table("Promised deliveries", headings, [list(row.values()) for row in rows])


def notice(
    source: Annotated[str, typer.Argument(help="The extract that does not come.")],
    supplier: Annotated[str, typer.Option("--supplier", help="Whose it is.")],
    since: Annotated[str, typer.Option("--since", help="The first month, as 2020-04.")],
    until: Annotated[str, typer.Option("--until", help="The last month, as 2020-06.")],
    reason: Annotated[
        str, typer.Option("--reason", help="not_collected, source_migration or awaiting.")
    ],
    note: Annotated[str, typer.Option("--note", help="Why, in a sentence that can be published.")],
    said_by: Annotated[str, typer.Option("--by", help="Who says so: a post, not a name.")],
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Say why a promised delivery does not come; it is then shown with its reason, never as 0.

    `awaiting` takes an earlier notice back.
    """
    from dataclasses import asdict

    from orchestration.clock import now
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.refusals import Refusal
    from orchestration.register.silence import REASONS, Notices

    first, last = as_month(since), as_month(until)
    known = next((known for known in REASONS if known == reason), None)
    with refusals_told():
        contract = the_catalogue().contracts.get(source)
        if contract is None or known is None or first is None or last is None:
            what = "That source or reason is not known."
            raise Refusal("notice", what, f"Reasons are: {', '.join(REASONS)}.")
        said = Notices(Home.at()).add(
            contract, supplier, (first, last), known, note, said_by, at or now()
        )
    if as_json:
        answer_json(asdict(said))
    else:
        out.print(f"Noted: {source} of {supplier}, {since} to {until}: {reason}.", markup=False)


def difference(
    submission_id: Annotated[str, typer.Argument(help="As the receipt names it.")],
    as_json: AsJson = False,
) -> None:
    """What a resubmission changed, row by row: added, removed or changed, by line."""
    from orchestration.ducks import open_memory, read_sealed
    from orchestration.home import Home
    from orchestration.refusals import Refusal
    from orchestration.register.book import Book, submission_folder

    with refusals_told():
        home = Home.at()
        held = Book(home).find(submission_id)
        if held is None or held.supersedes is None:
            what = "It replaces no earlier delivery."
            raise Refusal(submission_id, what, "Name one that a receipt says does.")
        place = submission_folder(home, held) / "difference.parquet"
        rows = []
        if place.exists():
            with open_memory(home) as con:
                rows = con.execute(f"select * from {read_sealed(place)}").fetchall()
    names = ["table", "change", "line", "line_before"]
    if as_json:
        answer_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    told = [["" if cell is None else cell for cell in row] for row in rows]
    table(f"{submission_id} against {held.supersedes}", names, told)


def replay(
    known_by: Annotated[datetime, typer.Option("--known-by", help="The moment to go back to.")],
    out_folder: Annotated[Path, typer.Option("--out", help="An empty folder for that home.")],
    as_json: AsJson = False,
) -> None:
    """Make a data home that knows what was known at a moment; then run it as any other."""
    from orchestration.home import Home
    from orchestration.identity.history import replay_people
    from orchestration.register.replay import replay as replay_register

    with refusals_told():
        home = Home.at()
        count = replay_register(home, known_by, out_folder)
        replay_people(home, known_by, Home.at(out_folder))
    if as_json:
        answer_json({"home": str(out_folder), "deliveries": count})
    else:
        out.print(f"{count} deliveries as known by {known_by}.")
        out.print(f"Next: SENDMART_HOME={out_folder} sendmart run", markup=False)
