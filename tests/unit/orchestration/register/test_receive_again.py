"""What is sent again changes nothing; what is sent anew for the same month takes the slot."""

from datetime import datetime
from pathlib import Path

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.keys import the_keys
from orchestration.keys.sealing import sealed_name, unsealed
from orchestration.months import Month
from orchestration.register.book import Book
from orchestration.register.landing import receive_all, receive_landing
from orchestration.register.recognise import Delivery, deliveries
from tests.unit.orchestration.sen2_export import export, write_export
from tests.unit.orchestration.sending import AT, kept_rows, send, tree, wait, write_waits

LATER = datetime(2026, 2, 9, 17, 30)
DECEMBER = Month.parse("2025-12")


def in_force(home: Home) -> list[str]:
    entries = Book(home).in_force(the_catalogue().contracts, DECEMBER)
    return [entry.submission_id for entry in entries]


def test_the_same_bytes_again_change_nothing(home: Home, tmp_path: Path) -> None:
    first = send(home, write_waits(tmp_path / "in", wait()))
    before = tree(home.root)
    copy = write_waits(tmp_path / "other", wait(), name="therapy_waits_b.csv")
    again = send(home, copy, at=LATER)
    assert again.submission.status == "again"
    assert again.submission.submission_id == first.submission.submission_id
    assert again.submission.tables == first.submission.tables
    assert again.submission.reason == (
        "The same content was received on 2026-02-01. Nothing changed."
    )
    assert tree(home.root) == before


def test_nine_files_again_change_nothing(home: Home, tmp_path: Path) -> None:
    send(home, write_export(tmp_path / "in", export(1)))
    before = tree(home.root)
    again = send(home, write_export(tmp_path / "again", export(1), "06-01-2026"))
    assert again.submission.status == "again"
    assert tree(home.root) == before


def test_other_content_for_the_same_month_takes_the_slot_and_keeps_the_older(
    home: Home, tmp_path: Path
) -> None:
    first = send(home, write_waits(tmp_path / "a", wait("S001"))).submission
    second = send(home, write_waits(tmp_path / "b", wait("S002")), at=LATER)
    assert second.submission.status == "accepted"
    assert second.submission.supersedes == first.submission_id
    assert second.submission.rules == {"V002": 1}
    assert first.rules == {}
    assert first.supersedes is None
    assert in_force(home) == [second.submission.submission_id]
    assert (home.received / "therapy_waits" / first.submission_id).is_dir()


def test_the_first_content_sent_a_third_time_counts_again(home: Home, tmp_path: Path) -> None:
    one = write_waits(tmp_path / "a", wait("S001"))
    first = send(home, one).submission
    second = send(home, write_waits(tmp_path / "b", wait("S002"))).submission
    third = send(home, one, at=LATER)
    assert third.submission.status == "accepted"
    assert third.submission.submission_id == f"{first.submission_id}-2"
    assert third.submission.supersedes == second.submission_id
    assert in_force(home) == [third.submission.submission_id]
    kept = kept_rows(home, third, "referrals", "loaded")
    assert [row["patient_pseudo_id"] for row in kept] == ["S001"]
    assert send(home, one, at=LATER).submission.status == "again"


def test_another_provider_or_month_is_another_slot(home: Home, tmp_path: Path) -> None:
    sent = [
        send(home, write_waits(tmp_path / "a", wait())),
        send(home, write_waits(tmp_path / "b", wait(provider_code="X9902"))),
        send(home, write_waits(tmp_path / "c", wait(snapshot_date="30/11/2025"))),
    ]
    assert [receipt.submission.supersedes for receipt in sent] == [None, None, None]
    assert sorted(in_force(home)) == sorted(receipt.submission.submission_id for receipt in sent)


def test_only_asking_keeps_nothing(home: Home, tmp_path: Path) -> None:
    path = write_waits(tmp_path / "in", wait("S001", clock_start="soon"), wait("S002"))
    before = tree(home.root)
    receipt = send(home, path, keep=False)
    assert receipt.submission.status == "accepted"
    assert receipt.submission.tables["referrals"].set_aside == 1
    assert tree(home.root) == before
    assert list(home.builds.iterdir()) == []


def test_an_accepted_delivery_keeps_its_original_and_every_line_s_origin(
    home: Home, tmp_path: Path
) -> None:
    path = write_waits(tmp_path / "in", wait("S001"), wait("S002", clock_start="soon"))
    receipt = send(home, path)
    entry = receipt.submission
    folder = home.received / "therapy_waits" / entry.submission_id
    kept = sealed_name(folder / "original" / path.name)
    assert unsealed(the_keys(home), kept) == path.read_bytes()
    for part, line in (("loaded", 2), ("set_aside", 3)):
        [row] = kept_rows(home, receipt, "referrals", part)
        assert row["received_line_number"] == line
    assert Book(home).submissions() == [entry]


def test_a_bad_delivery_does_not_touch_the_others(home: Home) -> None:
    rows = [
        wait(provider_code="X9901"),
        wait(provider_code="X9902", snapshot_date=""),
        wait(provider_code="X9903"),
    ]
    for number, row in enumerate(rows):
        write_waits(home.landing, row, name=f"therapy_waits_{number}.csv")
    receipts = receive_landing(the_catalogue(), home, datetime(2030, 1, 1))
    statuses = [receipt.submission.status for receipt in receipts]
    assert statuses == ["accepted", "refused", "accepted"]
    assert list(home.landing.iterdir()) == []


def test_a_file_that_is_gone_does_not_touch_the_others(home: Home, tmp_path: Path) -> None:
    contract = the_catalogue().contracts["therapy_waits"]
    gone = Delivery(contract, (tmp_path / "therapy_waits_a.csv",))
    found = deliveries(the_catalogue(), [write_waits(tmp_path, wait(), name="therapy_waits_b.csv")])
    receipts = receive_all(the_catalogue(), home, [gone, *found], AT)
    assert [receipt.submission.status for receipt in receipts] == ["refused", "accepted"]
