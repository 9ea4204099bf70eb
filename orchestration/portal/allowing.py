"""Who may open which page: every endpoint says so, and the application takes none that does not.

How people prove who they are is in `rooms.sign_in`.
"""

from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from orchestration.portal.asking import home_of, moment, note, settings_of
from orchestration.portal.forms import SAFE, cookie_name, refuse_forged
from orchestration.portal.lingering import at_once
from orchestration.portal.pages import page
from orchestration.portal.people import Role
from orchestration.portal.sessions import Session, find

Endpoint = Callable[[Request], Awaitable[Response]]
EVERYBODY = frozenset(Role)


def allowed(*roles: Role, takes_files: bool = False) -> Callable[[Endpoint], Endpoint]:
    """For those roles only, by default for each; with `takes_files`, its form may bring files.

    The endpoint finds who is asking in `request.state.person`. What is a supplier's own it must
    look up by that person's supplier, never by anything that the request says.
    """
    wanted = frozenset(roles) or EVERYBODY

    def guard(endpoint: Endpoint) -> Endpoint:
        @wraps(endpoint)
        async def guarded(request: Request) -> Response:
            session = await signed_in(request)
            if session is None:
                return at_once(request, to_sign_in(request))
            request.state.person = session.person
            if session.person.role not in wanted:
                await note(request, "was shown no page", f"not for this role: {request.url.path}")
                return at_once(request, page(request, "not_allowed.html", 403))
            await refuse_forged(request, takes_files=takes_files)
            return await endpoint(request)

        guarded.roles = wanted  # type: ignore[attr-defined]
        guarded.takes_files = takes_files  # type: ignore[attr-defined]
        return guarded

    return guard


def open_to_all(endpoint: Endpoint) -> Endpoint:
    """For everybody, signed in or not: for pages by which people sign in, and that tell nothing."""

    @wraps(endpoint)
    async def guarded(request: Request) -> Response:
        session = await signed_in(request)
        request.state.person = session.person if session else None
        await refuse_forged(request, takes_files=False)
        return await endpoint(request)

    guarded.roles = None  # type: ignore[attr-defined]
    guarded.takes_files = False  # type: ignore[attr-defined]
    return guarded


async def signed_in(request: Request) -> Session | None:
    """Whose browser is asking, looked up anew each time: who was shut out is out at once."""
    number = request.cookies.get(cookie_name(request))
    if not number:
        return None
    limits = settings_of(request).session
    return await run_in_threadpool(find, home_of(request), number, limits, moment(request))


def to_sign_in(request: Request) -> Response:
    """Send somebody to sign in, and back to the page that they asked for."""
    if request.method not in SAFE:
        return RedirectResponse("/sign-in?again=1", 303)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?next={quote(asked, safe='')}", 303)


def own_path(asked: str | None) -> str:
    """A path of ours as it was asked for; else the beginning: never another site's."""
    is_ours = bool(asked) and str(asked).startswith("/") and str(asked).isprintable()
    strange = asked is None or asked.startswith("//") or "\\" in asked or len(asked) > 500
    return str(asked) if is_ours and not strange else "/"
