"""A draft that was made after the one that is on its way out: told of, and where a gate blocks it,
asked about before the other goes out.

An announced date is kept, and what differs by then is a revision. But a block is a finding about
the same month, and whoever answers for the release has to have read it.
"""

from orchestration.home import Home
from orchestration.publication.people import People
from orchestration.publication.states import DraftStanding, Standing
from orchestration.refusals import Refusal
from orchestration.release.comparing import changed_cells
from orchestration.release.folders import files_in
from orchestration.release.reasons import refuse_reason


def newer_draft(standing: Standing) -> DraftStanding | None:
    """The draft that was made since another was approved, which is still to go out."""
    approved, newest = standing.approved, standing.waiting
    return newest if approved and newest and newest.name != approved.name else None


def told_since(home: Home, standing: Standing) -> str:
    """What was drafted since and how it differs; empty where nothing was."""
    newer, approved = newer_draft(standing), standing.approved
    if newer is None or approved is None:
        return ""
    folders = [home.drafts / approved.name, home.drafts / newer.name]
    cells = ""
    if all(folder.is_dir() for folder in folders):
        cells = f", {changed_cells(files_in(folders[0]), files_in(folders[1])):,} cells differ"
    blocked = f" {' '.join(newer.blocks)}" if newer.blocks else ""
    return f"{newer.name} was made since ({newer.state}{cells}).{blocked}"


def refuse_blocked_since(
    home: Home, people: People, standing: Standing, who: str, why: str
) -> dict[str, str]:
    """Refuse to let a draft out beside a later one that is blocked, until an approver says why it
    may go out all the same; returns what is to be written of that."""
    newer = newer_draft(standing)
    if newer is None or not newer.blocks:
        return {}
    if not why.strip() or not who:
        say = f"sendmart publish --month {standing.month} --release --who NAME --why TEXT"
        remedy = f"Withdraw the approval, or have an approver say why it still holds: {say}."
        raise Refusal("--release", told_since(home, standing), remedy)
    refuse_reason("--release", why)
    return {"draft": newer.name, "why": why, "who": people.in_role(who, "approver").name}
