"""What every test may use: the shared real files, and a data home of one's own."""

import os
from pathlib import Path

import pytest

from orchestration.home import PROJECT, Home

SHARED_DATA = PROJECT.parent / "shared" / "data"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty data home."""
    return Home.at(tmp_path / "home")


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
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "yes")
    os.environ.pop("DAGSTER_HOME", None)
