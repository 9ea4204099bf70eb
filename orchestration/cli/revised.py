"""The command that tells which figures became others, when that was known and because of what.

It reads the warehouse in place; how figures are compared is in orchestration.explain.
"""

from typing import Annotated, Any

import typer

from orchestration.cli.voice import AsJson, answer_json, as_month, out, plain, refusals_told, table

CAUSES = {
    "withdrawn": "a delivery counts no longer",
    "reckoned_anew": "nothing came in: who is who, a code list or the definition is another",
}


def revisions(
    month: Annotated[str | None, typer.Option("--month", help="Figures of one month only.")] = None,
    measure: Annotated[str | None, typer.Option("--measure", help="One measure, as M06.")] = None,
    every_breakdown: Annotated[
        bool, typer.Option("--every-breakdown", help="Not only the totals.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Which figures of reported months became others, from what to what, and because of what.

    Only for those allowed to see small numbers. A figure is provisional until it is 13 months old
    (SENDMART_FROZEN_AFTER_MONTHS), and then frozen: a later change of it is told as such.
    """
    from orchestration.ducks import open_to_read
    from orchestration.explain.revised import revisions_told, statuses_told
    from orchestration.home import Home
    from orchestration.refusals import Refusal

    chosen = as_month(month)
    with refusals_told():
        home = Home.at()
        if not home.warehouse.exists():
            raise Refusal("revisions", "There is no warehouse yet.", "Make one: sendmart run.")
        with open_to_read(home.warehouse) as con:
            found = revisions_told(con, chosen, measure, every_breakdown)
            statuses = statuses_told(con, chosen, measure, every_breakdown)
    if as_json:
        answer_json({"figures": statuses, "revisions": found})
        return
    headings = ["measure", "month", "part", "from", "to", "known from", "because"]
    table(f"{len(found):,} revisions", headings, [_row(each) for each in found])
    told = ", ".join(f"{count:,} {status}" for status, count in statuses.items())
    out.print(f"Figures: {told or 'none'}")
    if found:
        out.print(
            "Which records they are: sendmart explain MEASURE --month M --since M --as-at ..."
        )


def _row(each: dict[str, Any]) -> list[str]:
    part = "" if each["breakdown"] == "total" else f"{each['breakdown']}: {each['item']}"
    because = ", ".join(f"{came['source']} {came['month']}" for came in each["because"])
    frozen = " (was frozen)" if each["is_after_freezing"] else ""
    return [
        *(each["measure_id"], each["month"], part),
        *(_amounts(each, "old_"), _amounts(each, "") + frozen),
        *(str(each["known_from"]), because or CAUSES.get(each["cause_code"], "")),
    ]


def _amounts(each: dict[str, Any], before: str) -> str:
    """As 3 of 4 (75), or 12 for a count; nothing where there was no figure."""
    above, below = each[f"{before}numerator"], each[f"{before}denominator"]
    if above is None and below is None:
        return "none"
    if below is None:
        return plain(above)
    return f"{plain(above) or '-'} of {below} ({plain(each[f'{before}value']) or '-'})"
