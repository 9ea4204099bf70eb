"""The page of templates: for each extract of a supplier a workbook and CSV files to fill in.

What a template holds is taken from the contract, in orchestration.partner.
"""

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from orchestration.contracts.catalogue import the_catalogue
from orchestration.partner.filling_in import Template, template_of
from orchestration.partner.suppliers import contracts_of
from orchestration.partner.template_files import template_csv, template_xlsx
from orchestration.portal.allowing import allowed
from orchestration.portal.asking import moment
from orchestration.portal.files import csv_file, xlsx_file
from orchestration.portal.pages import page
from orchestration.portal.people import Link, Role
from orchestration.portal.rooms.supplier import supplier_of


@allowed(Role.supplier)
async def all_templates(request: Request) -> Response:
    """Every extract of the supplier with its files to fill in."""
    own = contracts_of(the_catalogue(), supplier_of(request))
    found = [(contract.title, _template(request, source)) for source, contract in own.items()]
    return page(request, "templates.html", templates=sorted(found, key=lambda one: one[0]))


@allowed(Role.supplier)
async def one_template(request: Request) -> Response:
    """One extract: every column, how it is written and what it means."""
    return page(request, "template.html", filled=_wanted(request))


@allowed(Role.supplier)
async def workbook(request: Request) -> Response:
    template = _wanted(request)
    return xlsx_file(await run_in_threadpool(template_xlsx, template), template.xlsx_name)


@allowed(Role.supplier)
async def text(request: Request) -> Response:
    template, table = _wanted(request), request.path_params["table"]
    for form in template.forms:
        if form.table == table:
            return csv_file(template_csv(form), form.csv_name)
    raise HTTPException(404)


def _wanted(request: Request) -> Template:
    template = _template(request, request.path_params["source"])
    if template is None:
        raise HTTPException(404)
    return template


def _template(request: Request, source: str) -> Template | None:
    catalogue, own = the_catalogue(), supplier_of(request)
    contract = contracts_of(catalogue, own).get(source)
    day = moment(request).date()
    return template_of(catalogue, contract, own, day) if contract else None


FOR = frozenset([Role.supplier])
LINKS = [Link("Templates", "/templates", FOR, 25)]
ROUTES = [
    Route("/templates", all_templates),
    Route("/templates/{source}", one_template),
    Route("/templates/{source}/workbook.xlsx", workbook),
    Route("/templates/{source}/{table}.csv", text),
]
