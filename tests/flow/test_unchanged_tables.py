"""A night copies what nothing new can have changed, as if all had been made."""

import shutil
from pathlib import Path

import pytest

from orchestration.dbt_runner import NodeResult
from orchestration.home import Home
from orchestration.unchanged import checks_between
from sample_authority import make
from tests.flow.flows import build_month, query, receive_folder

MONTH = "2025-12"


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Path]:
    """A home that has received all but one provider's list, an export and a weekly return."""
    folder = tmp_path_factory.mktemp("yesterday")
    made = make(folder / "sample", pupils=400, months=3, until=MONTH, seed=5)
    late = folder / "late"
    for path in sorted((made.out / "landing").glob("*/*2025-12*")):
        if path.parent.name in LATE:
            (late / path.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.move(path, late / path.parent.name / path.name)
    home = Home.at(folder / "home")
    receive_folder(home, made.out)
    assert build_month(home, MONTH) == set()
    return home, late


LATE = ("therapy_waits", "sen2", "daily_attendance")


def tables(home: Home) -> dict[str, list[tuple[object, ...]]]:
    names = query(home, """
        select schema_name || '.' || table_name from duckdb_tables()
        where schema_name in ('codes', 'core', 'measures') order by all
    """)  # fmt: skip
    return {str(name): query(home, f"select * from {name} order by all") for (name,) in names}


def copy_of(home: Home, place: Path) -> Home:
    shutil.copytree(home.root, place)
    return Home.at(place)


def test_the_same_night_again_makes_nothing(yesterday: tuple[Home, Path], tmp_path: Path) -> None:
    home = copy_of(yesterday[0], tmp_path / "home")
    before = tables(home)
    kept = build_month(home, MONTH)
    assert {name.partition(".")[2] for name in before} <= kept
    assert tables(home) == before


@pytest.mark.parametrize("source", LATE)
def test_what_one_file_can_change_is_made_anew_and_the_rest_is_kept(
    source: str, yesterday: tuple[Home, Path], tmp_path: Path
) -> None:
    home, late = copy_of(yesterday[0], tmp_path / "one"), yesterday[1]
    receive_folder(home, late / source)
    other = copy_of(home, tmp_path / "other")
    kept = build_month(home, MONTH)
    assert kept
    assert build_month(other, MONTH, everything=True) == set()
    assert tables(home) == tables(other)


def test_a_test_between_a_table_kept_and_one_made_is_still_asked() -> None:
    nodes = {
        "test.one": {
            "name": "one", "resource_type": "test",
            "depends_on": {"nodes": ["model.child", "model.parent"]},
        },
        "test.two": {
            "name": "two", "resource_type": "test", "depends_on": {"nodes": ["model.child"]},
        },
    }  # fmt: skip
    made = NodeResult("model.parent", "model", True, None, "")
    assert checks_between(nodes, {"model.child"}, [made]) == ["one"]
    answered = NodeResult("test.one", "test", True, 0, "")
    assert checks_between(nodes, {"model.child"}, [made, answered]) == []
