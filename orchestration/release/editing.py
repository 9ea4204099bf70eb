"""Takes in the analyst's own words for the headlines of a month; the next draft carries them.

What is said where nobody edited is drafted from the figures: see `headlines`.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from orchestration.contracts.yaml_files import load
from orchestration.gates.values import refuse_text
from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.people import People
from orchestration.refusals import Refusal
from orchestration.release.draft import current_draft
from orchestration.release.edits import figures_hash_in
from orchestration.release.folders import manifest_in
from orchestration.release.settling import Answer, opened


def read_words(path: Path) -> dict[str, str]:
    """A file of `dataset: its words`; nothing beside a dataset takes an earlier edit back."""
    told = load(path)
    if not all(
        isinstance(name, str) and isinstance(said or "", str) for name, said in told.items()
    ):
        what = "It is not a list of datasets, each with its words."
        raise Refusal(path.name, what, "Write lines like `ehc_plan_timeliness_monthly: >-`.")
    return {name: " ".join((said or "").split()) for name, said in told.items()}


def edit_words(
    home: Home, people: People, month: Month, words: Mapping[str, str], who: str, at: datetime
) -> Answer:
    """Keep the words, who wrote them, and for which figures."""
    person = people.in_role(who, "author")
    journal, standing = opened(home, month, at)
    folder = current_draft(home, month)
    if folder is None or not folder.is_dir():
        what = f"No draft of {month} has words to be edited."
        raise Refusal("--words", what, f"Draft it: sendmart publish --month {month}.")
    datasets = manifest_in(folder)["datasets"]
    unknown = sorted(words.keys() - datasets.keys())
    if unknown:
        what = f"The draft has no dataset {', '.join(unknown)}. It has: {', '.join(datasets)}."
        raise Refusal("--words", what, "Name one of these.")
    refuse_text("--words", words)
    edits = {
        name: {"words": said, "who": person.name, "figures": figures_hash_in(folder, name)}
        for name, said in words.items()
    }
    held = {name: standing.edits.get(name, {"words": "", "figures": ""}) for name in edits}
    new = {
        name: edit
        for name, edit in edits.items()
        if edit["words"] != held[name]["words"]
        or (edit["words"] and edit["figures"] != held[name]["figures"])
    }
    if not new:
        said = f"These words are already kept for {month}."
        return Answer(said, False, standing.month, folder.name, "worded")
    journal.add("worded", month, folder.name, who=person.name, at=at, told={"words": new})
    said = f"Kept the words of {', '.join(sorted(new))} for {month}, by {person.name}."
    return Answer(said, True, standing.month, folder.name, "worded")
