"""Turns a template and its values into a page, with the menu of whoever is asking.

What is on the pages is in `templates/`; headers that every answer carries are in `guarding`.
"""

from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from orchestration.portal.asking import settings_of
from orchestration.portal.forms import cookie_name, csrf_field
from orchestration.portal.people import Link, Person
from orchestration.portal.wording import FILTERS

TEMPLATES = Path(__file__).parent / "templates"
COMPONENTS = "govuk_frontend_jinja"


def environment() -> Environment:
    """Our templates and the components that they use; every value is escaped."""
    components = PrefixLoader({COMPONENTS: PackageLoader(COMPONENTS)})
    loader = ChoiceLoader([FileSystemLoader(TEMPLATES), components])
    made = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(FILTERS)
    return made


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A whole page; `person`, `menu`, `settings`, `path` and `csrf_field()` are there as well."""
    person: Person | None = getattr(request.state, "person", None)
    links: list[Link] = request.app.state.links
    shared = {
        "person": person,
        "menu": [link for link in links if person and person.role in link.roles],
        "settings": settings_of(request),
        "path": request.url.path,
        "csrf_field": partial(csrf_field, request),
    }
    made: Environment = request.app.state.templates
    text = made.get_template(template).render(**shared, **values)
    return with_number(request, HTMLResponse(text, status))


def with_number(request: Request, response: Response) -> Response:
    """Give the browser the number that its forms' sign is made of, where it had none."""
    number = getattr(request.state, "new_number", None)
    if number:
        give_number(request, response, number)
    return response


def give_number(request: Request, response: Response, number: str) -> None:
    """It is for this session of the browser only, and no script can read it."""
    response.set_cookie(
        cookie_name(request),
        number,
        httponly=True,
        samesite="lax",
        secure=settings_of(request).is_https,
        path="/",
    )
