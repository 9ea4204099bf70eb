"""Commands of stewards: the questions that stand open, the evidence of one, and the answers.

How people are linked is in orchestration.identity; model and score are in `linkage`.
"""

from typing import Annotated, Any

import typer

from orchestration.cli import linkage
from orchestration.cli.voice import AsJson, answer_json, out, refusals_told, table

identity = typer.Typer(no_args_is_help=True, help="Who is who across the agencies.")
identity.command()(linkage.train)
identity.command()(linkage.events)
identity.command()(linkage.score)
identity.command()(linkage.quality)
Item = Annotated[str, typer.Argument(help="A question, as `sendmart identity review` names it.")]
Why = Annotated[str, typer.Option("--why", help="The reason, without names.")]


@identity.command()
def review(
    limit: Annotated[int, typer.Option(help="How many to list.", min=1)] = 20,
    as_json: AsJson = False,
) -> None:
    """The questions that stand open: pairs of people who may be one, the likeliest first.

    Nothing identifiable is listed; `show` does that for one question.
    """
    from orchestration.home import Home
    from orchestration.identity.review import questions
    from orchestration.identity.stewards import Decisions, hide, in_force, waiting

    with refusals_told():
        home = Home.at()
        said = Decisions(home).all()
        answered, half = in_force(said), waiting(said)
        asked = questions(home)
        hidden = hide(home, [question.pair for question in asked])
        found = [each for each, pair in zip(asked, hidden, strict=True) if pair not in answered]
    rows = [
        [each.item, _percent(each.probability), _systems(each.pair), "; ".join(each.reasons)]
        for each in found[:limit]
    ]
    if as_json:
        keys = ["item", "probability", "systems", "reasons"]
        shown = [dict(zip(keys, row, strict=True)) for row in rows]
        answer_json({"open": len(found), "waiting_for_a_second": len(half), "questions": shown})
        return
    table(f"{len(found)} questions", ["item", "likely", "systems", "why it is a question"], rows)
    if half:
        out.print(f"{len(half)} decisions wait for a second person to say the same.")
    out.print("Next: sendmart identity show ITEM --why '...'")


@identity.command()
def show(item: Item, why: Why, as_json: AsJson = False) -> None:
    """The evidence of one question side by side; whoever looks is noted, with the reason."""
    from orchestration.home import Home
    from orchestration.identity.review import find_question

    with refusals_told():
        question = find_question(Home.at(), item)
    if as_json:
        answer_json({**question.__dict__, "why_shown": why})
        return
    rows = [
        [name, *_side_by_side(question.left[name], question.right[name])] for name in question.left
    ]
    one, other = (" ".join(record) for record in question.pair)
    table(f"{item}: {_percent(question.probability)} likely", ["", one, other, ""], rows)
    for reason in question.reasons:
        out.print(f"Asked because {reason}.")
    out.print(f"Answer: sendmart identity decide {item} --same (or --different) --why '...'")


@identity.command()
def decide(
    item: Item,
    why: Why,
    same: Annotated[bool, typer.Option("--same/--different", help="Whether they are one person.")],
    who: Annotated[str | None, typer.Option("--who", help="By default whoever runs this.")] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question. The answer holds from the next run on, whatever a model says later."""
    from orchestration.audit import whoever_runs_this
    from orchestration.clock import now
    from orchestration.home import Home
    from orchestration.identity.review import find_question
    from orchestration.identity.stewards import Decisions, Verdict

    with refusals_told():
        home = Home.at()
        question = find_question(home, item)
        verdict: Verdict = "same" if same else "different"
        steward = who or whoever_runs_this()
        # A number that contradicts is overruled, not answered: two people must say so.
        overrules = same and question.is_contradicted
        made = Decisions(home).add(question.pair, verdict, steward, why, now(), overrules)
    _tell_decision(home, made, as_json)


@identity.command()
def override(
    one: Annotated[list[str], typer.Option("--record", help="As WORD:SUPPLIER:ID; give two.")],
    why: Why,
    same: Annotated[bool, typer.Option("--same/--different", help="Whether they are one person.")],
    who: Annotated[str | None, typer.Option("--who", help="By default whoever runs this.")] = None,
    as_json: AsJson = False,
) -> None:
    """Go against what was decided without anybody looking: two people must say so."""
    from orchestration.audit import whoever_runs_this
    from orchestration.clock import now
    from orchestration.home import Home
    from orchestration.identity.stewards import Decisions, Verdict, read_record
    from orchestration.refusals import Refusal

    with refusals_told():
        records = [read_record(text) for text in one]
        if len(records) != 2 or records[0] == records[1]:
            raise Refusal("--record", "It takes two records.", "Give --record twice.")
        home, steward = Home.at(), who or whoever_runs_this()
        verdict: Verdict = "same" if same else "different"
        pair = (records[0], records[1])
        made = Decisions(home).add(pair, verdict, steward, why, now(), is_override=True)
    _tell_decision(home, made, as_json)


def _tell_decision(home: Any, made: Any, as_json: bool) -> None:
    from orchestration.identity.stewards import Decisions, in_force

    holds = in_force(Decisions(home).all()).get(made.pair) == made.verdict
    if as_json:
        answer_json({"verdict": made.verdict, "is_in_force": holds})
    elif holds:
        out.print(f"Noted: {made.verdict}. It holds from the next run on.")
    else:
        out.print(f"Noted: {made.verdict}. A second person must say the same before it holds.")


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _systems(pair: Any) -> str:
    return " and ".join(f"{known_by} of {supplier}" for known_by, supplier, _ in pair)


def _side_by_side(left: Any, right: Any) -> tuple[str, str, str]:
    shown = tuple("" if value is None else str(value) for value in (left, right))
    return (*shown, "" if left is None or right is None else "same" if left == right else "differs")  # type: ignore[return-value]
