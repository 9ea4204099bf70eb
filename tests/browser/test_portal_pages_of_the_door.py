"""The door's own pages in a real browser: for every width, by keyboard, without script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import sign_in_at, violations
from tests.browser.serving import Served
from tests.browser.signing_in import ANN, EVE, PASSWORD


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in?again=1", "/nowhere"])
def test_pages_before_sign_in_trip_nobody(path: str, page: Page, empty_portal: Served) -> None:
    page.goto(empty_portal.address + path)
    assert violations(page) == []


def test_pages_after_sign_in_trip_nobody(page: Page, empty_portal: Served) -> None:
    sign_in_at(page, empty_portal.address, EVE)
    for path in ("/password", "/nowhere"):
        page.goto(empty_portal.address + path)
        assert violations(page) == []
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_wrong_password_is_told_in_a_summary_that_leads_to_the_field(
    page: Page, empty_portal: Served
) -> None:
    page.goto(f"{empty_portal.address}/sign-in")
    page.get_by_label("Name").fill(ANN.name)
    page.get_by_label("Password").fill("not the right one")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_title("Error: Sign in – SEND data")
    assert violations(page) == []
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Name")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value(ANN.name)
    expect(page.get_by_label("Password")).to_have_value("")


def test_the_keyboard_alone_signs_in_without_script(
    chromium: Browser, empty_portal: Served
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{empty_portal.address}/password")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type(ANN.name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Change your password")
    context.close()
