"""Forms that only our own pages can have sent: each carries a sign that belongs to one browser.

Files that come with a form are taken in `uploads`, which looks at the same sign first.
"""

import hmac
from hashlib import sha256
from urllib.parse import urlsplit

import anyio
from markupsafe import Markup
from starlette.requests import ClientDisconnect, Request

from orchestration.portal.sessions import new_number

SAFE = ("GET", "HEAD", "OPTIONS")
FIELD, HEADER = "csrf_token", "x-csrf-token"
MOST_BYTES, MOST_SECONDS = 100_000, 20
PLAIN = "application/x-www-form-urlencoded"
WITH_FILES = "multipart/form-data"


class Forged(Exception):  # noqa: N818 - it is an answer
    """The form was not sent from a page of ours, or the page is too old."""


class NotAForm(Exception):  # noqa: N818 - it is an answer
    """Too large, too slow, or of a kind that no page of ours sends."""


def cookie_name(request: Request) -> str:
    """With https a browser takes it from nobody else: not from a neighbour's site, not by http."""
    is_https = request.app.state.settings.is_https
    return "__Host-sendmart" if is_https else "sendmart"


def number_of(request: Request) -> str:
    """The browser's number; a new one where it has none, which `pages` then gives it."""
    held = request.cookies.get(cookie_name(request))
    if held and len(held) <= 64:
        return held
    if not hasattr(request.state, "new_number"):
        request.state.new_number = new_number()
    return str(request.state.new_number)


def sign_of(request: Request) -> str:
    """What a form of this browser carries."""
    key: bytes = request.app.state.form_key
    return hmac.new(key, number_of(request).encode(), sha256).hexdigest()


def csrf_field(request: Request) -> Markup:
    """The hidden field; it must come before any file of the form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, sign_of(request))


def refuse_wrong_sign(request: Request, said: str | None) -> None:
    """Raise Forged where a form does not carry this browser's sign."""
    if not said or not hmac.compare_digest(said.encode(), sign_of(request).encode()):
        raise Forged
    request.state.is_signed_form = True


def _refuse_any_body(request: Request) -> None:
    """What only asks for a page brings nothing: nobody looks at its sign, or at how much comes."""
    is_said = request.headers.get("content-length", "0") not in ("", "0")
    if is_said or "transfer-encoding" in request.headers:
        raise NotAForm


async def refuse_forged(request: Request, *, takes_files: bool) -> None:
    """Look at every request that may change something, before it does.

    The sign of a form with files is looked at by `take_upload`, for it comes with the files.
    """
    if request.method in SAFE:
        _refuse_any_body(request)
        return
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.url.netloc:
        raise Forged
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == WITH_FILES and takes_files:
        return
    if kind != PLAIN:
        raise NotAForm
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or len(length) > 9 or int(length) > MOST_BYTES:
        raise NotAForm
    try:
        with anyio.fail_after(MOST_SECONDS):
            form = await request.form()
    except (TimeoutError, ClientDisconnect):
        raise NotAForm from None
    said = request.headers.get(HEADER) or form.get(FIELD)
    refuse_wrong_sign(request, said if isinstance(said, str) else None)
