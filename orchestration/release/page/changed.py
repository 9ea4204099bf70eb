"""What a release says otherwise than the one before it, for readers: how much, and the first of it.

Cells are compared in orchestration.release.changes; the whole list is what_changed.csv.
"""

from collections import Counter
from collections.abc import Iterator
from html import escape

from orchestration.release.changes import OF_ONE_CELL, before_told, changes_in
from orchestration.release.contents import Contents
from orchestration.release.page.layout import link
from orchestration.release.page.picking import label_of
from orchestration.release.pages import Told, html_of
from orchestration.release.symbols import for_people

# So many changes of a dataset stand on the page; all of them are in the file.
MOST = 8
FILE = "what_changed.csv"


def changed(contents: Contents) -> Iterator[str]:
    """The section below its heading."""
    if not contents.before:
        yield "<p>This is the first release: there is none before it to differ from.</p>"
        return
    found = False
    for name, (dataset, table) in sorted(contents.tables.items()):
        changes = changes_in(dataset, table, contents.before.get(name))
        revised = [change for change in changes if change.kind in OF_ONE_CELL]
        if not revised:
            continue
        found = True
        counts = Counter(change.kind for change in revised)
        said = ", ".join(f"{counts[kind]} {kind}" for kind in OF_ONE_CELL if counts[kind])
        yield f'<div class="changes" data-dataset="{escape(name)}">'
        yield f"<h3>{escape(dataset.label)}</h3><p>Cells that differ: {said}.</p>"
        rows = [
            (
                change.period.label,
                change.area,
                change.cell,
                label_of(dataset, change.indicator),
                for_people(before_told(change)),
                for_people(change.after),
            )
            for change in revised[:MOST]
        ]
        heads = ("Period", "Area", "Group", "Figure", "Was", "Is")
        more = f", the first {MOST}" if len(revised) > MOST else ""
        told = Told(f"What was, and what is{more}", heads, rows, frozenset({4, 5}))
        yield f"<details><summary>Changes: {escape(dataset.label)}</summary>"
        yield from html_of(told, f"changes-{name.replace('_', '-')}")
        yield "</details></div>"
    if not found:
        yield "<p>No figure that the release before showed is another now.</p>"
    yield (
        f"<p>{link(f'../{FILE}', 'Every cell that differs, and why')}, new periods too."
        " A number that is hidden now is not said again.</p>"
    )
