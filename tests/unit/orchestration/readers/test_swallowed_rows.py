"""A stray pair of quotation marks makes other readers lose rows without a word; here it is refused.

A value that swallows whole rows holds at least as many delimiters as a row does.
"""

import io
from pathlib import Path

import duckdb
import pandas
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from orchestration.ducks import file_literal, open_memory
from orchestration.readers.structure import look_at
from orchestration.refusals import Refusal
from tests.unit.orchestration.readers.reading import read, write_text

CHILDREN = [f"C{n:02},Surname{n},Forename{n},2015-01-{n:02}" for n in range(1, 21)]


def with_stray_marks(rows: list[str], first: int, last: int, column: int, width: int) -> str:
    """A mark before a value of one row, and another after the same column's value of a later."""
    cells = [row.split(",") for row in rows]
    cells[first][column] = '"' + cells[first][column]
    cells[last][column] += '"'
    headings = ",".join(f"column {n}" for n in range(width))
    return "\n".join([headings, *(",".join(row) for row in cells)]) + "\n"


def test_where_others_return_fifteen_of_twenty_children_we_refuse(tmp_path: Path) -> None:
    text = with_stray_marks(CHILDREN, 3, 8, 1, 4)
    path = write_text(tmp_path, text)
    assert len(pandas.read_csv(io.StringIO(text))) == 15
    strict = f"select count(*) from read_csv({file_literal(path)}, strict_mode = true)"
    assert duckdb.sql(strict).fetchall() == [(15,)]
    with open_memory() as con, pytest.raises(Refusal) as refusal:
        read(con, path)
    assert str(refusal.value).startswith(
        f"{path.name}: Line 5 has a value in quotation marks that seems to hold whole rows."
    )


@given(st.data())
def test_no_rows_are_ever_swallowed_while_the_columns_keep_their_number(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    width, height = data.draw(st.integers(1, 6)), data.draw(st.integers(2, 12))
    first = data.draw(st.integers(0, height - 2))
    last = data.draw(st.integers(first + 1, height - 1))
    column = data.draw(st.integers(0, width - 1))
    rows = [",".join(f"r{row}c{place}" for place in range(width)) for row in range(height)]
    path = write_text(
        tmp_path_factory.mktemp("swallowed"), with_stray_marks(rows, first, last, column, width)
    )
    with pytest.raises(Refusal, match="seems to hold whole rows"):
        look_at(path, path.name)


@given(st.text(alphabet="ab\n", min_size=1), st.integers(0, 2))
def test_an_honest_value_of_several_lines_is_fine(
    tmp_path_factory: pytest.TempPathFactory, value: str, commas: int
) -> None:
    assume("\n" in value)
    path = write_text(
        tmp_path_factory.mktemp("honest"), f'a,b,c,d\n1,2,3,"{value}{"," * commas}"\n5,6,7,8\n'
    )
    structure = look_at(path, path.name)
    assert (structure.records, structure.has_line_breaks) == (2, True)
