"""Signing in through the council's own sign-in, against a real OpenID Connect server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from anyio.from_thread import start_blocking_portal
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from orchestration.audit import accesses
from orchestration.home import Home
from orchestration.portal.accounts import close_account
from orchestration.portal.people import Role
from orchestration.portal.settings import PortalSettings, SingleSignOn
from orchestration.portal.single_sign_on import prepare
from orchestration.refusals import Refusal
from tests.browser.serving import served
from tests.browser.signing_in import MADE_AT, portal

SURE: dict[str, Any] = {"email_verified": True}
PEOPLE: dict[str, dict[str, Any]] = {
    "ann": {"email": "ann@trust.test", "roles": ["senders", "other"], "supplier": "trust-one"}
    | SURE,
    "eve": {"email": "eve@council.test", "roles": "engineers"} | SURE,
    "two": {"email": "two@council.test", "roles": ["engineers", "auditors"]} | SURE,
    "nobody": {"email": "nobody@council.test", "roles": ["cooks"]} | SURE,
    "lost": {"email": "lost@trust.test", "roles": ["senders"], "supplier": "trust-nine"} | SURE,
    "both": {"email": "b@t.test", "roles": ["senders"], "supplier": ["trust-one", "trust-two"]}
    | SURE,
    "unnamed": {"roles": ["engineers"]} | SURE,
    "unsure": {"email": "boss@council.test", "email_verified": False, "roles": ["auditors"]},
    "unsaid": {"email": "boss@council.test", "roles": ["auditors"]},
    "in words": {"email": "boss@council.test", "email_verified": "false", "roles": ["auditors"]},
}


@pytest.fixture(scope="module")
def council() -> Iterator[str]:
    """The address of a council's sign-in that knows those people."""
    users = [User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    with run_server_in_thread(require_nonce=True, user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


def settings_for(issuer: str, folder: Path, **more: Any) -> PortalSettings:
    secret = folder / "client-secret"
    secret.write_text("only between the two\n", encoding="utf-8")
    said = SingleSignOn(
        issuer=issuer,
        client_id="sendmart",
        secret_file=secret,
        roles={"auditors": Role.auditor, "engineers": Role.engineer, "senders": Role.supplier},
        suppliers={"trust-one": "X9901", "trust-two": "X9902"},
    )
    return PortalSettings(single_sign_on=said, accounts=False, **more)


@pytest.fixture
def browser(council: str, home: Home, tmp_path: Path) -> Iterator[TestClient]:
    with portal(home, settings=settings_for(council, tmp_path)) as browser:
        yield browser


def way_back(browser: TestClient, sub: str, onward: str = "/password") -> str:
    """Out to the council's sign-in, in as somebody there, and where that leads."""
    answer = browser.get(f"/sign-in/work-account?next={onward}", follow_redirects=False)
    assert answer.status_code == 302
    answer = httpx.post(answer.headers["location"], data={"sub": sub})
    assert answer.status_code == 302, answer.text
    return str(answer.headers["location"])


@pytest.mark.parametrize(
    ("sub", "told"),
    [
        ("ann", "ann@trust.test (supplier)"),
        ("eve", "eve@council.test (data engineer)"),
        ("two", "two@council.test (auditor)"),
    ],
)
def test_a_work_account_gets_in_as_its_claims_say(
    sub: str, told: str, browser: TestClient, home: Home
) -> None:
    answer = browser.get(way_back(browser, sub, "/nowhere"), follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/nowhere")
    assert browser.get("/", follow_redirects=False).headers.get("location") != "/sign-in"
    [line] = accesses(home)
    assert (line.who, line.what) == (told, "portal: signed in by single sign-on")


@pytest.mark.parametrize(
    "sub", ["nobody", "lost", "both", "unnamed", "unsure", "unsaid", "in words"]
)
def test_who_has_no_part_here_is_not_let_in(sub: str, browser: TestClient, home: Home) -> None:
    answer = browser.get(way_back(browser, sub))
    assert answer.status_code == 403
    assert "You are not signed in" in answer.text
    assert browser.get("/", follow_redirects=False).headers["location"] == "/sign-in"
    assert accesses(home)[-1].what == "portal: failed to sign in"


def test_a_name_that_is_shut_out_is_so_by_this_way_too(browser: TestClient, home: Home) -> None:
    browser.get(way_back(browser, "ann"))
    assert browser.get("/", follow_redirects=False).headers.get("location") != "/sign-in"
    close_account(home, "Ann@Trust.test", MADE_AT)
    assert browser.get("/", follow_redirects=False).headers["location"] == "/sign-in"
    assert browser.get(way_back(browser, "ann")).status_code == 403


def test_a_way_back_serves_once_and_only_the_browser_that_went_out(
    browser: TestClient, home: Home
) -> None:
    address = way_back(browser, "ann")
    mine = dict(browser.cookies)
    browser.cookies.clear()
    assert browser.get(address).status_code == 403
    browser.cookies.update(mine)
    assert browser.get(address, follow_redirects=False).status_code == 303
    browser.cookies.clear()
    browser.cookies.update(mine)
    assert browser.get(address).status_code == 403


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=access_denied"]
)
def test_a_way_back_that_nobody_went_is_refused(query: str, browser: TestClient) -> None:
    assert browser.get(f"/sign-in/back{query}").status_code == 403


class Saying:
    """A client of a server that says this of itself."""

    def __init__(self, **said: Any) -> None:
        self.said = said

    async def load_server_metadata(self) -> dict[str, Any]:
        return self.said


def prepared(client: Any, tmp_path: Path) -> None:
    said = settings_for("https://login.council.test", tmp_path).single_sign_on
    assert said is not None
    with start_blocking_portal() as aside:
        aside.call(prepare, client, said)


def test_a_server_that_goes_by_another_name_is_not_believed(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="calls itself by another name"):
        prepared(Saying(issuer="https://login.elsewhere.test"), tmp_path)


def test_only_signatures_by_a_pair_of_keys_are_believed(tmp_path: Path) -> None:
    named = ["none", "HS256", "RS256", "ES256"]
    client = Saying(
        issuer="https://login.council.test/", id_token_signing_alg_values_supported=named
    )
    prepared(client, tmp_path)
    assert client.said["id_token_signing_alg_values_supported"] == ["RS256", "ES256"]


def test_a_server_that_is_down_is_told_in_a_sentence(home: Home, tmp_path: Path) -> None:
    with portal(home, settings=settings_for("http://localhost:9", tmp_path)) as browser:
        answer = browser.get("/sign-in/work-account")
    assert answer.status_code == 502
    assert "does not answer" in answer.text


def test_names_and_passwords_are_not_asked_for_where_they_are_not_kept(
    browser: TestClient,
) -> None:
    shown = browser.get("/sign-in").text
    assert "work account" in shown
    assert "Password" not in shown


def test_a_real_browser_goes_there_and_back(
    council: str, home: Home, tmp_path: Path, page: Page
) -> None:
    said = settings_for(council, tmp_path).model_dump(mode="json")
    (home.root / "portal.yml").write_text(yaml.safe_dump(said), encoding="utf-8")
    with served(home) as server:
        page.goto(f"{server.address}/password")
        page.get_by_role("link", name="Sign in with your work account").click()
        page.get_by_role("button", name="ann").click()
        expect(page.get_by_text("ann@trust.test")).to_be_visible()
        assert page.url.startswith(server.address)
