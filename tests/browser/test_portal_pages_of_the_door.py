"""The door's own pages in a real browser: for every width, by keyboard, without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from orchestration.home import Home
from orchestration.portal.uploads import uploads_folder
from tests.browser.looking import sign_in_at, violations
from tests.browser.serving import Served, served
from tests.browser.signing_in import ANN, EVE, PASSWORD, add_people


@pytest.fixture(scope="module")
def small_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A portal that takes a megabyte at once."""
    home = Home.at(tmp_path_factory.mktemp("small") / "home")
    (home.root / "portal.yml").write_text("upload: {megabytes: 1}\n", encoding="utf-8")
    add_people(home, ANN)
    with served(home) as portal:
        yield portal


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


@pytest.mark.parametrize("has_script", [True, False])
def test_a_file_too_large_is_told_in_a_sentence_and_not_as_a_broken_line(
    has_script: bool, chromium: Browser, small_portal: Served, tmp_path: Path
) -> None:
    large = tmp_path / "waits.csv"
    with large.open("wb") as file:
        file.truncate(60_000_000)
    context = chromium.new_context(java_script_enabled=has_script)
    page = context.new_page()
    sign_in_at(page, small_portal.address, ANN)
    page.goto(f"{small_portal.address}/send")
    page.get_by_label("Files").set_input_files(large)
    page.get_by_role("button", name="Check the files").click()
    expect(page.get_by_text("Pack the file as .zip or .gz").first).to_be_visible(timeout=30_000)
    assert violations(page) == [] if has_script else True
    assert not [path for path in uploads_folder(small_portal.home).rglob("*") if path.is_file()]
    context.close()
