"""The steps of `publish`: asks for what each needs, takes it under the writer's lock, and tells.

The command and its options are in `publishing`; the rules are in orchestration.release.
"""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typer

from orchestration.cli.nightly import run_and_tell
from orchestration.cli.voice import (
    answer_json,
    aside,
    out,
    progress,
    refusals_told,
    table,
)

WAIT_SECONDS = 3600.0
NOT_YET = 3
NEEDS_WHO = ("words", "waive", "approve", "schedule", "early-sight", "revise", "withdraw")
NEEDS_WHY = ("waive", "revise", "withdraw")
NEEDS_TEXT = {"waive": "which query", "early-sight": "whose it is"}
OF_NO_MONTH = ("verify", "status", "calendar")


@dataclass(frozen=True)
class Asked:
    """What was said beside the step."""

    month: Any
    who: str | None
    why: str
    on: date | None
    release_name: str | None
    quick: bool
    as_json: bool

    @property
    def by(self) -> str:
        from orchestration.audit import whoever_runs_this

        return self.who or whoever_runs_this()


def take(step: str, given: Any, asked: Asked) -> None:
    """Take one step; ends with 1 where it is refused, and with 3 where its moment has not come."""
    if asked.month is None and step not in OF_NO_MONTH:
        raise typer.BadParameter(f"--{step} needs --month.")
    if step in NEEDS_TEXT and not given.strip():
        raise typer.BadParameter(f"--{step} needs to be told {NEEDS_TEXT[step]}.")
    if step in NEEDS_WHO and not asked.who:
        raise typer.BadParameter(f"--{step} needs --who: a name of people.yml.")
    if step in NEEDS_WHY and not asked.why.strip():
        raise typer.BadParameter(f"--{step} needs --why: the reason in writing.")
    with refusals_told():
        if step in OF_NO_MONTH:
            {"verify": _verify, "status": _status, "calendar": _calendar}[step](asked)
        elif step == "words":
            _words(given, asked)
        elif step == "revise":
            _revise(asked)
        else:
            _tell(_taken(step, given, asked), asked)


def tags_of(asked: Asked, *roles: Any) -> dict[str, str]:
    """Who asked for a draft, told to the run that makes it: they are its author."""
    from orchestration.publication.people import read_people
    from orchestration.runs import ASKED_BY

    by = read_people().in_role(asked.who, *roles or ("author",)).name if asked.who else asked.by
    return {ASKED_BY: by}


def _taken(step: str, given: Any, asked: Asked) -> Any:
    from orchestration.clock import now
    from orchestration.home import Home
    from orchestration.publication.calendar import TooEarly, read_calendar
    from orchestration.publication.people import read_people
    from orchestration.release import approving, releasing
    from orchestration.writer import writers_lock

    home, people, calendar = Home.at(), read_people(), read_calendar()
    month, who, why = asked.month, asked.by, asked.why
    with writers_lock(home.root, WAIT_SECONDS):
        at = now()
        try:
            if step == "waive":
                return approving.waive(home, people, month, given, who, why, at)
            if step == "approve":
                return approving.approve(home, people, month, who, at, why)
            if step == "schedule":
                return approving.schedule(home, people, calendar, month, who, at, asked.on, why)
            if step == "early-sight":
                return approving.early_sight(home, people, calendar, month, given, who, at)
            if step == "withdraw":
                name = asked.release_name or ""
                return releasing.withdraw(home, people, month, who, why, at, name)
            return releasing.release(home, people, calendar, month, asked.who or "", at, why)
        except TooEarly as early:
            aside.print(str(early), markup=False)
            raise typer.Exit(NOT_YET) from None


def _words(place: Path, asked: Asked) -> None:
    from orchestration.clock import now
    from orchestration.home import Home
    from orchestration.publication.people import read_people
    from orchestration.release.editing import edit_words, read_words
    from orchestration.writer import writers_lock

    home, people, words = Home.at(), read_people(), read_words(place)
    with writers_lock(home.root, WAIT_SECONDS):
        answer = edit_words(home, people, asked.month, words, asked.by, now())
    if answer.is_new:
        if not asked.as_json:
            out.print(answer.said, markup=False)
        run_and_tell("publication", str(asked.month), asked.as_json, tags_of(asked))
    else:
        _tell(answer, asked)


def _revise(asked: Asked) -> None:
    """Draft what is known now, unless that waits already, then say why it is revised."""
    from orchestration.clock import now
    from orchestration.home import Home
    from orchestration.publication.journal import PublicationJournal
    from orchestration.publication.people import read_people
    from orchestration.publication.standing import standing_of
    from orchestration.release.releasing import revise
    from orchestration.writer import writers_lock

    home, people = Home.at(), read_people()
    told = standing_of(PublicationJournal(home).events(str(asked.month)), asked.month)
    if told.in_place and not (told.waiting and told.waiting.revising):
        tags = tags_of(asked, "author", "approver")
        run_and_tell("publication", str(asked.month), asked.as_json, tags, quiet=asked.as_json)
    with writers_lock(home.root, WAIT_SECONDS):
        answer = revise(home, people, asked.month, asked.by, asked.why, now())
    _tell(answer, asked)


def _verify(asked: Asked) -> None:
    from orchestration.contracts.catalogue import the_catalogue
    from orchestration.explain.verifying import verify
    from orchestration.home import Home
    from orchestration.refusals import Refusal
    from orchestration.release.settling import releases_in_place

    home = Home.at()
    names = [asked.release_name] if asked.release_name else []
    if asked.month and not names:
        if str(asked.month) not in releases_in_place(home):
            what = f"Nothing of {asked.month} is in place."
            raise Refusal("--verify", what, "Name a version with --release-name.")
        names = [releases_in_place(home)[str(asked.month)]]
    with progress("Verifying ..."):
        verdicts = verify(home, the_catalogue(), names, quick=asked.quick)
    if asked.as_json:
        answer_json([asdict(each) for each in verdicts])
    else:
        rows = [[e.name, e.checked, "; ".join(e.faults) or "as it was"] for e in verdicts]
        table("Releases", ["release", "checked", "found"], rows)
    if any(each.faults for each in verdicts):
        raise typer.Exit(1)


def _status(asked: Asked) -> None:
    from orchestration.home import Home
    from orchestration.publication.calendar import read_calendar
    from orchestration.release.overview import overview, sentences, unfinished

    home, month = Home.at(), str(asked.month) if asked.month else None
    told = [each for each in overview(home, read_calendar()) if month in (None, each.month)]
    if asked.as_json:
        answer_json([asdict(each) for each in told])
        return
    for each in told:
        for said in sentences(each):
            out.print(said, markup=False)
        for name, state in each.versions.items():
            out.print(f"  {name}: {state}", markup=False)
    if not told:
        out.print("Nothing was drafted yet: sendmart publish --month M")
    if unfinished(home):
        out.print("A step was interrupted: say it again, and it is finished.")


def _calendar(asked: Asked) -> None:
    from orchestration.clock import now
    from orchestration.publication.calendar import read_calendar
    from orchestration.release.overview import announced

    dates = announced(read_calendar(), now())
    if asked.as_json:
        answer_json(dict(dates))
    else:
        table("Publication calendar", ["figures of", "go out on"], [list(row) for row in dates])


def _tell(answer: Any, asked: Asked) -> None:
    if asked.as_json:
        answer_json(asdict(answer))
    else:
        out.print(answer.said, markup=False)
