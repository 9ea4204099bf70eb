"""The page on which a sender checks a file before sending it; the file never comes here.

The check itself runs in the browser (static/checking), by what the contracts compile to.
"""

import gzip
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.for_browsers import as_json, document
from orchestration.portal.allowing import allowed
from orchestration.portal.page_to_keep import page_to_keep
from orchestration.portal.pages import page
from orchestration.portal.people import Link, Role

PLACE = "/check-before-sending"
WHO = (Role.supplier, Role.engineer)


@allowed(*WHO)
async def check_before_sending(request: Request) -> Response:
    """The page; without JavaScript it says how to send the file instead."""
    return page(
        request,
        "check_before_sending.html",
        contracts_at=f"{PLACE}/contracts",
        worker_at="/static/checking/worker.js",
    )


@allowed(*WHO)
async def contracts(request: Request) -> Response:
    """What the browser checks by, packed where the browser can unpack it."""
    packed = await run_in_threadpool(_contracts)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type="application/json", headers={"content-encoding": "gzip"})
    return Response(gzip.decompress(packed), media_type="application/json")


@allowed(*WHO)
async def to_keep(request: Request) -> Response:
    """The same check as one file, to use without signing in."""
    text = await run_in_threadpool(_page_to_keep)
    name = "attachment; filename=check-before-sending.html"
    return Response(text, media_type="text/html", headers={"content-disposition": name})


@cache
def _contracts() -> bytes:
    return gzip.compress(as_json(document(the_catalogue())).encode(), mtime=0)


@cache
def _page_to_keep() -> str:
    return page_to_keep(the_catalogue())


ROUTES = [
    Route(PLACE, check_before_sending),
    Route(f"{PLACE}/contracts", contracts),
    Route(f"{PLACE}/page-to-keep", to_keep),
]
LINKS = [Link("Check before sending", PLACE, frozenset(WHO), place=30)]
