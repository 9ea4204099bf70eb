"""Signing in with a name and a password: who gets in, for how long, and who is kept out."""

from datetime import datetime, timedelta

import pytest
from filelock import FileLock
from starlette.testclient import TestClient

from orchestration.audit import accesses, journal
from orchestration.home import Home
from orchestration.portal.accounts import change_password, close_account
from orchestration.portal.application import application
from orchestration.portal.attempts import Attempts
from orchestration.portal.people import Person, Role
from orchestration.portal.records import folder
from orchestration.portal.serving import serve
from orchestration.portal.settings import AttemptSettings, PortalSettings
from orchestration.refusals import Refusal
from tests.browser.signing_in import ANN, BEN, PASSWORD, add_people, portal, sign, sign_in

BEGUN = datetime(2026, 2, 2, 9, 0)
FEW = PortalSettings(attempts=AttemptSettings(for_an_account=3, from_an_address=6))


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.moment = BEGUN

    def __call__(self) -> datetime:
        return self.moment


def try_to_sign_in(
    browser: TestClient, name: str, password: str, headers: dict[str, str] | None = None
) -> int:
    said = {"name": name, "password": password, "csrf_token": sign(browser, "/sign-in")}
    answer = browser.post("/sign-in", data=said, headers=headers, follow_redirects=False)
    return int(answer.status_code)


def is_signed_in(browser: TestClient) -> bool:
    return bool(browser.get("/password", follow_redirects=False).status_code == 200)


def test_somebody_signs_in_and_out(home: Home) -> None:
    with portal(home, ANN) as browser:
        assert ANN.name in browser.get("/password").text
        browser.post("/sign-out", data={"csrf_token": sign(browser, "/password")})
        assert not is_signed_in(browser)
    said = [(line.who, line.what) for line in accesses(home)]
    assert said == [
        ("Ann Green (supplier)", "portal: signed in by password"),
        ("Ann Green (supplier)", "portal: signed out"),
    ]


def test_a_browser_that_signed_out_is_not_let_in_by_its_old_number(home: Home) -> None:
    with portal(home, ANN) as browser:
        old = browser.cookies["sendmart"]
        browser.post("/sign-out", data={"csrf_token": sign(browser, "/password")})
        browser.cookies.set("sendmart", old)
        assert not is_signed_in(browser)


@pytest.mark.parametrize("wrong", [("Ann Green", "no"), ("Nobody", PASSWORD), ("Ann Green", "")])
def test_who_does_not_know_both_is_not_let_in(wrong: tuple[str, str], home: Home) -> None:
    add_people(home, ANN)
    with portal(home) as browser:
        assert try_to_sign_in(browser, *wrong) == 422
        assert not is_signed_in(browser)


def test_a_failure_is_written_down_but_never_what_was_typed_for_a_name(home: Home) -> None:
    add_people(home, ANN)
    with portal(home) as browser:
        try_to_sign_in(browser, "ann  green", "wrong horse")
        try_to_sign_in(browser, "my secret in the wrong field", "x")
    said = [(line.who, line.what) for line in accesses(home)]
    assert said == [
        ("Ann Green", "portal: failed to sign in"),
        ("a name that is nobody's", "portal: failed to sign in"),
    ]
    assert b"wrong horse" not in journal(home).read_bytes()
    assert b"my secret" not in journal(home).read_bytes()


def test_a_name_is_tried_a_few_times_only_from_anywhere(home: Home) -> None:
    add_people(home, ANN, BEN)
    with portal(home, settings=FEW) as browser:
        answers = [try_to_sign_in(browser, "Ann Green", f"guess {n}") for n in range(4)]
        assert answers == [422, 422, 422, 429]
        assert try_to_sign_in(browser, "Ann Green", PASSWORD) == 429
        assert try_to_sign_in(browser, "Ben Stone", PASSWORD) == 303
    too_many = [line for line in accesses(home) if line.why.startswith("too many")]
    assert len(too_many) == 1


def test_many_people_of_one_office_sign_in_from_one_address(home: Home) -> None:
    add_people(home, ANN, BEN)
    with portal(home, settings=FEW) as browser:
        for name in ("Ann Green", "Ben Stone") * 4:
            assert try_to_sign_in(browser, name, PASSWORD) == 303
            browser.cookies.clear()


def test_a_stranger_elsewhere_does_not_soon_lock_somebody_out(home: Home) -> None:
    add_people(home, ANN)
    attempts = AttemptSettings(for_an_account=3, for_an_account_from_anywhere=5)
    trusting = PortalSettings(attempts=attempts, trusted_proxies=["127.0.0.1"])
    with portal(home, settings=trusting) as browser:
        for status in (422, 422, 422, 429):
            stranger = {"X-Forwarded-For": "10.1.1.1"}
            assert try_to_sign_in(browser, "Ann Green", "guess", stranger) == status
        other = {"X-Forwarded-For": "10.1.1.2"}
        assert try_to_sign_in(browser, "Ann Green", "slip", other) == 422
        assert try_to_sign_in(browser, "Ann Green", PASSWORD, other) == 303
        browser.cookies.clear()
        assert try_to_sign_in(browser, "Ann Green", "guess", {"X-Forwarded-For": "10.1.1.3"}) == 422
        assert try_to_sign_in(browser, "Ann Green", PASSWORD, other) == 429


def test_passwords_that_are_being_looked_at_count_until_they_are_known() -> None:
    attempts = Attempts(AttemptSettings(for_an_account=3, from_an_address=6))
    assert [attempts.begin("Ann", "here") for _ in range(4)] == [True, True, True, False]
    attempts.end("Ann", "here", was_right=True)
    assert attempts.begin("Ann", "here")


def test_an_address_tries_so_many_names_only_whatever_it_says_of_itself(home: Home) -> None:
    add_people(home, ANN)
    with portal(home, settings=FEW) as browser:
        for number in range(6):
            spoofed = {"X-Forwarded-For": f"10.0.0.{number}"}
            assert try_to_sign_in(browser, f"Name {number}", "x", spoofed) == 422
        assert try_to_sign_in(browser, "Ann Green", PASSWORD, {"X-Forwarded-For": "9.9.9.9"}) == 429


def test_the_proxy_in_front_says_who_is_asking_where_it_is_trusted(home: Home) -> None:
    add_people(home, ANN)
    trusting = FEW.model_copy(update={"trusted_proxies": ["127.0.0.1"]})
    with portal(home, settings=trusting) as browser:
        for number in range(6):
            asked = {"X-Forwarded-For": f"6.6.6.{number}, 10.1.1.1"}
            assert try_to_sign_in(browser, f"Name {number}", "x", asked) == 422
        same = {"X-Forwarded-For": "7.7.7.7, 10.1.1.1"}
        assert try_to_sign_in(browser, "Ann Green", PASSWORD, same) == 429
        other = {"X-Forwarded-For": "10.1.1.2"}
        assert try_to_sign_in(browser, "Ann Green", PASSWORD, other) == 303
    assert accesses(home)[-1].why == "from 10.1.1.2"


def test_doing_nothing_for_a_while_signs_out_and_doing_something_does_not(home: Home) -> None:
    clock = Clock()
    with portal(home, ANN, clock=clock) as browser:
        for _ in range(4):
            clock.moment += timedelta(minutes=29)
            assert is_signed_in(browser)
        clock.moment += timedelta(minutes=30)
        assert not is_signed_in(browser)
        clock.moment -= timedelta(minutes=30)
        assert not is_signed_in(browser)


def test_nobody_stays_for_longer_than_a_working_day(home: Home) -> None:
    clock = Clock()
    with portal(home, ANN, clock=clock) as browser:
        while clock.moment < BEGUN + timedelta(hours=9, minutes=50):
            clock.moment += timedelta(minutes=10)
            assert is_signed_in(browser)
        clock.moment += timedelta(minutes=10)
        assert not is_signed_in(browser)


def test_whoever_is_shut_out_is_out_at_once_and_stays_out(home: Home) -> None:
    with portal(home, ANN) as browser:
        assert close_account(home, "ANN green", BEGUN) == 1
        assert not is_signed_in(browser)
        assert try_to_sign_in(browser, ANN.name, PASSWORD) == 422


def test_a_name_is_shut_out_however_it_is_typed(home: Home) -> None:
    person = Person("Élise Straße", Role.auditor)
    with portal(home, person) as browser:
        assert close_account(home, "éLISE  STRASSE", BEGUN) == 1
        assert not is_signed_in(browser)
        assert try_to_sign_in(browser, person.name, PASSWORD) == 422


def test_another_password_ends_every_session(home: Home) -> None:
    with portal(home, ANN) as browser:
        change_password(home, ANN.name, "orbit walnut candle seven")
        assert not is_signed_in(browser)


def test_somebody_changes_their_own_password(home: Home) -> None:
    new = "orbit walnut candle seven"
    with portal(home, ANN) as browser, portal(home, ANN) as other:
        said = {"old": "wrong", "new": new, "csrf_token": sign(browser, "/password")}
        assert browser.post("/password", data=said).status_code == 422
        said["old"], said["new"] = PASSWORD, "ann green ann green"
        weak = browser.post("/password", data=said)
        assert weak.status_code == 422
        assert "part of the name" in weak.text
        said["new"] = new
        assert browser.post("/password", data=said, follow_redirects=False).status_code == 303
        assert is_signed_in(browser)
        assert not is_signed_in(other)
        sign_in(other, ANN, new)


def test_the_number_of_a_browser_is_new_once_it_signs_in(home: Home) -> None:
    """Whoever planted a number in somebody's browser does not come in with them."""
    add_people(home, ANN)
    with portal(home) as browser:
        browser.get("/sign-in")
        before = browser.cookies["sendmart"]
        sign_in(browser, ANN)
        assert browser.cookies["sendmart"] != before
        browser.cookies.set("sendmart", before)
        assert not is_signed_in(browser)


def test_numbers_and_passwords_are_not_in_the_database(home: Home) -> None:
    with portal(home, ANN) as browser:
        number = browser.cookies["sendmart"]
        held = b"".join(path.read_bytes() for path in folder(home).rglob("*") if path.is_file())
    assert number.encode() not in held
    assert PASSWORD.encode() not in held
    assert b"$argon2id$" in held


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "/\n/evil.test"],
)
def test_signing_in_leads_to_no_other_site(elsewhere: str, home: Home) -> None:
    add_people(home, ANN)
    with portal(home) as browser:
        said = {"name": ANN.name, "password": PASSWORD, "next": elsewhere}
        said["csrf_token"] = sign(browser, "/sign-in")
        answer = browser.post("/sign-in", data=said, follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_a_second_server_of_one_home_is_refused(home: Home) -> None:
    folder(home).mkdir(parents=True, exist_ok=True)
    with (
        FileLock(folder(home) / "serving.lock"),
        pytest.raises(Refusal, match="running already"),
    ):
        serve(home, "127.0.0.1", 0, print)


def test_behind_tls_the_cookie_never_leaves_it(home: Home) -> None:
    add_people(home, ANN)
    settings = PortalSettings(address="https://portal.test", trusted_proxies=["127.0.0.1"])
    app = application(home, settings)
    with TestClient(app, base_url="https://portal.test", client=("127.0.0.1", 5000)) as browser:
        answer = browser.get("/sign-in")
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        said = {"name": ANN.name, "password": PASSWORD, "csrf_token": sign(browser, "/sign-in")}
        answer = browser.post("/sign-in", data=said, follow_redirects=False)
        [cookie] = [c for c in answer.headers.get_list("set-cookie") if "__Host-sendmart=" in c]
    for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie
