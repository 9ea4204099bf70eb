"""One file's whole way: dropped with faults in it, read, mended, submitted, loaded, released."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from orchestration import clock
from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.register.book import Book
from sample_authority import make
from tests.browser.looking import sign_in_at, violations
from tests.browser.serving import Served, served
from tests.browser.signing_in import ANN, BEN, add_people
from tests.flow.flows import query, receive_folder, run_month
from tests.unit.orchestration.sending import WAIT

MONTH, ANNS = "2025-12", "X9901"
CHILDREN, SHOWN = 43, "45"  # 42 of them are sound at first; counts are rounded to 5
TRUST = "Sampleshire Community Healthcare NHS Foundation Trust"
ADA, RUTH = "Ada Moss", "Ruth Calder"


class Council(NamedTuple):
    portal: Served
    folder: Path


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    """A council that has everything of a month but one list of Ann's."""
    place = tmp_path_factory.mktemp("council")
    made = make(place / "sample", pupils=300, months=2, until=MONTH, seed=7, mess="none")
    [hers] = (made.out / "landing").glob(f"therapy_waits/{MONTH}/*{ANNS}*")
    hers.unlink()
    home = Home.at(place / "home")
    receive_folder(home, made.out)
    add_people(home, ANN, BEN)
    with served(home) as portal:
        yield Council(portal, place)


def written(folder: Path, name: str, wrong: str) -> Path:
    """Ann's list, whose last row has a service that may be wrong."""
    rows = [{**WAIT, "patient_pseudo_id": f"E2E{n:04d}"} for n in range(CHILDREN)]
    rows[-1]["service"] = wrong
    path = folder / name
    lines = [",".join(WAIT), *(",".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def drop(page: Page, path: Path) -> None:
    page.get_by_label("Which extract is it?").select_option("therapy_waits")
    page.get_by_label("Files").set_input_files(path)
    page.get_by_role("button", name="Check the files").click()
    page.wait_for_url("**/drops/*")


def test_a_supplier_drops_reads_mends_and_submits_and_sees_it_released(
    page: Page, council: Council
) -> None:
    home, address = council.portal.home, council.portal.address
    sign_in_at(page, address, ANN)
    expect(page.get_by_role("heading", level=1)).to_contain_text("What is due")
    page.get_by_role("link", name="Send files").first.click()

    drop(page, written(council.folder, "our list.csv", "juggling"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Some rows would be left out")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_role("cell", name="juggling")).to_be_in_viewport()
    with page.expect_download() as kept:
        page.get_by_role("link", name="Download the problem list (Excel)").click()
    line, value = listed(kept.value.path())
    assert (line, value) == (CHILDREN + 1, "juggling")
    assert Book(home).newest("therapy_waits", ANNS, MONTH) is None, "nothing counts before"

    page.get_by_role("link", name="Send other files").click()
    drop(page, written(council.folder, "our list, mended.csv", "SLT"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Everything is in order")
    expect(page.get_by_role("cell", name="Mended", exact=True)).to_be_visible()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Submitted")
    entry = Book(home).newest("therapy_waits", ANNS, MONTH)
    assert entry is not None
    expect(page.get_by_text(entry.submission_id)).to_be_visible()

    outcome = run_month(home, MONTH)
    assert outcome.is_success, outcome.complaints
    told = f"submission_id = '{entry.submission_id}'"
    assert query(home, f"select count(*) from core.fct_therapy_waits where {told}") == [(CHILDREN,)]

    rows = let_out(home)
    shown = [
        row["people_count"]
        for row in rows
        if (row["nhs_organisation"], row["list_source"]) == (TRUST, "Provider list")
        and (row["time_period"], row["time_identifier"]) == ("2025", "December")
        and (row["therapy_service"], row["wait_stage"], row["wait_basis"])
        == ("Speech and language therapy", "Initial assessment", "Incomplete")
    ]
    assert shown == [SHOWN]

    page.get_by_role("link", name="Your figures").click()
    expect(page.get_by_role("cell", name=SHOWN, exact=True).first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Received").first.click()
    expect(
        page.get_by_role("link", name="Children's therapies waiting list, person")
    ).to_have_count(2)


def test_another_supplier_sees_nothing_of_it(page: Page, council: Council) -> None:
    sign_in_at(page, council.portal.address, BEN)
    for entry in Book(council.portal.home).accepted():
        if entry.supplier == ANNS:
            answer = page.goto(f"{council.portal.address}/received/{entry.submission_id}")
            assert answer is not None and answer.status == 404
    page.goto(f"{council.portal.address}/figures")
    assert TRUST not in page.content()
    page.goto(f"{council.portal.address}/received")
    assert ANNS not in page.content()


def listed(path: Path) -> tuple[Any, Any]:
    """Line and value of the one problem on the list."""
    with path.open("rb") as file:
        [head, row] = openpyxl.load_workbook(file)["problems"].values
    told = dict(zip(head, row, strict=True))
    return told["line"], told["value"]


def let_out(home: Home) -> list[dict[str, str]]:
    """Answer what is asked, approve, schedule and release; the rows of the released data file."""
    at = clock.now()

    def publish(*words: str) -> Any:
        nonlocal at
        at += timedelta(seconds=1)
        runner = CliRunner(env={"SENDMART_HOME": str(home.root)})
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "now", lambda: at)
            said = runner.invoke(app, ["publish", "--month", MONTH, *words, "--json"])
        assert said.exit_code == 0, (words, said.output)
        return json.loads(said.stdout)

    [standing] = publish("--status")
    for asked in standing["open_queries"]:
        publish("--waive", asked, "--who", RUTH, "--why", "It is made up.")
    publish("--approve", "--who", RUTH)
    publish("--schedule", "--who", ADA)
    [standing] = publish("--status")
    at = max(at, datetime.fromisoformat(standing["release_at"]))
    folder = home.releases / str(publish("--release")["name"])
    with (folder / "send_therapy_waits_monthly.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
