"""Columns may be spelt, ordered and added to freely; what we have no use for is kept and told."""

from pathlib import Path

import pytest

from orchestration.build import open_build
from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.compile import compiled_files
from orchestration.ducks import open_identifiable
from orchestration.home import Home
from orchestration.months import Month
from orchestration.register.book import Book
from tests.unit.orchestration.sen2_export import export, write_export
from tests.unit.orchestration.sending import (
    WAIT,
    Problem,
    kept_rows,
    problems,
    send,
    wait,
    write_waits,
)


def staged(home: Home, column: str) -> list[object]:
    """A column of therapy staging, from the rows in force, as dbt would compute it."""
    month = Month.parse("2025-12")
    entries = Book(home).in_force(the_catalogue().contracts, month)
    build = open_build(home, "build", the_catalogue(), month, entries)
    model = compiled_files(the_catalogue())[Path("therapy_waits/stg_therapy_waits__referrals.sql")]
    source = "{{ source('therapy_waits', 'referrals') }}"
    assert source in model
    sql = model.replace(source, "received.therapy_waits__referrals").partition("\n")[2]
    with open_identifiable(home, build.identifiable) as con:
        rows = con.execute(f"select {column} from ({sql}) order by received_line_number")
        return [row[0] for row in rows.fetchall()]


def test_headings_in_other_capitals_spaces_and_order_are_accepted(
    home: Home, tmp_path: Path
) -> None:
    row = {f" {name.upper()} ": value for name, value in reversed(wait().items())}
    receipt = send(home, write_waits(tmp_path, row))
    assert receipt.submission.status == "accepted"
    assert problems(receipt) == []
    [kept] = kept_rows(home, receipt, "referrals", "loaded")
    assert set(WAIT) <= set(kept)
    assert kept["service"] == "SLT"


def test_a_column_that_nobody_promised_is_kept_and_told_once(home: Home, tmp_path: Path) -> None:
    rows = [{**wait(f"S{n}"), "Shoe size": f"{n}7"} for n in range(3)]
    path = write_waits(tmp_path, *rows)
    receipt = send(home, path)
    assert problems(receipt) == [
        Problem("referrals", path.name, None, 1, "Shoe size", "V001", "warn", None)
    ]
    kept = kept_rows(home, receipt, "referrals", "loaded")
    assert [row["Shoe size"] for row in kept] == ["07", "17", "27"]


def test_a_column_known_to_be_of_no_use_is_kept_without_a_word(home: Home, tmp_path: Path) -> None:
    rows = export(1)
    rows["people"][0] |= {"SourceID": "7", "personOrderSeqColumn": "1"}
    receipt = send(home, write_export(tmp_path / "in", rows))
    assert problems(receipt) == []
    assert kept_rows(home, receipt, "people", "loaded")[0]["SourceID"] == "7"


def test_a_column_that_may_be_absent_may_be_absent(home: Home, tmp_path: Path) -> None:
    rows = export(1)
    for row in rows["requests"]:
        del row["requestsource"], row["locality"]
    receipt = send(home, write_export(tmp_path / "in", rows))
    assert receipt.submission.status == "accepted"
    assert receipt.submission.tables["requests"].loaded == 1


def test_values_reach_staging_as_they_were_sent(home: Home, tmp_path: Path) -> None:
    names = ["Hernandez", "NA", "null", "NaT", "None", "TRUE", "1E5", "007"]
    send(home, write_waits(tmp_path, *(wait(f"S{name}", gp_ods=name) for name in names)))
    assert staged(home, "gp_practice_code") == names


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("clock_start", "clock_started_on"),
        ("birth_month", "birth_month_starting_on"),
        ("ehcp_advice_request", "is_ehc_advice_request"),
        ("removal_reason", "removal_reason_code"),
    ],
)
def test_words_for_missing_become_nothing_in_staging(
    column: str, word: str, home: Home, tmp_path: Path
) -> None:
    words = ["n/a", "Awaiting data", "-"]
    rows = [wait(f"S{n}", **{column: text}) for n, text in enumerate(words)]
    receipt = send(home, write_waits(tmp_path, *rows))
    assert [(p.rule, p.line) for p in problems(receipt)] == [("V006", n) for n in (2, 3, 4)]
    assert staged(home, word) == [None, None, None]


@pytest.mark.parametrize(
    "name",
    [
        "received_file",
        "received_line_number",
        "problems",
        "is_faulty",
        "is_set_aside",
        "submission_id",
        "supplier_code",
        "received_for_month",
    ],
)
def test_a_sender_s_column_cannot_take_the_place_of_one_of_ours(
    name: str, home: Home, tmp_path: Path
) -> None:
    path = write_waits(tmp_path, {**wait(), name: "planted"})
    receipt = send(home, path)
    entry = receipt.submission
    assert entry.status == "refused" or [
        (row["received_line_number"], row["received_file"], row["submission_id"])
        for row in kept_rows(home, receipt, "referrals", "loaded")
        if (row["supplier_code"], str(row["received_for_month"])) == ("X9901", "2025-12-01")
    ] == [(2, path.name, entry.submission_id)]
