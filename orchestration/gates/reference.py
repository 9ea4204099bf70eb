"""What every gate asks, as a Markdown page: compiled from the suites, so that it cannot differ.

How an expectation is asked is in `judging`; rules at the door are in the rule book.
"""

from collections.abc import Iterator, Mapping

from orchestration.gates.suites import Gate, Suite

HEAD = """\
<!-- Compiled from expectations/suites by `sendmart compile`. Do not edit. -->
# What the gates ask

What is not so **blocks** (the night or the release stops; nobody can waive it), **asks** (whoever
approves the release must answer it in writing; an answer holds for that finding alone) or **warns**
(it is told on the quality page). What could not be asked blocks. Each run shows what was found, in
counts alone, in `data_docs/index.html` of its draft. Rules on rows and files are in `rules.md`:
they are asked once, when a delivery comes.
"""
TITLES: dict[Gate, str] = {
    "door": "Door: what the receipts say",
    "core": "Core: whether tables and months are plausible beside each other",
    "publication": "Publication: whether what would be shown may be",
}
BEARS = {"critical": "blocks", "query": "asks", "warning": "warns"}


def gates_page(suites: Mapping[str, Suite]) -> str:
    """The page: a part for each gate, a table for each suite."""
    return HEAD + "".join(
        f"\n{line}\n" if line.startswith(("#", "Judged")) else f"{line}\n"
        for gate, title in TITLES.items()
        for line in _gate(title, {n: s for n, s in suites.items() if s.gate == gate})
    )


def _gate(title: str, suites: Mapping[str, Suite]) -> Iterator[str]:
    yield f"## {title}"
    for name, suite in suites.items():
        yield f"### {name}"
        yield f"Judged: {_judged(suite)}"
        yield ""
        yield "| Rule | Bears | What must be so | What to do when it is not |"
        yield "|---|---|---|---|"
        for one in suite.expectations:
            cells = [one.rule, BEARS[one.severity], one.sentence, one.what_to_do]
            yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _judged(suite: Suite) -> str:
    if suite.table is None:
        return "the receipts of the deliveries in force"
    if suite.is_laid_out:
        name = suite.table.partition(".")[2]
        return f"`{suite.table}`, laid out for the gate by `expectations/suites/{name}.sql`"
    return f"`{suite.table}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
