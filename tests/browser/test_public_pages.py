"""The pages of a release in a real browser, opened as files: nobody is kept out, nothing is asked
of any host, no script is needed, and paper has all of it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from orchestration.home import Home
from orchestration.publication.journal import PublicationJournal
from orchestration.release.dataset import data_csv
from orchestration.release.documents import documents
from orchestration.release.page.front import front_page
from tests.browser.looking import NARROWEST, violations
from tests.unit.orchestration.release.drafting import make_few_files
from tests.unit.orchestration.release.drawn import AREAS, BY_AGE, ITEMS, PRINTED, TREND, drawn_as
from tests.unit.orchestration.release.releasing import ENGLAND, a_row, the_contents
from tests.unit.orchestration.release.stepping import out

MONTHS = ("July", "August", "September", "October", "November", "December")
PAGES = ("index.html", "tables.html", "catalogue.html", "sources.html", "source-sen2.html")
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
ALL_AT_ONCE = "document.querySelectorAll('img').forEach(one => one.loading = 'eager')"
LOADED = "[...document.images].every(one => one.complete)"
BROKEN = "[...document.images].filter(one => !one.naturalWidth).map(one => one.src)"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases with one in it, as it would lie on a web server or a stick."""
    home = Home.at(tmp_path_factory.mktemp("public") / "home")
    rows: list[tuple[str, ...]] = [("2025", "December", *ENGLAND, "Total", "700", "50.0")]
    for place, month in enumerate(MONTHS):
        rows.append(a_row(month, "2025", "Total", str(40 + 5 * place), "80.5"))
        rows.append(a_row(month, "2025", "0 to 5", "c" if place == 2 else "15", "c"))
        rows.append(a_row(month, "2025", "Social, emotional and mental health", "25", "z"))
    dataset = drawn_as(
        *(TREND, {**BY_AGE, "title": "Plans by group"}, ITEMS, AREAS),
        tables=(PRINTED, {**PRINTED, "title": "Plans by age printed", "by": "age_group"}),
    )
    contents = the_contents(home, rows, dataset=dataset)
    folder = tmp_path_factory.mktemp("served") / "releases"
    files = documents(contents)
    files["plans_monthly.csv"] = data_csv(contents.tables["plans_monthly"][1]).encode()
    with pytest.MonkeyPatch.context() as patch:
        make_few_files(patch)
        out(Home.at(home.root / "another"))
    for name, held in files.items():
        path = folder / "2025-12-v1" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
    events = PublicationJournal(Home.at(home.root / "another")).events()
    (folder / "index.html").write_bytes(front_page(folder, events) or b"")
    return folder


def at(released: Path, name: str) -> str:
    return (released / "2025-12-v1" / "page" / name).as_uri()


@pytest.mark.parametrize("name", [*PAGES, "../../index.html"])
def test_no_page_keeps_anybody_out(page: Page, released: Path, name: str) -> None:
    page.goto(at(released, name))
    page.evaluate(OPEN_ALL)
    page.evaluate(ALL_AT_ONCE)
    page.wait_for_function(LOADED)
    assert violations(page) == []
    assert page.evaluate(BROKEN) == []


@pytest.mark.parametrize("name", [*PAGES, "../../index.html"])
def test_a_page_asks_no_host_and_needs_no_script(
    chromium: Browser, released: Path, name: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    asked: list[str] = []
    said: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(at(released, name))
    page.wait_for_load_state("networkidle")
    assert asked and all(address.startswith("file://") for address in asked)
    assert said == [], "the page's own policy refuses something of it"
    assert context.cookies() == []
    context.close()


def test_a_reader_goes_from_the_front_page_to_a_chart_its_table_and_its_file(
    page: Page, released: Path
) -> None:
    page.goto((released / "index.html").as_uri())
    page.get_by_role("link", name="The figures of December 2025").click()
    page.get_by_role("link", name="Figures and charts").click()
    chart = page.locator("figure").first
    image = chart.get_by_role("img")
    assert "number of plans" in str(image.get_attribute("alt"))
    chart.locator("summary").focus()
    page.keyboard.press("Enter")
    assert chart.get_by_role("cell", name="65", exact=True).is_visible()
    with page.expect_download() as taken:
        chart.get_by_role("link", name="Download these figures").click()
    assert taken.value.suggested_filename == "plans_monthly.csv"
    page.get_by_role("link", name="All months, newest first").click()
    page.wait_for_url((released / "index.html").as_uri())


def test_the_keyboard_reaches_everything_and_first_what_skips(page: Page, released: Path) -> None:
    page.goto(at(released, "index.html"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_phone_gets_the_drawing_made_for_it_and_reads_its_words(
    page: Page, released: Path
) -> None:
    page.set_viewport_size({"width": NARROWEST["width"], "height": NARROWEST["height"]})
    page.goto(at(released, "index.html"))
    image = page.locator("figure img").first
    image.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('figure img').naturalWidth > 0")
    assert str(image.evaluate("one => one.currentSrc")).endswith("-narrow.svg")
    shrunk = float(image.evaluate("one => one.getBoundingClientRect().width / one.naturalWidth"))
    assert shrunk * 14 > 11, f"letters of a drawing are {shrunk * 14:.0f} px high"


def test_paper_has_every_table_and_no_way_to_click(page: Page, released: Path) -> None:
    page.goto(at(released, "tables.html"))
    assert page.pdf().count(b"/Type /Page\n") + page.pdf().count(b"/Type /Page ") >= 1
    page.emulate_media(media="print")
    assert page.get_by_role("navigation").count() == 0
    assert page.get_by_role("table").count() == 2
    for table in page.get_by_role("table").all():
        wide = table.evaluate("one => one.scrollWidth - one.parentElement.clientWidth")
        assert wide <= 0, "a table runs off the paper"
    page.goto(at(released, "index.html"))
    page.emulate_media(media="print")
    inside = page.locator("figure details table").first
    assert inside.evaluate("one => one.getBoundingClientRect().height") > 100, "tables are printed"
