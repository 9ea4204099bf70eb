"""Commands about the linkage as a whole: its model, what happened to people, and its score.

How people are linked is in orchestration.identity; what stewards answer is in `identity`.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from orchestration.cli.voice import AsJson, answer_json, out, refusals_told, table

QUALITY = [
    *("agency", "among", "breakdown", "item", "records", "linked", "asked about", "not linked"),
    *("match rate", "errors expected"),
]


def train(as_json: AsJson = False) -> None:
    """Learn a new model from tonight's people and use it from the next run on; old ones stay."""
    from orchestration.audit import whoever_runs_this
    from orchestration.clock import now
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.ducks import attach_sql, open_memory
    from orchestration.home import Home
    from orchestration.identity.evidence import gather
    from orchestration.identity.models import current_model, keep_model, train_model
    from orchestration.refusals import Refusal

    with refusals_told():
        home = Home.at()
        if not home.staging.exists():
            raise Refusal("train", "Nothing was run yet.", "Run a night first: sendmart run.")
        before = current_model(home)
        with open_memory(home) as con:
            con.execute(attach_sql(home, home.staging, read_only=True))
            gather(con, the_catalogue(), "identifiable")
            model = train_model(con)
        keep_model(home, model, whoever_runs_this(), now())
    told = {"version": model.version, "before": before.version if before else None}
    told |= {"link_from_bits": model.link_from, "trained_on": model.trained_on}  # type: ignore[dict-item]
    if as_json:
        answer_json(told)
    else:
        out.print(f"Model {model.version} is used from the next run on (before: {told['before']}).")
        out.print(f"To read it: identifiable/linked/models/{model.version}.json", markup=False)


def quality(as_json: AsJson = False) -> None:
    """How well people were linked, by agency and by group; the unlinked are counted too."""
    from orchestration.home import Home

    with refusals_told():
        rows = _quality(Home.at())
    if as_json:
        answer_json([dict(zip(QUALITY, row, strict=True)) for row in rows])
    else:
        table("How well people were linked", QUALITY, rows)


def tell_quality(home: Any) -> None:
    """What a run says of it: all records of each two agencies, and what waits for a steward."""
    from orchestration.identity.review import questions

    rows = [row for row in _quality(home) if row[2] == "all"]
    if rows:
        shown = [[*row[:2], *row[4:]] for row in rows]
        table("Who is who", [*QUALITY[:2], *QUALITY[4:]], shown)
    waiting = len(questions(home))
    if waiting:
        out.print(f"{waiting} pairs of people may be one: sendmart identity review.\n")


def _quality(home: Any) -> list[list[Any]]:
    from orchestration.ducks import open_to_read

    if not home.warehouse.exists():
        return []
    with open_to_read(home.warehouse) as con:
        rows = con.execute("""
            select agency, other_agency, breakdown, item, record_count, linked_count,
                queued_count, unlinked_count, cast(round(match_rate, 1) as varchar),
                cast(expected_error_count as varchar)
            from core.fct_link_quality order by all
        """).fetchall()
    return [list(row) for row in rows]


def events(as_json: AsJson = False) -> None:
    """People who were merged or split, and records that moved: when, and why."""
    from orchestration.home import Home
    from orchestration.identity.ledger import events_journal

    with refusals_told():
        lines = events_journal(Home.at()).lines()
    if as_json:
        answer_json(lines)
        return
    names = ["at", "kind", "person", "other", "reason"]
    table(f"{len(lines)} events", names, [[line[name] for name in names] for line in lines])


def score(
    truth: Annotated[Path, typer.Option("--truth", help="A folder with truth_people.csv.")],
    as_json: AsJson = False,
) -> None:
    """Score who is who against a known truth, as `sendmart sample --truth` writes it."""
    from orchestration.ducks import open_memory
    from orchestration.home import Home
    from orchestration.identity.score import score_home

    with refusals_told():
        home = Home.at()
        with open_memory(home) as con:
            found = score_home(con, home, truth)
    if as_json:
        answer_json(found)
        return
    rows: list[list[Any]] = [["all", *_rates(found["pairs"])]]
    rows += [[name, *_rates(rates)] for name, rates in found["by_agencies"].items()]
    rows += [["people", *_rates({"wrong": "", **found["people"]})]]
    table("Pairs of records", ["", "precision", "recall", "right", "found", "wrong"], rows)
    errors = [[kind, rates["right"], rates["recall"]] for kind, rates in found["by_error"].items()]
    table("By error in a record", ["error", "pairs", "recall"], errors)
    out.print(f"{found['records']:,} records scored; {found['unknown_records']:,} are unknown.")


def _rates(rates: dict[str, Any]) -> list[Any]:
    return [rates[name] for name in ("precision", "recall", "right", "found", "wrong")]
