"""Pages for what went another way: no such page, a form that is too old, a file that is too large.

Errors of our own are answered for in `guarding`.
"""

from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from orchestration.portal.allowing import signed_in
from orchestration.portal.forms import Forged, NotAForm
from orchestration.portal.lingering import at_once
from orchestration.portal.pages import page
from orchestration.portal.uploads import UploadRefused
from orchestration.refusals import Refusal


async def missing(request: Request, error: Exception) -> Response:
    """The same for a page that is not there and for one that is another's."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    session = await signed_in(request)
    request.state.person = session.person if session else None
    return page(request, "not_found.html", status)


async def forged(request: Request, error: Exception) -> Response:
    title = "Send the form again"
    why = ["The page was open for too long, or was not opened from here. Nothing was done."]
    return at_once(request, page(request, "stopped.html", 403, title=title, sentences=why))


async def not_a_form(request: Request, error: Exception) -> Response:
    title = "That could not be read"
    why = ["What was sent is not what our pages send. Nothing was done."]
    return at_once(request, page(request, "stopped.html", 400, title=title, sentences=why))


async def not_taken(request: Request, error: Exception) -> Response:
    assert isinstance(error, UploadRefused)
    said = {"title": error.title, "sentences": [error.what, error.what_to_do]}
    return at_once(request, page(request, "stopped.html", error.status, **said))


async def refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    said = {"title": "That was refused", "sentences": [error.what, error.what_to_do]}
    return page(request, "stopped.html", 400, **said)


HANDLERS: dict[Any, Callable[[Request, Exception], Any]] = {
    404: missing,
    405: missing,
    Forged: forged,
    NotAForm: not_a_form,
    UploadRefused: not_taken,
    Refusal: refused,
}
