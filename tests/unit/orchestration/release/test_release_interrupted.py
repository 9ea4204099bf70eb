"""A step that is killed at any move on the disk, or finds it full, is finished by saying it again;
readers always have one whole release."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from orchestration.home import PROJECT
from tests.unit.orchestration.release.interrupting import KILLED, REFUSED, STEPS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes of its own")


def attempts(step: str, place: Path, how: str) -> dict[str, Any]:
    module = "tests.unit.orchestration.release.interrupting"
    run = subprocess.run(
        [sys.executable, "-m", module, step, str(place), how],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), *sys.path])},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    told: dict[str, Any] = json.loads(run.stdout)
    return told


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_is_killed_anywhere_is_finished_by_the_next(step: str, tmp_path: Path) -> None:
    told = attempts(step, tmp_path, "killed")
    assert told["moves"] >= 4
    assert set(told["ends"]) == {KILLED}
    assert told["half_made"] == []
    assert told["pointers"] == [], "readers have the release of before or the one after"
    assert told["others"] == [], "the next call makes what one that was not killed makes"


@pytest.mark.parametrize("step", [step for step in STEPS if step not in ("approve", "release")])
def test_a_disk_that_is_full_anywhere_is_said_and_leaves_the_last_release(
    step: str, tmp_path: Path
) -> None:
    told = attempts(step, tmp_path, "full")
    assert told["moves"] >= 3
    assert set(told["ends"]) == {REFUSED}
    assert told["half_made"] == []
    assert told["pointers"] == []
    assert told["others"] == []
