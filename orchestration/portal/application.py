"""Puts the portal together: routes of all rooms, what guards them, and what they share.

Each group of pages is a module of `rooms`.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import anyio
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from orchestration.clock import now
from orchestration.home import Home
from orchestration.keys import TABLES, the_keys
from orchestration.partner.desk import Desk
from orchestration.partner.drops import sweep as sweep_drops
from orchestration.portal import rooms
from orchestration.portal.attempts import Attempts
from orchestration.portal.guarding import Calm, Headers
from orchestration.portal.misses import HANDLERS
from orchestration.portal.pages import environment
from orchestration.portal.people import Link
from orchestration.portal.sessions import sweep
from orchestration.portal.settings import PortalSettings
from orchestration.portal.single_sign_on import client_of
from orchestration.portal.uploads import sweep_uploads
from orchestration.register.keeping import SCRATCH
from orchestration.writer import discard_unused

STATIC = Path(__file__).parent / "static"
MINUTES_TO_SIGN_IN_ELSEWHERE = 10
SECONDS_BETWEEN_SWEEPS = 900


def application(
    home: Home, settings: PortalSettings, clock: Callable[[], datetime] = now
) -> Starlette:
    """The portal of one data home; `clock` is the one clock that its pages know."""
    key = the_keys(home).key(TABLES)
    desk = Desk(home)
    secure = settings.is_https
    middleware = [
        Middleware(Headers, settings),
        Middleware(Calm, home, clock),
        Middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies),
        Middleware(TrustedHostMiddleware, allowed_hosts=settings.hosts, www_redirect=False),
        Middleware(
            SessionMiddleware,
            secret_key=key.derived("sendmart portal on the way").hex(),
            session_cookie="__Host-sendmart-way" if secure else "sendmart-way",
            max_age=MINUTES_TO_SIGN_IN_ELSEWHERE * 60,
            same_site="lax",
            https_only=secure,
        ),
    ]

    @asynccontextmanager
    async def while_it_runs(app: Starlette) -> Any:
        sweep_uploads(home)
        sweep(home, settings.session, clock())
        desk.resume(clock())
        async with anyio.create_task_group() as beside:
            beside.start_soon(_clear_away, home, clock)
            yield
            beside.cancel_scope.cancel()
        desk.close()

    app = Starlette(
        routes=routes(),
        middleware=middleware,
        exception_handlers=HANDLERS,
        lifespan=while_it_runs,
    )
    app.state.home = home
    app.state.settings = settings
    app.state.clock = clock
    app.state.form_key = key.derived("sendmart portal forms")
    app.state.single_sign_on = client_of(settings)
    app.state.attempts = Attempts(settings.attempts)
    app.state.uploads_under_way = Counter()
    app.state.templates = environment()
    app.state.links = menu()
    app.state.desk = desk
    return app


async def _clear_away(home: Home, clock: Callable[[], datetime]) -> None:
    """Remove what suppliers dropped and left, also while nobody looks, and what lay open where a
    process that read it was killed."""
    while True:
        with suppress(OSError):  # of a disk that may be well again the next time
            await run_in_threadpool(sweep_drops, home, clock())
            await run_in_threadpool(discard_unused, home.builds, f"{SCRATCH}*")
        await anyio.sleep(SECONDS_BETWEEN_SWEEPS)


def routes() -> list[BaseRoute]:
    """Those of every room; none is taken that does not say who may ask for it."""
    found: list[BaseRoute] = []
    for room in all_rooms():
        for route in room.ROUTES:
            if not isinstance(route, Route) or not hasattr(route.endpoint, "roles"):
                raise TypeError(f"{room.__name__}: a route does not say who may ask for it")
            found.append(route)
    return [*found, Mount("/static", StaticFiles(directory=STATIC), name="static")]


def menu() -> list[Link]:
    """The entries of every room's menu, in the order of their places."""
    found = [link for room in all_rooms() for link in getattr(room, "LINKS", [])]
    return sorted(found, key=lambda link: link.place)


def all_rooms() -> list[ModuleType]:
    """Every module of `rooms`."""
    names = sorted(module.name for module in iter_modules(rooms.__path__))
    return [import_module(f"{rooms.__name__}.{name}") for name in names]
