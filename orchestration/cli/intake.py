"""Commands about files coming in: making a sample authority's, receiving, and checking.

How a delivery is judged is in orchestration.register.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from orchestration.cli.voice import (
    AsJson,
    answer_json,
    as_month,
    aside,
    out,
    progress,
    refusals_told,
    refuse,
)

Files = Annotated[
    list[Path], typer.Argument(help="Files, or folders to look through.", exists=True)
]
ForMonth = Annotated[
    str | None, typer.Option("--month", help="The month you send it for; refused if it is not.")
]
OfSupplier = Annotated[
    str | None, typer.Option("--supplier", help="Whose it is; refused if its content says other.")
]
AsSource = Annotated[
    str | None, typer.Option("--source", help="Which extract it is; refused if it is another.")
]
ProblemList = Annotated[
    Path | None,
    typer.Option("--problems", help="List the problems, line by line, in a .csv or .xlsx."),
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
    supplier: OfSupplier = None,
    source: AsSource = None,
    problems: ProblemList = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Take files in: each delivery is accepted, accepted with rows set aside, or refused.

    From a folder, files that no contract expects are left alone. Rows set aside are kept with
    their line, column, rule and what to do. Ends with 1 if anything was refused.
    """
    _take(files, (source, supplier, month), problems, at, as_json, keep=True)


def check(
    files: Files,
    month: ForMonth = None,
    supplier: OfSupplier = None,
    source: AsSource = None,
    problems: ProblemList = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Say what `receive` would say, and keep nothing.

    The answer names line, column and rule; the list of problems also has the sender's own values.
    """
    _take(files, (source, supplier, month), problems, at, as_json, keep=False)


def check_page(
    destination: Annotated[Path, typer.Argument(help="Where to write it, as check.html.")],
) -> None:
    """Write a page that checks files in a supplier's own browser, with no server and no network.

    It is one file: send it to a supplier, who opens it and chooses files; nothing leaves their
    computer. It knows the contracts as they are now; write it again when they change.
    """
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.portal.page_to_keep import page_to_keep

    with refusals_told():
        text = page_to_keep(the_catalogue())
    destination.parent.mkdir(parents=True, exist_ok=True)
    destination.write_text(text, encoding="utf-8", newline="\n")
    out.print(f"Written to {destination} ({len(text.encode()) // 1000:,} kB).", markup=False)


def _take(
    files: list[Path],
    claimed: tuple[str | None, str | None, str | None],
    problems: Path | None,
    at: datetime | None,
    as_json: bool,
    *,
    keep: bool,
) -> None:
    from orchestration.cli.receipts import tell
    from orchestration.clock import now
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.register.receive import receive as receive_one
    from orchestration.register.recognise import deliveries, expected_names
    from orchestration.register.slot import Claim
    from orchestration.register.telling import as_data, write_problems
    from orchestration.writer import writers_lock

    source, supplier, month = claimed
    claim = Claim(source, supplier, as_month(month))
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
                receipts.append(receive_one(catalogue, home, delivery, moment, claim, keep=keep))
    if problems:
        count = write_problems(problems, receipts, keep=keep)
        aside.print(f"{count:,} problems are listed in {problems}", markup=False)
    if as_json:
        answer_json([as_data(receipt, keep=keep) for receipt in receipts])
    else:
        tell(receipts, keep=keep)
    if any(receipt.submission.status == "refused" for receipt in receipts):
        raise typer.Exit(1)
