"""Commands about the linkage as a whole: its model, what happened to people, and its score.

How people are linked is in orchestration.identity; what stewards answer is in `identity`.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from orchestration.cli.voice import AsJson, answer_json, out, refusals_told, table


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
