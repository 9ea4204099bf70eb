"""The front page over all releases: the newest, every month, what was corrected or withdrawn.

It follows from the journal and from the releases as they lie, and is one file: whoever reads it
reads a whole one, from before a switch or from after it. When it is written is for `settling`.
"""

import json
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from orchestration.months import Month
from orchestration.publication.calendar import read_calendar
from orchestration.publication.journal import Event
from orchestration.publication.standing import standings
from orchestration.publication.states import Standing, Version
from orchestration.release.about import about
from orchestration.release.page.layout import document, link, listed
from orchestration.release.periods import spoken

FRONT = "index.html"
INDEX = "release.json"
# Where a release's own pages begin; the second is of releases that were made before there were any.
BEGINS = ("page/index.html", "headlines.html", "manifest.json")
AHEAD = 3
SECTIONS = {"newest": "The newest figures", "months": "All months", "next": "What comes next"}


def front_page(releases: Path, events: Sequence[Event]) -> bytes | None:
    """The page; None where nothing was ever released."""
    months = [each for each in reversed(standings(events)) if each.versions]
    if not months:
        return None
    return document(about().title, _parts(releases, months)).encode()


def _parts(releases: Path, months: list[Standing]) -> Iterator[str]:
    yield '<nav aria-label="On this page">'
    yield listed(link(f"#{name}", title) for name, title in SECTIONS.items())
    yield "</nav>"
    newest = next((each for each in months if each.in_place), None)
    if newest and newest.in_place:
        yield from _newest(releases, newest, newest.in_place)
    else:
        yield '<h2 id="newest">Newest: none</h2>'
        yield "<p>Nothing is released at present: what was, has been withdrawn.</p>"
    yield f'<h2 id="months">{SECTIONS["months"]}</h2>'
    for each in months:
        yield f"<h3>{spoken(Month.parse(each.month))}</h3>"
        yield listed(_version(releases, each, version) for version in reversed(each.versions))
    yield f'<h2 id="next">{SECTIONS["next"]}</h2>'
    yield listed(_ahead(Month.parse(months[0].month)))


def _newest(releases: Path, standing: Standing, version: Version) -> Iterator[str]:
    """What the newest release says, in its own words."""
    month = spoken(Month.parse(standing.month))
    yield f'<h2 id="newest">Newest: {month}</h2>'
    said = link(_begins(releases, version.name), f"The figures of {month}")
    yield f"<p><strong>{said}</strong>, released on {_day(version.released.at)}.</p>"
    for told in _index(releases, version.name).get("datasets", {}).values():
        yield f"<h3>{escape(told['label'])}</h3><p>{escape(told['headline'])}</p>"


def _version(releases: Path, standing: Standing, version: Version) -> str:
    """One version, in a line: what became of it, when and why."""
    state, day = standing.state_of(version), _day(version.released.at)
    number = version.name.rpartition("-v")[2]
    name = f"version {number}, released on {day}"
    where = link(_begins(releases, version.name), f"{spoken(Month.parse(standing.month))}, {name}")
    why = f" It corrects the one before: {version.released.why}" if version.released.why else ""
    if version.withdrawn:
        gone = version.withdrawn
        return (
            f"<strong>Withdrawn on {_day(gone.at)}: do not use it.</strong> {escape(gone.why)}"
            f" It is kept as it was: {where}."
        )
    if state == "superseded":
        return f"<strong>Corrected since: do not use it.</strong> It is kept as it was: {where}."
    return f"{where}.{escape(why)}"


def _ahead(month: Month) -> Iterator[str]:
    """The months that follow the newest, and the days on which they are due."""
    calendar = read_calendar()
    for _ in range(AHEAD):
        month = month.next
        day = calendar.date_of(month)
        yield f"The figures of {spoken(month)} are due on {day:%A} {day.day} {day:%B} {day.year}."


def _begins(releases: Path, name: str) -> str:
    held = next((one for one in BEGINS if (releases / name / one).is_file()), BEGINS[-1])
    return f"{name}/{held}"


def _index(releases: Path, name: str) -> dict[str, Any]:
    path = releases / name / INDEX
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return told


def _day(at: str) -> str:
    """The day of a moment of the journal, as people say it."""
    month = spoken(Month.parse(at[:7]))
    return f"{int(at[8:10])} {month}"
