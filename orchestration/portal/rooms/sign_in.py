"""The pages by which people sign in and out, and change their own password.

By the council's own sign-in, see `single_sign_on`; who may see what is in `allowing`.
"""

from functools import partial

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from orchestration.portal.accounts import change_password, known_name, proven
from orchestration.portal.allowing import allowed, open_to_all, own_path
from orchestration.portal.asking import (
    address_of,
    home_of,
    moment,
    note,
    note_as,
    person_of,
    settings_of,
)
from orchestration.portal.attempts import Attempts
from orchestration.portal.forms import cookie_name
from orchestration.portal.pages import give_number, page
from orchestration.portal.people import Person
from orchestration.portal.sessions import begin, end
from orchestration.refusals import Refusal

AT_ONCE = anyio.CapacityLimiter(2)
BY_PASSWORD = "password"
WRONG = "The name or the password is wrong."
TOO_OFTEN = "There were too many attempts. Wait 15 minutes, then try again."


@open_to_all
async def start(request: Request) -> Response:
    """To where somebody's role begins."""
    person: Person | None = request.state.person
    if person is None:
        return RedirectResponse("/sign-in", 303)
    links = [link.href for link in request.app.state.links if person.role in link.roles]
    return RedirectResponse(links[0], 303) if links else page(request, "start.html")


@open_to_all
async def sign_in(request: Request) -> Response:
    """The form, and what becomes of it."""
    onward = own_path(request.query_params.get("next"))
    if request.method != "POST":
        if request.state.person is not None:
            return RedirectResponse(onward, 303)
        was_signed_out = "again" in request.query_params
        return _form(request, onward, was_signed_out=was_signed_out)
    if not settings_of(request).accounts:
        return page(request, "not_found.html", 404)
    form = await request.form()
    name, password = str(form.get("name", "")), str(form.get("password", ""))
    onward = own_path(str(form.get("next", "")))
    if not name.strip() or not password:
        return _form(request, onward, name, "Enter your name and your password.", 422)
    attempts: Attempts = request.app.state.attempts
    if not attempts.begin(name, address_of(request)):
        if attempts.is_first_too_many(name, address_of(request)):
            await _note_failure(request, name, "too many attempts")
        return _form(request, onward, name, TOO_OFTEN, 429)
    person = await _proven(request, name, password)
    if person is None:
        await _note_failure(request, name, "wrong name or password, or closed account")
        return _form(request, onward, name, WRONG, 422)
    return await let_in(request, person, BY_PASSWORD, onward)


async def _proven(request: Request, name: str, password: str) -> Person | None:
    """Whose name and password that is; an attempt that was begun ends here, right or wrong."""
    attempts: Attempts = request.app.state.attempts
    look, person = partial(proven, home_of(request), name, password), None
    try:
        person = await anyio.to_thread.run_sync(look, limiter=AT_ONCE)
    finally:
        attempts.end(name, address_of(request), was_right=person is not None)
    return person


async def let_in(request: Request, person: Person, way: str, onward: str) -> Response:
    """Begin a session under a number that nobody knew before, and write it down."""
    told = f"{person.name} ({person.role.shown})"
    await note_as(request, told, f"signed in by {way}", f"from {address_of(request)}")
    old = request.cookies.get(cookie_name(request), "")
    await run_in_threadpool(end, home_of(request), old)
    number = await run_in_threadpool(begin, home_of(request), person, way, moment(request))
    response = RedirectResponse(onward, 303)
    give_number(request, response, number)
    return response


@open_to_all
async def sign_out(request: Request) -> Response:
    """End the session of this browser."""
    if request.state.person is not None:
        await note(request, "signed out")
        number = request.cookies[cookie_name(request)]
        await run_in_threadpool(end, home_of(request), number)
    response = RedirectResponse("/sign-in", 303)
    secure = settings_of(request).is_https
    response.delete_cookie(cookie_name(request), httponly=True, samesite="lax", secure=secure)
    return response


@allowed()
async def password(request: Request) -> Response:
    """Change one's own password; every other browser is signed out by it."""
    person = person_of(request)
    if await run_in_threadpool(known_name, home_of(request), person.name) is None:
        return page(request, "not_found.html", 404)
    if request.method != "POST":
        return page(request, "password.html", errors={})
    form = await request.form()
    old, new = str(form.get("old", "")), str(form.get("new", ""))
    attempts: Attempts = request.app.state.attempts
    if not attempts.begin(person.name, address_of(request)):
        return page(request, "password.html", 429, errors={"old": TOO_OFTEN})
    if await _proven(request, person.name, old) is None:
        await note(request, "failed to change the password", "the present one was wrong")
        wrong = {"old": "That is not your present password."}
        return page(request, "password.html", 422, errors=wrong)
    try:
        change = partial(change_password, home_of(request), person.name, new)
        await anyio.to_thread.run_sync(change, limiter=AT_ONCE)
    except Refusal as refusal:
        weak = {"new": f"{refusal.what} {refusal.what_to_do}"}
        return page(request, "password.html", 422, errors=weak)
    await note(request, "changed the password")
    return await let_in(request, person, BY_PASSWORD, "/")


def _form(
    request: Request,
    onward: str,
    name: str = "",
    error: str = "",
    status: int = 200,
    *,
    was_signed_out: bool = False,
) -> Response:
    said = {"onward": onward, "name": name, "error": error, "was_signed_out": was_signed_out}
    return page(request, "sign_in.html", status, **said)


async def _note_failure(request: Request, name: str, why: str) -> None:
    """A name that is nobody's is not written down: it may be a password in the wrong field."""
    known = await run_in_threadpool(known_name, home_of(request), name)
    who = known or "a name that is nobody's"
    await note_as(request, who, "failed to sign in", f"{why}; from {address_of(request)}")


ROUTES = [
    Route("/", start),
    Route("/sign-in", sign_in, methods=["GET", "POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
    Route("/password", password, methods=["GET", "POST"]),
]
