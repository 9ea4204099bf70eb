"""Three months go out one after another, with late entry between them, and an attacker who keeps
all of their files works out no small number."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from orchestration.disclosure.ledger import remember_released
from orchestration.home import Home
from orchestration.months import Month
from orchestration.release.draft import current_draft
from sample_authority import make
from tests.flow.attacker_reading import Cell, Truth, releases_in
from tests.flow.flows import receive_folder, run_month
from tests.flow.independent_attacker import attack
from tests.flow.released_truth import truth_of

MONTHS = ("2025-10", "2025-11", "2025-12")
FIRST = datetime(2026, 1, 12, 9, 0)


class Kept(NamedTuple):
    """What readers hold, and what each release's counts truly were."""

    folder: Path
    truths: dict[str, dict[Cell, Truth]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Each month's own export, with what was entered late into the months before it."""
    place = tmp_path_factory.mktemp("attacked")
    home, held = Home.at(place / "home"), Kept(place / "readers", {})
    held.folder.mkdir()
    for number, month in enumerate(MONTHS):
        moment = FIRST + timedelta(days=30 * number)
        sent = make(place / month, pupils=900, months=3, until=month, seed=5).out
        receive_folder(home, sent, at=moment)
        assert run_month(home, month).is_success
        draft = current_draft(home, Month.parse(month))
        assert draft is not None
        name = f"{month}-v1"
        remember_released(home, draft.name, name, moment + timedelta(days=1))
        shutil.copytree(draft, held.folder / name)
        held.truths[name] = truth_of(home)
    return held


def test_nothing_small_is_left_with_fewer_than_three_values(kept: Kept) -> None:
    found = attack(releases_in(kept.folder), kept.truths)
    assert found.hidden_small_counts > 500
    assert found.equations > 1000
    assert found.narrowed == []


def test_one_hidden_cell_shown_is_found(kept: Kept) -> None:
    """The test above can fail."""
    releases, name = releases_in(kept.folder), f"{MONTHS[-1]}-v1"
    [last] = [one for one in releases if one.name == name]
    cell = next(
        cell
        for cell, truth in sorted(kept.truths[name].items(), key=repr)
        if 0 < truth.number < 5 and not truth.is_decided and last.counts.get(cell) == "c"
    )
    last.counts[cell] = str(kept.truths[name][cell].number)
    assert attack(releases, kept.truths).narrowed != []
