"""The pipeline agrees with a separate plain-Python reckoning of a made-up authority."""

import csv
from pathlib import Path
from typing import Literal, get_args

import pytest

from orchestration.cli.answers import _figures
from orchestration.home import Home
from sample_authority import Mess, make
from tests.flow.conftest import Night
from tests.flow.flows import build_month, receive_folder

# Who is who is scored in test_identity: a plain reckoning knows it, and cannot fail to.
LINKED = {"M31c", "M40c", "M40d", "M41d", "M44d", "M51", "M51b", "M60", "M61", "M62"}
# The register knows a pupil by a number alone, and the trusts and social care tell less of a person
# than others: who they are comes from linkage.
ABOUT_PEOPLE = ("age_group", "sex", "ethnicity_major")
LINKED_BREAKDOWNS = {
    (measure, breakdown)
    for measure in ("M31", "M32", "M33", "M34")
    for breakdown in ("sen_provision", "sen_provision | setting_sector", *ABOUT_PEOPLE)
} | {
    (measure, breakdown)
    for measure in ("M45", "M50", "M50b", "M60b", "M61b")
    for breakdown in ABOUT_PEOPLE
}
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
    build_month(home, "2025-12")
    monkeypatch.setenv("SENDMART_HOME", str(home.root))
    assert_figures_are_the_truth(made.out)


def test_a_whole_night_gives_the_truth_too(
    hostile_night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDMART_HOME", str(hostile_night.home.root))
    assert_figures_are_the_truth(hostile_night.sample)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_yearly_returns_of_social_care_give_the_truth_too(
    seed: int, tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come in March only, so these months hold one."""
    mess = MESSES[seed - 1]
    made = make(
        tmp_path / "sample",
        pupils=2500,
        months=4,
        until="2025-04",
        seed=seed,
        mess=mess,
        truth=True,
    )
    receive_folder(home, made.out)
    build_month(home, "2025-04")
    monkeypatch.setenv("SENDMART_HOME", str(home.root))
    assert_figures_are_the_truth(made.out)


def assert_figures_are_the_truth(sample: Path) -> None:
    """Every line of the truth is there, and what truth does not know of is nought."""
    with (sample / "truth.csv").open(newline="", encoding="utf-8") as file:
        truth = {tuple(row[:4]): tuple(row[4:]) for row in list(csv.reader(file))[1:]}
    figures = {tuple(row[:4]): tuple(row[4:7]) for row in _figures(None, None, None)}
    assert len(truth) > 1500
    wrong = {key: (truth[key], figures.get(key)) for key in truth if figures.get(key) != truth[key]}
    assert wrong == {}
    told = {key[0] for key in truth}
    unheard = {
        key: figure
        for key, figure in figures.items()
        if key not in truth
        and key[0] not in LINKED
        and (key[0], key[2]) not in LINKED_BREAKDOWNS
        and figure[0] not in ("0", "")
    }
    assert unheard == {}
    counted = {key[0] for key, figure in figures.items() if figure[0]}
    assert counted - LINKED <= told
