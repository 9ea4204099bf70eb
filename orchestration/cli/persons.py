"""What the commands about one person share: reading who is meant, and telling what was found.

The commands are in `rights`.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from orchestration.cli.voice import answer_json, out, progress, refusals_told, refuse, table

Given = tuple[str | None, ...]


@contextmanager
def writing() -> Iterator[tuple[Any, Any]]:
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home
    from orchestration.writer import writers_lock

    with refusals_told():
        home = Home.at()
        with writers_lock(home.root, 60.0):
            yield home, the_catalogue()


@contextmanager
def traced(given: Given) -> Iterator[tuple[Any, Any, Any]]:
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.home import Home

    with refusals_told():
        home, catalogue = Home.at(), the_catalogue()
        yield home, catalogue, trace(home, catalogue, given)


def trace(home: Any, catalogue: Any, given: Given) -> Any:
    from orchestration.rights.asking import names_given
    from orchestration.rights.tracing import trace as follow

    typed = [_from_standard_input(value) if value == "-" else value for value in given]
    names = names_given(home, catalogue, *typed)
    with progress("Looking through every delivery ..."):
        return follow(home, catalogue, names)


def _from_standard_input(_: str) -> str:
    import getpass

    return getpass.getpass("Value: ") if sys.stdin.isatty() else sys.stdin.readline().strip()


def tell_found(traced: Any, as_json: bool) -> None:
    rows = [list(place.__dict__.values()) for place in traced.places]
    if as_json:
        answer_json(
            {
                "rows": traced.rows,
                "disputed": traced.disputed,
                "known_by": sorted({name.way for name in traced.names}),
                "places": [place.__dict__ for place in traced.places],
            }
        )
        return
    headings = ["source", "delivery", "month", "table", "rows", "of another birth date"]
    table("Rows of the person", headings, rows)
    ways = sorted({name.way.strip("|").replace("|", " of ") for name in traced.names})
    out.print(f"{traced.rows} rows; known by: {', '.join(ways)}", markup=False)


def tell_done(hold: Any, done: dict[str, Any], as_json: bool) -> None:
    if as_json:
        answer_json({"hold_id": hold.hold_id, "kind": hold.kind, **done})
        return
    told = "; ".join(f"{name.replace('_', ' ')}: {value or 0}" for name, value in done.items())
    out.print(f"{hold.hold_id} {hold.kind}. {told}", markup=False)


def run_again(home: Any) -> None:
    """Build the month in place anew, so that the warehouse no longer counts the person."""
    from orchestration.build import warehouse_month
    from orchestration.runs import run_job

    month = warehouse_month(home)
    if month is None:
        return
    with progress(f"Running {month} ...") as status:
        outcome = run_job(home, "nightly", month, lambda said: status and status.update(said))
    if not outcome.is_success:
        refuse("The person is erased, but the warehouse could not be built anew and still counts"
               " them without a name: " + " ".join(outcome.complaints))  # fmt: skip
