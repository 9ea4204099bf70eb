"""The two addresses by which people sign in with their work account: out to it, and back.

What is asked there and believed is in `single_sign_on`.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from orchestration.portal.accounts import is_closed
from orchestration.portal.allowing import open_to_all, own_path
from orchestration.portal.asking import address_of, home_of, note_as, settings_of
from orchestration.portal.pages import page
from orchestration.portal.rooms.sign_in import let_in
from orchestration.portal.single_sign_on import claims_of, person_in, prepare
from orchestration.refusals import Refusal

WAY = "single sign-on"
ONWARD = "onward"
BACK = "/sign-in/back"


@open_to_all
async def go(request: Request) -> Response:
    """To the council's sign-in."""
    client, said = request.app.state.single_sign_on, settings_of(request).single_sign_on
    if client is None or said is None:
        return page(request, "not_found.html", 404)
    try:
        await prepare(client, said)
    except Refusal as refusal:
        return _refused(request, refusal, 502)
    request.session[ONWARD] = own_path(request.query_params.get("next"))
    response: Response = await client.authorize_redirect(request, _back(request))
    return response


@open_to_all
async def back(request: Request) -> Response:
    """From it: who that is, or why they are not let in."""
    client, said = request.app.state.single_sign_on, settings_of(request).single_sign_on
    if client is None or said is None:
        return page(request, "not_found.html", 404)
    onward = own_path(request.session.pop(ONWARD, None))
    who = "somebody at the work account's sign-in"
    try:
        await prepare(client, said)
        claims = await claims_of(request, client, said)
        person = person_in(claims, said)
        who = person.name
        if await run_in_threadpool(is_closed, home_of(request), person.name):
            what = "Your account is closed here."
            raise Refusal(WAY, what, "Ask the council's data team.")
    except Refusal as refusal:
        why = f"{WAY}: {refusal.what} From {address_of(request)}"
        await note_as(request, who, "failed to sign in", why)
        return _refused(request, refusal, 403)
    request.session.clear()
    return await let_in(request, person, WAY, onward)


def _back(request: Request) -> str:
    """Where the council's server is to send people: by the name that portal.yml gives us."""
    settings = settings_of(request)
    base = settings.address if settings.is_https else str(request.base_url)
    return base.rstrip("/") + BACK


def _refused(request: Request, refusal: Refusal, status: int) -> Response:
    sentences = [refusal.what, refusal.what_to_do]
    return page(request, "stopped.html", status, title="You are not signed in", sentences=sentences)


ROUTES = [Route("/sign-in/work-account", go), Route(BACK, back)]
