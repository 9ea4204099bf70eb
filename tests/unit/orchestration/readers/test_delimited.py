"""Delimited text is read as it stands, every value with the line its record starts on."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orchestration.ducks import open_memory
from tests.unit.orchestration.readers.reading import read, write_text

CANARY = "Zanzibar-Quill"
TREACHEROUS = [
    "Hernandez",
    "Fernando",
    "Finance",
    "NA",
    "null",
    "NULL",
    "NaT",
    "nan",
    "None",
    "TRUE",
    "false",
    "1E5",
    "007",
    "1.0",
    "0.10",
    " before and after ",
    "\t tab",
    '=HYPERLINK("x")',
    "one\ntwo",
    "one\r\ntwo",
    'a "quoted" word',
    "a, b",
    "#hash",
    "\\N",
    "back\\slash",
    "ZoË 李",
    "2024-02-03",
]
PIECES = st.sampled_from(["a", "é", ",", '"', "\n", "\r\n", " ", "\\", "'", "NULL"])
CELLS = st.lists(PIECES, max_size=4).map("".join)


def could_be_rows(cell: str, width: int) -> bool:
    """Whether a value looks like rows that stray quotation marks have swallowed."""
    return "\n" in cell and cell.count(",") >= width - 1


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as connection:
        yield connection


def rows(con: duckdb.DuckDBPyConnection, *columns: str) -> list[tuple[object, ...]]:
    names = ", ".join(f'"{column}"' for column in columns)
    return con.execute(f"select {names} from read_it order by received_line_number").fetchall()


def test_every_value_survives_byte_for_byte(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [["number", "value"], *([str(n), value] for n, value in enumerate(TREACHEROUS))]
    )
    extract = read(con, write_text(tmp_path, text.getvalue()))
    assert extract.rows == len(TREACHEROUS)
    assert rows(con, "value") == [(value,) for value in TREACHEROUS]


def test_an_empty_cell_is_nothing_whether_quoted_or_not(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    read(con, write_text(tmp_path, 'a,b,c\n,"",x\n'))
    assert rows(con, "a", "b", "c") == [(None, None, "x")]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(
    mark: bytes, end: bytes, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    content = mark + end.join([b"a,b", b"1,2", b"3,4"])
    extract = read(con, write_text(tmp_path, content))
    assert (extract.relation, extract.columns, extract.rows) == ("read_it", ["a", "b"], 2)
    assert extract.encoding == "utf-8"
    assert rows(con, "a", "b", "received_line_number") == [("1", "2", 2), ("3", "4", 3)]


def test_a_record_s_line_is_the_one_it_starts_on(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    text = '"a\nb",c\n1,x\n2,"two\nlines"\n\n3,"three\r\nmore\r\nlines"\n4,y\n'
    read(con, write_text(tmp_path, text))
    assert rows(con, "received_line_number", "c") == [
        (3, "x"),
        (4, "two\nlines"),
        (7, "three\r\nmore\r\nlines"),
        (10, "y"),
    ]


@settings(max_examples=30)
@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6
        )
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_whatever_was_written_is_read_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, records: list[list[str]], end: str, quoting: int
) -> None:
    assume(not any(len(set(record)) == 1 and record[0] == "" for record in records))
    assume(not any(could_be_rows(cell, len(record)) for record in records for cell in record))
    text, lines = ",".join(f"column {n}" for n in range(len(records[0]))) + end, []
    for record in records:
        lines.append(text.count("\n") + 1)
        line = io.StringIO()
        csv.writer(line, lineterminator=end, quoting=quoting).writerow(record)  # type: ignore[arg-type]
        text += line.getvalue()
    path = write_text(tmp_path_factory.mktemp("written"), text)
    with open_memory() as con:
        extract = read(con, path)
        found = rows(con, "received_line_number", *extract.columns)
    assert found == [
        (line, *(cell or None for cell in record))
        for line, record in zip(lines, records, strict=True)
    ]


def test_more_columns_than_promised_are_read_too(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    extract = read(con, write_text(tmp_path, f" id ,it's 100% {{mine}}\n1,{CANARY}\n"))
    assert extract.columns == ["id", "it's 100% {mine}"]
    assert rows(con, "it's 100% {mine}") == [(CANARY,)]


def test_headings_alone_are_no_rows(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert read(con, write_text(tmp_path, "a,b\n")).rows == 0
    assert rows(con, "a") == []


def test_a_name_that_looks_like_a_pattern_is_read_as_the_file_it_names(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write_text(tmp_path, "a,b\nwrong,0\n", "waits1.csv")
    read(con, write_text(tmp_path, "a,b\nright,1\n", "waits[1].csv"))
    assert rows(con, "a") == [("right",)]
