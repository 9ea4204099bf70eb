"""What every endpoint may ask of the application behind a request: the home, the settings, the
moment, and a line in the audit log.

Whether somebody may ask at all is in `allowing`.
"""

from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from orchestration.audit import note_access
from orchestration.home import Home
from orchestration.portal.people import Person
from orchestration.portal.settings import PortalSettings


def home_of(request: Request) -> Home:
    home: Home = request.app.state.home
    return home


def settings_of(request: Request) -> PortalSettings:
    settings: PortalSettings = request.app.state.settings
    return settings


def person_of(request: Request) -> Person:
    """Who is asking; only for endpoints that are for those who signed in."""
    person: Person = request.state.person
    return person


def moment(request: Request) -> datetime:
    """The present moment: the one clock of the portal."""
    now: datetime = request.app.state.clock()
    return now


def address_of(request: Request) -> str:
    """Where the request came from, by the word of a trusted proxy where one is in front."""
    return request.client.host if request.client else "nowhere"


async def note(request: Request, what: str, why: str = "-") -> None:
    """Write into the audit log what somebody is about to do or see, before it happens.

    Call it for every upload, approval and view of data about people. No value of a row goes in.
    """
    person: Person | None = getattr(request.state, "person", None)
    who = f"{person.name} ({person.role.shown})" if person else "nobody signed in"
    await note_as(request, who, what, why)


async def note_as(request: Request, who: str, what: str, why: str) -> None:
    """The same for somebody who has not signed in yet."""
    said = (home_of(request), who, f"portal: {what}", why, moment(request))
    await run_in_threadpool(note_access, *said)
