"""Commands that answer questions: how things stand, and what the figures are.

They read the register and the warehouse in place and change nothing.
"""

import csv
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer

from orchestration.cli.known import AsAt, warehouse_known
from orchestration.cli.voice import AsJson, answer_json, as_month, out, plain, refusals_told, table

COLUMNS = [
    *("measure_id", "month", "breakdown", "item", "numerator", "denominator", "value"),
    *("symbol", "reason_code"),
]


def status(
    at: Annotated[
        datetime | None, typer.Option("--at", help="The moment it is asked; by default now.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """How things stand: what was received, which month is complete, what is released."""
    from orchestration.build import warehouse_month
    from orchestration.clock import now
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.publication.calendar import read_calendar
    from orchestration.register.agreed import ending, said_of
    from orchestration.register.book import Book
    from orchestration.register.recognise import strangers
    from orchestration.register.silence import latest_complete_month
    from orchestration.release.overview import overview, sentences
    from orchestration.release.settling import releases_in_place

    with refusals_told():
        home, catalogue = Home.at(), the_catalogue()
        day, entries = (at or now()).date(), Book(home).accepted()
        entries += [entry for entry in Book(home).submissions() if entry.status == "refused"]
        complete = latest_complete_month(home, catalogue.contracts)
        published = overview(home, read_calendar())
        sources = [_source(contract, entries) for contract in catalogue.contracts.values()]
        answer = {
            "home": str(home.root),
            "latest_complete_month": str(complete) if complete else None,
            "warehouse_month": str(warehouse_month(home) or "") or None,
            "releases": releases_in_place(home),
            "publication": [asdict(each) for each in published],
            "sources": sources,
            "agreements_ending": [
                said_of(each, day) for each in ending(catalogue.agreements.values(), day)
            ],
            "not_recognised": [path.name for path in strangers(catalogue, home.landing)],
        }
    if as_json:
        answer_json(answer)
        return
    table(
        "Sources",
        ["source", "accepted", "refused", "latest month", "set aside"],
        [list(source.values()) for source in sources],
    )  # type: ignore[attr-defined]
    out.print(f"Latest month that every monthly source has sent: {complete or 'none yet'}")
    out.print(f"Warehouse in place reports on: {answer['warehouse_month'] or 'nothing yet'}")
    for said in answer["agreements_ending"]:  # type: ignore[union-attr]
        out.print(f"Renew: {said}", markup=False)
    if answer["not_recognised"]:
        names = ", ".join(answer["not_recognised"])  # type: ignore[arg-type]
        out.print(f"In landing, but no contract expects the name: {names}", markup=False)
    for told in published:
        for said in sentences(told):
            out.print(said, markup=False)


def _source(contract: Any, entries: list[Any]) -> dict[str, Any]:
    mine = [entry for entry in entries if entry.source == contract.source]
    accepted = [entry for entry in mine if entry.status == "accepted"]
    aside = sum(count.set_aside for entry in accepted for count in entry.tables.values())
    return {
        "source": contract.source,
        "accepted": len(accepted),
        "refused": sum(entry.status == "refused" for entry in mine),
        "latest_month": max((entry.month for entry in accepted), default=""),
        "set_aside_rows": aside,
    }


def figures(
    month: Annotated[
        str | None, typer.Option("--month", help="One month only, as 2023-06.")
    ] = None,
    measure: Annotated[str | None, typer.Option(help="One measure only, as M06.")] = None,
    authority: Annotated[
        str | None, typer.Option(help="Three-digit code, where several authorities are held.")
    ] = None,
    as_at: AsAt = None,
    as_json: AsJson = False,
) -> None:
    """Every figure as CSV, exact and unsuppressed: only for those allowed to see small numbers.

    With --as-at they are what they would have been with what was known at a moment.
    """
    with refusals_told():
        rows = _figures(month, measure, authority, as_at)
    if as_json:
        answer_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)


def _figures(
    month: str | None,
    measure: str | None,
    authority: str | None,
    as_at: datetime | None = None,
) -> list[list[str]]:
    from orchestration.ducks import open_to_read
    from orchestration.home import Home
    from orchestration.refusals import Refusal

    home = Home.at()
    if not home.warehouse.exists() and as_at is None:
        raise Refusal("figures", "There is no warehouse yet.", "Make one: sendmart run.")
    covering = as_month(month)
    chosen = str(covering) if covering else None
    with warehouse_known(home, as_at, covering) as warehouse, open_to_read(warehouse) as con:
        held = con.execute("""
            select distinct local_authority_code from measures.measures
            where local_authority_code is not null order by 1
        """).fetchall()
        if authority is None and len(held) > 1:
            codes = ", ".join(code for (code,) in held)
            raise Refusal(
                "figures", f"Several authorities are held: {codes}.", "Name one with --authority."
            )
        rows = con.execute(
            """
            select measure_id, strftime(month_starting_on, '%Y-%m') as month, breakdown, item,
                numerator, denominator, value, symbol, reason_code
            from measures.measures
            where coalesce(strftime(month_starting_on, '%Y-%m') = $1, true)
                and coalesce(measure_id = $2, true)
                and coalesce(local_authority_code = $3, true)
            order by measure_id, month, breakdown, item
            """,
            [chosen, measure, authority],
        ).fetchall()
        if not rows:
            span = con.execute("""
                select strftime(min(month_starting_on), '%Y-%m'),
                    strftime(max(month_starting_on), '%Y-%m'),
                    string_agg(distinct measure_id, ', ' order by measure_id)
                from measures.measures
            """).fetchone() or ("", "", "")
            what = f"No figure is held for that. Held are {span[0]} to {span[1]}: {span[2]}."
            raise Refusal("figures", what, "Name a month and a measure of these.")
    return [[plain(cell) for cell in row] for row in rows]
