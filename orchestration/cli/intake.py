"""Commands about files coming in: making a sample authority's, receiving, and checking.

How a delivery is judged is in orchestration.register.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from orchestration.cli.voice import (
    AsJson,
    answer_json,
    as_month,
    out,
    progress,
    refusals_told,
    refuse,
    table,
)

Files = Annotated[
    list[Path], typer.Argument(help="Files, or folders to look through.", exists=True)
]
ForMonth = Annotated[
    str | None, typer.Option("--month", help="The month you send it for; refused if it is not.")
]
At = Annotated[
    datetime | None,
    typer.Option("--at", help="The moment it is received; by default now. For replays and tests."),
]


def sample(
    destination: Annotated[
        Path | None, typer.Option("--out", help="Where to; by default `sample` in the data home.")
    ] = None,
    pupils: Annotated[
        int, typer.Option(help="Children in the authority's schools.", min=1)
    ] = 10000,
    months: Annotated[int, typer.Option(help="Months of files to make.", min=1, max=60)] = 13,
    until: Annotated[str, typer.Option(help="The last of them, as 2025-12.")] = "2025-12",
    seed: Annotated[int, typer.Option(help="Another seed makes another authority.")] = 1,
    mess: Annotated[
        Literal["none", "real", "hostile"],
        typer.Option(help="How untidy: not at all, as real suppliers are, or as bad as can be."),
    ] = "real",
    truth: Annotated[
        bool, typer.Option("--truth", help="Also write every right figure, reckoned separately.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the files of a whole made-up authority; the same arguments make the same bytes.

    No identifier in them can belong to a real child.
    """
    from orchestration.home import Home
    from sample_authority import make

    place = destination or Home.at().root / "sample"
    try:
        with progress("Making a sample authority ..."):
            made = make(
                place, pupils=pupils, months=months, until=until, seed=seed, mess=mess, truth=truth
            )
    except (FileExistsError, ValueError) as error:
        refuse(str(error))
    if as_json:
        answer_json(
            {
                "out": str(made.out),
                "files": made.files,
                "rows": made.rows,
                "months": made.months,
                "mess_planted": made.planted,
            }
        )
        return
    out.print(
        f"{made.files:,} files with {made.rows:,} rows for {made.months[0]} to "
        f"{made.months[-1]}, {made.planted:,} pieces of mess planted."
    )
    out.print(f"They lie in {made.out}. Next: sendmart receive {made.out}")


def receive(
    files: Files,
    month: ForMonth = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Take files in: each delivery is accepted, accepted with rows set aside, or refused.

    From a folder, files that no contract expects are left alone. Rows set aside are kept with
    their line, column, rule and what to do. Ends with 1 if anything was refused.
    """
    _take(files, month, at, as_json, keep=True)


def check(files: Files, month: ForMonth = None, at: At = None, as_json: AsJson = False) -> None:
    """Say what `receive` would say, and keep nothing.

    The answer names line, column and rule; with the sender's own values only in JSON.
    """
    _take(files, month, at, as_json, keep=False)


def _take(
    files: list[Path], month: str | None, at: datetime | None, as_json: bool, *, keep: bool
) -> None:
    from orchestration.clock import now
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.register.receive import receive as receive_one
    from orchestration.register.recognise import deliveries, expected_names
    from orchestration.writer import writers_lock

    claimed = as_month(month)
    with refusals_told():
        home, catalogue, moment = Home.at(), the_catalogue(), at or now()
        found = deliveries(catalogue, files)
        if not found:
            refuse(
                "No file there has a name that a contract expects. Expected are: "
                f"{', '.join(expected_names(catalogue))}."
            )
        receipts = []
        with progress("Receiving ...") as status, writers_lock(home.root, 60.0):
            for number, delivery in enumerate(found, 1):
                if status:
                    status.update(f"Receiving {number} of {len(found)}: {delivery.name}")
                receipts.append(receive_one(catalogue, home, delivery, moment, claimed, keep=keep))
    if as_json:
        answer_json([_as_data(receipt, keep=keep) for receipt in receipts])
    else:
        tell_receipts(receipts)
    if any(receipt.submission.status == "refused" for receipt in receipts):
        raise typer.Exit(1)


def _as_data(receipt: Any, *, keep: bool) -> dict[str, Any]:
    """A receipt as data; the sender's own values only where nothing is kept, by `check`."""
    entry = receipt.submission
    names = ["table", "file", "sheet", "line", "column", "rule", "severity", "value"]
    problems = [dict(zip(names, problem, strict=True)) for problem in receipt.problems]
    if keep:
        problems = [{k: v for k, v in problem.items() if k != "value"} for problem in problems]
    return {
        "delivery": receipt.delivery,
        "status": entry.status,
        "submission_id": entry.submission_id,
        "source": entry.source,
        "supplier": entry.supplier,
        "month": entry.month,
        "reason": entry.reason,
        "supersedes": entry.supersedes,
        "tables": {
            name: {"received": c.received, "loaded": c.loaded, "set_aside": c.set_aside}
            for name, c in entry.tables.items()
        },
        "rules": entry.rules,
        "problems": problems,
    }


def tell_receipts(receipts: list[Any]) -> None:
    rows = []
    for receipt in receipts:
        entry = receipt.submission
        counts = entry.tables.values()
        aside = sum(count.set_aside for count in counts)
        said = {"refused": "refused", "again": "received before, nothing changed"}.get(
            entry.status, "accepted, rows set aside" if aside else "accepted"
        )
        said += ", replaces an earlier delivery" if entry.supersedes else ""
        rows.append(
            [
                receipt.delivery,
                entry.month or "",
                said,
                sum(c.received for c in counts),
                sum(c.loaded for c in counts),
                aside,
            ]
        )
    table("Receipts", ["delivery", "month", "answer", "received", "loaded", "set aside"], rows)
    for receipt in receipts:
        if receipt.submission.status == "refused":
            out.print(f"Refused: {receipt.submission.reason}", markup=False)
    _tell_worst(receipts)


def _tell_worst(receipts: list[Any]) -> None:
    from orchestration.contracts.sentences import rule_texts

    counts: dict[str, int] = {}
    examples: dict[str, str] = {}
    for receipt in receipts:
        for _, file, sheet, line, column, rule, _, _ in receipt.problems:
            counts[rule] = counts.get(rule, 0) + 1
            place = f"{sheet} " if sheet else ""
            examples.setdefault(rule, f"{file} {place}line {line}, {column}")
    rows = [
        [rule, count, rule_texts()[rule].sentence, rule_texts()[rule].what_to_do, examples[rule]]
        for rule, count in sorted(counts.items(), key=lambda item: -item[1])
    ]
    if rows:
        table(
            "What is wrong, most often first",
            ["rule", "cells", "what", "what to do", "for example"],
            rows,
        )
        out.print("Every line, with your own values: sendmart check FILES --json")
