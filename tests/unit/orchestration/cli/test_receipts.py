"""What a receipt tells, in which order, and what of it may be read by whom."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.ducks import open_memory, read_sealed
from orchestration.home import Home
from orchestration.register import problems as told_problems
from orchestration.register.book import submission_folder
from orchestration.register.telling import as_data, not_listed, write_problems
from tests.unit.orchestration.front_door import Door, project, visit, visits, write_delivery
from tests.unit.orchestration.sending import wait, write_waits

CHECKS = """
- {rule: V070, table: visits, column: minutes, severity: warn, broken_when: minutes = 1}
- {rule: V081, table: visits, column: minutes, broken_when: minutes = 2}
- {rule: V080, table: visits, column: minutes, broken_when: minutes = 3}
- rule: V043
  table: visits
  severity: query
  broken_delivery: select count(*) > 1 from visits
"""
FORMULAS = ["=1+1", "+1", "-1+1", "@sum", "\tx", "=cmd|' /c calc'!a"]


@pytest.fixture
def clinic(home: Home, tmp_path: Path) -> Door:
    return Door(home, project(tmp_path / "project", checks=CHECKS), tmp_path)


@pytest.fixture
def commands(clinic: Door, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The commands, for the small project and a home of its own."""
    where = "orchestration.contracts.catalogue.the_catalogue"
    monkeypatch.setattr(where, lambda: clinic.catalogue)
    monkeypatch.setenv("SENDMART_HOME", str(clinic.home.root))
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})


def delivery(folder: Path, *cells: str) -> Path:
    """A file of visits with the texts as their kinds, and no note."""
    rows = [visit(number, kind=cell) for number, cell in enumerate(cells)]
    return write_delivery(folder, rows)


def test_the_worst_comes_first_and_the_delivery_s_own_problem_has_no_line(clinic: Door) -> None:
    rows = [visit(n, minutes=minutes) for n, minutes in enumerate(["1", "2", "3", "-"])]
    receipt = clinic.send(rows)
    found = [(problem[6], problem[5], problem[3]) for problem in receipt.problems]
    assert found == [
        ("set_aside", "V080", 4),
        ("query", "V043", None),
        ("query", "V081", 3),
        ("warn", "V006", 5),
        ("warn", "V070", 2),
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "CSV", "XLSX"])
@pytest.mark.parametrize("keep", [True, False])
def test_the_list_has_the_sender_s_values_only_where_nothing_is_kept(
    ending: str, keep: bool, clinic: Door, tmp_path: Path
) -> None:
    rows = [visit(1, kind="canary"), visit(2, kind="=canary"), visit(3), visit(4)]
    receipt = clinic.send(rows, keep=keep)
    place = tmp_path / "new" / f"list.{ending}"
    assert write_problems(place, [receipt], keep=keep) == 3
    headings, *listed = read_list(place)
    found = [dict(zip(headings, row, strict=True)) for row in listed]
    assert ("value" in headings) is not keep
    at_line = [row for row in found if row["line"]]
    assert [str(row["line"]) for row in at_line] == ["2", "3"]
    assert {row["rule"] for row in at_line} == {"V004"}
    assert all(row["what to do"] and row["what is wrong"] for row in found)
    values = [row.get("value") for row in at_line]
    told: list[str | None] = [None, None] if keep else ["canary", "'=canary"]
    assert values == told


def read_list(place: Path) -> list[list[Any]]:
    if place.suffix.casefold() == ".xlsx":
        sheet = load_workbook(place)["problems"]
        assert all(cell.data_type != "f" for row in sheet for cell in row)
        return [[cell.value for cell in row] for row in sheet]
    text = place.read_text(encoding="utf-8-sig")
    return [list(row) for row in csv.reader(text.splitlines())]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_of_the_list_is_a_formula(ending: str, clinic: Door, tmp_path: Path) -> None:
    rows = [visit(n, kind=cell.strip()) for n, cell in enumerate(FORMULAS)]
    receipt = clinic.send([{**row, "=bad()": "x"} for row in rows], keep=False)
    place = tmp_path / f"list.{ending}"
    write_problems(place, [receipt], keep=False)
    cells = [str(cell) for row in read_list(place) for cell in row if cell]
    assert "'=1+1" in cells
    assert "'=bad()" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_signs_that_a_workbook_cannot_hold_are_replaced(clinic: Door, tmp_path: Path) -> None:
    receipt = clinic.send([visit(1, kind="a\x01b\x1f")], keep=False)
    place = tmp_path / "list.xlsx"
    write_problems(place, [receipt], keep=False)
    assert "a?b?" in [cell for row in read_list(place) for cell in row]


def test_no_more_is_told_than_can_be_read_and_all_of_it_is_kept(
    clinic: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told_problems, "TOLD_AT_MOST", 5)
    receipt = clinic.send([*visits(9, minutes="1"), *visits(3, first=50, minutes="3")])
    assert [problem[5] for problem in receipt.problems] == ["V080"] * 3 + ["V043", "V070"]
    assert receipt.submission.rules == {"V043": 1, "V070": 9, "V080": 3}
    assert not_listed(receipt) == 8
    assert as_data(receipt, keep=True)["problems_not_listed"] == 8
    place = submission_folder(clinic.home, receipt.submission) / "problems.parquet"
    with open_memory(clinic.home) as con:
        kept = con.execute(
            f"select rule, count(*) from {read_sealed(place)} group by all order by 1"
        )
        assert dict(kept.fetchall()) == receipt.submission.rules


def test_a_resubmission_is_no_problem_that_is_not_listed(clinic: Door) -> None:
    clinic.send([visit(1)])
    assert not_listed(clinic.send([visit(1, minutes="4")])) == 0
    assert not_listed(clinic.send([visit(1, minutes="4")])) == 0


def test_receive_ends_with_1_where_something_was_refused(
    commands: CliRunner, tmp_path: Path
) -> None:
    good, bad = delivery(tmp_path / "a", "first"), delivery(tmp_path / "b", "first")
    (bad / "notes_a.csv").unlink()
    told = commands.invoke(app, ["receive", str(good), str(bad), "--json"])
    assert told.exit_code == 1, told.output
    answers = [one["answer"] for one in json.loads(told.stdout)]
    assert sorted(answers) == ["accepted", "refused"]
    again = commands.invoke(app, ["receive", str(good)])
    assert again.exit_code == 0
    assert "received before" in again.output


def test_receive_tells_no_value_and_check_does(commands: CliRunner, tmp_path: Path) -> None:
    place = delivery(tmp_path / "a", "canary", "first")
    before = sorted(tmp_path.rglob("*.parquet"))
    checked = commands.invoke(app, ["check", str(place), "--json"])
    assert "canary" in checked.stdout
    assert sorted(tmp_path.rglob("*.parquet")) == before
    received = commands.invoke(app, ["receive", str(place), "--json"])
    assert received.exit_code == 0
    assert "canary" not in received.output
    told = commands.invoke(app, ["check", str(place)])
    assert "canary" not in told.output


def test_the_list_is_written_beside_the_answer(commands: CliRunner, tmp_path: Path) -> None:
    place, listed = delivery(tmp_path / "a", "canary"), tmp_path / "not" / "yet" / "list.csv"
    told = commands.invoke(app, ["receive", str(place), "--problems", str(listed), "--json"])
    assert told.exit_code == 0, told.output
    rows = read_list(listed)
    assert len(rows) == 2
    assert "value" not in rows[0]
    assert "canary" not in listed.read_text(encoding="utf-8-sig")


def test_the_table_of_what_is_wrong_has_the_worst_first(
    commands: CliRunner, tmp_path: Path
) -> None:
    told = commands.invoke(app, ["check", str(delivery(tmp_path / "a", "canary", "n/a", ""))])
    assert told.exit_code == 0, told.output
    worst = told.output[told.output.index("What is wrong") :]
    assert worst.index("V004") < worst.index("V043") < worst.index("V006")
    assert "accepted, rows set aside" in told.output


def test_what_changed_is_told_by_the_commands(commands: CliRunner, tmp_path: Path) -> None:
    commands.invoke(app, ["receive", str(delivery(tmp_path / "a", "first", "first"))])
    told = commands.invoke(app, ["receive", str(delivery(tmp_path / "b", "later")), "--json"])
    [answer] = json.loads(told.stdout)
    assert answer["difference"] == {"visits": {"added": 0, "removed": 1, "changed": 1}}
    told = commands.invoke(app, ["difference", answer["submission_id"], "--json"])
    assert json.loads(told.stdout) == [
        {"table": "visits", "change": "changed", "line": 2, "line_before": 2},
        {"table": "visits", "change": "removed", "line": None, "line_before": 3},
    ]
    assert commands.invoke(app, ["difference", "nothing"]).exit_code == 1


@pytest.mark.parametrize("heading", ["heading", "rule", "severity", "[/red]", "\x1b[31mx"])
def test_a_further_column_may_have_any_name(
    heading: str, commands: CliRunner, tmp_path: Path
) -> None:
    folder = write_delivery(tmp_path / "in", [visit(1, minutes="2", **{heading: "x"})])
    answer = commands.invoke(app, ["check", str(folder)])
    assert answer.exit_code == 0, answer.output
    assert heading.replace("\x1b", "?") in answer.output


def test_a_heading_nobody_promised_is_named_to_its_sender_alone(
    monkeypatch: pytest.MonkeyPatch, home: Home, tmp_path: Path
) -> None:
    monkeypatch.setenv("SENDMART_HOME", str(home.root))
    path = write_waits(tmp_path, {**wait("S001"), "Jo Marker rang": "1"})
    runner, place = CliRunner(), tmp_path / "list.csv"
    [checked] = json.loads(runner.invoke(app, ["check", str(path), "--json"]).stdout)
    assert [p["column"] for p in checked["problems"]] == ["Jo Marker rang"]
    told = runner.invoke(app, ["receive", str(path), "--json", "--problems", str(place)])
    assert "a further column" in told.stdout
    assert "Marker" not in told.stdout + place.read_text(encoding="utf-8")
