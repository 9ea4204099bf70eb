"""Encodings and delimiters that were agreed are read; others are told of, and none is guessed."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration.contracts.layouts import Delimited
from orchestration.ducks import open_memory
from orchestration.refusals import Refusal
from tests.unit.orchestration.readers.reading import a_table, read, write_text

ALL = Delimited(kind="delimited", encodings=["utf-8", "utf-16", "windows-1252"])
TEXT = "name,town\nZoë,Málaga\nPlain,Leeds\n"
ROWS = [("Zoë", "Málaga"), ("Plain", "Leeds")]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as connection:
        yield connection


def said(con: duckdb.DuckDBPyConnection, path: Path, layout: Delimited | None = None) -> str:
    with pytest.raises(Refusal) as refusal:
        read(con, path, layout)
    assert "Zo" not in str(refusal.value)
    return str(refusal.value).removeprefix(f"{path.name}: ")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("cp1252"), "windows-1252"),
    ],
)
def test_the_encoding_is_found_and_recorded(
    content: bytes, encoding: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    extract = read(con, write_text(tmp_path, content), ALL)
    assert extract.encoding == encoding
    assert con.execute("select name, town from read_it order by row_number").fetchall() == ROWS
    assert [path.name for path in (tmp_path / "rows").iterdir()] == ["it.rows.parquet"]


def test_an_encoding_that_was_not_agreed_is_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    assert "looks like UTF-16" in said(con, write_text(tmp_path, TEXT.encode("utf-16")))
    windows = said(con, write_text(tmp_path, TEXT.encode("cp1252")))
    assert windows.startswith("Line 2 holds a character that is not UTF-8. It may be Windows-1252")


def test_two_encodings_in_one_file_are_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    content = TEXT.encode("cp1252") + "Renée,Bath\n".encode()
    told = said(con, write_text(tmp_path, content), ALL)
    assert told.startswith("Line 4 is written in UTF-8, but line 2 is not.")


def test_bytes_of_no_agreed_encoding_are_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    told = said(con, write_text(tmp_path, b"a,b\n\x81\xff,2\n"), ALL)
    assert told.startswith("The file holds characters that are in no encoding that was agreed.")
    odd = said(con, write_text(tmp_path, b"\xff\xfea"), ALL)
    assert odd.startswith("The file holds characters that are in no encoding that was agreed.")


@pytest.mark.parametrize(
    ("sign", "name"), [(";", "semicolons"), ("|", "vertical bars"), ("\t", "tabs")]
)
def test_a_delimiter_is_used_where_it_was_agreed_and_only_there(
    sign: str, name: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = write_text(tmp_path, f'a{sign}b\n"x{sign}y"{sign}1,5\n')
    layout = Delimited(kind="delimited", delimiter=sign)  # type: ignore[arg-type]
    read(con, path, layout)
    assert con.execute("select a, b from read_it").fetchall() == [(f"x{sign}y", "1,5")]
    told = said(con, path)
    assert told.startswith(f"The columns are separated by {name}; commas were agreed.")


def test_a_file_of_one_column_may_have_empty_values(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = write_text(tmp_path, "a;b\n1\n\n3\n")
    assert read(con, path, None, {"it": a_table("a;b")}).rows == 3
    found = con.execute('select "a;b", received_line_number from read_it').fetchall()
    assert found == [("1", 2), (None, 3), ("3", 4)]


def test_the_order_of_the_file_is_kept_through_many_row_groups(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    count = 400_000
    text = "a,b\n" + "".join(f"{n},some value of a row\n" for n in range(count))
    assert read(con, write_text(tmp_path, text)).rows == count
    in_order = con.execute("""
        select bool_and(cast(a as bigint) = row_number and received_line_number = row_number + 2)
        from read_it""").fetchone()
    assert in_order == (True,)


def test_lines_are_right_across_blocks_with_blank_lines_and_line_breaks(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.readers.blocks.BLOCK", 64)
    text, lines = "a,b\n", []
    for n in range(3_000):
        lines.append(text.count("\n") + 1) if n < 50 else None
        text += f'{n},"two\nlines"\n' if n % 7 == 0 else f"{n},plain\n"
        text += "\n" if n % 11 == 0 else ""
    read(con, write_text(tmp_path, text))
    found = con.execute("select received_line_number from read_it where row_number < 50").fetchall()
    assert [line for (line,) in found] == lines


def test_a_wrong_line_is_told_by_its_number_among_blank_lines_and_line_breaks(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    assert said(con, write_text(tmp_path, "a,b\n\n\n1,2\n3\n")).startswith("Line 5 does not hold")
    broken = 'a,b\n\n1,"x\ny"\n\n3\n'
    assert said(con, write_text(tmp_path, broken)).startswith("Line 6 does not hold")
