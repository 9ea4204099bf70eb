"""Commands that run the pipeline: the demo and the nightly load; a month again is `publishing`.

They run the same jobs that the user interface shows.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from orchestration.cli import linkage
from orchestration.cli.voice import (
    AsJson,
    answer_json,
    as_month,
    aside,
    out,
    progress,
    refusals_told,
    table,
)

RunMonth = Annotated[
    str | None,
    typer.Option("--month", help="As 2023-06; by default the latest that is complete."),
]


def demo(
    pupils: Annotated[int, typer.Option(help="Size of the made-up authority.", min=1)] = 25000,
    seed: Annotated[int, typer.Option(help="Another seed makes another authority.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Everything once: make an authority, receive its files, run the night, draft the month."""
    import shutil

    from orchestration.clock import now
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.register.receive import receive
    from orchestration.register.recognise import deliveries
    from orchestration.writer import writers_lock
    from sample_authority import make

    say = aside.print if as_json else out.print
    with refusals_told():
        home, catalogue = Home.at(), the_catalogue()
        place = home.root / "sample"
        shutil.rmtree(place, ignore_errors=True)
        with progress("Making a sample authority ..."):
            made = make(place, pupils=pupils, seed=seed, mess="real", truth=True)
        say(
            f"Made Sampleshire: {made.files:,} files, {made.rows:,} rows, "
            f"{made.months[0]} to {made.months[-1]}."
        )
        found = deliveries(catalogue, [place / "landing"])
        with progress("Receiving ...") as status, writers_lock(home.root, 60.0):
            for number, delivery in enumerate(found, 1):
                if status:
                    status.update(f"Receiving {number} of {len(found)}")
                receive(catalogue, home, delivery, now())
        say(f"Received {len(found)} deliveries.\n")
        run_and_tell("nightly", None, as_json=as_json)
    say("\nNext: sendmart status, sendmart figures, or `make ui` to see it in the browser.")
    say("A supplier's pages: sendmart portal account add pat --role supplier --supplier X9901,")
    say("then sendmart portal serve.")


def run(
    month: RunMonth = None,
    everything: Annotated[
        bool,
        typer.Option("--everything", help="Make every table anew, also where nothing changed."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The nightly load: receive what landed, build the warehouse aside, check it, draft the month.

    Tables that nothing new can have changed are copied from the warehouse in place. A gate that
    fails leaves the warehouse and the last release as they were, and says why.
    """
    from orchestration.unchanged import EVERYTHING

    with refusals_told():
        run_and_tell("nightly", month, as_json, {EVERYTHING: "true"} if everything else None)


def run_and_tell(
    job: str,
    month: str | None,
    as_json: bool,
    tags: dict[str, str] | None = None,
    *,
    quiet: bool = False,
) -> None:
    """Run a job for a month, by default the latest complete one, and say what came of it;
    `quiet`: only where it failed, as part of a step that says more."""
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.refusals import Refusal
    from orchestration.register.book import Book
    from orchestration.register.silence import latest_complete_month
    from orchestration.release.draft import current_draft
    from orchestration.runs import run_job

    home, catalogue, named = Home.at(), the_catalogue(), as_month(month)
    landed = _take_landing(home, catalogue) if job == "nightly" else []
    chosen = named or latest_complete_month(home, catalogue.contracts)
    if chosen is None:
        what = "There is no month that every monthly source has sent files for."
        raise Refusal("run", what, "Receive files first, or name one: --month 2023-06.")
    with progress(f"Running {chosen} ...") as status:
        outcome = run_job(home, job, chosen, lambda said: status and status.update(said), tags)
    inputs = Book(home).in_force(catalogue.contracts, chosen)
    draft = current_draft(home, chosen)
    if quiet and outcome.is_success:
        return
    if as_json:
        gone = Book(home).counted_before(catalogue.contracts, chosen)
        answer_json(_as_data(chosen, outcome, inputs, draft, gone))
    else:
        _tell_landed(landed)
        if outcome.is_success:
            _tell(home, chosen, inputs, draft)
            _tell_expired(Book(home).counted_before(catalogue.contracts, chosen))
        for complaint in outcome.complaints:
            aside.print(complaint, markup=False)
    refused = any(receipt.submission.status == "refused" for receipt in landed)
    if refused or not outcome.is_success:
        raise typer.Exit(1)


def _take_landing(home: Any, catalogue: Any) -> list[Any]:
    """What landed is taken in first: it may be what makes a month complete."""
    from orchestration.clock import now
    from orchestration.register.landing import receive_landing
    from orchestration.writer import writers_lock

    with progress("Receiving what landed ..."), writers_lock(home.root, 3600.0):
        return receive_landing(catalogue, home, now())


def _tell_landed(landed: list[Any]) -> None:
    from orchestration.cli.receipts import tell

    if landed:
        tell(landed, keep=True)


def _as_data(
    month: Any, outcome: Any, inputs: list[Any], draft: Path | None, gone: list[Any]
) -> dict[str, Any]:
    return {
        "month": str(month),
        "is_success": outcome.is_success,
        "run_id": outcome.run_id,
        "complaints": outcome.complaints,
        "seconds_by_step": outcome.seconds_by_step,
        "deliveries": len(inputs),
        "no_longer_kept": [f"{entry.source} {entry.period}" for entry in gone],
        **_totals(inputs),
        "draft": str(draft) if draft else None,
    }


def _tell_expired(gone: list[Any]) -> None:
    if gone:
        rows = [[entry.source, entry.period, str(entry.expired_at)[:10]] for entry in gone]
        table("Not counted: no longer kept", ["source", "period", "since"], rows)


def _totals(inputs: list[Any]) -> dict[str, int]:
    counts = [count for entry in inputs for count in entry.tables.values()]
    return {
        "received": sum(count.received for count in counts),
        "loaded": sum(count.loaded for count in counts),
        "set_aside": sum(count.set_aside for count in counts),
    }


def _tell(home: Any, month: Any, inputs: list[Any], draft: Path | None) -> None:
    import json

    from orchestration.build import warehouse_month

    by_source: dict[str, list[Any]] = {}
    for entry in inputs:
        by_source.setdefault(str(entry.source), []).append(entry)
    rows = [
        [source, len(entries), *_totals(entries).values()] for source, entries in by_source.items()
    ]
    totals = list(_totals(inputs).values())
    table(
        f"What counts for {month}",
        ["source", "deliveries", "received", "loaded", "set aside"],
        [*rows, ["all", len(inputs), *totals]],
    )
    linkage.tell_quality(home)
    if draft is None:
        return
    manifest = json.loads((draft / "manifest.json").read_text(encoding="utf-8"))
    table(
        f"Drafted as {draft.name}",
        ["dataset", "rows"],
        [[name, count] for name, count in manifest["datasets"].items()],
    )
    for name, reason in manifest["not_released"].items():
        out.print(f"Not in the draft: {name}. {reason}")
    held = warehouse_month(home)
    if held != month:
        out.print(f"The warehouse stays at {held}: figures and status answer for that month.")
    out.print(f"How far it has come: sendmart publish --month {month} --status")
    out.print(f"Where to look: {draft}")
    out.print(f"As readers will see it: {draft / 'page' / 'index.html'}")
