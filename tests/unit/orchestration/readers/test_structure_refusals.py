"""What no engine should see is refused with its line, and never with what stands on it."""

import codecs
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration.ducks import open_memory
from orchestration.readers.structure import look_at
from orchestration.refusals import Refusal
from tests.unit.orchestration.readers.reading import read

CANARY = "Zanzibar-Quill"
ENCODING = "Save it as 'CSV UTF-8 (comma delimited)' and send that."
QUOTES = "Remove it, or double it and put the value in quotation marks."


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as connection:
        yield connection


def stray(line: int) -> str:
    return f"Line {line} has a quotation mark that does not open or close a whole value."


CASES = {
    "no bytes": (b"", "The file is empty.", "Export it again and send that."),
    "only white space": (b" \r\n\n ", "The file is empty.", "Export it again and send that."),
    "a NUL": (
        f"a,b\n{CANARY},2\n".encode() + b"3,\x00\n",
        "Line 3 holds a NUL: the file was damaged, or is not plain text.",
        "Export it again as plain text and send that.",
    ),
    "UTF-16 from a spreadsheet": (
        codecs.BOM_UTF16_LE + f"a,b\n{CANARY},2\n".encode("utf-16-le"),
        "The file is not UTF-8; it looks like UTF-16 ('Unicode text'), which was not agreed.",
        ENCODING,
    ),
    "UTF-16 the other way round": (
        codecs.BOM_UTF16_BE + f"a,b\n{CANARY},2\n".encode("utf-16-be"),
        "The file is not UTF-8; it looks like UTF-16 ('Unicode text'), which was not agreed.",
        ENCODING,
    ),
    "another encoding": (
        f"a,b\n1,2\n{CANARY},".encode() + "José\n".encode("latin-1"),
        "Line 3 holds a character that is not UTF-8.",
        f"It may be Windows-1252 ('ANSI'), which was not agreed. {ENCODING}",
    ),
    "a character cut off by the end": (
        f"a,b\n{CANARY},".encode() + "é".encode()[:1],
        "Line 2 holds a character that is not UTF-8.",
        f"It may be Windows-1252 ('ANSI'), which was not agreed. {ENCODING}",
    ),
    "a blank first line": (
        f"\na,b\n{CANARY},2\n".encode(),
        "Line 1 is empty.",
        "The headings must stand on line 1.",
    ),
    "a blank first line as Windows ends it": (
        f"\r\na,b\r\n{CANARY},2\r\n".encode(),
        "Line 1 is empty.",
        "The headings must stand on line 1.",
    ),
    "a quote within a bare value": (f'a,b\n1,2\n{CANARY} "x" y,2\n'.encode(), stray(3), QUOTES),
    "a quote that ends a bare value": (f'a,b\n{CANARY}",2\n'.encode(), stray(2), QUOTES),
    "text after a closing quote": (f'a,b\n1,2\n"{CANARY}" x,2\n'.encode(), stray(3), QUOTES),
    "a space before an opening quote": (f'a,b\n1, "{CANARY}"\n'.encode(), stray(2), QUOTES),
    "a quote that never closes": (f'a,b\n1,"x\ny"\n2,"{CANARY}\n3,4\n'.encode(), stray(4), QUOTES),
    "a quote at the very end": (f'a,b\n{CANARY},2\n3,"'.encode(), stray(3), QUOTES),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_its_place_and_remedy(
    case: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    content, what, remedy = CASES[case]
    path = tmp_path / "delivered.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        read(con, path)
    assert str(refusal.value) == f"delivered.csv: {what} {remedy}"
    assert refusal.value.rule == "V001"
    assert CANARY not in str(refusal.value)


@pytest.mark.parametrize(
    "content",
    ['a,b\n"",2\n', 'a,b\n"say ""no""",2\n', 'a,b\n"""",2\n', 'a,b\n1,"x"', '"a","b"\r\n'],
)
def test_quotes_that_open_and_close_whole_values_are_fine(content: str, tmp_path: Path) -> None:
    path = tmp_path / "delivered.csv"
    path.write_bytes(content.encode())
    assert look_at(path, path.name).records == content.count("\n") - content.endswith("\n")
