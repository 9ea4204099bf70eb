"""A delivery that cannot be used is refused whole, in plain words, and kept for the record."""

from pathlib import Path

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.keys import the_keys
from orchestration.keys.sealing import unsealed
from orchestration.months import Month
from orchestration.register.book import Book
from orchestration.register.slot import Claim
from tests.unit.orchestration.sen2_export import export, write_export
from tests.unit.orchestration.sending import (
    WAITS_FILE,
    Row,
    send,
    tree,
    wait,
    write_text,
    write_waits,
)
from tests.unit.orchestration.workbooks import save, workbook

ONE_MONTH = "Send one file for each month, with its last day."

ROWS: dict[str, tuple[list[Row], str, str]] = {
    "an unknown supplier": (
        [wait(provider_code="ZZ999")],
        "V004",
        f"{WAITS_FILE}: The supplier in column provider_code is not known here. "
        "Correct it, or ask for it to be added to the list 'nhs_organisations'.",
    ),
    "two suppliers": (
        [wait("S001"), wait("S002", provider_code="X9902")],
        "V001",
        f"{WAITS_FILE}: Column provider_code must name one supplier throughout; it holds 2. "
        "Send one file for each supplier.",
    ),
    "no supplier": (
        [wait(provider_code="")],
        "V001",
        f"{WAITS_FILE}: Column provider_code must name one supplier throughout; it holds 0. "
        "Send one file for each supplier.",
    ),
    "two months": (
        [wait("S001"), wait("S002", snapshot_date="30/11/2025")],
        "V001",
        f"{WAITS_FILE}: Column snapshot_date must hold one month throughout; it holds 2 months. "
        + ONE_MONTH,
    ),
    "no readable date": (
        [wait(snapshot_date="2025-12-31")],
        "V001",
        f"{WAITS_FILE}: Column snapshot_date must hold one month throughout; "
        "it holds no readable date. Write its dates like 31/12/2025.",
    ),
    "headings but no rows": (
        [],
        "V001",
        f"{WAITS_FILE}: The delivery has headings but no rows. "
        "Export it again; if there is truly nothing to report, tell the data team.",
    ),
}


@pytest.mark.parametrize("case", ROWS)
def test_it_is_refused_with_its_reason(case: str, home: Home, tmp_path: Path) -> None:
    rows, rule, reason = ROWS[case]
    entry = send(home, write_waits(tmp_path, *rows)).submission
    assert (entry.status, entry.reason, entry.rules) == ("refused", reason, {rule: 1})
    assert (entry.source, entry.supplier, entry.month) == ("therapy_waits", None, None)
    assert entry.tables == {}


def test_a_refused_delivery_is_kept_and_changes_nothing_else(home: Home, tmp_path: Path) -> None:
    accepted = send(home, write_waits(tmp_path / "good", wait())).submission
    before = tree(home.root)
    path = write_waits(tmp_path / "bad", wait(snapshot_date="soon"))
    entry = send(home, path).submission
    after = tree(home.root)
    kept = f"identifiable/refused/{entry.submission_id}/{path.name}.age"
    book = "identifiable/register/register.jsonl"
    assert unsealed(the_keys(home), home.root / kept) == path.read_bytes()
    assert path.read_bytes() not in after.pop(kept)
    assert after.pop(book).startswith(before.pop(book))
    assert after == before
    assert Book(home).submissions() == [accepted, entry]
    assert Book(home).accepted() == [accepted]


def test_a_refused_delivery_is_only_asked_about(home: Home, tmp_path: Path) -> None:
    before = tree(home.root)
    receipt = send(home, write_waits(tmp_path, wait(snapshot_date="soon")), keep=False)
    assert receipt.submission.status == "refused"
    assert tree(home.root) == before


def test_the_same_bad_file_is_refused_each_time(home: Home, tmp_path: Path) -> None:
    path = write_waits(tmp_path, wait(snapshot_date="soon"))
    assert [send(home, path).submission.status for _ in range(2)] == ["refused", "refused"]


@pytest.mark.parametrize(("month", "status"), [("2025-12", "accepted"), ("2025-11", "refused")])
def test_the_month_it_was_sent_for_must_be_the_month_it_speaks_of(
    month: str, status: str, home: Home, tmp_path: Path
) -> None:
    entry = send(
        home, write_waits(tmp_path, wait()), claim=Claim(month=Month.parse(month))
    ).submission
    assert entry.status == status
    if status == "refused":
        assert entry.reason == (
            f"{WAITS_FILE}: It was sent for 2025-11 but speaks of 2025-12. "
            "Send the right file, or name the right month."
        )


def test_a_month_in_the_file_s_name_decides_nothing(home: Home, tmp_path: Path) -> None:
    path = write_waits(tmp_path / "2019-01", wait(), name="therapy_waits_X9903_2020-03.csv")
    entry = send(home, path).submission
    assert (entry.month, entry.supplier) == ("2025-12", "X9901")


def test_a_missing_table_is_named(home: Home, tmp_path: Path) -> None:
    folder = write_export(tmp_path / "in", export(1))
    (folder / "Blade-Export_05-01-2026_senneed.csv").unlink()
    (folder / "Blade-Export_05-01-2026_person.csv").unlink()
    entry = send(home, folder).submission
    assert entry.reason == (
        "in/: The delivery lacks 2 of its 9 files: ['Blade-Export_*_person.csv', "
        "'Blade-Export_*_senneed.csv']. Export all tables together and send them together."
    )


def test_a_missing_column_is_named_beside_those_that_are_there(home: Home, tmp_path: Path) -> None:
    row = {name: value for name, value in wait().items() if name not in ("service", "gp_ods")}
    entry = send(home, write_waits(tmp_path, {**row, "gp": "Y00001"})).submission
    contract = the_catalogue().contracts["therapy_waits"].tables["referrals"]
    promised = [column.from_ for column in contract.columns.values()]
    held = [name for name in promised if name in row]
    assert entry.reason == (
        f"{WAITS_FILE}: Promised columns are missing: ['service', 'gp_ods']. "
        f"Of those promised the file has: {held}. Add the columns, spelt as in the template."
    )


def test_a_file_that_no_contract_expects_is_told_what_is_expected(
    home: Home, tmp_path: Path
) -> None:
    entry = send(home, write_text(tmp_path, "Dear all", "letter.txt")).submission
    assert entry.status == "refused"
    assert entry.source is None
    assert str(entry.reason).startswith(
        "letter.txt: No contract expects a file of this name. Expected are: "
    )
    assert "Blade-Export_*_*.csv" in str(entry.reason)


def test_one_empty_table_among_nine_is_fine(home: Home, tmp_path: Path) -> None:
    rows = export(1)
    rows["needs"] = []
    entry = send(home, write_export(tmp_path / "in", rows)).submission
    assert entry.status == "accepted"
    assert entry.tables["needs"].received == 0


def test_a_workbook_s_month_and_publisher_are_taken_from_its_titles(
    home: Home, tmp_path: Path
) -> None:
    entry = send(home, save(workbook(month="June 2023"), tmp_path)).submission
    assert (entry.month, entry.supplier) == ("2023-06", "nhs_england")


def test_the_latest_calendar_year_stands_for_its_december(home: Home, tmp_path: Path) -> None:
    headings = "time_period,geographic_level,region_code,new_la_code,tot_inc_exc_ehc,"
    headings += "inc_exc_20week_ehc,tot_no_exc_ehc,no_exc_20week_ehc\n"
    rows = "2022,National,,,4,2,x,z\n2021,National,,,3,1,x,z\n"
    entry = send(home, write_text(tmp_path, headings + rows, "sen2_mi.csv")).submission
    assert (entry.month, entry.supplier) == ("2022-12", "department_for_education")
