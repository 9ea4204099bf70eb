"""What was known at a moment gives what was published then, and every change since is accounted
for: a home that was run, got late entries and corrections, and was run again."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from orchestration.audit import accesses
from orchestration.cli.app import app
from orchestration.contracts.catalogue import the_catalogue
from orchestration.ducks import open_to_read, open_to_write
from orchestration.explain.as_at import publish_as_at, rooms_as_at
from orchestration.explain.definition import Definition, the_measures
from orchestration.explain.figures import differences, figures
from orchestration.explain.records import Asked
from orchestration.home import Home
from orchestration.months import Month
from orchestration.refusals import Refusal
from orchestration.release.draft import current_draft
from sample_authority import make
from tests.flow.flows import query, receive_folder, run_month, state
from tests.flow.late_entry import before_late_entry

FIRST, BETWEEN, LATER = (datetime(2026, month, 2, 9, 0) for month in (1, 2, 3))
MOMENT = "2026-02-02T09:00:00"
THEN = Month.parse("2025-11")
OF_OTHER_NIGHTS = ("revisions", "figure_status")
Rows = dict[str, list[tuple[object, ...]]]
Sendmart = Callable[..., Any]


class Late(NamedTuple):
    """The home, where its two sets of files lie, and what its measures and its release were the
    first time."""

    home: Home
    first: Path
    second: Path
    rows: Rows
    release: dict[str, bytes]


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Late]:
    place = tmp_path_factory.mktemp("late")
    home = Home.at(place / "home")
    first = make(place / "a", pupils=600, months=3, until="2025-11", seed=3).out
    assert before_late_entry(first, "2025-11") > 10
    receive_folder(home, first, at=FIRST)
    assert run_month(home, "2025-11").is_success
    rows, release = rows_of(home.warehouse), files_of(current_draft(home, THEN))
    second = make(place / "b", pupils=600, months=3, until="2025-12", seed=3).out
    receive_folder(home, second, at=LATER)
    assert run_month(home, "2025-12").is_success
    yield Late(home, first, second, rows, release)


@pytest.fixture
def sendmart(late: Late, monkeypatch: pytest.MonkeyPatch) -> Sendmart:
    monkeypatch.setenv("SENDMART_HOME", str(late.home.root))

    def answer(*words: str) -> Any:
        told = CliRunner().invoke(app, [*words, "--json"])
        assert told.exit_code == 0, told.output
        return json.loads(told.stdout)

    return answer


def rows_of(warehouse: Path) -> Rows:
    """Every row of the measures room and of core, but for how likely links were: what linked two
    records is not kept of then."""
    held: Rows = {}
    unkept = ", ".join(f"'{name}'" for name in (*OF_OTHER_NIGHTS, "fct_link_quality"))
    with open_to_read(warehouse) as con:
        tables = con.execute(f"""
            select table_schema || '.' || table_name from information_schema.tables
            where table_schema in ('measures', 'core') and table_name not in ({unkept}) order by 1
        """).fetchall()
        for (name,) in tables:
            held[name] = con.execute(f"select * from {name} order by all").fetchall()
    return held


def files_of(folder: Path | None) -> dict[str, bytes]:
    assert folder is not None
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def figures_in(rows: Rows) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Every figure that was told: measure, authority, month, breakdown, item -> amounts."""
    return {row[:5]: row[5:8] for row in rows["measures.measures"] if row[5:7] != (None, None)}


def test_the_rooms_as_at_a_moment_are_those_of_then(late: Late) -> None:
    assert rows_of(late.home.warehouse) != late.rows
    before = state(late.home)
    with rooms_as_at(late.home, the_catalogue(), BETWEEN) as then:
        assert then.month == THEN
        again = rows_of(then.warehouse)
    assert {name for name in again if again[name] != late.rows[name]} == set()
    assert again.keys() == late.rows.keys()
    assert state(late.home) == before
    assert not any(late.home.builds.iterdir())


def test_the_release_as_at_a_moment_is_that_of_then(late: Late, tmp_path: Path) -> None:
    before = state(late.home)
    publish_as_at(late.home, the_catalogue(), BETWEEN, None, tmp_path / "then")
    assert files_of(tmp_path / "then") == late.release
    assert state(late.home) == before


def test_before_anything_was_known_there_is_no_answer(late: Late) -> None:
    with (
        pytest.raises(Refusal, match="nothing was known"),
        rooms_as_at(late.home, the_catalogue(), datetime(2025, 1, 1)),
    ):
        pass


def test_the_commands_answer_for_a_moment_and_are_noted(late: Late, sendmart: Sendmart) -> None:
    noted = len(accesses(late.home))
    now = sendmart("figures", "--measure", "M06")
    assert len(accesses(late.home)) == noted
    then = sendmart("figures", "--measure", "M06", "--as-at", MOMENT)
    assert [access.what for access in accesses(late.home)[noted:]] == ["sendmart figures"]
    held = {key[2:5]: told[:2] for key, told in figures_in(late.rows).items() if key[0] == "M06"}
    told = {
        (f"{row['month']}-01", row["breakdown"], row["item"]): (
            row["numerator"],
            row["denominator"],
        )
        for row in then
        if row["numerator"] or row["denominator"]
    }
    assert told == {
        (str(month), *part): tuple("" if each is None else str(each) for each in amounts)
        for (month, *part), amounts in held.items()
    }
    assert then != now


def test_every_figure_is_what_its_records_come_to(late: Late) -> None:
    """Of every measure that is kept by record, for some months and some items of each part."""
    checked = 0
    with open_to_read(late.home.warehouse) as con:
        for definition in the_measures().values():
            if not definition.view:
                continue
            for month in ("2024-02-01", "2025-08-01", "2025-12-01"):
                for where in _some_parts(con, definition, month):
                    asked = Asked(definition, datetime.fromisoformat(month).date(), where)
                    held = figures(con, asked)
                    if not held:
                        assert not where, "only a month that was not told has no figure"
                        continue
                    assert differences(con, asked, held) == [], (definition.measure_id, where)
                    checked += len(held)
    assert checked > 100


def _some_parts(con: Any, definition: Definition, month: str) -> Iterator[dict[str, str]]:
    yield {}
    for group in definition.breakdowns:
        rows = con.execute(
            """select distinct item from measures.measures where measure_id = ?
               and month_starting_on = ? and breakdown = ? order by item limit 12""",
            [definition.measure_id, month, " | ".join(group)],
        ).fetchall()
        for (item,) in rows:
            yield dict(zip(group, item.split(" | "), strict=True))


def revised_totals(late: Late, measure: str) -> list[str]:
    """The months whose figure of a measure is another than it was."""
    then, now = figures_in(late.rows), figures_in(rows_of(late.home.warehouse))
    keys = [key for key in then if key[0] == measure and key[4] == "Total"]
    return sorted(str(key[2])[:7] for key in keys if now.get(key) not in (None, then[key]))


def test_a_record_is_followed_to_its_file_and_line(late: Late, sendmart: Sendmart) -> None:
    followed = 0
    for month in revised_totals(late, "M06"):
        told = sendmart("explain", "M06", "--month", month, "--why", "a test", "--first", "99")
        assert told["agrees"] is True
        counts = {group["group"]: group["records_count"] for group in told["groups"]}
        [figure] = told["figures"]
        assert figure["numerator"] == counts.get("numerator", 0)
        assert figure["denominator"] == counts.get("numerator", 0) + counts.get("denominator", 0)
        for group in told["groups"]:
            assert (group["group"] == "left_out") == bool(group["reason"])
            for record in group["records"]:
                [path] = late.second.rglob(record["file"])
                with path.open(newline="", encoding="utf-8-sig") as file:
                    row = list(csv.DictReader(file))[record["line"] - 2]
                received = datetime.strptime(row["receiveddate"].strip()[:11], "%Y-%b-%d")
                assert record["record_id"].endswith(str(received.date()))
                followed += 1
    assert followed > 0
    assert accesses(late.home)[-1].why == "a test"


def test_why_a_figure_moved_adds_up(late: Late, sendmart: Sendmart) -> None:
    then, now = figures_in(late.rows), figures_in(rows_of(late.home.warehouse))
    [opening, *_] = revised_totals(late, "M06")
    keys = ("M06", "999", datetime.fromisoformat(f"{opening}-01").date(), "total", "Total")
    words = ("--month", "2025-12", "--since", opening, "--as-at", MOMENT, "--why", "a test")
    told = sendmart("explain", "M06", *words, "--first", "99")
    assert told["agrees"] is True
    first, restated, closing = (line for line in told["lines"] if line["step"] == "figure")
    assert (first["numerator"], first["denominator"]) == then[keys][:2]
    assert (restated["numerator"], restated["denominator"]) == now[keys][:2] != then[keys][:2]
    for amount in ("numerator", "denominator"):
        sums = {"restatement": 0, "months": 0}
        for line in told["lines"]:
            if line["step"] in sums:
                sums[line["step"]] += line[amount]
                behind = [c[f"{amount}_after"] - c[f"{amount}_before"] for c in line["changed"]]
                assert sum(behind) == line[amount] and len(behind) == line["records"]
        assert first[amount] + sums["restatement"] == restated[amount]
        assert restated[amount] + sums["months"] == closing[amount]
    brought = [
        record
        for line in told["lines"]
        if line["step"] == "restatement" and line["kind"] == "came"
        for record in line["changed"]
    ]
    assert all(record["received_at"] == "2026-03-02T09:00:00" for record in brought)
    assert {each["source"] for each in told["came_after"]} == {"sen2"}


def test_an_opening_month_is_as_it_was_before_a_later_one_came(sendmart: Sendmart) -> None:
    words = ("--month", "2025-12", "--since", "2025-11", "--why", "a test")
    told = sendmart("explain", "M05", *words)
    assert told["known_by"] == "2026-03-02 08:59:59"
    assert told["agrees"] is True
    early = sendmart("explain", "M05", "--month", "2025-12", "--since", "2024-06", "--why", "a")
    assert early["known_by"] is None and early["agrees"] is True


def test_the_revisions_are_the_figures_that_became_others(late: Late, sendmart: Sendmart) -> None:
    then, now = figures_in(late.rows), figures_in(rows_of(late.home.warehouse))
    known = {(key[0], key[2], key[3]) for key in then}
    months = {key[2] for key in now}
    changed = {
        key: (then.get(key, (None,) * 3), now.get(key, (None,) * 3))
        for key in then.keys() | now.keys()
        if then.get(key) != now.get(key) and (key[0], key[2], key[3]) in known and key[2] in months
    }
    told = query(
        late.home,
        """select measure_id, local_authority_code, month_starting_on, breakdown, item,
           old_numerator, old_denominator, old_value, numerator, denominator, value
           from measures.revisions""",
    )
    assert {row[:5]: (row[5:8], row[8:]) for row in told} == changed != {}
    shown = sendmart("revisions", "--measure", "M06")
    assert [each["month"] for each in shown["revisions"]] == revised_totals(late, "M06")
    for each in shown["revisions"]:
        assert each["cause_code"] == "delivered"
        assert {came["source"] for came in each["because"]} == {"sen2"}
        assert "2025-12" in {came["month"] for came in each["because"]}


def test_a_figure_that_its_records_do_not_come_to_is_told_loudly(
    late: Late, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.at(tmp_path / "tampered")
    shutil.copytree(late.home.root, home.root, dirs_exist_ok=True)
    monkeypatch.setenv("SENDMART_HOME", str(home.root))
    words = ["explain", "M06", "--month", revised_totals(late, "M06")[-1], "--why", "a test"]
    listed = tmp_path / "all.csv"
    right = CliRunner().invoke(app, [*words, "--csv", str(listed)])
    assert right.exit_code == 0 and "come to the figure exactly" in right.stdout
    with listed.open(newline="", encoding="utf-8-sig") as file:
        assert all(row["file"].endswith(".csv") and row["line"] for row in csv.DictReader(file))
    with open_to_write(home.warehouse) as con:
        con.execute("update measures.measures set numerator = numerator + 1")
    wrong = CliRunner().invoke(app, words)
    assert wrong.exit_code == 1
    assert "DISAGREE" in wrong.output and "and its records come to" in wrong.output
    assert CliRunner().invoke(app, words[:-2]).exit_code == 2


def test_a_rebuilt_warehouse_tells_the_same_revisions_and_no_more(
    late: Late, tmp_path: Path
) -> None:
    told = "select * from measures.revisions order by all"
    before = query(late.home, told)
    home = Home.at(tmp_path / "again")
    shutil.copytree(late.home.root, home.root, dirs_exist_ok=True)
    for path in (home.warehouse, home.staging, home.published):
        path.unlink()
    assert run_month(home, "2025-12").is_success
    assert query(home, told) == before
    assert figures_in(rows_of(home.warehouse)) == figures_in(rows_of(late.home.warehouse))
