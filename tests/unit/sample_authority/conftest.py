"""Small made-up authorities, each made once and shared by all tests.
The files are read back with the package's own reader; no test here knows the pipeline."""

from pathlib import Path

import pytest

from sample_authority import Mess, make
from sample_authority.reading import Made

PUPILS = 1500
MONTHS = 5


def made(base: Path, mess: Mess) -> Made:
    out = base / mess
    summary = make(out, pupils=PUPILS, months=MONTHS, seed=7, mess=mess, truth=True)
    return Made(out, summary)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("authority"), "none")


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("authority"), "real")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("authority"), "hostile")
