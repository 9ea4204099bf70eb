"""Delimited text that cannot be read as it stands is refused by its place, never by its content."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration.ducks import open_memory
from orchestration.refusals import Refusal
from tests.unit.orchestration.readers.reading import read, write_text

CANARY = "Zanzibar-Quill"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as connection:
        yield connection


@pytest.mark.parametrize(
    ("headings", "twice"), [("id,name,id", "[1, 3]"), ("id,name, ID ", "[1, 3]")]
)
def test_headings_that_stand_there_twice_are_refused(
    headings: str, twice: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = write_text(tmp_path, f"{headings}\n{CANARY},2,3\n")
    with pytest.raises(Refusal) as refusal:
        read(con, path)
    assert str(refusal.value) == (
        f"{path.name}: The columns {twice} have the same heading. "
        "Keep one of each; the headings must stand on line 1."
    )


def told_of(con: duckdb.DuckDBPyConnection, path: Path) -> str:
    with pytest.raises(Refusal) as refusal:
        read(con, path)
    assert CANARY not in str(refusal.value)
    return str(refusal.value)


def ragged(line: int) -> str:
    return (
        f"therapy_waits_X9901_2025-12.csv: Line {line} does not hold the 3 values that the "
        "headings promise. Mend the line, or export the file again."
    )


@pytest.mark.parametrize("line", [f"{CANARY}", f"{CANARY},2,3,4", f'"{CANARY}\nquoted",2,3,4'])
def test_a_line_of_another_length_is_refused_by_its_number_alone(
    line: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = write_text(tmp_path, f"a,b,c\n1,2,3\n4,5,6\n{line}\n7,8,9\n")
    assert told_of(con, path) == ragged(4)


def test_the_number_of_a_line_of_another_length_counts_lines_not_records(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = write_text(tmp_path, f'a,b,c\n"1\n1",2,3\n{CANARY}\n7,8,9\n')
    assert told_of(con, path) == ragged(4)


def test_a_heading_without_a_name_is_told_as_what_it_is(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match="(?i)heading.* (no name|empty|blank)|(empty|blank) heading"):
        read(con, write_text(tmp_path, "a,b,\n1,2,\n"))


def test_a_heading_of_monstrous_length_is_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    with pytest.raises(Refusal):
        read(con, write_text(tmp_path, "a" * 140_000 + ",b\n1,2\n"))
