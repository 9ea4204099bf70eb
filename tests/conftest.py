"""What every test may use: the shared real files, and a data home of one's own."""

import os
from pathlib import Path

import pytest

from orchestration.home import PROJECT, Home
from sample_authority import make
from tests.flow.flows import Received, receive_folder

SHARED_DATA = PROJECT.parent / "shared" / "data"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty data home."""
    return Home.at(tmp_path / "home")


@pytest.fixture(scope="session")
def clean_home(tmp_path_factory: pytest.TempPathFactory) -> Received:
    """An authority that sends everything and nothing wrong; read it, never change it."""
    place = tmp_path_factory.mktemp("clean")
    made = make(place / "sample", pupils=2500, months=13, until="2025-12", seed=5, mess="none")
    home = Home.at(place / "home")
    return Received(home, made.out, receive_folder(home, made.out))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real published files that lie beside the checkout; tests skip where they do not."""
    if not SHARED_DATA.is_dir():
        pytest.skip("real published files are not here: ../shared/data is absent")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def _no_home_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test may touch the data home of whoever runs it."""
    monkeypatch.setenv("SENDMART_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SENDMART_KEYS", raising=False)
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "yes")
    os.environ.pop("DAGSTER_HOME", None)
