"""The command that writes a return that the authority must send, and says how it stands.

What stands in a return and how it is checked is in orchestration.returns; no value of a person is
printed: those stand in the list of problems beside the return, for its owner alone.
"""

import csv
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from orchestration.cli.voice import (
    AsJson,
    answer_json,
    as_month,
    out,
    progress,
    refusals_told,
    table,
)

NOTHING = "nothing to compare with"


def return_(
    name: Annotated[str, typer.Argument(help="Which return, as in expectations/returns.")],
    place: Annotated[Path, typer.Option("--out", help="A new folder for it.")],
    who: Annotated[str, typer.Option("--who", help="Who asked for it: a post, not a name.")],
    why: Annotated[str, typer.Option("--why", help="What it is for; never a child's name.")],
    year: Annotated[
        int | None, typer.Option("--year", help="The year it is sent in, for a yearly one.")
    ] = None,
    month: Annotated[
        str | None, typer.Option("--month", help="The month as of whose end, for any other.")
    ] = None,
    authority: Annotated[
        str | None, typer.Option(help="Three-digit code, where several authorities are held.")
    ] = None,
    at: Annotated[
        datetime | None, typer.Option("--at", help="The moment it is made; by default now.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a statutory return from what is held, check it as our own door would, and compare it.

    It lies in a folder of its owner's alone, which stays marked as not to be sent while something
    in it would be rejected. Ends with 1 then.
    """
    from orchestration.clock import now
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.returns.asking import the_return
    from orchestration.returns.language import read_returns
    from orchestration.returns.writing import write_monthly, write_yearly

    with refusals_told(), progress("Writing ..."):
        home, catalogue, moment = Home.at(), the_catalogue(), at or now()
        layout = the_return(read_returns(catalogue), name)
        chosen = as_month(month)
        if layout.years and year is not None:
            written = write_yearly(home, catalogue, layout, year, authority, place, moment)
        elif not layout.years and chosen is not None:
            written = write_monthly(home, catalogue, layout, chosen, authority, place, moment)
        else:
            needed = "--year" if layout.years else "--month"
            raise typer.BadParameter(f"{name} is asked for by {needed}")
    listed = _list_problems(place, written)
    if as_json:
        answer_json(_as_data(place, written))
    else:
        _tell(place, layout.title, written, listed)
    if not written.may_be_sent:
        raise typer.Exit(1)


def _list_problems(place: Path, written: Any) -> list[Path]:
    """What is wrong, with the values, beside the return: for whoever mends it."""
    from orchestration.contracts.sentences import rule_texts
    from orchestration.register.telling import write_problems
    from orchestration.returns.checking import MISSING_COLUMNS
    from orchestration.sheets import harmless

    listed = []
    if any(receipt.problems for receipt in written.receipts):
        listed.append(place / "problems.csv")
        write_problems(listed[-1], written.receipts, keep=False)
    if written.missing:
        listed.append(place / "missing_rows.csv")
        with listed[-1].open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file)
            writer.writerow([*MISSING_COLUMNS, "what is wrong", "what to do"])
            for row in written.missing:
                text = rule_texts()[row[5]]
                cells = [*row, text.sentence, text.what_to_do]
                writer.writerow([harmless(cell) for cell in cells])
    return listed


def _tell(place: Path, title: str, written: Any, listed: list[Path]) -> None:
    from orchestration.cli.receipts import tell

    out.print(title, markup=False)
    if written.provisional:
        out.print(written.provisional, markup=False)
    table("Rows of the return", ["module", "rows"], [[*one] for one in written.counts.items()])
    rows = [
        [one.count.replace("_", " "), one.of_return, one.measure, _months(one), _verdict(one)]
        for one in written.reconciled
    ]
    if rows:
        headings = ["figure", "in the return", "measure", "our months", "so"]
        table("The return beside our months", headings, rows)
    _tell_missing(written)
    tell(written.receipts, keep=False, is_listed=True)
    for path in listed:
        out.print(f"Listed line by line, with values: {path}", markup=False)
    verdict = "nothing that would be rejected was found"
    if not written.may_be_sent:
        verdict = "NOT TO BE SENT until what is listed above is mended"
    out.print(f"{place}: {verdict}.", markup=False)


def _tell_missing(written: Any) -> None:
    from orchestration.contracts.sentences import rule_texts

    counts: dict[tuple[str, str], int] = {}
    for _, name, _, _, _, rule, _ in written.missing:
        counts[rule, name] = counts.get((rule, name), 0) + 1
    rows = [
        [rule, name, count, rule_texts()[rule].sentence]
        for (rule, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    if rows:
        title = "Set aside when received, and so missing from the return"
        table(title, ["rule", "table", "rows", "what"], rows)


def _months(one: Any) -> Any:
    return NOTHING if one.of_months is None else one.of_months


def _verdict(one: Any) -> str:
    if one.is_equal:
        return "equal"
    if one.months < 12:
        return f"only {one.months} months of the year are told"
    return "V113: more than 5% apart, say why" if one.is_question else "within 5%"


def _as_data(place: Path, written: Any) -> dict[str, Any]:
    from orchestration.register.telling import answer_of

    return {
        "out": str(place),
        "may_be_sent": written.may_be_sent,
        "provisional": written.provisional,
        "files": [path.name for path in written.files],
        "rows": written.counts,
        "compared": [{**one.__dict__, "verdict": _verdict(one)} for one in written.reconciled],
        "checked": [
            {"delivery": r.delivery, "answer": answer_of(r), "rules": r.submission.rules}
            for r in written.receipts
        ],
        "missing_rows": len(written.missing),
    }
