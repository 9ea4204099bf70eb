"""A supplier's pages, without a screen: its own world only, two tabs at once, hostile files."""

import hashlib
import io
import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from hostile.attack import MARKER
from hostile.make_hostile import ATTACKS, FILES
from starlette.testclient import TestClient

from orchestration.audit import accesses
from orchestration.home import Home
from orchestration.partner.drops import all_drops, drops_folder
from orchestration.portal.application import application
from orchestration.portal.people import Person
from orchestration.portal.settings import PortalSettings
from orchestration.portal.uploads import uploads_folder
from orchestration.register.book import Book
from tests.browser.signing_in import (
    ADDRESS,
    ANN,
    BEN,
    EVE,
    EVERYONE,
    TOM,
    add_people,
    sign,
    sign_in,
)
from tests.unit.orchestration.sending import WAIT, WAITS_FILE

AT = datetime(2026, 2, 2, 9, 0)
# An encoding that the sample's own layout does not know, and this extract's does.
AGREED_HERE = ("windows_1252",)
SENDERS_PAGES = (
    *("/due", "/send", "/templates", "/templates/therapy_waits", "/received", "/quality"),
    *("/figures", "/templates/therapy_waits/workbook.xlsx"),
)


class Portal(NamedTuple):
    """One portal, whose clock stands where a test puts it, and a browser for whoever asks."""

    home: Home
    browser: Callable[[Person], TestClient]
    clock: list[datetime]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    home = Home.at(tmp_path_factory.mktemp("partner") / "home")
    add_people(home)
    clock = [AT]
    app = application(home, PortalSettings(), lambda: clock[0])
    with TestClient(app, base_url=ADDRESS, client=("127.0.0.1", 50000)):
        known: dict[str, TestClient] = {}

        def browser(person: Person) -> TestClient:
            if person.name not in known:
                known[person.name] = TestClient(app, ADDRESS, client=("127.0.0.1", 50000))
                sign_in(known[person.name], person)
            return known[person.name]

        yield Portal(home, browser, clock)


def waits(*rows: dict[str, str]) -> bytes:
    lines = [",".join(WAIT), *(",".join({**WAIT, **row}.values()) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def send(
    browser: TestClient, content: bytes, name: str = WAITS_FILE, source: str = ""
) -> tuple[str, str]:
    """Drop a file; its page once it is read, and the page's path."""
    form = {"csrf_token": sign(browser, "/send"), "source": source}
    answer = browser.post("/send", data=form, files={"files": (name, content)})
    assert answer.status_code == 200, answer.text
    return settled(browser, answer.url.path), answer.url.path


def settled(browser: TestClient, path: str) -> str:
    for _ in range(20):
        text = str(browser.get(path).text)
        if "being read" not in text and "being taken in" not in text:
            return text
        time.sleep(0.1)
    raise AssertionError("it was not read in two minutes")


def push(browser: TestClient, path: str, button: str) -> str:
    said = {"csrf_token": sign(browser, path)}
    answer = browser.post(f"{path}/{button}", data=said)
    return settled(browser, answer.url.path)


def heading_of(text: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.S)
    assert found is not None
    return re.sub(r"<span.*?</span>", "", found[1], flags=re.S).strip()


def test_a_bad_file_is_told_of_mended_compared_and_submitted(portal: Portal) -> None:
    ann = portal.browser(ANN)
    bad = {"patient_pseudo_id": "S002", "service": "=juggling()"}
    text, path = send(ann, waits({}, bad), "list.csv", "therapy_waits")
    assert heading_of(text) == "Some rows would be left out"
    assert "=juggling()" in text
    answer = ann.get(f"{path}/problems.xlsx")
    [head, row] = openpyxl.load_workbook(io.BytesIO(answer.content))["problems"].values
    told = dict(zip(head, row, strict=True))
    assert (told["line"], told["column"], told["rule"]) == (3, "service", "V004")
    assert told["value"] == "'=juggling()", "no spreadsheet runs it"
    text, path = send(ann, waits({}, {**bad, "service": "OT"}), "list2.csv", "therapy_waits")
    assert heading_of(text) == "Everything is in order"
    assert "Mended" in text
    assert Book(portal.home).accepted() == []
    text = push(ann, path, "submit")
    assert heading_of(text) == "Submitted"
    [entry] = Book(portal.home).accepted()
    assert (entry.supplier, entry.month) == ("X9901", "2025-12")
    assert entry.submission_id in text
    assert entry.submission_id in ann.get("/received").text
    assert ann.get(f"/received/{entry.submission_id}").status_code == 200
    text, _ = send(ann, waits({}, {**bad, "service": "OT"}), "list2.csv", "therapy_waits")
    assert heading_of(text) == "You have sent this before"


def test_a_template_taken_here_and_filled_in_is_in_order(portal: Portal) -> None:
    ann = portal.browser(ANN)
    answer = ann.get("/templates/therapy_waits/workbook.xlsx")
    assert "therapy_waits_X9901_2026-01.xlsx" in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    headings = [str(cell.value) for cell in sheet[1]]
    row = {**WAIT, "ndoo_applied": "31/12/2025"}
    for place, heading in enumerate(headings, 1):
        sheet.cell(row=2, column=place, value=row.get(heading, ""))
    filled = io.BytesIO()
    book.save(filled)
    text, path = send(ann, filled.getvalue(), "filled in.xlsx", "therapy_waits")
    assert heading_of(text) == "Everything is in order"
    push(ann, path, "withdraw")
    answer = ann.get("/templates/therapy_waits/referrals.csv")
    assert answer.content.decode("utf-8-sig").strip().split(",") == headings


def test_a_tab_that_submits_second_is_led_to_the_same_receipt(portal: Portal) -> None:
    ann = portal.browser(ANN)
    _, path = send(ann, waits({"snapshot_date": "30/11/2025"}), source="therapy_waits")
    before = len(Book(portal.home).submissions())
    first, second = push(ann, path, "submit"), push_again(ann, path)
    assert heading_of(first) == heading_of(second) == "Submitted"
    assert len(Book(portal.home).submissions()) == before + 1


def push_again(browser: TestClient, path: str) -> str:
    said = {"csrf_token": sign(browser, "/send")}
    return settled(browser, browser.post(f"{path}/submit", data=said).url.path)


def test_nobody_opens_submits_or_removes_what_is_anothers(portal: Portal) -> None:
    ann, ben = portal.browser(ANN), portal.browser(BEN)
    _, path = send(ann, waits({"stage": "intervention"}))
    for link in (path, f"{path}/state", f"{path}/problems.xlsx"):
        answer = ben.get(link)
        assert answer.status_code == 404
        assert "therapy_waits" not in answer.text
    said = {"csrf_token": sign(ben, "/send")}
    for button in ("submit", "withdraw"):
        assert ben.post(f"{path}/{button}", data=said).status_code == 404
    assert ann.get(path).status_code == 200
    for entry in Book(portal.home).accepted():
        for link in ("", "/problems.xlsx"):
            assert ben.get(f"/received/{entry.submission_id}{link}").status_code == 404
    for link in ("/templates/disputes", "/templates/disputes/workbook.xlsx", "/figures/x.csv"):
        assert ben.get(link).status_code == 404


def test_nobody_sends_in_anothers_name(portal: Portal) -> None:
    ben = portal.browser(BEN)
    before = len(Book(portal.home).accepted())
    for source in ("", "therapy_waits"):
        text, path = send(ben, waits({"snapshot_date": "31/10/2025"}), source=source)
        assert heading_of(text).startswith("Not accepted")
        assert "It was sent as a file of" in text
        push_again(ben, path)
    assert len(Book(portal.home).accepted()) == before
    form = {"csrf_token": sign(ben, "/send"), "source": "disputes"}
    answer = ben.post("/send", data=form, files={"files": ("a.csv", b"a\n1\n")})
    assert answer.status_code == 422
    assert "Choose one of your extracts" in answer.text


def test_only_suppliers_have_these_pages_and_only_auditors_the_record(portal: Portal) -> None:
    for person in EVERYONE:
        browser = portal.browser(person)
        for path in SENDERS_PAGES:
            expected = 200 if person in (ANN, BEN) else 403
            assert browser.get(path).status_code == expected, (person.name, path)
        for path in ("/suppliers", "/suppliers/X9901", "/publication"):
            expected = 403 if person in (ANN, BEN) else 200
            assert browser.get(path).status_code == expected, (person.name, path)
        assert browser.get("/audit").status_code == (200 if person is TOM else 403)
    assert portal.browser(EVE).get("/suppliers/nobody").status_code == 404


def test_nothing_without_a_sign_and_nothing_without_a_file(portal: Portal) -> None:
    ann = portal.browser(ANN)
    _, path = send(ann, waits({"service": "PT"}))
    for button in ("submit", "withdraw"):
        assert ann.post(f"{path}/{button}", data={"said": "nothing"}).status_code == 403
    before = len(all_drops(portal.home))
    form = {"csrf_token": sign(ann, "/send"), "source": ""}
    answer = ann.post("/send", data=form, files={"files": ("", b"")})
    assert answer.status_code == 422
    assert 'href="#files"' in answer.text
    assert len(all_drops(portal.home)) == before
    assert heading_of(push(ann, path, "withdraw")) == "Send files"
    assert ann.get(path).status_code == 404


def test_what_nobody_submits_does_not_fill_the_disk(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = portal.browser(ANN)
    _, path = send(ann, waits({"stage": "intervention"}))
    before = len(all_drops(portal.home))
    monkeypatch.setattr("orchestration.portal.rooms.deliveries.MOST_WAITING", 1)
    form = {"csrf_token": sign(ann, "/send")}
    answer = ann.post("/send", data=form, files={"files": (WAITS_FILE, waits({}))})
    assert answer.status_code == 429
    assert "Submit or remove some of them" in answer.text
    assert len(all_drops(portal.home)) == before
    assert not any(uploads_folder(portal.home).glob("*"))
    push(ann, path, "withdraw")


def test_every_look_at_values_and_every_file_is_in_the_record(portal: Portal) -> None:
    ann = portal.browser(ANN)
    content = waits({"gp_ods": "Y00002"})
    _, path = send(ann, content)
    ann.get(f"{path}/problems.xlsx")
    push(ann, path, "submit")
    number = path.split("/")[2][:8]
    said = [line.what for line in accesses(portal.home) if "Ann Green" in line.who]
    for what in (
        f"portal: sent 1 file, sha256 {hashlib.sha256(content).hexdigest()[:16]}",
        f"portal: saw the problems of drop {number}",
        f"portal: took the problem list of drop {number}",
        f"portal: submitted drop {number}",
    ):
        assert what in said
    text = portal.browser(TOM).get("/audit?who=ann").text
    assert f"submitted drop {number}" in text
    assert "Ben Stone" not in text


@pytest.mark.parametrize("name", sorted(name for name, one in ATTACKS.items() if one.is_kept))
def test_a_hostile_file_gets_an_answer_and_leaves_nothing(portal: Portal, name: str) -> None:
    ann, attack = portal.browser(ANN), ATTACKS[name]
    before = len(Book(portal.home).submissions())
    content = (FILES / attack.kept_name).read_bytes()
    text, path = send(ann, content, attack.file_name, "therapy_waits")
    if attack.answer == "refused" and name not in AGREED_HERE:
        assert heading_of(text).startswith(("Not accepted", "Some rows would be left out"))
    if heading_of(text).startswith("Not accepted"):
        assert MARKER not in text
    assert "could not be read (" not in text, "a defect of ours"
    push(ann, path, "withdraw")
    assert len(Book(portal.home).submissions()) == before
    assert not (drops_folder(portal.home) / path.split("/")[2]).exists()
    assert list(uploads_folder(portal.home).glob("*")) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../register/register.jsonl",
        "/etc/passwd",
        "a\\..\\b.csv",
        "ok\n\x1b[31m.csv",
        ".",
        "x" * 400,
    ],
)
def test_a_hostile_name_is_only_a_name(portal: Portal, name: str, tmp_path: Path) -> None:
    ann = portal.browser(ANN)
    register = (portal.home.register / "register.jsonl").read_bytes()
    text, path = send(ann, waits({}), name, "therapy_waits")
    folder = drops_folder(portal.home) / path.split("/")[2]
    assert {one.parent for one in folder.rglob("*")} == {folder}
    assert (portal.home.register / "register.jsonl").read_bytes() == register
    assert "\x1b" not in text
    push(ann, path, "withdraw")


def test_what_a_cell_says_is_shown_and_never_run(portal: Portal) -> None:
    ann, code = portal.browser(ANN), "<img src=x onerror=alert(1)>"
    text, path = send(ann, waits({}, {"patient_pseudo_id": "S002", "service": code}))
    assert code not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    push(ann, path, "withdraw")


def test_a_drop_is_gone_after_a_day_and_its_link_says_no_more(portal: Portal) -> None:
    ann = portal.browser(ANN)
    _, path = send(ann, waits({"postcode_sector": "ZZ9 5"}))
    portal.clock[0] = AT + timedelta(hours=25)
    try:
        fresh = TestClient(ann.app, ADDRESS, client=("127.0.0.1", 50000))
        sign_in(fresh, ANN)
        assert fresh.get(path).status_code == 404
        assert not (drops_folder(portal.home) / path.split("/")[2]).exists()
    finally:
        portal.clock[0] = AT
