"""A supplier's pages in a real browser: for everybody, by keyboard, without script, by dragging."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from orchestration.clock import now
from orchestration.home import Home
from orchestration.partner.drops import begin, move
from orchestration.register.book import Book
from tests.browser.looking import DESK, sign_in_at, violations
from tests.browser.serving import Served, served
from tests.browser.signing_in import ANN, EVE, TOM, add_people
from tests.unit.orchestration.sending import WAIT, WAITS_FILE

BAD = {"patient_pseudo_id": "S002", "service": "juggling"}
PAGES = (
    *("/due", "/send", "/templates", "/templates/therapy_waits", "/received", "/quality"),
    "/figures",
)


@pytest.fixture(scope="module")
def partner_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = Home.at(tmp_path_factory.mktemp("pages") / "home")
    add_people(home)
    with served(home) as portal:
        yield portal


@pytest.fixture(scope="module")
def ann_context(chromium: Browser, partner_portal: Served) -> Iterator[BrowserContext]:
    """Ann's browser, signed in once."""
    context = chromium.new_context()
    context.set_default_timeout(20_000)
    sign_in_at(context.new_page(), partner_portal.address, ANN)
    yield context
    context.close()


@pytest.fixture
def ann(ann_context: BrowserContext) -> Iterator[Page]:
    page = ann_context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    yield page
    page.close()
    assert [one for one in said if "status of 422" not in one] == []


def written(folder: Path, *rows: dict[str, str], name: str = WAITS_FILE) -> Path:
    lines = [",".join(WAIT), *(",".join({**WAIT, **row}.values()) for row in rows)]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def dropped(page: Page, address: str, path: Path) -> None:
    page.goto(f"{address}/send")
    page.get_by_label("Files").set_input_files(path)
    page.get_by_role("button", name="Check the files").click()
    page.wait_for_url("**/drops/*")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("being read")


def test_every_page_of_a_supplier_trips_nobody(
    ann: Page, partner_portal: Served, tmp_path: Path
) -> None:
    address = partner_portal.address
    dropped(ann, address, written(tmp_path, {}, BAD))
    assert violations(ann) == []
    dropped(ann, address, written(tmp_path, {}, {**BAD, "service": "OT"}, {"stage": "early"}))
    expect(ann.get_by_text("Mended")).to_be_visible()
    assert violations(ann) == []
    ann.get_by_role("button", name="Submit it as it is").click()
    expect(ann.get_by_role("heading", level=1)).to_have_text("Submitted")
    assert violations(ann) == []
    ann.get_by_role("link", name="Everything that was received").click()
    ann.get_by_role("table").get_by_role("link").first.click()
    expect(ann.get_by_text("What was wrong, worst first")).to_be_visible()
    assert violations(ann) == []
    for path in PAGES:
        ann.goto(address + path)
        assert violations(ann) == [], path


def test_pages_of_waiting_and_of_failure_trip_nobody(
    ann: Page, partner_portal: Served, tmp_path: Path
) -> None:
    """A drop that nobody reads, as if all readers were busy; then one whose reader broke down."""
    home, at = partner_portal.home, now()
    path = written(tmp_path, {})
    drop = begin(home, "X9901", ANN.name, [(WAITS_FILE, path)], "therapy_waits", at)
    address = f"{partner_portal.address}/drops/{drop.number}"
    ann.goto(address)
    expect(ann.get_by_role("heading", level=1)).to_have_text("Your files are being read")
    assert violations(ann) == []
    move(home, drop, "failed", at, only_from=["reading"])
    expect(ann.get_by_role("heading", level=1)).to_have_text("Your files could not be read")
    assert violations(ann) == []
    ann.goto(f"{partner_portal.address}/due")
    expect(ann.get_by_role("link", name=WAITS_FILE).first).to_be_visible()


def test_pages_of_the_other_roles_trip_nobody(page: Page, partner_portal: Served) -> None:
    sign_in_at(page, partner_portal.address, TOM)
    for path in ("/audit", "/suppliers", "/suppliers/X9901", "/publication"):
        page.goto(partner_portal.address + path)
        assert violations(page) == [], path


def test_a_supplier_begins_with_what_is_due(ann: Page, partner_portal: Served) -> None:
    ann.goto(partner_portal.address + "/")
    expect(ann).to_have_title("What is due – SEND data")
    names = ann.get_by_role("navigation", name="Main").get_by_role("link").all_inner_texts()
    assert names[:2] == ["What is due", "Send files"]


def test_forgetting_the_file_leads_to_the_field(ann: Page, partner_portal: Served) -> None:
    ann.goto(f"{partner_portal.address}/send")
    ann.get_by_role("button", name="Check the files").click()
    expect(ann).to_have_title(re.compile("^Error: "))
    ann.get_by_role("alert").get_by_role("link", name="Choose a file to send.").click()
    expect(ann.get_by_label("Files")).to_be_focused()
    assert violations(ann) == []


def test_files_can_be_dragged_in_and_their_arrival_is_told(
    ann: Page, partner_portal: Served, tmp_path: Path
) -> None:
    ann.goto(f"{partner_portal.address}/send")
    text = written(tmp_path, {"birth_month": "2014-01"}).read_text(encoding="utf-8")
    carried = ann.evaluate_handle(
        """([name, text]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], name, {type: "text/csv"}));
            return carried;
        }""",
        [WAITS_FILE, text],
    )
    for event in ("dragenter", "dragover", "drop"):
        ann.dispatch_event("#zone", event, {"dataTransfer": carried})
    expect(ann.get_by_text(f"Chosen: {WAITS_FILE}")).to_be_visible()
    ann.get_by_role("button", name="Check the files").click()
    expect(ann.get_by_role("heading", level=1)).to_contain_text("Everything is in order")


def test_a_broken_line_is_told_in_the_page_and_keeps_the_choice(
    ann_context: BrowserContext, partner_portal: Served, tmp_path: Path
) -> None:
    page = ann_context.new_page()
    page.goto(f"{partner_portal.address}/send")
    page.get_by_label("Files").set_input_files(written(tmp_path, {}))
    page.route("**/send", lambda route: route.abort())
    page.get_by_role("button", name="Check the files").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing of it was kept. Send it again.")
    expect(page.get_by_role("alert")).to_be_focused()
    page.unroute("**/send")
    page.get_by_role("button", name="Check the files").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Everything is in order")
    page.close()


def test_a_session_that_ended_is_told_and_nothing_is_kept(
    page: Page, partner_portal: Served, tmp_path: Path
) -> None:
    sign_in_at(page, partner_portal.address, ANN)
    page.goto(f"{partner_portal.address}/send")
    page.get_by_label("Files").set_input_files(written(tmp_path, {}))
    page.context.clear_cookies()
    page.get_by_role("button", name="Check the files").click()
    page.wait_for_url("**/sign-in**")
    expect(page.get_by_text("What you sent last was not taken")).to_be_visible()


def test_the_keyboard_alone_sends_and_submits(
    ann: Page, partner_portal: Served, tmp_path: Path
) -> None:
    ann.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    ann.goto(f"{partner_portal.address}/send")
    tab_to(ann, "source")
    ann.keyboard.type("Children's therapies waiting list, p")
    assert ann.get_by_label("Which extract").input_value() == "therapy_waits"
    tab_to(ann, "files")
    with ann.expect_file_chooser() as chooser:
        ann.keyboard.press("Space")
    chooser.value.set_files(written(tmp_path, {"gp_ods": "Y00003"}, name="by hand.csv"))
    tab_to(ann, "check")
    ann.keyboard.press("Enter")
    ann.wait_for_url("**/drops/*")
    expect(ann.get_by_role("heading", level=1)).to_contain_text("Everything is in order")
    button = ann.get_by_role("button", name="Submit", exact=True)
    for _ in range(30):
        ann.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    expect(button).to_be_focused()
    ann.keyboard.press("Enter")
    expect(ann.get_by_role("heading", level=1)).to_have_text("Submitted")


def tab_to(page: Page, name: str) -> None:
    """Walk by the tabulator to an element, as somebody without a mouse does."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == name:
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_without_script_a_file_is_sent_read_mended_and_submitted(
    chromium: Browser, partner_portal: Served, tmp_path: Path
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    context.set_default_timeout(20_000)
    page = context.new_page()
    before = len(Book(partner_portal.home).accepted())
    sign_in_at(page, partner_portal.address, ANN)
    page.goto(f"{partner_portal.address}/send")
    page.get_by_label("Files").set_input_files(written(tmp_path, {"stage": "nowhere"}))
    page.get_by_role("button", name="Check the files").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Some rows would be left out")
    with page.expect_download() as kept:
        page.get_by_role("link", name="Download the problem list (Excel)").click()
    assert kept.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name="Send other files").click()
    mended = written(tmp_path, {"stage": "intervention", "gp_ods": "Y00004"})
    page.get_by_label("Files").set_input_files(mended)
    page.get_by_role("button", name="Check the files").click()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Submitted")
    assert len(Book(partner_portal.home).accepted()) == before + 1
    context.close()


def test_an_engineer_sees_counts_and_no_value(page: Page, partner_portal: Served) -> None:
    sign_in_at(page, partner_portal.address, EVE)
    page.goto(f"{partner_portal.address}/suppliers")
    page.get_by_role("link", name=re.compile("Community Healthcare")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Community Healthcare")
    assert "juggling" not in page.content()
