"""Signing in with a name and a password, as a browser does it."""

from orchestration.audit import accesses
from orchestration.home import Home
from tests.browser.signing_in import ANN, portal, sign


def test_somebody_signs_in_and_out(home: Home) -> None:
    with portal(home, ANN) as browser:
        assert ANN.name in browser.get("/password").text
        browser.post("/sign-out", data={"csrf_token": sign(browser, "/password")})
        assert browser.get("/password", follow_redirects=False).status_code == 303
    said = [(line.who, line.what) for line in accesses(home)]
    assert said == [
        ("Ann Green (supplier)", "portal: signed in by password"),
        ("Ann Green (supplier)", "portal: signed out"),
    ]
