"""Commands that write the files of something new, with blanks to be filled in.

What has to stand in them is the contract language's to say; `lint` finds the blanks left.
"""

from typing import Annotated

import typer

from orchestration.cli.voice import AsJson, answer_json, out, refusals_told

new = typer.Typer(no_args_is_help=True, help="Write the files of something new, to be filled in.")


@new.callback()
def beginnings() -> None:
    """Write the files of something new, to be filled in."""


@new.command()
def source(
    name: Annotated[str, typer.Argument(help="The extract's name, as small_letters.")],
    as_json: AsJson = False,
) -> None:
    """A source: contract, agreement, words and sample, with blanks that `lint` will not pass."""
    from orchestration.contracts.beginnings import write_source
    from orchestration.home import PROJECT

    with refusals_told():
        written = [str(path.relative_to(PROJECT)) for path in write_source(PROJECT, name)]
    if as_json:
        answer_json({"written": written})
        return
    for path in written:
        out.print(f"written: {path}", markup=False)
    out.print("Fill every blank (____), then: sendmart compile && sendmart lint")


@new.command()
def measure(
    name: Annotated[str, typer.Argument(help="What is counted, as a_phrase_in_small_letters.")],
    subject: Annotated[str, typer.Option(help="The folder of models/measures that it belongs to.")],
    as_json: AsJson = False,
) -> None:
    """A measure: its SQL and its YAML with blanks, and its line in the stack of its subject."""
    from orchestration.home import PROJECT
    from orchestration.measures.beginnings import write_measure

    with refusals_told():
        written = [str(path.relative_to(PROJECT)) for path in write_measure(PROJECT, name, subject)]
    if as_json:
        answer_json({"written": written})
        return
    for path in written:
        out.print(f"written: {path}", markup=False)
    out.print("Fill every blank (____), then: sendmart compile && sendmart lint")
