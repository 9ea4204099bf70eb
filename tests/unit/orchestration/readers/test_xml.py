"""Records of an XML document become rows of their tables, with their line, in one pass."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.contracts.language import Table
from orchestration.contracts.layouts import Xml
from orchestration.ducks import open_memory
from orchestration.readers import Extract
from orchestration.readers.xml_records import BATCH
from orchestration.refusals import Refusal
from tests.unit.orchestration.readers.reading import a_column, a_table, read_all, write_text

NAME = "return_2025.xml"
LAYOUT = Xml(kind="xml")
CANARY = "Zanzibar-Quill"
CHILD = "Message/Children/Child"
TEXT = f"""<?xml version="1.0" encoding="utf-8"?>
<Message xmlns="urn:something">
  <Header><Year>2025</Year><Release>7</Release></Header>
  <Children>
    <Child>
      <Identifiers><Id>C1</Id><Born>2015-01-02</Born></Identifiers>
      <Need><Code>N1</Code></Need>
      <Need><Code>N4</Code><Plan><Start>2025-02-01</Start></Plan></Need>
    </Child>
    <Child
      since="2020">
      <Identifiers><Id>{CANARY} &amp; Zoë</Id><Born/></Identifiers>
      <Disability>HAND</Disability><Disability>HEAR</Disability>
      <Need><Plan><Start>2025-03-01</Start><End>2025-04-01</End></Plan></Need>
    </Child>
  </Children>
</Message>
"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_memory() as connection:
        yield connection


def tables(**more: Table) -> dict[str, Table]:
    return {
        "header": a_table("Year", record="Message/Header"),
        "children": a_table("@number", "Identifiers/Id", "Identifiers/Born", record=CHILD),
        "needs": a_table("@number", "@parent", "Code", record=f"{CHILD}/Need"),
        "plans": a_table("@parent", "Start", "End", record=f"{CHILD}/Need/Plan"),
        **more,
    }


def read(
    con: duckdb.DuckDBPyConnection, folder: Path, text: str | bytes, **more: Table
) -> dict[str, Extract]:
    return read_all(con, write_text(folder, text, NAME), LAYOUT, tables(**more))


def rows(con: duckdb.DuckDBPyConnection, table: str, *columns: str) -> list[tuple[Any, ...]]:
    names = ", ".join(f'"{column}"' for column in columns)
    return con.execute(f"select {names} from read_{table} order by row_number").fetchall()


def test_every_table_has_its_records_numbered_and_placed(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    extracts = read(con, tmp_path, TEXT)
    assert {name: extract.rows for name, extract in extracts.items()} == {
        "header": 1,
        "children": 2,
        "needs": 3,
        "plans": 2,
    }
    place = ("received_line_number", "received_file")
    assert rows(con, "children", "@number", "Identifiers/Id", "Identifiers/Born", *place) == [
        ("1", "C1", "2015-01-02", 5, NAME),
        ("2", f"{CANARY} & Zoë", "", 10, NAME),
    ]
    assert rows(con, "needs", "@number", "@parent", "Code", place[0]) == [
        ("1", "1", "N1", 7),
        ("2", "1", "N4", 8),
        ("3", "2", None, 14),
    ]
    assert rows(con, "plans", "@parent", "Start", "End") == [
        ("2", "2025-02-01", None),
        ("3", "2025-03-01", "2025-04-01"),
    ]


def test_what_no_table_asks_for_is_told_by_its_path_alone(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    extracts = read(con, tmp_path, TEXT)
    assert extracts["header"].unlisted == ["Release"]
    assert extracts["children"].unlisted == ["@since", "Disability"]
    assert extracts["needs"].unlisted == extracts["plans"].unlisted == []


def test_a_leaf_that_is_repeated_keeps_its_first_value_and_is_told_of(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    more = a_table("Disability", record=CHILD)
    extract = read(con, tmp_path, TEXT, more=more)["more"]
    assert rows(con, "more", "Disability") == [(None,), ("HAND",)]
    assert extract.unlisted == ["Disability (repeated)"]


def test_repeated_leaves_may_be_records_of_their_own(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    read(con, tmp_path, TEXT, disabilities=a_table("@parent", ".", record=f"{CHILD}/Disability"))
    assert rows(con, "disabilities", "@parent", ".") == [("2", "HAND"), ("2", "HEAR")]


def test_headings_may_stand_for_paths_and_older_names_are_followed(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    columns = {
        "need_code": a_column("NeedCode", formerly=[{"from": "Code", "until": "2025-12"}]),
        "plan_id": a_column("Plan Number"),
    }
    table = Table(grain="one need", record=f"{CHILD}/Need", columns=columns)
    layout = Xml(kind="xml", columns={"needs": {"Plan Number": "@number"}})
    path = write_text(tmp_path, TEXT, NAME)
    extract = read_all(con, path, layout, {"needs": table})["needs"]
    assert extract.headings == ["Code", "Plan Number"]
    assert extract.columns == ["NeedCode", "Plan Number"]
    assert rows(con, "needs", "NeedCode", "Plan Number")[1] == ("N4", "2")


def test_a_document_without_records_of_a_table_has_none(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    text = "<Message><Header><Year>2025</Year></Header><Children/></Message>"
    extracts = read(con, tmp_path, text)
    assert [extract.rows for extract in extracts.values()] == [1, 0, 0, 0]
    assert all(extract.unlisted == [] for extract in extracts.values())


def test_records_far_into_a_long_document_have_their_lines(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    count = 7 * BATCH + 1
    one = "<Child>\n<Identifiers><Id>x</Id></Identifiers>\n</Child>\n"
    text = (
        f"<Message>\n<!--{'a long note ' * 9000}-->\n<Children>\n{one * count}</Children></Message>"
    )
    assert read(con, tmp_path, text)["children"].rows == count
    last = con.execute("select max(received_line_number) from read_children").fetchone()
    assert last == (4 + 3 * (count - 1),)


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "iso-8859-1"])
def test_a_declared_encoding_is_read_and_recorded(
    encoding: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    text = TEXT.replace('"utf-8"', f'"{encoding}"')
    extract = read(con, tmp_path, text.encode(encoding))["children"]
    assert extract.encoding == encoding
    assert rows(con, "children", "Identifiers/Id")[1] == (f"{CANARY} & Zoë",)


REFUSED = {
    "a document type": (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><Message>{CANARY}</Message>',
        "The document has a document type (DOCTYPE), which is not accepted.",
    ),
    "cut short": (
        TEXT[:400],
        f"The document was cut short on line {TEXT[:400].count(chr(10)) + 1}.",
    ),
    "a wrong tag": (TEXT.replace("</Need>", "</Wrong>", 1), "The document is broken on line 7."),
    "an entity of nobody": (TEXT.replace("&amp;", "&who;"), "The document is broken on line 12."),
    "a NUL": (TEXT.replace("HAND", "\x00"), "The document is broken on line 13."),
    "another root": (f"<{CANARY[:8]}/>", "The outermost element is none of those promised: ['Mes"),
    "no XML": (f"{CANARY},1\n", "The document does not start as XML does."),
    "nothing": ("", "The document does not start as XML does."),
    "a strange encoding": (
        TEXT.replace('"utf-8"', '"utf-7"'),
        "The document says that it is in an encoding that is not accepted.",
    ),
    "a long value": (
        TEXT.replace("HAND", CANARY * 6_000),
        "Line 13 holds a value longer than 65,536 characters.",
    ),
    "a bottomless document": (
        f"<Message>{'<a>' * 70}",
        "Line 1 holds an element that is nothing like those promised.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_by_its_place_alone(
    case: str, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    text, said = REFUSED[case]
    with pytest.raises(Refusal) as refusal:
        read(con, tmp_path, text)
    assert str(refusal.value).startswith(f"{NAME}: {said}")
    assert CANARY not in str(refusal.value)
