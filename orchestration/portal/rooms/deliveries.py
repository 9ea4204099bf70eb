"""The pages by which a supplier sends files: drop, read what is wrong, mend, drop again, submit.

How files are read is in orchestration.partner; what a supplier has sent already is in `supplier`.
"""

from typing import Any

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from orchestration.contracts.catalogue import the_catalogue
from orchestration.partner import drops
from orchestration.partner.checking import (
    CHECKED,
    TAKEN,
    groups_in,
    may_be_submitted,
    problems_in,
)
from orchestration.partner.desk import Desk
from orchestration.partner.drops import Drop
from orchestration.partner.suppliers import contracts_of
from orchestration.portal.allowing import allowed
from orchestration.portal.asking import home_of, moment, note, person_of
from orchestration.portal.files import xlsx_file
from orchestration.portal.pages import page
from orchestration.portal.people import Link, Role
from orchestration.portal.rooms.supplier import supplier_of
from orchestration.portal.uploads import UploadRefused, take_upload
from orchestration.portal.wording import counted
from orchestration.register.telling import headings, listed
from orchestration.sheets import workbook_of

MOST_WAITING = 20
HELD_SECONDS, LOOK_SECONDS = 6.0, 0.15
BUSY = ("reading", "submitted")
NO_FILE, NO_SUCH = "Choose a file to send.", "Choose one of your extracts, or leave it open."


@allowed(Role.supplier, takes_files=True)
async def send(request: Request) -> Response:
    """The form to send files by, and what becomes of them: a drop of their own."""
    if request.method != "POST":
        return await _form(request, request.query_params.get("source", ""))
    own = supplier_of(request)
    await _refuse_too_many(request)
    upload = await take_upload(request)
    try:
        source = upload.fields.get("source", "")
        error = _error(request, source, bool(upload.files))
        if error:
            return await _form(request, source, *error)
        marks = ", ".join(file.sha256[:16] for file in upload.files)
        sent = f"sent {counted(len(upload.files), 'file')}, sha256 {marks}"
        await note(request, sent, "to be checked before submitting")
        files = [(file.said_name, file.path) for file in upload.files]
        said = own, person_of(request).name, files, source, moment(request)
        drop = await run_in_threadpool(drops.begin, home_of(request), *said)
    finally:
        await run_in_threadpool(upload.drop)
    _desk(request).read(drop, moment(request))
    return RedirectResponse(f"/drops/{drop.number}", 303)


@allowed(Role.supplier)
async def one_drop(request: Request) -> Response:
    """How a drop stands: being read, read and what is wrong, being taken in, taken in."""
    drop = await _settled(request)
    home = home_of(request)
    if drop.state in BUSY:
        return page(request, "drop_busy.html", drop=drop)
    checked = await run_in_threadpool(drops.read_answer, home, drop, CHECKED)
    if drop.state == "failed" or checked is None:
        return page(request, "drop_failed.html", drop=drop)
    await note(request, f"saw the problems of drop {drop.number[:8]}", "the sender's own values")
    if drop.state == "received":
        taken = await run_in_threadpool(drops.read_answer, home, drop, TAKEN)
        return page(request, "drop_received.html", drop=drop, answers=(taken or checked)["answers"])
    return page(
        request,
        "drop_read.html",
        drop=drop,
        answers=checked["answers"],
        groups=groups_in(checked),
        changes=checked["changes"],
        compared_with=checked["compared_with"],
        may_be_submitted=may_be_submitted(checked),
        left_out=_left_out(checked),
        is_overtaken=checked.get("is_overtaken", False),
    )


@allowed(Role.supplier)
async def state(request: Request) -> Response:
    """The state alone, for the script of a page that waits."""
    return JSONResponse({"state": (await _own_drop(request)).state})


@allowed(Role.supplier)
async def submit(request: Request) -> Response:
    """Confirm a drop; whoever says so second is led to the same receipt."""
    drop = await _own_drop(request)
    checked = await run_in_threadpool(drops.read_answer, home_of(request), drop, CHECKED)
    if drop.state == "read" and may_be_submitted(checked):
        await note(request, f"submitted drop {drop.number[:8]}", "to be taken in")
        await run_in_threadpool(_desk(request).submit, drop, moment(request))
    return RedirectResponse(f"/drops/{drop.number}", 303)


@allowed(Role.supplier)
async def withdraw(request: Request) -> Response:
    """Remove a drop that was not submitted."""
    drop = await _own_drop(request)
    if not await run_in_threadpool(drops.withdraw, home_of(request), drop):
        return RedirectResponse(f"/drops/{drop.number}", 303)
    await note(request, f"removed drop {drop.number[:8]}", "not submitted")
    return RedirectResponse("/send?removed=1", 303)


@allowed(Role.supplier)
async def problem_list(request: Request) -> Response:
    """Every line to mend, with the sender's own values, as Excel."""
    drop = await _own_drop(request)
    checked = await run_in_threadpool(drops.read_answer, home_of(request), drop, CHECKED)
    if checked is None:
        raise HTTPException(404)
    await note(request, f"took the problem list of drop {drop.number[:8]}", "the sender's own")
    rows = [
        row
        for answer in checked["answers"]
        for row in listed(answer["delivery"], problems_in(answer), with_values=True)
    ]
    made = await run_in_threadpool(workbook_of, "problems", headings(with_values=True), rows)
    return xlsx_file(made, f"problems in {drop.names[0]}.xlsx")


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


async def _own_drop(request: Request) -> Drop:
    """The drop of that number, where it is of whoever asks; else there is no such page."""
    home, own = home_of(request), supplier_of(request)
    await run_in_threadpool(drops.sweep, home, moment(request))
    drop = await run_in_threadpool(drops.find, home, own, request.path_params["number"])
    if drop is None:
        raise HTTPException(404)
    return drop


async def _settled(request: Request) -> Drop:
    """A drop once it is read or taken in, or as it stands after some seconds: a page that waits a
    little needs no script, and is not shown twice."""
    drop = await _own_drop(request)
    until = anyio.current_time() + HELD_SECONDS
    while drop.state in BUSY and anyio.current_time() < until:
        await anyio.sleep(LOOK_SECONDS)
        found = await run_in_threadpool(drops.find, home_of(request), drop.supplier, drop.number)
        if found is None:
            raise HTTPException(404)
        drop = found
    return drop


async def _refuse_too_many(request: Request) -> None:
    """Before a byte is read: what nobody submits must not fill the disk."""
    held = await run_in_threadpool(drops.drops_of, home_of(request), supplier_of(request))
    if sum(drop.state != "received" for drop in held) >= MOST_WAITING:
        what = f"You have {MOST_WAITING} files here that are not submitted."
        advice = "Submit or remove some of them, then send this again."
        raise UploadRefused(429, "Too much waits", what, advice)


def _error(request: Request, source: str, has_files: bool) -> tuple[str, str] | None:
    """What is wrong with the form, and with which field of it."""
    if source and source not in contracts_of(the_catalogue(), supplier_of(request)):
        return "source", NO_SUCH
    return None if has_files else ("files", NO_FILE)


async def _form(request: Request, source: str, field: str = "", error: str = "") -> Response:
    own = contracts_of(the_catalogue(), supplier_of(request))
    titles = sorted((contract.title, name) for name, contract in own.items())
    return page(
        request,
        "send.html",
        422 if error else 200,
        titles=titles,
        source=source if source in own else "",
        was_removed="removed" in request.query_params,
        errors={field: error} if error else {},
    )


def _left_out(checked: dict[str, Any]) -> int:
    """How many rows would be set aside if it were submitted."""
    tables = (one["tables"] for one in checked["answers"])
    return sum(count["set_aside"] for table in tables for count in table.values())


FOR = frozenset([Role.supplier])
LINKS = [Link("Send files", "/send", FOR, 20)]
ROUTES = [
    Route("/send", send, methods=["GET", "POST"]),
    Route("/drops/{number}", one_drop),
    Route("/drops/{number}/state", state),
    Route("/drops/{number}/submit", submit, methods=["POST"]),
    Route("/drops/{number}/withdraw", withdraw, methods=["POST"]),
    Route("/drops/{number}/problems.xlsx", problem_list),
]
