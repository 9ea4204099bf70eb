"""A new measure begins as two files with blanks and a line; filled in, it is built and counted."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.contracts.beginnings import BLANK
from orchestration.home import PROJECT
from orchestration.measures.beginnings import blanks_in_measures, write_measure
from orchestration.refusals import Refusal
from tests.flow.test_partnership_tables import MONTHS, write_returns

FILLED = {
    "____fact": "fct_local_offer_visits",
    "____condition": "base_session_count is null",
    "____reason": "It lies before the month that visits are compared with",
    "____record": "strftime(month_starting_on, '%Y-%m')",
    "____above": "local_offer_session_count",
    "____below": "base_session_count",
    "____id": "M99",
    "____source": "partnership_returns",
    "better: ____": "better: none",
    "____@____": "owner@council.example",
}
BUILD = """
import sys
from pathlib import Path
from orchestration.home import Home
from tests.flow.flows import build_month, receive_folder
from tests.flow.handing_over import figure
home = Home.at(sys.argv[2])
receive_folder(home, Path(sys.argv[1]))
build_month(home, "2020-11")
told = figure(home, "M99", "2020-11")
print(told.numerator, told.denominator, told.value)
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project as it stands, somewhere else."""
    left_out = shutil.ignore_patterns(
        ".git", ".venv", ".sendmart", "target", "__pycache__", ".*_cache"
    )
    return Path(shutil.copytree(PROJECT, tmp_path / "copy", ignore=left_out))


def test_a_measure_filled_in_is_built_and_counted(copy: Path, tmp_path: Path) -> None:
    written = write_measure(copy, "visits_against_the_first", "partnership")
    assert [path.suffix for path in written] == [".sql", ".yml", ".sql"]
    assert len(blanks_in_measures(copy)) > 15
    for path in written[:2]:
        text = path.read_text(encoding="utf-8")
        for blank, value in FILLED.items():
            text = text.replace(blank, value)
        path.write_text(text.replace(BLANK, "Something"), encoding="utf-8")
    assert blanks_in_measures(copy) == []
    for month in MONTHS:
        write_returns(tmp_path / "in" / month, month)
    places = [str(tmp_path / "in"), str(tmp_path / "home")]
    paths = os.pathsep.join([str(copy), str(copy / "tests" / "samples")])
    done = subprocess.run(
        [sys.executable, "-c", BUILD, *places],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == ["1900", "1000", "190.000000"]


def test_a_name_that_is_taken_and_a_subject_that_is_not_there_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "dbt_project" / "models" / "measures" / "plans"
    folder.mkdir(parents=True)
    stack = folder / "figures_of_plans.sql"
    stack.write_text("{{ figures('msr_one') }}\n")
    with pytest.raises(Refusal, match="Name one of: plans"):
        write_measure(tmp_path, "two", "schools")
    with pytest.raises(Refusal, match="without msr_"):
        write_measure(tmp_path, "msr_two", "plans")
    write_measure(tmp_path, "two", "plans")
    assert stack.read_text() == "{{ figures('msr_one') }}\nunion all\n{{ figures('msr_two') }}\n"
    with pytest.raises(Refusal, match="already"):
        write_measure(tmp_path, "two", "plans")
