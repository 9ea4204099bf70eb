"""A made-up authority, received and run once for all tests that only look."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from orchestration.home import Home
from orchestration.register.receive import Receipt
from orchestration.release.contents import Contents
from orchestration.release.documents import documents
from orchestration.runs import Outcome
from sample_authority import make
from tests.flow.flows import receive_folder, run_month
from tests.flow.releasing_in_place import contents_in_place


class Night(NamedTuple):
    """A home after one night, and what went into it."""

    home: Home
    sample: Path
    receipts: list[Receipt]
    outcome: Outcome


@pytest.fixture(scope="session")
def hostile_night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """The untidiest authority of all; read it, never change it."""
    place = tmp_path_factory.mktemp("hostile")
    made = make(place / "sample", pupils=2500, months=4, seed=11, mess="hostile", truth=True)
    home = Home.at(place / "home")
    receipts = receive_folder(home, made.out)
    outcome = run_month(home, "2025-12")
    assert outcome.is_success, outcome.complaints
    yield Night(home, made.out, receipts, outcome)


@pytest.fixture(scope="session")
def night_problems(hostile_night: Night) -> Counter[tuple[str, ...]]:
    """Every problem noted at the door, as file name, line and rule."""
    return Counter(
        (str(file), str(line), rule)
        for receipt in hostile_night.receipts
        for _, file, _, line, _, rule, _, _ in receipt.problems
    )


@pytest.fixture(scope="session")
def contents(hostile_night: Night) -> Contents:
    """What its December would be released from."""
    return contents_in_place(hostile_night.home, "2025-12")


@pytest.fixture(scope="session")
def files(contents: Contents) -> dict[str, bytes]:
    """Every file of that release beside its plain data."""
    return documents(contents)
