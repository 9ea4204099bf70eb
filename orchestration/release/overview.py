"""How publication stands, month by month, as sentences and as data: for those who ask.

It reads the journal and the calendar and changes nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime

from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.calendar import Calendar
from orchestration.publication.journal import PublicationJournal
from orchestration.publication.standing import standings
from orchestration.publication.states import DraftStanding, Standing
from orchestration.release.made_since import told_since
from orchestration.release.settling import front_is_told, pointer_of, releases_in_place


@dataclass(frozen=True)
class MonthToldOf:
    """One month: what is in place, what waits, and what has to be done next."""

    month: str
    in_place: str
    draft: str
    state: str
    authors: list[str]
    open_queries: dict[str, str]
    changed_cells: int
    release_at: str
    next_step: str
    versions: dict[str, str] = field(default_factory=dict)
    made_since: str = ""


def overview(home: Home, calendar: Calendar) -> list[MonthToldOf]:
    """Every month that was ever drafted, the oldest first."""
    return [_told(home, one, calendar) for one in standings(PublicationJournal(home).events())]


def sentences(told: MonthToldOf) -> list[str]:
    """A month in words."""
    said = [f"Release for {told.month}: {told.in_place or 'none yet'}."]
    if told.in_place and told.draft:
        said.append(
            f"Revision waiting for {told.month}: {told.draft} ({told.state})"
            f" changes {told.changed_cells:,} cells."
        )
    elif told.draft:
        said.append(f"Draft for {told.month}: {told.draft} ({told.state}).")
    said += [told.made_since] if told.made_since else []
    said += [f"Asked: {query}: {sentence}" for query, sentence in told.open_queries.items()]
    if told.next_step:
        said.append(f"Next: {told.next_step}")
    return said


def unfinished(home: Home) -> bool:
    """Whether a command was interrupted before readers were pointed to what the journal says."""
    events = PublicationJournal(home).events()
    return pointer_of(events) != releases_in_place(home) or not front_is_told(home, events)


def announced(calendar: Calendar, since: datetime, months: int = 12) -> list[tuple[str, str]]:
    """The months that go out next and when, by the calendar."""
    month = Month.of(since.date())
    found: list[tuple[str, str]] = []
    for _ in range(calendar.rule.months_after + 1):
        month = month.before
    while len(found) < months:
        moment = calendar.moment(calendar.date_of(month))
        if moment > since:
            found.append((str(month), calendar.shown(moment)))
        month = month.next
    return found


def _told(home: Home, standing: Standing, calendar: Calendar) -> MonthToldOf:
    draft, version = standing.approved or standing.waiting, standing.in_place
    return MonthToldOf(
        month=standing.month,
        in_place=version.name if version else "",
        draft=draft.name if draft else "",
        state=draft.state if draft else "",
        authors=list(draft.authors) if draft else [],
        open_queries={q: draft.queries[q] for q in draft.open_queries} if draft else {},
        changed_cells=draft.changed if draft else 0,
        release_at=draft.release_at if draft else "",
        next_step=_next_step(standing, draft, calendar) if draft else "",
        versions={each.name: standing.state_of(each) for each in standing.versions},
        made_since=told_since(home, standing),
    )


def _next_step(standing: Standing, draft: DraftStanding, calendar: Calendar) -> str:
    say = f"sendmart publish --month {standing.month}"
    if draft.state == "scheduled":
        moment = calendar.shown(datetime.fromisoformat(draft.release_at))
        return f"{say} --release, from {moment} on."
    if draft.state == "approved":
        return f"{say} --schedule --who NAME"
    if draft.state == "blocked":
        return f"have corrected what blocks. {' '.join(draft.blocks)}"
    if draft.state == "drafted":
        return say
    if draft.open_queries:
        return f"{say} --waive RULE --who NAME --why TEXT, for each that is asked"
    if standing.in_place and not draft.revising:
        return f"{say} --revise --who NAME --why TEXT"
    return f"{say} --approve --who NAME"
