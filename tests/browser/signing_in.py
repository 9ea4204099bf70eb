"""Portals for tests, in this process or as a server of their own, and people who sign in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import httpx
from starlette.testclient import TestClient

from orchestration.clock import now
from orchestration.home import Home
from orchestration.portal.accounts import accounts, add_account
from orchestration.portal.application import application
from orchestration.portal.people import Person, Role
from orchestration.portal.settings import PortalSettings

ADDRESS = "http://127.0.0.1"
PASSWORD = "violet tram kettle moon"
MADE_AT = datetime(2026, 1, 1, 9, 0)
ANN = Person("Ann Green", Role.supplier, "X9901")
BEN = Person("Ben Stone", Role.supplier, "X9902")
EVE = Person("Eve Marsh", Role.engineer)
IAN = Person("Ian Ford", Role.analyst)
ZOE = Person("Zoe Hill", Role.approver)
TOM = Person("Tom Reed", Role.auditor)
EVERYONE = (ANN, BEN, EVE, IAN, ZOE, TOM)


def add_people(home: Home, *people: Person) -> None:
    known = {account.name for account in accounts(home)}
    for person in people or EVERYONE:
        if person.name not in known:
            add_account(home, person, PASSWORD, MADE_AT)


@contextmanager
def portal(
    home: Home,
    person: Person | None = None,
    settings: PortalSettings | None = None,
    clock: Callable[[], datetime] = now,
) -> Iterator[TestClient]:
    """A browser at a portal in this process; with `person`, signed in by the form."""
    app = application(home, settings or PortalSettings(), clock)
    with TestClient(app, base_url=ADDRESS, client=("127.0.0.1", 50000)) as browser:
        if person is not None:
            add_people(home, person)
            sign_in(browser, person)
        yield browser


def sign_in(browser: TestClient, person: Person, password: str = PASSWORD) -> None:
    said = {"name": person.name, "password": password, "csrf_token": sign(browser, "/sign-in")}
    answer = browser.post("/sign-in", data=said, follow_redirects=False)
    assert answer.status_code == 303, answer.text


def sign(browser: httpx.Client, path: str) -> str:
    """The sign that the forms of a page carry for this browser."""
    found = re.search(r'name="csrf_token" value="([0-9a-f]+)"', browser.get(path).text)
    assert found is not None, path
    return found[1]
