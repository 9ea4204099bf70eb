"""Records and their lines are counted from the bytes as plain Python counts them."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from orchestration.readers.blocks import NotUtf8
from orchestration.readers.structure import Structure, look_at
from orchestration.refusals import Refusal

PIECES = st.sampled_from(["a", "é", "7", ",", '"', "\n", "\r\n", " ", "'", "=", ";"])
CELLS = st.lists(PIECES, max_size=5).map("".join)
RECORDS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=8)
)
MARK = b"\xef\xbb\xbf"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("structure") / "delivered.csv"


def written(records: list[list[str]], end: str, quoting: int) -> tuple[str, list[int]]:
    """The text that csv.writer makes, and the line that each record starts on."""
    text, lines = "", []
    for record in records:
        lines.append(text.count("\n") + 1)
        line = io.StringIO()
        csv.writer(line, lineterminator=end, quoting=quoting).writerow(record)  # type: ignore[arg-type]
        text += line.getvalue()
    return text, lines


def could_be_rows(record: list[str]) -> bool:
    """Whether a value of it looks like rows that stray quotation marks have swallowed."""
    return any("\n" in cell and cell.count(",") >= len(record) - 1 for cell in record)


def starting_lines(structure: Structure) -> list[int]:
    return [int(line) for line in structure.lines(0, structure.records)]


@settings(max_examples=100)
@given(
    RECORDS,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.booleans(),
    st.booleans(),
)
@example([["a", "b"], ["1", "x\ny"], ["2", 'say "no"']], "\r\n", csv.QUOTE_MINIMAL, True, False)
def test_records_and_lines_are_those_that_were_written(
    path: Path, records: list[list[str]], end: str, quoting: int, marked: bool, ended: bool
) -> None:
    text, lines = written(records, end, quoting)
    assume(text.strip() and not any(could_be_rows(record) for record in records))
    content = (text if ended else text.removesuffix(end)).encode()
    path.write_bytes(MARK + content if marked else content)
    structure = look_at(path, path.name)
    assert structure.records == len(records) - 1
    assert starting_lines(structure) == lines[1:]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_blank_lines_are_no_records_but_keep_their_numbers(end: str, path: Path) -> None:
    path.write_bytes(end.join(["a,b", "1,2", "", "", "3,4", "", ""]).encode())
    structure = look_at(path, path.name)
    assert structure.records == 2
    assert starting_lines(structure) == [2, 5]


def test_headings_alone_are_no_records(path: Path) -> None:
    path.write_bytes(b"a,b")
    structure = look_at(path, path.name)
    assert (structure.headings, structure.records) == (["a", "b"], 0)


def test_headings_over_two_lines_move_the_first_record_down(path: Path) -> None:
    path.write_bytes(b'"a\nq",b\n1,2\n')
    assert starting_lines(look_at(path, path.name)) == [3]


@settings(max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.lists(st.sampled_from([b'"', b",", b"\n", b"\r", b"a", b"\x00", b"\xff", MARK])).map(
            b"".join
        ),
    )
)
@example(b"")
@example(b'"')
@example(b"\n")
@example(b"a\r")
def test_any_bytes_are_looked_at_or_refused(path: Path, content: bytes) -> None:
    assume(content != MARK)
    path.write_bytes(content)
    try:
        structure = look_at(path, path.name)
    except NotUtf8 as found:
        assert 1 <= found.line <= content.count(b"\n") + 1
    except Refusal as refusal:
        assert refusal.where == "delivered.csv"
        assert refusal.what
        assert refusal.what_to_do
    else:
        assert 0 <= structure.records <= content.count(b"\n")
        lines = starting_lines(structure)
        assert lines == sorted(set(lines))
        assert len(lines) == structure.records


def test_a_byte_order_mark_alone_is_an_empty_file(path: Path) -> None:
    path.write_bytes(MARK)
    with pytest.raises(Refusal, match="is empty"):
        look_at(path, path.name)
