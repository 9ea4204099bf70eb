"""Pages for those who do not send: how every supplier stands, publication, and who saw what.

Nothing is changed here, and no value of a row is shown; what a supplier sees is in `supplier`.
"""

from dataclasses import dataclass
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from orchestration.audit import Access, accesses, broken_at, head
from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.partner import quality, world
from orchestration.partner.suppliers import called, suppliers_in
from orchestration.portal.allowing import allowed
from orchestration.portal.asking import home_of, moment, note
from orchestration.portal.pages import page
from orchestration.portal.people import Link, Role
from orchestration.publication.calendar import read_calendar
from orchestration.release.overview import overview, sentences

ON_A_PAGE = 100
INSIDE = (Role.engineer, Role.analyst, Role.approver, Role.auditor)


@dataclass(frozen=True)
class Standing:
    """How one supplier stands: what is late, and how its latest deliveries fared."""

    supplier: str
    called: str
    late: int
    last_received: str
    received: int
    set_aside: int

    @property
    def share(self) -> float:
        return 100 * self.set_aside / self.received if self.received else 0.0


@allowed(*INSIDE)
async def suppliers(request: Request) -> Response:
    """Every supplier, those with most that is late first."""
    found = await run_in_threadpool(_standings, home_of(request), moment(request))
    return page(request, "suppliers.html", suppliers=found)


@allowed(*INSIDE)
async def one_supplier(request: Request) -> Response:
    """What one supplier owes and sent, and how well; counts, never a value."""
    home, catalogue, name = home_of(request), the_catalogue(), request.path_params["supplier"]
    if name not in suppliers_in(catalogue):
        raise HTTPException(404)
    known = await run_in_threadpool(world.known, home)
    promised = world.due(known, catalogue, name, moment(request))
    return page(
        request,
        "one_supplier.html",
        called=called(catalogue, name),
        late=world.late(promised),
        came=world.received(known, catalogue, name),
        trends=quality.trends(known, catalogue, name),
    )


@allowed(*INSIDE)
async def publication(request: Request) -> Response:
    """How far each month has come on its way out."""
    told = await run_in_threadpool(overview, home_of(request), read_calendar())
    months = [(one.month, sentences(one)) for one in reversed(told)]
    return page(request, "publication.html", months=months)


@allowed(Role.auditor)
async def audit(request: Request) -> Response:
    """The audit record, the latest first, and whether anybody has tampered with it."""
    home, wanted = home_of(request), request.query_params.get("who", "").strip()
    await note(request, "saw the audit record", f"lines of '{wanted}'" if wanted else "all of it")
    lines, broken, last = await run_in_threadpool(_record, home)
    found = [line for line in reversed(lines) if wanted.casefold() in line.who.casefold()]
    asked = request.query_params.get("page", "1")
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < 7 else 1
    first = (max(number, 1) - 1) * ON_A_PAGE
    return page(
        request,
        "audit.html",
        lines=found[first : first + ON_A_PAGE],
        count=len(found),
        broken=broken,
        last=last,
        who=wanted,
        newer=number - 1 if number > 1 else None,
        older=number + 1 if first + ON_A_PAGE < len(found) else None,
    )


def _standings(home: Home, at: datetime) -> list[Standing]:
    catalogue, known = the_catalogue(), world.known(home)
    found = []
    for name in suppliers_in(catalogue):
        late = [o for o in world.due(known, catalogue, name, at) if o.state == "overdue"]
        came = world.received(known, catalogue, name)
        counting = [one for one in came if one.counts and not one.is_refused]
        found.append(
            Standing(
                name,
                called(catalogue, name),
                len(late),
                came[0].received_at if came else "",
                sum(one.received for one in counting),
                sum(one.set_aside for one in counting),
            )
        )
    return sorted(found, key=lambda one: (-one.late, one.called))


def _record(home: Home) -> tuple[list[Access], int | None, str]:
    return accesses(home), broken_at(home), head(home)


FOR, AUDITORS = frozenset(INSIDE), frozenset([Role.auditor])
LINKS = [
    Link("Audit record", "/audit", AUDITORS, 10),
    Link("Suppliers", "/suppliers", FOR, 20),
    Link("Publication", "/publication", FOR, 30),
]
ROUTES = [
    Route("/suppliers", suppliers),
    Route("/suppliers/{supplier}", one_supplier),
    Route("/publication", publication),
    Route("/audit", audit),
]
