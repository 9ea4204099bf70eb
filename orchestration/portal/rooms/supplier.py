"""The pages on which a supplier sees its own world: what is due, what came, how well, its figures.

Sending files is in `deliveries`. Whose the pages are is said by who is signed in, by nothing else.
"""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.partner import drops, quality, world
from orchestration.partner.checking import was_refused
from orchestration.partner.own_figures import OwnFigures, known_datasets, own_figures
from orchestration.partner.problems import grouped, kept_problems
from orchestration.partner.suppliers import called, names_of
from orchestration.portal.allowing import allowed
from orchestration.portal.asking import home_of, moment, note, person_of
from orchestration.portal.files import csv_file, xlsx_file
from orchestration.portal.pages import page
from orchestration.portal.people import Link, Role
from orchestration.register.telling import headings, listed
from orchestration.sheets import workbook_of

LATEST = 5


def supplier_of(request: Request) -> str:
    """The supplier of whoever is signed in: the only one that a page may speak of."""
    supplier = person_of(request).supplier
    if supplier is None:
        raise HTTPException(404)
    return supplier


@allowed(Role.supplier)
async def due(request: Request) -> Response:
    """What is due and when, what waits to be submitted, and what came last."""
    home, own, at = home_of(request), supplier_of(request), moment(request)
    catalogue = the_catalogue()
    await run_in_threadpool(drops.sweep, home, at)
    known = await run_in_threadpool(world.known, home)
    promised = world.due(known, catalogue, own, at)
    came = world.received(known, catalogue, own)
    held = await run_in_threadpool(drops.drops_of, home, own)
    refused = [drop for drop in held if await run_in_threadpool(was_refused, home, drop)]
    return page(
        request,
        "due.html",
        called=called(catalogue, own),
        late=world.late(promised),
        coming=[one for one in promised if one.state in ("due", "coming")],
        excused=[one for one in promised if one.state == "excused"],
        waiting=[drop for drop in held if drop.state != "received" or drop in refused],
        came=came[:LATEST],
    )


@allowed(Role.supplier)
async def received(request: Request) -> Response:
    """Every delivery, the latest first."""
    known = await run_in_threadpool(world.known, home_of(request))
    came = world.received(known, the_catalogue(), supplier_of(request))
    return page(request, "received.html", came=came)


@allowed(Role.supplier)
async def one_received(request: Request) -> Response:
    """One delivery: its counts, and what was wrong with it, with the values that were sent."""
    came, problems = await _own_delivery(request)
    return page(request, "one_received.html", came=came, groups=grouped(problems))


@allowed(Role.supplier)
async def problem_list(request: Request) -> Response:
    """Every line to mend of one delivery, as Excel."""
    came, problems = await _own_delivery(request)
    rows = listed(", ".join(came.files), problems, with_values=True)
    words = headings(with_values=True)
    made = await run_in_threadpool(workbook_of, "problems", words, list(rows))
    return xlsx_file(made, f"problems {came.source} {came.period}.xlsx")


@allowed(Role.supplier)
async def trend(request: Request) -> Response:
    """How the deliveries of each extract fared, period by period."""
    known = await run_in_threadpool(world.known, home_of(request))
    found = quality.trends(known, the_catalogue(), supplier_of(request))
    return page(request, "quality.html", trends=found)


@allowed(Role.supplier)
async def figures(request: Request) -> Response:
    """The supplier's own figures of the latest month, as they are published or would be."""
    found = await _own_figures(request)
    return page(request, "own_figures.html", figures=found)


@allowed(Role.supplier)
async def figures_file(request: Request) -> Response:
    """Every month of them, as CSV."""
    wanted = request.path_params["dataset"]
    for one in await _own_figures(request):
        if one.dataset == wanted:
            return csv_file(one.as_csv().encode("utf-8-sig"), f"{one.dataset}.csv")
    raise HTTPException(404)


async def _own_delivery(request: Request) -> tuple[world.Came, list[Any]]:
    home, own = home_of(request), supplier_of(request)
    number = request.path_params["number"]
    known = await run_in_threadpool(world.known, home)
    came = world.delivery(known, the_catalogue(), own, number)
    if came is None:
        raise HTTPException(404)
    await note(request, f"saw the problems of delivery {number}", "the sender's own values")
    return came, await run_in_threadpool(kept_problems, home, number)


async def _own_figures(request: Request) -> list[OwnFigures]:
    names = names_of(the_catalogue(), supplier_of(request))

    def read(home: Home) -> list[OwnFigures]:
        return own_figures(home, known_datasets(), names)

    return await run_in_threadpool(read, home_of(request))


FOR = frozenset([Role.supplier])
LINKS = [
    Link("What is due", "/due", FOR, 10),
    Link("Received", "/received", FOR, 30),
    Link("Quality", "/quality", FOR, 40),
    Link("Your figures", "/figures", FOR, 45),
]
ROUTES = [
    Route("/due", due),
    Route("/received", received),
    Route("/received/{number}", one_received),
    Route("/received/{number}/problems.xlsx", problem_list),
    Route("/quality", trend),
    Route("/figures", figures),
    Route("/figures/{dataset}.csv", figures_file),
]
