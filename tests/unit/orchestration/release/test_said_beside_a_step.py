"""What is said beside a step of `publish` and would do nothing there is refused."""

from typing import Any

import pytest
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.cli.publish_options import SAID_BESIDE, refuse_idle
from orchestration.home import Home
from tests.unit.orchestration.release.stepping import ADA, RUTH

MONTH = ("--month", "2025-12")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*MONTH, "--approve", "--who", RUTH, "--release-name", "2025-12-draft-7"), "--verify"),
        ((*MONTH, "--schedule", "--who", ADA, "--quick"), "--verify"),
        (("--status", "--on", "2026-02-11"), "--schedule"),
        (("--status", "--who", ADA), "--approve"),
        (("--verify", "--why", "To be sure."), "--withdraw"),
        (("--calendar", *MONTH), "--status"),
        ((*MONTH, "--who", ADA, "--why", "To be sure."), "--revise"),
        ((*MONTH, "--waive", "", "--who", RUTH, "--why", "So."), "which query"),
        ((*MONTH, "--early-sight", " ", "--who", ADA), "whose it is"),
    ],
)
def test_it_is_refused_with_where_it_belongs(home: Home, words: Any, said: str) -> None:
    answer = CliRunner(env={"SENDMART_HOME": str(home.root)}).invoke(app, ["publish", *words])
    assert answer.exit_code == 2, answer.output
    assert said in answer.output


def test_what_belongs_there_is_taken() -> None:
    for option, steps in SAID_BESIDE.items():
        for step in steps:
            refuse_idle(step, {option: "something"})
