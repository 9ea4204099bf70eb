"""The page that checks before sending, in the portal and as a file to keep, as people use it."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from typer.testing import CliRunner

from orchestration.cli.app import app
from tests.browser.looking import sign_in_at, violations
from tests.browser.serving import Served
from tests.browser.signing_in import ANN, TOM
from tests.browser.waits import NAME, a_list, cells

ON_THAT_DAY = datetime(2026, 2, 1, 9, 0)


@pytest.fixture(scope="session")
def kept_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as the command writes it."""
    path = tmp_path_factory.mktemp("kept") / "check.html"
    answer = CliRunner().invoke(app, ["check-page", str(path)])
    assert answer.exit_code == 0, answer.output
    return path


@pytest.fixture
def offline(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser without a network, on a day on which the files of these tests are right."""
    context = chromium.new_context(offline=True)
    context.set_default_timeout(20_000)
    context.clock.install(time=ON_THAT_DAY)
    yield context
    context.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three waits of which two are wrong; one wrong value is one that a spreadsheet would run."""
    rows = [
        cells("S1"),
        cells("S2", service="=1+1"),
        cells("S3", referral_received_date="2025-10-01", service="slt"),
    ]
    path = tmp_path / NAME
    path.write_bytes(a_list(*rows))
    return path


def check(page: Page, *paths: Path) -> None:
    page.get_by_label("Files to check").set_input_files([str(path) for path in paths])
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#check-now")).to_be_hidden()


def test_the_page_to_keep_checks_with_no_network_and_asks_for_nothing(
    offline: BrowserContext, kept_page: Path, file: Path
) -> None:
    page = offline.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(kept_page.as_uri())
    check(page, file)
    found = page.locator("#check-found")
    expect(found).to_contain_text("2 rows would be kept out")
    expect(found).to_contain_text("3 rows for December 2025 from X9901 were read.")
    expect(found).to_contain_text("The code is not in the agreed list for that date.")
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    assert violations(page) == []


def test_its_policy_lets_no_script_of_it_connect(offline: BrowserContext, kept_page: Path) -> None:
    """Even if a script of the page tried to, or one was put into it."""
    page = offline.new_page()
    page.goto(kept_page.as_uri())
    blocked = page.evaluate(
        """async () => {
            const blocked = [];
            document.addEventListener("securitypolicyviolation", (event) => {
                blocked.push(event.effectiveDirective);
            });
            const image = document.createElement("img");
            image.src = "http://127.0.0.1:9/x.png";
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(image, script);
            await fetch("http://127.0.0.1:9/").catch(() => {});
            await new Promise((done) => setTimeout(done, 200));
            return [...blocked, String(window.ran)];
        }"""
    )
    assert sorted(blocked) == ["connect-src", "img-src", "script-src-elem", "undefined"]


def test_the_same_contracts_give_the_same_page(kept_page: Path, tmp_path: Path) -> None:
    CliRunner().invoke(app, ["check-page", str(tmp_path / "again.html")])
    assert (tmp_path / "again.html").read_bytes() == kept_page.read_bytes()


def test_a_file_that_would_go_back_is_told_above_all_with_a_way_to_the_field(
    offline: BrowserContext, kept_page: Path, file: Path
) -> None:
    page = offline.new_page()
    page.goto(kept_page.as_uri())
    file.write_bytes(file.read_bytes() + b"S4,X9901\r\n")
    check(page, file)
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Line 5 does not hold the 14 values")
    expect(page).to_have_title("Error: Check before sending")
    assert violations(page) == []
    summary.get_by_role("link").click()
    expect(page.get_by_label("Files to check")).to_be_focused()


def test_nothing_chosen_is_said_beside_the_field(offline: BrowserContext, kept_page: Path) -> None:
    page = offline.new_page()
    page.goto(kept_page.as_uri())
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file to check.")
    expect(page.locator("#check-files-error")).to_contain_text("Choose a file to check.")


def test_by_keyboard_alone_from_the_file_to_the_lines(
    offline: BrowserContext, kept_page: Path, file: Path
) -> None:
    page = offline.new_page()
    page.goto(kept_page.as_uri())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Files to check")).to_be_focused()
    page.get_by_label("Files to check").set_input_files(str(file))
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="What was found")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table").first).to_be_visible()


def test_what_a_file_holds_is_shown_as_text_and_listed_harmlessly(
    offline: BrowserContext, kept_page: Path, file: Path
) -> None:
    page = offline.new_page()
    page.goto(kept_page.as_uri())
    odd = "<img src=x onerror=alert(1)>"
    file.write_bytes(a_list(cells("S1", service=odd), cells("S2", service="=1+1")))
    check(page, file)
    page.get_by_text("Show the lines").first.click()
    expect(page.get_by_role("cell", name=odd)).to_be_visible()
    assert page.locator("#check-found img").count() == 0
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save the list of problems").click()
    with Path(saving.value.path()).open(encoding="utf-8-sig", newline="") as held:
        rows = list(csv.DictReader(held))
    assert [(row["line"], row["rule"], row["value"]) for row in rows] == [
        ("2", "V004", odd),
        ("3", "V004", "'=1+1"),
    ]


def test_a_supplier_checks_in_the_portal_and_no_value_is_sent(
    page: Page, empty_portal: Served, file: Path
) -> None:
    sign_in_at(page, empty_portal.address, ANN)
    page.clock.install(time=ON_THAT_DAY)
    page.goto(f"{empty_portal.address}/check-before-sending")
    assert violations(page) == []
    sent: list[tuple[str, str]] = []
    page.on("request", lambda request: sent.append((request.method, request.url)))
    check(page, file)
    expect(page.locator("#check-found")).to_contain_text("2 rows would be kept out")
    assert {method for method, _ in sent} == {"GET"}
    places = {url.removeprefix(empty_portal.address).split("/")[1] for _, url in sent}
    assert places == {"static", "check-before-sending"}
    assert violations(page) == []


def test_without_script_the_page_says_what_to_do(chromium: Browser, empty_portal: Served) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in_at(page, empty_portal.address, ANN)
    page.goto(f"{empty_portal.address}/check-before-sending")
    expect(page.get_by_text("This check needs JavaScript.")).to_be_visible()
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_hidden()
    context.close()


def test_the_page_to_keep_can_be_saved_from_the_portal_and_by_suppliers_only(
    page: Page, empty_portal: Served, kept_page: Path
) -> None:
    sign_in_at(page, empty_portal.address, ANN)
    page.goto(f"{empty_portal.address}/check-before-sending")
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save the page to keep").click()
    assert Path(saving.value.path()).read_bytes() == kept_page.read_bytes()
    page.get_by_role("button", name="Sign out").click()
    sign_in_at(page, empty_portal.address, TOM)
    answer = page.goto(f"{empty_portal.address}/check-before-sending")
    assert answer is not None
    assert answer.status == 403


def test_the_contracts_that_the_portal_gives_hold_no_row(page: Page, empty_portal: Served) -> None:
    sign_in_at(page, empty_portal.address, ANN)
    answer = page.request.get(f"{empty_portal.address}/check-before-sending/contracts")
    held = json.loads(answer.text())
    assert held["format"] == 1
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-encoding"] == "gzip"
