"""The register remembers every delivery in order and says which of them count for a month."""

import json
from pathlib import Path

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.months import Month
from orchestration.register.book import Book, DeliveredFile, Status, Submission, TableCount
from orchestration.register.silence import latest_complete_month
from tests.unit.orchestration.sending import send, wait, write_waits


def entry(
    name: str,
    month: str = "2025-12",
    source: str = "therapy_waits",
    supplier: str = "X9901",
    status: Status = "accepted",
) -> Submission:
    return Submission(
        submission_id=name,
        status=status,
        source=source,
        supplier=supplier,
        month=month,
        received_at="2026-02-01T09:00:00",
        files=[DeliveredFile("Zoë.csv", "ab" * 32, 7)],
        tables={"referrals": TableCount(3, 2, 1)},
        rules={"V004": 1},
    )


def book_of(home: Home, *entries: Submission) -> Book:
    book = Book(home)
    for each in entries:
        book.add(each)
    return book


def counting(book: Book, month: str) -> list[str]:
    entries = book.in_force(the_catalogue().contracts, Month.parse(month))
    return [each.submission_id for each in entries]


def latest(home: Home) -> str | None:
    month = latest_complete_month(home, the_catalogue().contracts)
    return str(month) if month else None


def test_what_was_added_is_read_again_in_order(home: Home) -> None:
    entries = [entry("a"), entry("b", status="refused"), entry("c", month="2025-11")]
    assert book_of(home, *entries).submissions() == entries
    assert Book(home).submissions() == entries


def test_an_empty_register_answers(home: Home) -> None:
    book = Book(home)
    assert book.submissions() == []
    assert book.find("a") is None
    assert counting(book, "2025-12") == []
    assert latest(home) is None


@pytest.mark.parametrize("torn", [b"{", b'{"submission_id": "b", "status"', b"\xc3"])
@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_line_torn_by_a_crash_is_not_read_and_gives_way_to_the_next(
    torn: bytes, before: int, home: Home
) -> None:
    entries = [entry(f"{number}") for number in range(before)]
    book_of(home, *entries)
    path = home.register / "register.jsonl"
    with path.open("ab") as file:
        file.write(torn)
    assert Book(home).submissions() == entries
    Book(home).add(entry("next"))
    assert Book(home).submissions() == [*entries, entry("next")]
    lines = path.read_bytes().splitlines()
    assert [json.loads(line)["submission_id"] for line in lines][-1] == "next"
    assert len(lines) == before + 1


def test_a_delivery_is_received_after_a_torn_line(home: Home, tmp_path: Path) -> None:
    path = home.register / "register.jsonl"
    path.write_bytes(b'{"half')
    receipt = send(home, write_waits(tmp_path, wait()))
    assert Book(home).submissions() == [receipt.submission]


def test_of_what_holds_everything_the_latest_month_up_to_the_reporting_month_counts(
    home: Home,
) -> None:
    book = book_of(
        home,
        entry("october", "2025-10", source="sen2", supplier="999"),
        entry("december", "2025-12", source="sen2", supplier="999"),
        entry("november", "2025-11", source="sen2", supplier="999"),
        entry("another", "2025-10", source="sen2", supplier="330"),
    )
    assert counting(book, "2025-09") == []
    assert counting(book, "2025-10") == ["another", "october"]
    assert counting(book, "2025-11") == ["another", "november"]
    assert counting(book, "2025-12") == ["another", "december"]
    assert counting(book, "2026-06") == ["another", "december"]


def test_an_older_month_sent_late_does_not_displace_a_newer_one_that_holds_everything(
    home: Home,
) -> None:
    book = book_of(
        home,
        entry("new", "2025-12", source="sen2", supplier="999"),
        entry("late", "2025-11", source="sen2", supplier="999"),
    )
    assert counting(book, "2025-12") == ["new"]


def test_of_what_holds_its_period_the_newest_of_every_month_counts(home: Home) -> None:
    book = book_of(
        home,
        entry("november", "2025-11"),
        entry("december", "2025-12"),
        entry("november again", "2025-11"),
        entry("other provider", "2025-11", supplier="X9902"),
    )
    assert counting(book, "2025-10") == []
    assert counting(book, "2025-11") == ["november again", "other provider"]
    assert counting(book, "2025-12") == ["november again", "december", "other provider"]


def test_what_was_refused_or_has_no_contract_never_counts(home: Home) -> None:
    book = book_of(
        home, entry("a"), entry("b", status="refused"), entry("c", source="no_longer_received")
    )
    assert counting(book, "2025-12") == ["a"]


def test_the_newest_delivery_of_a_slot_is_told_from_the_older(home: Home) -> None:
    older, newer = entry("older"), entry("newer")
    book = book_of(home, older, newer, entry("other", "2025-11"))
    assert book.is_newest(newer)
    assert not book.is_newest(older)
    assert book.newest("therapy_waits", "X9901", "2025-12") == newer
    assert book.newest("therapy_waits", "X9902", "2025-12") is None


def test_the_latest_complete_month_is_one_that_every_monthly_source_has_sent(home: Home) -> None:
    book = book_of(home, entry("w11", "2025-11"), entry("w12", "2025-12"))
    assert latest(home) == "2025-12"
    book.add(entry("s10", "2025-10", source="sen2", supplier="999"))
    assert latest(home) is None
    book.add(entry("s11", "2025-11", source="sen2", supplier="999"))
    assert latest(home) == "2025-11"
    book.add(entry("annual", "2026-12", source="dfe_sen2"))
    assert latest(home) == "2025-11"
    book.add(entry("refused", "2025-12", source="sen2", supplier="999", status="refused"))
    assert latest(home) == "2025-11"
