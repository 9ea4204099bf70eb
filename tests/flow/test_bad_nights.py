"""Whatever goes wrong, the warehouse and the last release stay as they were, and it says why."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orchestration.home import PROJECT, Home
from orchestration.keys import the_keys
from orchestration.keys.sealing import unsealed
from orchestration.months import Month
from orchestration.register.book import Book
from orchestration.release.draft import current_draft
from orchestration.writer import writers_lock
from sample_authority import make
from tests.flow.conftest import Night
from tests.flow.flows import receive_folder, released, run_month, state


@pytest.fixture
def night(hostile_night: Night, tmp_path: Path) -> Night:
    """A copy of the night to do harm to."""
    home = tmp_path / "copy"
    shutil.copytree(hostile_night.home.root, home)
    return hostile_night._replace(home=Home.at(home))


def test_the_same_inputs_give_the_same_bytes_and_no_new_release(night: Night) -> None:
    _, _, files = state(night.home)
    shutil.rmtree(night.home.warehouse.parent)
    assert run_month(Home.at(night.home.root), "2025-12").is_success
    assert state(night.home)[2] == files


def test_another_installation_releases_the_same_bytes(night: Night, tmp_path: Path) -> None:
    other = Home.at(tmp_path / "other")
    receive_folder(other, night.sample)
    assert run_month(other, "2025-12").is_success
    assert state(other)[2] == state(night.home)[2]


def test_a_gate_that_fails_blocks_the_release_and_says_what_to_do(night: Night) -> None:
    """England's bands an eighth short of its totals: V082 blocks, nothing is switched in."""
    source = next((night.sample / "landing").glob("community_waits/2025-12/*.xlsx"))
    broken = night.home.root / "broken" / source.name
    broken.parent.mkdir()
    workbook = load_workbook(source)
    for sheet in ("Table 4f", "Table 4e"):
        for row in workbook[sheet].iter_rows(min_row=5):
            for cell in row:
                if isinstance(cell.value, int | float) and cell.value > 9:
                    cell.value = 0
    workbook.save(broken)
    before = state(night.home)
    assert receive_folder(night.home, broken)[0].submission.status == "accepted"
    outcome = run_month(night.home, "2025-12")
    assert not outcome.is_success
    said = "\n".join(outcome.complaints)
    assert "CORE-23" in said
    assert "Check that all eight sheets" in said
    assert state(night.home) == before


def test_a_suite_that_cannot_be_run_blocks_too(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orchestration.assets import checks

    def crash(*_: object) -> dict[str, list[object]]:
        raise ValueError("canary-of-a-child")

    monkeypatch.setattr(checks, "judge_tables", crash)
    before = state(night.home)
    outcome = run_month(night.home, "2025-12")
    assert not outcome.is_success
    assert state(night.home) == before
    said = "\n".join(outcome.complaints)
    assert "ValueError" in said
    assert "canary" not in said, "what may quote data is kept private"
    private = (night.home.root / "identifiable" / "errors").glob("*.txt.age")
    assert any(b"canary-of-a-child" in unsealed(the_keys(night.home), path) for path in private)
    events = [path.read_bytes() for path in night.home.dagster.rglob("*") if path.is_file()]
    assert not any(b"canary-of-a-child" in content for content in events)


def test_refused_files_change_neither_warehouse_nor_release(night: Night) -> None:
    before = state(night.home)
    receipts = receive_folder(night.home, night.sample / "landing" / "refused")
    assert {receipt.submission.status for receipt in receipts} == {"refused"}
    assert run_month(night.home, "2025-12").is_success
    assert state(night.home)[2] == before[2]


def test_a_resubmission_makes_the_next_draft_and_the_older_one_stays(night: Night) -> None:
    source = next((night.sample / "landing").glob("therapy_waits/2025-12/*X9901*.csv"))
    changed = night.home.root / "again" / source.name
    changed.parent.mkdir()
    lines = source.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    changed.write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    old = current_draft(night.home, Month.parse("2025-12"))
    receipt = receive_folder(night.home, changed)[0]
    assert receipt.submission.supersedes is not None
    before = released(night.home, "2025-12", "send_therapy_waits_monthly")
    assert run_month(night.home, "2025-12").is_success
    after = released(night.home, "2025-12", "send_therapy_waits_monthly")
    assert after != before
    new = current_draft(night.home, Month.parse("2025-12"))
    assert old and new and new.name == "2025-12-draft-2"
    assert old.is_dir()


def test_publishing_an_earlier_month_leaves_the_warehouse_as_it_is(night: Night) -> None:
    before = state(night.home)
    assert run_month(night.home, "2025-10", job="publication").is_success
    assert state(night.home)[:2] == before[:2]
    assert current_draft(night.home, Month.parse("2025-10")) is not None
    assert current_draft(night.home, Month.parse("2025-12")) is not None


def test_a_month_without_anything_received_is_refused(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "empty")
    outcome = run_month(home, "2025-12")
    assert not outcome.is_success
    assert "Receive files first" in "\n".join(outcome.complaints)
    assert state(home) == ("None", b"", {})


def test_a_late_extract_leaves_later_months_out_and_never_nought(
    hostile_night: Night, tmp_path: Path
) -> None:
    home, landing = Home.at(tmp_path / "home"), hostile_night.sample / "landing"
    for source in ("community_waits", "therapy_waits"):
        receive_folder(home, landing / source)
    receive_folder(home, landing / "sen2" / "2025-10")
    assert run_month(home, "2025-12").is_success
    rows = released(home, "2025-12", "ehc_plan_timeliness_monthly")
    known = [row for row in rows if row["plan_count"] != "x"]
    assert (known[-1]["time_period"], known[-1]["time_identifier"]) == ("2025", "October")
    later = [row for row in rows if row["time_identifier"] in ("November", "December")]
    assert {row["plan_count"] for row in later if row["time_period"] == "2025"} <= {"x"}
    annual = released(home, "2025-12", "ehc_plan_timeliness_annual")
    assert {row["time_period"] for row in annual} == {"2024"}


def test_what_lies_in_the_landing_folder_is_taken_in_once(tmp_path: Path) -> None:
    made = make(tmp_path / "sample", pupils=400, months=1, mess="none", seed=5)
    home = Home.at(tmp_path / "home")
    shutil.copytree(made.out / "landing", home.landing, dirs_exist_ok=True)
    a_minute_ago = time.time() - 60
    for path in home.landing.rglob("*"):
        os.utime(path, (a_minute_ago, a_minute_ago))
    assert run_month(home, "2025-12").is_success
    assert not [path for path in home.landing.rglob("*") if path.is_file()]
    entries = Book(home).submissions()
    assert {entry.status for entry in entries} == {"accepted"}
    assert len({entry.source for entry in entries}) > 15


def test_a_second_run_waits_for_the_first(home: Home) -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from orchestration.writer import writers_lock;"
        "from orchestration.refusals import Refusal\n"
        "try:\n"
        f"    with writers_lock(Path({str(home.root)!r}), 0.1): sys.exit(0)\n"
        "except Refusal as refusal: sys.exit(str(refusal))\n"
    )
    with writers_lock(home.root, 0):
        held = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True)
    freed = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True)
    assert (held.returncode, freed.returncode) == (1, 0)
    assert b"Another run is still writing" in held.stderr


def test_a_run_that_is_killed_is_made_good_by_the_next(night: Night) -> None:
    before = state(night.home)
    code = (
        "from orchestration.home import Home; from orchestration.months import Month;"
        "from orchestration.runs import run_job;"
        f"run_job(Home.at({str(night.home.root)!r}), 'nightly', Month.parse('2025-12'), print)"
    )
    run = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)  # fmt: skip
    deadline = time.monotonic() + 60
    while not list(night.home.builds.glob("*/warehouse.duckdb")) and time.monotonic() < deadline:
        time.sleep(0.05)
    run.kill()
    run.wait()
    assert list(night.home.builds.iterdir()), "it was killed in the middle"
    assert state(night.home) == before
    assert run_month(night.home, "2025-12").is_success
    assert state(night.home)[2] == before[2]
    assert not list(night.home.builds.iterdir())
