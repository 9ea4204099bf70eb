"""What every answer carries, and what no answer tells: security headers, and errors kept private.

Who may ask for what is in `allowing`.
"""

import secrets
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestration.home import Home
from orchestration.portal.settings import PortalSettings
from orchestration.private import keep_private

CONTENT = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
ALWAYS = {
    "content-security-policy": CONTENT,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "x-robots-tag": "noindex",
}
STATIC = "/static/"
WENT_WRONG = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Something went wrong</title><link rel="stylesheet" href="/static/portal.css"></head>
<body><main class="govuk-width-container govuk-main-wrapper" id="main-content">
<h1 class="govuk-heading-l">Something went wrong here</h1>
<p class="govuk-body">It is not your doing, and nothing that you sent before is lost.</p>
<p class="govuk-body">Try again in a few minutes. If it happens again, tell the council's data team
the time at which it did.</p><p class="govuk-body"><a class="govuk-link" href="/">Start again</a>
</p></main></body></html>"""


class Headers:
    """Adds the security headers to every answer, and lets no page be kept by a browser."""

    def __init__(self, app: ASGIApp, settings: PortalSettings) -> None:
        self._app = app
        self._is_https = settings.is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_static = scope["path"].startswith(STATIC)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers[name] = value
                headers["cache-control"] = "no-cache" if is_static else "no-store"
                if self._is_https:
                    headers["strict-transport-security"] = "max-age=31536000"
            await send(message)

        await self._app(scope, receive, with_headers)


class Calm:
    """Answers for what goes wrong here: words that may quote data are sealed, never logged."""

    def __init__(self, app: ASGIApp, home: Home, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._home = home
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
            return
        except Exception:  # noqa: BLE001 - whatever it is, its words may quote a row
            if scope["type"] != "http":
                raise
            self._seal(traceback.format_exc())
        if begun:  # said outside of `except`, so that nothing of the error hangs on this one
            raise RuntimeError("an answer broke off; the words are sealed")
        answer: Response = HTMLResponse(WENT_WRONG, 500)
        await answer(scope, receive, send)

    def _seal(self, words: str) -> None:
        """Keep them if they can be kept: at a full disk they are lost, rather than logged."""
        with suppress(Exception):
            run = f"{self._clock():%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
            keep_private(self._home, "portal", run, words)
