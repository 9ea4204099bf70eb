"""The commands as people type them: exit codes, words for people, JSON for programs."""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestration.home import PROJECT
from sample_authority import make
from tests.flow.conftest import Night

COMMANDS = ["demo", "sample", "receive", "check", "run", "publish", "status", "figures",
            "compile", "lint", "doctor"]  # fmt: skip


def sendmart(*words: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *map(str, words)],
        cwd=PROJECT,
        env={**os.environ, "SENDMART_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "160"},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("small") / "sample"
    return make(place, pupils=400, months=1, seed=3, mess="real").out


def test_help_names_every_command_and_the_exit_codes(tmp_path: Path) -> None:
    told = sendmart("--help", home=tmp_path)
    assert told.returncode == 0
    assert all(f" {name} " in told.stdout for name in COMMANDS)
    assert "1 when something was refused or a gate failed" in " ".join(told.stdout.split())


def test_a_command_called_wrongly_ends_with_2(tmp_path: Path) -> None:
    assert sendmart("receive", home=tmp_path).returncode == 2
    assert sendmart("run", "--mnth", "2025-12", home=tmp_path).returncode == 2


def test_a_nonsensical_month_is_refused_in_words(tmp_path: Path) -> None:
    told = sendmart("run", "--month", "December", home=tmp_path)
    assert told.returncode == 2
    assert "Write it as 2023-06." in " ".join(told.stderr.replace("│", " ").split())
    told = sendmart("publish", "--month", "2012-01", home=tmp_path)
    assert (told.returncode, "Traceback" in told.stderr) == (1, False)
    assert "begin with 2015-01" in told.stderr


def test_receive_answers_each_delivery_and_shows_no_value(small: Path, tmp_path: Path) -> None:
    told = sendmart("receive", small, "--json", home=tmp_path)
    receipts = json.loads(told.stdout)
    assert told.returncode == 0, told.stderr
    assert {receipt["status"] for receipt in receipts} == {"accepted"}
    assert len({receipt["source"] for receipt in receipts}) > 15
    assert not any("value" in problem for r in receipts for problem in r["problems"])
    again = json.loads(sendmart("receive", small, "--json", home=tmp_path).stdout)
    assert {receipt["status"] for receipt in again} == {"again"}


def test_check_shows_the_sender_their_values_and_keeps_nothing(small: Path, tmp_path: Path) -> None:
    told = sendmart("check", small, "--json", home=tmp_path)
    problems = [problem for receipt in json.loads(told.stdout) for problem in receipt["problems"]]
    assert any(problem["value"] for problem in problems)
    status = json.loads(sendmart("status", "--json", home=tmp_path).stdout)
    assert {source["accepted"] for source in status["sources"]} == {0}


def test_a_file_that_no_contract_expects_is_refused_with_the_names_it_could_have(
    tmp_path: Path,
) -> None:
    stranger = tmp_path / "holiday.txt"
    stranger.write_text("sun\n", encoding="utf-8")
    told = sendmart("receive", stranger, home=tmp_path / "home")
    assert told.returncode == 1
    assert "community_health_*.xlsx" in " ".join(told.stdout.split())


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    told = sendmart("receive", tmp_path / "nowhere.csv", home=tmp_path)
    assert told.returncode == 2
    assert "does not exist" in " ".join(told.stderr.replace("│", " ").split())


def test_run_without_anything_received_ends_with_1_and_says_what_to_do(tmp_path: Path) -> None:
    told = sendmart("run", home=tmp_path)
    assert told.returncode == 1
    assert "Receive files first" in told.stderr


def test_a_whole_month_by_commands(small: Path, tmp_path: Path) -> None:
    assert sendmart("receive", small, home=tmp_path).returncode == 0
    told = sendmart("run", home=tmp_path)
    assert told.returncode == 0, told.stderr
    assert "Where to look:" in told.stdout
    assert "ehc_plan_timeliness_monthly" in told.stdout
    assert "DEBUG" not in told.stdout + told.stderr
    status = json.loads(sendmart("status", "--json", home=tmp_path).stdout)
    assert status["latest_complete_month"] == status["warehouse_month"] == "2025-12"
    assert status["releases"] == {}
    [told_of] = status["publication"]
    assert (told_of["month"], told_of["draft"]) == ("2025-12", "2025-12-draft-1")


def test_figures_are_csv_with_the_columns_of_the_truth(hostile_night: Night) -> None:
    told = sendmart("figures", "--month", "2025-12", "--measure", "M06",
                    home=hostile_night.home.root)  # fmt: skip
    rows = list(csv.reader(told.stdout.splitlines()))
    with (hostile_night.sample / "truth.csv").open(newline="", encoding="utf-8") as file:
        truth = list(csv.reader(file))
    assert rows[0] == [*truth[0], "symbol", "reason_code"]
    known = [row for row in truth if row[:2] == ["M06", "2025-12"]]
    assert known and [row for row in known if row not in [told[:7] for told in rows[1:]]] == []
    data = json.loads(sendmart("figures", "--measure", "M05", "--json",
                               home=hostile_night.home.root).stdout)  # fmt: skip
    totals = [figure for figure in data if figure["breakdown"] == "total"]
    assert len(totals) == 24


def test_figures_that_are_not_held_are_said_not_to_be(hostile_night: Night) -> None:
    told = sendmart("figures", "--month", "2019-01", home=hostile_night.home.root)
    assert told.returncode == 1
    assert "Held are 2024-01 to 2025-12" in told.stderr


def test_what_landed_makes_the_month_and_what_is_refused_is_told(
    small: Path, tmp_path: Path
) -> None:
    landing = tmp_path / "landing"
    shutil.copytree(small / "landing", landing)
    (landing / "therapy_waits_broken.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    a_minute_ago = time.time() - 60
    for path in landing.rglob("*"):
        os.utime(path, (a_minute_ago, a_minute_ago))
    told = sendmart("run", home=tmp_path)
    assert told.returncode == 1, "something was refused"
    assert "Promised columns are missing" in told.stdout
    assert "2025-12-draft-1" in told.stdout
    assert not [path for path in landing.rglob("*") if path.is_file()]


def test_sample_refuses_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "something").write_text("x", encoding="utf-8")
    told = sendmart("sample", "--out", tmp_path / "full", home=tmp_path / "home")
    assert told.returncode == 1


def test_doctor_finds_a_well_kept_home_well_and_an_open_one_not(tmp_path: Path) -> None:
    told = sendmart("doctor", "--json", home=tmp_path)
    findings = {finding["what"]: finding["is_well"] for finding in json.loads(told.stdout)}
    assert findings["telemetry is off"]
    assert findings["contracts are compiled"]
    alone, closed = (next(w for w in findings if w.startswith(s)) for s in ("ident", "warehouse"))
    assert (findings[alone], findings[closed]) == (True, True)
    settings = tmp_path / "dagster" / "dagster.yaml"
    settings.write_text("telemetry:\n  enabled: true\n", encoding="utf-8")
    (tmp_path / "identifiable" / "register").chmod(0o750)
    (tmp_path / "warehouse").chmod(0o755)
    told = sendmart("doctor", home=tmp_path)
    assert told.returncode == 1
    for what in ("telemetry is off", alone, closed):
        assert f"BAD {what}" in told.stdout


def test_compile_check_says_that_everything_is_compiled(tmp_path: Path) -> None:
    told = sendmart("compile", "--check", "--json", home=tmp_path)
    assert (told.returncode, json.loads(told.stdout)) == (0, {"changed": []})
