"""Takes small months through the steps of a release, for tests: people, moments, drafts."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from orchestration.build import discard_builds
from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.calendar import Calendar, Rule
from orchestration.publication.journal import PublicationJournal
from orchestration.publication.people import People, Person
from orchestration.publication.standing import standing_of
from orchestration.publication.states import Standing
from orchestration.release.approving import approve, schedule
from orchestration.release.draft import Draft, make_draft
from orchestration.release.releasing import release
from orchestration.release.settling import Answer
from tests.unit.orchestration.release.drafting import ROWS, WAITS, Rows, build, delivered

DECEMBER = Month.parse("2025-12")
DRAFTED_AT = datetime(2026, 2, 2, 3, 0)
DECIDED_AT = datetime(2026, 2, 3, 10, 0)
# The second Thursday of February at half past nine; London is at UTC then.
OUT_AT = datetime(2026, 2, 12, 9, 30)
ADA, IDRIS, RUTH, OWEN = "Ada Moss", "Idris Vale", "Ruth Calder", "Owen Thorne"
OTHER_ROWS: Rows = [(*ROWS[0][:4], "13", "50.0"), ROWS[1]]
QUERY = {
    "rule": "V114",
    "gate": "publication",
    "table": "published.pub_waits",
    "sentence": "Little changed.",
    "what_to_do": "Ask.",
    "severity": "query",
    "is_met": False,
    "could_not_run": False,
    "unexpected_rows": 2,
}
BLOCK = {**QUERY, "rule": "V110", "severity": "critical"}
PEOPLE = People(
    early_sight_at_most=2,
    people=[
        Person(name=ADA, post="Analyst", roles=["author"]),
        Person(name=IDRIS, post="Senior analyst", roles=["author", "approver"]),
        Person(name=RUTH, post="Head of performance", roles=["approver"]),
        Person(name=OWEN, post="Director", roles=["early_sight"], why="Answers for it."),
    ],
)
CALENDAR = Calendar(
    timezone="Europe/London",
    at="09:30",
    early_sight_hours=24,
    rule=Rule(weekday="Thursday", which=2, months_after=2),
    dates={"2025-06": date(2025, 8, 20)},
)


def drafted(
    home: Home,
    rows: Rows | None = None,
    *,
    at: datetime = DRAFTED_AT,
    who: str = ADA,
    gates: list[dict[str, Any]] | None = None,
    month: Month = DECEMBER,
) -> Draft:
    """A draft of a small finished build."""
    discard_builds(home)
    made = build(home, "tonight", rows)
    if gates is not None:
        (made.gates / "core.json").write_text(json.dumps(gates), encoding="utf-8")
    return make_draft(home, made, month, [WAITS], [delivered()], at, who)


def approved(home: Home, at: datetime = DECIDED_AT, month: Month = DECEMBER) -> Answer:
    return approve(home, PEOPLE, month, RUTH, at)


def scheduled(home: Home, at: datetime = DECIDED_AT, month: Month = DECEMBER) -> Answer:
    return schedule(home, PEOPLE, CALENDAR, month, ADA, at)


def released(home: Home, at: datetime = OUT_AT, month: Month = DECEMBER) -> Answer:
    return release(home, PEOPLE, CALENDAR, month, ADA, at)


def out(home: Home, rows: Rows | None = None) -> Answer:
    """A month that is drafted, approved, scheduled and released."""
    drafted(home, rows)
    approved(home)
    scheduled(home)
    return released(home)


def told(home: Home, month: Month = DECEMBER) -> Standing:
    return standing_of(PublicationJournal(home).events(), month)


def states(home: Home) -> list[str]:
    return [event.state for event in PublicationJournal(home).events()]


def manifest_of(folder: str | Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((Path(folder) / "manifest.json").read_text("utf-8"))
    return read
