"""Makes a month's draft: all datasets, documents and the manifest in one folder, and its state.

A draft that says the same as the last one is not made again, and a month whose released figures
have not changed gets none. What a draft is made of is in `gathering`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from orchestration.build import Build
from orchestration.gates.kept import blocks, queries
from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.journal import PublicationJournal, State
from orchestration.publication.people import is_one_of
from orchestration.publication.standing import followed, standing_of
from orchestration.publication.states import Standing, Version
from orchestration.register.book import Submission
from orchestration.release.comparing import changed_cells
from orchestration.release.dataset import Dataset
from orchestration.release.folders import files_in, manifest_in, put_in_place
from orchestration.release.gathering import Gathered, gather
from orchestration.release.remembering import keep_cells

# Who drafts when nobody asked: the pipeline by itself.
THE_NIGHT = "nightly run"


@dataclass(frozen=True)
class Draft:
    """A month's draft, or the release that says the same already.

    is_new   False when it says just what was there
    changed  cells that differ from the month's version in place; 0 where there is none
    """

    name: str
    folder: Path
    is_new: bool
    rows: dict[str, int]
    not_released: dict[str, str]
    state: str
    changed: int = 0


def make_draft(
    home: Home,
    build: Build,
    month: Month,
    datasets: Sequence[Dataset],
    inputs: list[Submission],
    at: datetime,
    who: str = THE_NIGHT,
) -> Draft:
    """Write a month's draft from a finished build; note who made it and what the gates asked."""
    journal = PublicationJournal(home)
    events = journal.events()
    standing = standing_of(events, month)
    made = gather(home, build, month, datasets, inputs, standing, followed(events, month))
    released = standing.in_place
    if released and _figures_are_of(home, released, made):
        for name in standing.may_go_out:
            why = f"The figures are again those of {released.name}."
            journal.add("dropped", month, name, who=who, at=at, why=why)
        folder = home.releases / released.name
        return Draft(released.name, folder, False, made.rows, made.not_released, "released")
    held = standing.waiting
    is_new = held is None or files_in(home.drafts / held.name) != made.files
    name = f"{month}-draft-{len(standing.drafts) + 1}" if is_new or held is None else held.name
    if is_new:
        put_in_place(home.drafts, name, made.files)
        keep_cells(home, build, name)
    _note(home, journal, standing, made, name, at, who)
    told = standing_of(journal.events(), month).waiting
    assert told is not None
    return Draft(
        name, home.drafts / name, is_new, made.rows, made.not_released, told.state, told.changed
    )


def current_draft(home: Home, month: Month) -> Path | None:
    """The newest draft of a month."""
    draft = standing_of(PublicationJournal(home).events(str(month)), month).draft
    return home.drafts / draft.name if draft else None


def _note(
    home: Home,
    journal: PublicationJournal,
    standing: Standing,
    made: Gathered,
    name: str,
    at: datetime,
    who: str,
) -> None:
    """Write who drafted and what the gates asked; what stands there already is not said again."""
    month, held = standing.month, standing.waiting
    known = held if held and held.name == name else None
    joins = known and who != THE_NIGHT and not known.approved and not is_one_of(who, known.authors)
    if known is None or joins:
        released = standing.in_place
        before = files_in(home.releases / released.name) if released else None
        changed = changed_cells(before, made.plain) if before else 0
        told = {"whole": made.whole, "version": standing.next_version, "changed": changed}
        journal.add("drafted", month, name, who=who, at=at, told=told)
    if known is None or not known.is_gated:
        blocked = blocks(made.gates)
        asked = {q.identity: f"{q.sentence} {q.what_to_do}" for q in queries(made.gates, month)}
        state: State = "blocked" if blocked else "gated"
        told = {"blocks": blocked, "queries": asked}
        journal.add(state, month, name, who=who, at=at, told=told)


def _figures_are_of(home: Home, released: Version, made: Gathered) -> bool:
    """Whether a release says in its plain files, and in edited words, what was made now."""
    folder = home.releases / released.name
    held = files_in(folder)
    plain = {name: held.get(name) for name in made.plain}
    told = manifest_in(folder)
    return (
        plain == made.plain
        and told["datasets"] == made.manifest["datasets"]
        and told["edits"] == made.manifest["edits"]
    )
