"""Checks are asked of every row, of several rows and of the delivery, and never fail in silence."""

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.register.rehearse import cannot_run
from tests.unit.orchestration.front_door import Door, note, project, told, visit, visits

Told = tuple[str, str, int | None, str | None]
LATER = datetime(2026, 2, 9, 17, 30)
LONG = """
- {rule: V070, table: visits, column: minutes, broken_when: minutes > 60}
"""


def door(home: Home, folder: Path, checks: str, lists: dict[str, str] | None = None) -> Door:
    return Door(home, project(folder / "project", checks=checks, lists=lists), folder)


def test_a_condition_on_a_row_breaks_past_its_limit_only(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path, LONG)
    receipt = clinic.send([visit(1, minutes="60"), visit(2, minutes="61"), visit(3)])
    assert told(receipt) == [("V070", "set_aside", 3, "minutes")]
    assert clinic.loaded(receipt) == ["1", "3"]


def test_a_condition_that_is_null_keeps_the_row(home: Home, tmp_path: Path) -> None:
    receipt = door(home, tmp_path, LONG).send([visit(1, minutes="x"), visit(2, minutes="")])
    assert told(receipt) == []


def test_a_condition_sees_the_first_and_last_day_of_the_delivery(
    home: Home, tmp_path: Path
) -> None:
    checks = """
- rule: V093
  table: visits
  column: seen_on
  broken_when: not seen_on between period_starts_on and period_ends_on
"""
    days = ["31/10/2025", "01/11/2025", "30/11/2025", "01/12/2025"]
    rows = [visit(number, seen=day) for number, day in enumerate(days)]
    receipt = door(home, tmp_path, checks).send(rows)
    assert told(receipt) == [("V093", "set_aside", line, "seen") for line in (2, 5)]


@pytest.mark.parametrize("severity", ["warn", "query", "set_aside"])
def test_a_check_may_say_how_bad_it_is(severity: str, home: Home, tmp_path: Path) -> None:
    checks = LONG.replace("column:", f"severity: {severity}, column:")
    receipt = door(home, tmp_path, checks).send([visit(1, minutes="61"), visit(2)])
    assert told(receipt) == [("V070", severity, 2, "minutes")]
    assert receipt.submission.tables["visits"].set_aside == (severity == "set_aside")


@pytest.mark.parametrize(
    "said",
    [
        "broken_when: minutes > 60",
        "broken_rows: select row_number from visits where minutes > 60",
        "broken_delivery: select count(*) > 0 from visits where minutes > 60",
    ],
)
def test_a_check_may_send_the_whole_delivery_back(said: str, home: Home, tmp_path: Path) -> None:
    checks = f"- {{rule: V070, table: visits, severity: refuse, {said}}}"
    clinic = door(home, tmp_path, checks)
    sound = clinic.send([visit(1, minutes="60")])
    assert sound.submission.status == "accepted"
    receipt = clinic.send([visit(1), visit(2, minutes="61")])
    assert receipt.submission.status == "refused"
    assert receipt.submission.rules == {"V070": 1}
    assert receipt.submission.tables == {}
    reason = str(receipt.submission.reason)
    assert ("(1 rows, the first on line 3)" in reason) == ("broken_delivery" not in said)
    assert "61" not in reason


def test_rows_are_judged_together_and_those_already_set_aside_are_left_out(
    home: Home, tmp_path: Path
) -> None:
    checks = """
- rule: V096
  table: visits
  column: seen_on
  broken_rows: |
    select later.row_number
    from visits as earlier
    inner join visits as later
        on earlier.seen_on = later.seen_on and later.row_number > earlier.row_number
"""
    day = {"seen": "03/11/2025"}
    rows = [visit(1, kind="nonsense", **day), visit(2, **day), visit(3, **day), visit(4, **day)]
    receipt = door(home, tmp_path, checks).send(rows)
    assert told(receipt) == [
        ("V004", "set_aside", 2, "kind"),
        ("V096", "set_aside", 4, "seen"),
        ("V096", "set_aside", 5, "seen"),
    ]


def test_a_check_on_a_parent_sees_the_other_tables(home: Home, tmp_path: Path) -> None:
    checks = """
- rule: V036
  table: visits
  broken_rows: |
    select visits.row_number from visits anti join notes using (visit_row_id)
"""
    receipt = door(home, tmp_path, checks).send(visits(3), [note(1, of=2)])
    assert told(receipt) == [("V036", "warn", 2, None), ("V036", "warn", 4, None)]


def test_what_hangs_on_a_row_that_a_check_sets_aside_goes_with_it(
    home: Home, tmp_path: Path
) -> None:
    receipt = door(home, tmp_path, LONG).send(
        [visit(1, minutes="61"), visit(2)], [note(1, of=1), note(2, of=2)]
    )
    assert [(p[0], p[5], p[3]) for p in receipt.problems] == [
        ("notes", "D05", 2),
        ("visits", "V070", 2),
    ]


HALF = """
- rule: V043
  table: visits
  broken_delivery: select count(*) filter (minutes > 60) > 0.5 * count(*) from visits
"""


@pytest.mark.parametrize(("long", "expected"), [(2, []), (3, [("V043", "query", None, None)])])
def test_a_delivery_is_judged_as_a_whole(
    long: int, expected: list[Told], home: Home, tmp_path: Path
) -> None:
    rows = visits(long, minutes="61") + visits(4 - long, first=9, minutes="1")
    receipt = door(home, tmp_path, HALF).send(rows)
    assert told(receipt) == expected
    assert receipt.submission.tables["visits"].loaded == 4


def test_an_answer_about_the_delivery_that_is_null_keeps_it(home: Home, tmp_path: Path) -> None:
    checks = "- {rule: V043, table: visits, broken_delivery: select max(minutes) > 1 from visits}"
    assert told(door(home, tmp_path, checks).send(visits(2))) == []


GONE = """
- rule: V045
  table: visits
  column: seen_on
  broken_rows: |
    select visits.row_number
    from visits inner join previous.visits as known using (visit_row_id)
    where visits.seen_on <> known.seen_on
"""


def test_the_delivery_before_is_that_of_the_month_before_or_the_one_replaced(
    home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path, GONE)
    changed = [("V045", "query", 2, "seen")]
    october = {"listed": "31/10/2025"}
    assert told(clinic.send([visit(1, seen="01/10/2025", **october)])) == []
    assert told(clinic.send([visit(1, seen="02/10/2025")])) == changed
    assert told(clinic.send([visit(1, seen="02/10/2025"), visit(2)])) == []
    again = clinic.send([visit(1, seen="03/10/2025")], at=LATER)
    assert told(again) == changed
    december = clinic.send([visit(1, seen="03/10/2025", listed="31/12/2025")])
    assert told(december) == []


def test_a_later_month_is_not_the_delivery_before(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path, GONE)
    clinic.send([visit(1, seen="01/10/2025", listed="31/12/2025")])
    assert told(clinic.send([visit(1, seen="02/10/2025")])) == []


def test_rows_set_aside_before_are_not_in_the_delivery_before(home: Home, tmp_path: Path) -> None:
    clinic = door(home, tmp_path, GONE)
    clinic.send([visit(1, seen="01/10/2025", kind="x", listed="31/10/2025")])
    assert told(clinic.send([visit(1, seen="02/10/2025")])) == []


def test_a_column_that_the_delivery_before_lacked_is_empty_there(
    home: Home, tmp_path: Path
) -> None:
    seen = ('seen_on: {from: seen, format: "%d/%m/%Y"}',) * 2
    absent = seen[1].replace("}", ", may_be_absent: true}")
    catalogue = project(tmp_path / "project", checks=GONE, contract=[(seen[0], absent)])
    clinic = Door(home, catalogue, tmp_path)
    before = visit(1, listed="31/10/2025")
    del before["seen"]
    assert told(clinic.send([before])) == []
    assert told(clinic.send([visit(1, seen="02/10/2025")])) == []


def test_a_check_looks_into_a_code_list(home: Home, tmp_path: Path) -> None:
    checks = """
- rule: V063
  table: visits
  column: seen_on
  broken_rows: |
    select visits.row_number from visits
    inner join codes.closed_days as closed on visits.seen_on = cast(closed.code as date)
"""
    closed = {"closed_days": "code,label\n2025-11-03,Closed\n"}
    rows = [visit(1, seen="03/11/2025"), visit(2, seen="04/11/2025")]
    assert told(door(home, tmp_path, checks, closed).send(rows)) == [("V063", "warn", 2, "seen")]


CANNOT_RUN = {
    "a word that is not there": "broken_when: hours > 1",
    "a table that is not there": "broken_rows: select row_number from journeys",
    "an answer without row numbers": "broken_rows: select visit_row_id from visits",
    "a cell that is not a number": "broken_when: cast(visit_row_id as integer) > 9",
    "rows of another table": "broken_rows: select notes.row_number from notes",
    "rows without a number": "broken_rows: select null::bigint as row_number from visits",
    "a delivery with no answer": "broken_delivery: select true from visits where minutes > 999",
    "a delivery with two answers": "broken_delivery: select minutes > 60 from visits",
    "a delivery with no truth value": "broken_delivery: select max(visit_row_id) from visits",
    "half a sentence": "broken_when: minutes >",
}


@pytest.mark.parametrize("why", CANNOT_RUN)
def test_a_check_that_cannot_be_asked_lets_nothing_pass(
    why: str, home: Home, tmp_path: Path
) -> None:
    checks = f"- rule: V070\n  table: visits\n  severity: query\n  {CANNOT_RUN[why]}\n"
    clinic = door(home, tmp_path, checks)
    receipt = clinic.send([visit("canary-1"), visit("canary-2")], [note(n) for n in range(5)])
    assert receipt.submission.status == "refused"
    reason = str(receipt.submission.reason)
    assert "Rule V070 on table 'visits' could not be asked." in reason
    assert "canary" not in (home.register / "register.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "why", ["a word that is not there", "a table that is not there", "half a sentence"]
)
def test_a_check_that_cannot_be_asked_is_found_before_any_file_comes(
    why: str, tmp_path: Path
) -> None:
    checks = f"- rule: V070\n  table: visits\n  {CANNOT_RUN[why]}\n"
    [found] = cannot_run(project(tmp_path, checks=checks))
    assert found.startswith("visits: Rule V070 on table 'visits' could not be asked.")


def test_checks_that_can_be_asked_are_found_sound(tmp_path: Path) -> None:
    assert cannot_run(project(tmp_path, checks=LONG + HALF + GONE)) == []


def test_checks_do_not_depend_on_their_order(home: Home, tmp_path: Path) -> None:
    counted = """
- {rule: V070, table: visits, broken_rows: select row_number from visits where minutes = 1}
- {rule: V071, table: visits, broken_rows: "select row_number from visits where 1 = minutes"}
"""
    turned = "\n".join(reversed(counted.strip().splitlines()))
    for number, checks in enumerate([counted, turned]):
        clinic = Door(home, project(tmp_path / f"p{number}", checks=checks), tmp_path / f"{number}")
        receipt = clinic.send([visit(1, minutes="1")], keep=False)
        assert [(rule, line) for rule, _, line, _ in told(receipt)] == [("V070", 2), ("V071", 2)]
