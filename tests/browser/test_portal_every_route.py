"""Every route of the portal, those to come too: who may ask, and what its answers carry."""

import re
from types import ModuleType
from typing import Any, cast

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from orchestration.audit import accesses
from orchestration.clock import now
from orchestration.home import Home
from orchestration.portal import application as putting_together
from orchestration.portal.allowing import allowed
from orchestration.portal.application import application
from orchestration.portal.guarding import Calm
from orchestration.portal.people import Role
from orchestration.portal.settings import PortalSettings
from tests.browser.signing_in import ADDRESS, ANN, EVE, EVERYONE, PASSWORD, add_people, portal

OPEN_TO_ALL = {"/", "/sign-in", "/sign-out", "/sign-in/work-account", "/sign-in/back"}


def every_route() -> list[tuple[Route, str]]:
    """Each route with each of its methods."""
    found = [route for route in putting_together.routes() if isinstance(route, Route)]
    return [(route, method) for route in found for method in sorted(route.methods or ())]


def roles_of(route: Route) -> frozenset[Role] | None:
    """Those that a route is for; None where it is for everybody, signed in or not."""
    roles: frozenset[Role] | None = cast(Any, route.endpoint).roles
    return roles


def asked(browser: TestClient, route: Route, method: str, **more: object) -> tuple[int, str, str]:
    """The status, where it leads and what it says."""
    path = re.sub(r"\{[^}]*\}", "x", route.path)
    answer = browser.request(method, path, follow_redirects=False, **more)  # type: ignore[arg-type]
    return answer.status_code, answer.headers.get("location", ""), answer.text


def test_a_route_that_does_not_say_who_may_ask_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def forgotten(request: Request) -> Response:
        return PlainTextResponse("secret")

    room = ModuleType("forgetful")
    room.ROUTES = [Route("/forgotten", forgotten)]  # type: ignore[attr-defined]
    monkeypatch.setattr(putting_together, "all_rooms", lambda: [room])
    with pytest.raises(TypeError, match="forgetful: a route does not say who may ask"):
        putting_together.routes()
    room.ROUTES = [Route("/forgotten", allowed(Role.auditor)(forgotten))]  # type: ignore[attr-defined]
    assert len(putting_together.routes()) == 2


def test_only_the_pages_by_which_people_sign_in_are_open_to_all() -> None:
    found = {route.path for route, _ in every_route() if roles_of(route) is None}
    assert found == OPEN_TO_ALL, "a page that strangers may open belongs in this list, or nowhere"


def test_a_stranger_is_sent_to_sign_in_by_every_other_route(home: Home) -> None:
    with portal(home) as browser:
        for route, method in every_route():
            if route.path not in OPEN_TO_ALL:
                status, onward, _ = asked(browser, route, method)
                assert (status, onward.partition("?")[0]) == (303, "/sign-in"), route.path


@pytest.mark.parametrize("person", EVERYONE, ids=lambda person: person.role)
def test_a_role_opens_its_own_pages_and_no_others(person: object, home: Home) -> None:
    chosen = next(one for one in EVERYONE if one == person)
    with portal(home, chosen) as browser:
        for route, method in every_route():
            roles = roles_of(route)
            if roles is not None and chosen.role not in roles:
                status, _, said = asked(browser, route, method)
                assert status == 403, f"{method} {route.path}"
                assert method == "HEAD" or "not for your account" in said


@pytest.mark.parametrize("person", EVERYONE, ids=lambda person: person.role)
def test_nothing_is_changed_by_a_form_that_is_not_ours(person: object, home: Home) -> None:
    chosen = next(one for one in EVERYONE if one == person)
    with portal(home, chosen) as browser:
        for route, method in every_route():
            roles = roles_of(route)
            if method == "GET" or (roles is not None and chosen.role not in roles):
                continue
            for body in ({"data": {"a": "b"}}, {"files": {"file": ("a.csv", b"x")}}):
                status, _, _ = asked(browser, route, method, **body)
                assert status in (400, 403), f"{method} {route.path}"
            elsewhere = {"origin": "https://evil.test"}
            status, _, _ = asked(browser, route, method, data={"a": "b"}, headers=elsewhere)
            assert status == (400 if method == "HEAD" else 403)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_what_only_asks_for_a_page_brings_nothing_and_signs_nobody_in(
    method: str, home: Home
) -> None:
    add_people(home, ANN)
    right = {"name": ANN.name, "password": PASSWORD}
    with portal(home) as browser:
        for path in ("/sign-in", "/sign-in/back"):
            for body in (
                {"data": right},
                {"files": {"file": ("a.csv", b"x" * 2_000_000)}},
                {"content": iter([b"name=x"]), "headers": {"transfer-encoding": "chunked"}},
            ):
                answer = browser.request(method, path, follow_redirects=False, **body)  # type: ignore[arg-type]
                assert answer.status_code in ((404, 405) if method == "OPTIONS" else (400,))
        assert browser.get("/password", follow_redirects=False).status_code == 303


def test_what_goes_wrong_at_a_full_disk_leaves_nothing_of_it_to_be_logged(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/late":
            await PlainTextResponse("begun")(scope, receive, send)
        raise ValueError("could not read 'Somebody'")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("orchestration.portal.guarding.keep_private", full)
    browser = TestClient(Calm(broken, home, now), base_url=ADDRESS)
    answer = browser.get("/early")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    with pytest.raises(RuntimeError, match="broke off") as caught:
        browser.get("/late")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_form_too_large_or_of_no_known_kind_is_not_read(home: Home) -> None:
    with portal(home, EVE) as browser:
        for sent in (
            {"data": {"name": "x" * 200_000}},
            {"json": {"name": "x"}},
            {"content": b"name=x", "headers": {"content-type": "text/plain"}},
        ):
            answer = browser.post("/password", **sent)  # type: ignore[arg-type]
            assert answer.status_code == 400
            assert "Nothing was done" in answer.text


@pytest.mark.parametrize("path", ["/sign-in", "/", "/nowhere", "/static/portal.css", "/password"])
def test_every_answer_carries_what_keeps_a_browser_safe(path: str, home: Home) -> None:
    with portal(home, EVE) as browser:
        headers = browser.get(path, follow_redirects=False).headers
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static") else "no-store")


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test", "", "localhost@evil.test"])
def test_it_answers_to_its_own_name_only(host: str, home: Home) -> None:
    with portal(home) as browser:
        assert browser.get("/sign-in", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/static/../application.py",
        "/static/%2e%2e/application.py",
        "/static/..%2f..%2fcli%2fapp.py",
        "/static//etc/passwd",
        "/static/..\\application.py",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/password/../../identifiable/audit/access.jsonl",
        "/" + "a" * 9000,
        "/sign-in%00",
        "/%0d%0aset-cookie:%20x=y",
    ],
)
def test_no_path_leads_out_of_the_portal(path: str, home: Home) -> None:
    with portal(home, EVE) as browser:
        answer = browser.get(path)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert "x" not in answer.cookies


@pytest.mark.parametrize(
    "said", [{"x-original-url": "/x"}, {"x-http-method-override": "DELETE"}, {"x-user": "Eve"}]
)
def test_no_header_says_who_somebody_is(said: dict[str, str], home: Home) -> None:
    with portal(home) as browser:
        answer = browser.get("/password", headers=said, follow_redirects=False)
    assert answer.status_code == 303


def test_what_goes_wrong_here_is_sealed_and_not_told(
    home: Home, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    @allowed()
    async def broken(request: Request) -> Response:
        raise ValueError("invalid date 'Zachariah'")

    app = application(home, PortalSettings())
    app.router.routes.insert(0, Route("/broken", broken))
    with portal(home, ANN) as signed, TestClient(app, base_url=ADDRESS) as browser:
        browser.cookies.update(signed.cookies)
        answer = browser.get("/broken")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    said = answer.text + caplog.text + "".join(capfd.readouterr())
    assert "Zachariah" not in said
    [kept] = (home.root / "identifiable" / "errors").glob("*-portal.txt.age")
    assert b"Zachariah" not in kept.read_bytes()


def test_a_page_that_was_not_for_somebody_is_written_down(home: Home) -> None:
    @allowed(Role.auditor)
    async def hidden(request: Request) -> Response:
        return PlainTextResponse("for auditors")

    app = application(home, PortalSettings())
    app.router.routes.insert(0, Route("/hidden", hidden))
    with portal(home, ANN) as signed, TestClient(app, base_url=ADDRESS) as browser:
        browser.cookies.update(signed.cookies)
        assert browser.get("/hidden").status_code == 403
    assert accesses(home)[-1].why == "not for this role: /hidden"
