"""What has not come is awaited, overdue or known not to come; it is never nought."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.build import open_build
from orchestration.ducks import open_identifiable
from orchestration.home import Home
from orchestration.months import Month
from orchestration.refusals import Refusal
from orchestration.register.book import Book
from orchestration.register.silence import Expected, Notices, Reason, expected_until, promised_by
from tests.unit.orchestration.front_door import Change, Door, project, visit

GRAIN = "tables:\n  visits:\n"
AT = datetime(2026, 2, 1, 9, 0)


def promised(said: str) -> Change:
    return (GRAIN, f"promise: {{{said}}}\n{GRAIN}")


def door(home: Home, folder: Path, said: str = "due_days: 14, since: 2025-09") -> Door:
    return Door(home, project(folder / "project", contract=[promised(said)]), folder)


def expected(clinic: Door, until: str) -> list[Expected]:
    accepted, notices = Book(clinic.home).accepted(), Notices(clinic.home).all()
    return expected_until(clinic.catalogue.contracts, accepted, notices, Month.parse(until))


def states(clinic: Door, until: str) -> list[tuple[str, str, str | None]]:
    return [(str(e.month), e.state, e.last_good_month) for e in expected(clinic, until)]


def say(clinic: Door, since: str, until: str, reason: Reason, at: datetime = AT) -> None:
    months = (Month.parse(since), Month.parse(until))
    contract = clinic.catalogue.contracts["visits"]
    Notices(clinic.home).add(contract, "clinic", months, reason, "A reason.", "data team", at)


def test_every_month_from_the_first_promised_is_expected(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path)
    assert states(clinic, "2025-08") == []
    assert states(clinic, "2025-10") == [
        ("2025-09", "awaiting", None),
        ("2025-10", "awaiting", None),
    ]


def test_what_came_is_received_and_the_gap_after_it_knows_the_last_good_month(
    home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path)
    clinic.send([visit(1, listed="31/10/2025")])
    assert states(clinic, "2025-12") == [
        ("2025-09", "awaiting", None),
        ("2025-10", "received", None),
        ("2025-11", "awaiting", "2025-10"),
        ("2025-12", "awaiting", "2025-10"),
    ]


def test_what_was_refused_has_not_come(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path)
    refused = clinic.send([visit(1, listed="30/09/2025"), visit(2, listed="31/10/2025")])
    assert refused.submission.status == "refused"
    assert [state for _, state, _ in states(clinic, "2025-10")] == ["awaiting", "awaiting"]


@pytest.mark.parametrize(
    ("moment", "overdue"),
    [("2025-10-14T23:59:59", False), ("2025-10-15T00:00:00", True), ("2025-09-30", False)],
)
def test_a_delivery_is_overdue_the_day_after_it_was_due(
    moment: str, overdue: bool, home: Home, tmp_path: Path
) -> None:
    [september] = expected(door(home, tmp_path), "2025-09")
    assert str(september.due_on) == "2025-10-14"
    assert september.is_overdue(datetime.fromisoformat(moment)) is overdue
    for state in ("received", "not_collected", "source_migration"):
        known = replace(september, state=state)
        assert not known.is_overdue(datetime(2030, 1, 1))


@pytest.mark.parametrize("reason", ["not_collected", "source_migration"])
def test_a_notice_gives_the_gap_its_reason_on_its_first_and_last_month(
    reason: Reason, home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path)
    clinic.send([visit(1, listed="30/09/2025")])
    say(clinic, "2025-10", "2025-11", reason)
    assert states(clinic, "2025-12") == [
        ("2025-09", "received", None),
        ("2025-10", reason, "2025-09"),
        ("2025-11", reason, "2025-09"),
        ("2025-12", "awaiting", "2025-09"),
    ]
    assert [e.note for e in expected(clinic, "2025-12")] == [None, "A reason.", "A reason.", None]


def test_the_latest_word_on_a_month_counts(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path)
    say(clinic, "2025-09", "2025-11", "not_collected")
    say(clinic, "2025-10", "2025-10", "source_migration")
    say(clinic, "2025-11", "2025-12", "awaiting")
    assert [state for _, state, _ in states(clinic, "2025-12")] == [
        "not_collected",
        "source_migration",
        "awaiting",
        "awaiting",
    ]


def test_what_comes_all_the_same_is_received(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path)
    say(clinic, "2025-09", "2025-09", "not_collected")
    clinic.send([visit(1, listed="30/09/2025")])
    [september] = expected(clinic, "2025-09")
    assert (september.state, september.note) == ("received", None)


def test_a_termly_return_is_expected_in_its_months_only(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path, "due_days: 30, since: 2025-02, in_months: [1, 5, 10]")
    assert [month for month, _, _ in states(clinic, "2026-01")] == ["2025-05", "2025-10", "2026-01"]


def test_nobody_is_expected_to_send_what_nobody_promised(home: Home, tmp_path: Path) -> None:
    clinic = Door(home, project(tmp_path / "project"), tmp_path)
    clinic.send([visit(1)])
    assert promised_by(clinic.catalogue.contracts["visits"]) == []
    assert expected(clinic, "2025-12") == []


@pytest.mark.parametrize(
    ("supplier", "since", "until"),
    [("hospital", "2025-09", "2025-10"), ("clinic", "2025-10", "2025-09")],
)
def test_a_notice_that_makes_no_sense_is_refused_and_not_kept(
    supplier: str, since: str, until: str, home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path)
    months = (Month.parse(since), Month.parse(until))
    with pytest.raises(Refusal):
        contract = clinic.catalogue.contracts["visits"]
        Notices(home).add(contract, supplier, months, "awaiting", "Why.", "data team", AT)
    assert Notices(home).all() == []


def test_a_build_knows_what_was_promised_for_its_month_and_before(
    home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path)
    sent = clinic.send([visit(1, listed="30/09/2025")]).submission
    say(clinic, "2025-11", "2025-11", "source_migration")
    month = Month.parse("2025-11")
    in_force = Book(home).in_force(clinic.catalogue.contracts, month)
    build = open_build(home, "one", clinic.catalogue, month, in_force)
    with duckdb.connect(str(build.warehouse), read_only=True) as con:
        promised_rows = con.execute("""
            select month_starting_on::varchar, due_on::varchar, state_code,
                last_good_month_starting_on::varchar
            from run.expected_deliveries order by 1
        """).fetchall()
        came = con.execute("select submission_id from run.deliveries").fetchall()
    with open_identifiable(home, build.identifiable, read_only=True) as con:
        rows = con.execute("select id, submission_id from received.visits__visits").fetchall()
    assert promised_rows == [
        ("2025-09-01", "2025-10-14", "received", None),
        ("2025-10-01", "2025-11-14", "awaiting", "2025-09-01"),
        ("2025-11-01", "2025-12-14", "source_migration", "2025-09-01"),
    ]
    assert came == [(sent.submission_id,)]
    assert rows == [("1", sent.submission_id)]


def test_a_table_that_never_came_is_seen_empty_with_its_columns(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path)
    build = open_build(home, "one", clinic.catalogue, Month.parse("2025-11"), [])
    with open_identifiable(home, build.identifiable, read_only=True) as con:
        described = con.execute("describe received.visits__notes").fetchall()
        assert con.execute("select * from received.visits__notes").fetchall() == []
    assert {"id", "visit", "note", "submission_id", "supplier_code"} <= {d[0] for d in described}
