"""The command that answers where a column comes from, and where a sender's column ends.

It reads the contracts and the models; no data is opened.
"""

from typing import Annotated

import typer

from orchestration.cli.voice import AsJson, answer_json, out, refusals_told


def lineage(
    column: Annotated[
        str, typer.Argument(help="As dataset.column, model.column or source.table.column.")
    ],
    down: Annotated[
        bool, typer.Option("--down", help="What is made from it, instead of what it is made from.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What a column is made from, back to the sender's own; or with --down, what is made from it.

    Each column is told with what it holds of a person: the word, its privacy class and its form.
    """
    from orchestration.lineage.answers import find, follow
    from orchestration.lineage.judgement import the_datasets, the_lineage

    with refusals_told():
        graph = the_lineage()
        steps = follow(graph, find(graph, the_datasets(), column), down)
    if as_json:
        answer_json([step.__dict__ for step in steps])
        return
    for step in steps:
        held = "; ".join(step.holds) or "nothing of a person"
        by = f" [{step.by}]" if step.by else ""
        out.print(f"{'  ' * step.depth}{step.column}{by}: {held}", markup=False)
