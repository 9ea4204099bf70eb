"""The pipeline agrees with a separate plain-Python reckoning of a made-up authority."""

import csv
from pathlib import Path
from typing import Literal, get_args

import pytest

from orchestration.cli.answers import _figures
from orchestration.home import Home
from sample_authority import Mess, make
from tests.flow.flows import receive_folder, run_month

MESSES: tuple[Literal["none", "real", "hostile"], ...] = get_args(Mess)


@pytest.mark.parametrize("mess", MESSES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_equals_the_truth(
    mess: Literal["none", "real", "hostile"],
    seed: int,
    tmp_path: Path,
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = make(
        tmp_path / "sample",
        pupils=2500,
        months=4,
        until="2025-12",
        seed=seed,
        mess=mess,
        truth=True,
    )
    receive_folder(home, made.out)
    outcome = run_month(home, "2025-12")
    assert outcome.is_success, outcome.complaints
    monkeypatch.setenv("SENDMART_HOME", str(home.root))
    with (made.out / "truth.csv").open(newline="", encoding="utf-8") as file:
        truth = sorted(tuple(row) for row in list(csv.reader(file))[1:])
    figures = sorted(tuple(row) for row in _figures(None, None, None))
    assert len(truth) > 1500
    assert set(figures) ^ set(truth) == set()
    assert figures == truth
