"""Whatever the bytes are, a reader returns every row it counted, or refuses; it never crashes."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile.attack import HEADINGS, STEM, a_list
from hostile.books import LIST
from hostile.documents import document
from hostile.packing import gzipped, workbook, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.contracts.layouts import Delimited, Layout, Workbook, Xml
from orchestration.ducks import open_memory, rows_in
from orchestration.readers import READERS, Extract, Task
from orchestration.readers.archives import is_archive, unpack
from orchestration.refusals import Refusal
from tests.unit.orchestration.readers.reading import a_table, as_written
from tests.unit.orchestration.sending import tree

LAYOUTS: dict[str, Layout] = {
    ".csv": Delimited(kind="delimited", encodings=["utf-8", "utf-16", "windows-1252"]),
    ".xlsx": Workbook(kind="workbook"),
    ".xml": Xml(kind="xml"),
}
HONEST: dict[str, Callable[[], bytes]] = {
    ".csv": a_list,
    ".xlsx": lambda: workbook(LIST),
    ".xml": lambda: document().encode(),
    ".csv.zip": lambda: zipped((f"{STEM}.csv", a_list())),
    ".xlsx.zip": lambda: zipped((f"{STEM}.xlsx", workbook(LIST))),
    ".csv.gz": lambda: gzipped(a_list()),
    ".xml.gz": lambda: gzipped(document().encode()),
}
SIGNS = [b'"', b",", b"\n", b"\r\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b"<", b"&", b"PK", b"</a>"]
CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from(["write over", "put in", "cut out", "cut off"]),
        st.one_of(st.sampled_from(SIGNS), st.binary(min_size=1, max_size=6)),
    ),
    min_size=1,
    max_size=4,
)


def changed(content: bytes, changes: list[tuple[float, str, bytes]]) -> bytes:
    for where, how, some in changes:
        at = int(where * len(content))
        keep = {"write over": len(some), "put in": 0, "cut out": 40, "cut off": len(content)}[how]
        content = content[:at] + (b"" if how.startswith("cut") else some) + content[at + keep :]
    return content


def read_whatever(content: bytes, ending: str) -> int | None:
    """How many rows were read, or None where the file was refused."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        sent, scratch, rows = top / f"{STEM}{ending}", top / "scratch", top / "rows"
        scratch.mkdir()
        rows.mkdir()
        sent.write_bytes(content)
        try:
            count = _read(sent, scratch, rows)
        except Refusal as refusal:
            assert refusal.where.isprintable()
            assert refusal.what.isprintable()
            count = None
        written = {path for path in tree(top) if not path.startswith(("scratch/", "rows/"))}
        assert written == {sent.name}
        assert sent.read_bytes() == content
    return count


def _read(sent: Path, scratch: Path, rows: Path) -> int:
    found = unpack(sent, scratch) if is_archive(sent) else [(sent, sent.name)]
    count = 0
    for path, shown in found:
        layout = LAYOUTS[Path(shown).suffix]
        tables = {"waits": a_table(*HEADINGS, record="Waits/Wait")}
        task = Task(path, shown, layout, tables, rows, as_written)
        with open_memory() as con:
            extracts: dict[str, Extract] = READERS[layout.kind](con, task)
            for extract in extracts.values():
                held = con.execute(f"select count(*) from {extract.relation}").fetchone()
                assert held == (extract.rows,)
                assert rows_in(con, extract.rows_file) == extract.rows
                assert len(extract.columns) == len(extract.headings)
                count += extract.rows
    return count


@pytest.mark.parametrize("ending", HONEST)
def test_the_honest_file_is_read(ending: str) -> None:
    content = HONEST[ending]()
    assert read_whatever(content, ending) == (2 if ".xml" in ending else 3)


@pytest.mark.parametrize("ending", HONEST)
def test_any_change_to_an_honest_file_is_read_or_refused(ending: str) -> None:
    content = HONEST[ending]()

    @settings(max_examples=120)
    @given(CHANGES)
    def check(changes: list[tuple[float, str, bytes]]) -> None:
        read_whatever(changed(content, changes), ending)

    check()


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".xml", ".csv.zip", ".csv.gz"])
def test_any_bytes_are_read_or_refused(ending: str) -> None:
    @settings(max_examples=60)
    @given(st.one_of(st.binary(max_size=80), st.lists(st.sampled_from(SIGNS)).map(b"".join)))
    def check(content: bytes) -> None:
        read_whatever(content, ending)

    check()
