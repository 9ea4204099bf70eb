"""A drop: checked by the door's own code, kept sealed, submitted once, gone after a day."""

import os
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from orchestration.build import discard_builds
from orchestration.home import Home
from orchestration.partner import checking, drops
from orchestration.partner.checking import check_drop, groups_in, may_be_submitted, take_in_drop
from orchestration.partner.desk import Desk, Work
from orchestration.partner.drops import Drop, begin, find, move, read_answer
from orchestration.partner.naming import plain_name
from orchestration.register.book import Book
from orchestration.register.keeping import scratch_folder
from orchestration.writer import writers_lock
from tests.unit.orchestration.sending import WAIT, WAITS_FILE

AT = datetime(2026, 2, 1, 9, 0)
MARK = "9434765919 Zachariah"


def waits(*rows: dict[str, str]) -> str:
    lines = [",".join(WAIT), *(",".join({**WAIT, **row}.values()) for row in rows)]
    return "\n".join(lines) + "\n"


def dropped(
    home: Home,
    text: str,
    name: str = WAITS_FILE,
    supplier: str = "X9901",
    source: str = "",
    at: datetime = AT,
) -> Drop:
    drop = begin(home, supplier, "Ada", [(name, came(home, text))], source, at)
    check_drop(str(home.root), supplier, drop.number, at)
    found = find(home, supplier, drop.number)
    assert found is not None
    return found


def answer_of(home: Home, drop: Drop, kind: str = checking.CHECKED) -> dict[str, object]:
    told = read_answer(home, drop, kind)
    assert told is not None
    [answer] = told["answers"]
    return dict(answer)


def test_the_door_judges_a_drop_and_nothing_is_received(home: Home) -> None:
    drop = dropped(home, waits({}, {"patient_pseudo_id": "S002", "service": "juggling"}))
    checked = read_answer(home, drop, checking.CHECKED)
    assert drop.state == "read"
    assert may_be_submitted(checked)
    assert answer_of(home, drop)["tables"] == {
        "referrals": {"received": 2, "loaded": 1, "set_aside": 1}
    }
    [group] = groups_in(checked)
    assert (group.rule, group.column, group.first[0].line) == ("V004", "service", 3)
    assert group.first[0].value == "juggling", "its own sender sees the value"
    assert Book(home).submissions() == []


def test_what_lies_there_is_sealed_and_its_owners_alone(home: Home) -> None:
    dropped(home, waits({"service": MARK}))
    for path in (home.root / "identifiable").rglob("*"):
        if path.is_file():
            assert MARK.encode() not in path.read_bytes(), path.name
            assert path.stat().st_mode & 0o077 == 0
    assert not (home.root / "came").exists()


def test_submitted_by_two_tabs_at_once_it_is_received_once(home: Home) -> None:
    drop = dropped(home, waits({}))
    desk = Desk(home)
    first = []
    threads = [
        threading.Thread(target=lambda: first.append(desk.submit(drop, AT))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(first) == [False, True]
    desk_ended(home, drop)
    desk.close()
    [entry] = Book(home).submissions()
    assert (entry.status, entry.supplier, entry.month) == ("accepted", "X9901", "2025-12")
    assert answer_of(home, drop, checking.TAKEN)["status"] == "accepted"
    assert list((drops.drops_folder(home) / drop.number).glob("*.csv.age")) == []


def desk_ended(home: Home, drop: Drop, state: str = "received") -> None:
    waiting = threading.Event()
    for _ in range(600):
        now = find(home, drop.supplier, drop.number)
        if now and now.state == state:
            return
        waiting.wait(0.1)
    raise AssertionError(f"it was not {state} within a minute")


def break_down(*said: object) -> None:
    """What a process does that runs out of memory: it is gone without a word."""
    os._exit(1)


def test_while_a_night_is_loaded_files_are_read_and_what_is_submitted_waits(home: Home) -> None:
    desk = Desk(home)
    with writers_lock(home.root, 1):
        drop = dropped(home, waits({}))
        assert desk.submit(drop, AT)
        other = dropped(home, waits({"stage": "intervention"}))
        assert other.state == "read"
        assert Book(home).submissions() == []
    desk_ended(home, drop)
    desk.close()
    assert len(Book(home).accepted()) == 1


def test_a_night_that_begins_leaves_a_file_that_is_being_read_alone(home: Home) -> None:
    left = home.builds / "delivery-left"
    left.mkdir()
    with scratch_folder(home) as scratch:
        (scratch / "rows").write_text("of a file", encoding="utf-8")
        discard_builds(home)
        assert (scratch / "rows").exists()
    discard_builds(home)
    assert list(home.builds.iterdir()) == []


def test_a_drop_that_breaks_its_process_is_told_and_the_next_is_read(home: Home) -> None:
    desk = Desk(home)
    drop = begin(home, "X9901", "Ada", [(WAITS_FILE, came(home, waits({})))], "", AT)
    desk._hand_over("reading", break_down, drop, AT)
    desk_ended(home, drop, "failed")
    other = begin(home, "X9901", "Ada", [(WAITS_FILE, came(home, waits({})))], "", AT)
    desk.read(other, AT)
    desk_ended(home, other, "read")
    desk.close()


def test_what_a_stopped_server_left_is_begun_again(home: Home) -> None:
    unread = begin(home, "X9901", "Ada", [(WAITS_FILE, came(home, waits({})))], "", AT)
    untaken = dropped(home, waits({"stage": "intervention"}))
    move(home, untaken, "submitted", AT, only_from=["read"])
    desk = Desk(home)
    desk.resume(AT)
    desk_ended(home, unread, "read")
    desk_ended(home, untaken)
    desk.close()


def came(home: Home, text: str) -> Path:
    path = home.root / "came"
    path.write_text(text, encoding="utf-8")
    return path


def test_two_drops_of_one_file_make_one_receipt_and_both_are_told_so(home: Home) -> None:
    told = []
    for drop in [dropped(home, waits({})), dropped(home, waits({}))]:
        assert move(home, drop, "submitted", AT, only_from=["read"])
        take_in_drop(str(home.root), "X9901", drop.number, AT)
        told.append(answer_of(home, drop, checking.TAKEN)["status"])
    assert told == ["accepted", "again"]
    assert len(Book(home).accepted()) == 1


def test_taken_in_again_after_a_crash_it_is_still_received_once(home: Home) -> None:
    drop = dropped(home, waits({}))
    move(home, drop, "submitted", AT, only_from=["read"])
    take_in_drop(str(home.root), "X9901", drop.number, AT)
    take_in_drop(str(home.root), "X9901", drop.number, AT)
    assert len(Book(home).submissions()) == 1


def test_the_second_drop_says_what_became_of_the_problems_of_the_first(home: Home) -> None:
    bad = {"patient_pseudo_id": "S002", "service": "juggling"}
    worse = {"patient_pseudo_id": "S003", "referral_received_date": "31-12-2025"}
    dropped(home, waits({}, bad, worse))
    mended = {**bad, "service": "OT"}
    drop = dropped(home, waits({}, mended, worse), at=AT + timedelta(minutes=5))
    told = read_answer(home, drop, checking.CHECKED)
    assert told is not None
    verdicts = {one["column"]: one["verdict"] for one in told["changes"]}
    assert verdicts == {"service": "mended", "referral_received_date": "same"}
    assert told["compared_with"] == AT.isoformat()


def test_a_name_of_the_senders_own_will_do_where_the_extract_is_said(home: Home) -> None:
    drop = dropped(home, waits({}), "Waiting list final (2).csv", source="therapy_waits")
    assert answer_of(home, drop)["status"] == "accepted"
    unsaid = dropped(home, waits({}), "Waiting list final (2).csv")
    assert "does not say which of your extracts" in str(answer_of(home, unsaid)["reason"])


def test_a_file_of_another_kind_is_told_what_kind_it_should_be(home: Home) -> None:
    drop = dropped(home, "%PDF-1.7", "waiting list.pdf", source="therapy_waits")
    reason = str(answer_of(home, drop)["reason"])
    assert "not sent as a file of that kind" in reason
    assert "therapy_waits_*.xlsx" in reason
    assert not may_be_submitted(read_answer(home, drop, checking.CHECKED))


def test_nobody_can_send_as_another_or_look_at_anothers(home: Home) -> None:
    drop = dropped(home, waits({}), supplier="X9902")
    assert answer_of(home, drop)["status"] == "refused"
    assert "X9902" in str(answer_of(home, drop)["reason"])
    assert find(home, "X9901", drop.number) is None
    assert drops.drops_of(home, "X9901") == []
    other = dropped(home, "a,b\n1,2\n", "disputes_2025_appeals.csv", supplier="X9902")
    assert "does not say which of your extracts" in str(answer_of(home, other)["reason"])


def test_a_drop_goes_by_itself_and_one_that_was_submitted_does_not(home: Home) -> None:
    old, kept = dropped(home, waits({})), dropped(home, waits({"stage": "intervention"}))
    move(home, kept, "submitted", AT, only_from=["read"])
    assert drops.sweep(home, AT + timedelta(hours=23)) == 0
    assert drops.sweep(home, AT + timedelta(hours=25)) == 1
    assert find(home, "X9901", old.number) is None
    assert find(home, "X9901", kept.number) is not None


def test_a_submitted_drop_cannot_be_withdrawn(home: Home) -> None:
    drop = dropped(home, waits({}))
    move(home, drop, "submitted", AT, only_from=["read"])
    assert not drops.withdraw(home, drop)
    other = dropped(home, waits({"stage": "intervention"}))
    assert drops.withdraw(home, other)
    assert find(home, "X9901", other.number) is None


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\lists\\waits.csv", "waits.csv"),
        ("ok\n\x1b[31mred.csv", "ok_31mred.csv"),
        (".hidden.csv", "hidden.csv"),
        ("", "file 1"),
        ("...", "file 1"),
        ("é" * 300 + ".csv", "_.csv"),
        ("a" * 300 + ".xlsx", "a" * 95 + ".xlsx"),
    ],
)
def test_a_senders_name_is_never_more_than_a_name(said: str, kept: str) -> None:
    assert plain_name(said, 1) == kept


def test_a_link_that_is_no_number_finds_nothing(home: Home, tmp_path: Path) -> None:
    for number in ("..", "../register", "0" * 31, "0" * 33, ""):
        assert find(home, "X9901", number) is None


def stumble(*said: object) -> None:
    raise ValueError("no room left")


@pytest.mark.parametrize("work", [stumble, break_down])
def test_what_was_confirmed_is_never_lost_where_it_cannot_be_taken_in(
    home: Home, work: Work
) -> None:
    drop = dropped(home, waits({}))
    move(home, drop, "submitted", AT, only_from=["read"])
    desk = Desk(home)
    desk._hand_over("submitted", work, drop, AT)
    words_kept(home, drop)
    desk.close()
    assert drops.sweep(home, AT + timedelta(hours=25)) == 0
    assert not drops.withdraw(home, drop)
    desk = Desk(home)
    desk.resume(AT)
    desk_ended(home, drop)
    desk.close()


def words_kept(home: Home, drop: Drop) -> None:
    waiting = threading.Event()
    for _ in range(300):
        if list((home.root / "identifiable" / "errors").glob(f"drop-{drop.number}*")):
            return
        waiting.wait(0.1)
    raise AssertionError("nobody is told why it failed")


def test_a_file_that_breaks_its_process_fails_no_other(home: Home) -> None:
    desk = Desk(home)
    several = [
        begin(home, "X9901", "Ada", [(WAITS_FILE, came(home, waits({})))], "", AT) for _ in range(4)
    ]
    desk._hand_over("reading", break_down, several[0], AT)
    for drop in several[1:]:
        desk.read(drop, AT)
    desk_ended(home, several[0], "failed")
    for drop in several[1:]:
        desk_ended(home, drop, "read")
    desk.close()


def test_an_older_drop_does_not_replace_a_newer_one_unasked(home: Home) -> None:
    older, newer = dropped(home, waits({})), dropped(home, waits({"stage": "intervention"}))
    for drop in (newer, older):
        move(home, drop, "submitted", AT, only_from=["read"])
        take_in_drop(str(home.root), "X9901", drop.number, AT)
    back = find(home, "X9901", older.number)
    checked = read_answer(home, older, checking.CHECKED)
    assert back is not None and back.state == "read"
    assert checked is not None and checked["is_overtaken"]
    [entry] = Book(home).accepted()
    assert answer_of(home, newer, checking.TAKEN)["submission_id"] == entry.submission_id
    move(home, back, "submitted", AT, only_from=["read"])
    take_in_drop(str(home.root), "X9901", older.number, AT)
    assert answer_of(home, older, checking.TAKEN)["status"] == "accepted"


def test_a_drop_confirmed_while_old_ones_are_swept_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop = dropped(home, waits({}))
    seen = drops.all_drops(home)
    move(home, drop, "submitted", AT, only_from=["read"])
    monkeypatch.setattr(drops, "all_drops", lambda _: seen)
    assert drops.sweep(home, AT + timedelta(hours=25)) == 0
    assert find(home, "X9901", drop.number) is not None


def test_a_drop_that_cannot_be_put_down_leaves_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*said: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(drops, "seal_file", full)
        with pytest.raises(OSError, match="No space"):
            begin(home, "X9901", "Ada", [(WAITS_FILE, came(home, waits({})))], "", AT)
    assert list(drops.drops_folder(home).iterdir()) == []
    killed = drops.drops_folder(home) / f".part-{'0' * 32}"
    killed.mkdir()
    os.utime(killed, (AT.timestamp(), AT.timestamp()))
    drops.sweep(home, AT + timedelta(hours=23))
    assert killed.exists()
    drops.sweep(home, AT + timedelta(hours=26))
    assert not killed.exists()
