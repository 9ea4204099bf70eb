"""Any text is read as the same value by the door's engine and in a real browser.

Each different way in which the contracts read a cell is tried: days, moments, months, numbers,
flags, codes, and the numbers with check digits.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from orchestration.contracts.casts import typed_text
from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.columns import Column, Word
from orchestration.contracts.identifiers import IS_NUMBER
from orchestration.contracts.sql_trees import tree_of
from tests.browser.both_checks import serve_scripts

CATALOGUE = the_catalogue()
EPOCH = datetime(1970, 1, 1)
ASK = """([trees, texts]) => {
    const { functionOf } = window.checking;
    const asked = trees.map((tree) => functionOf(tree, () => (row) => row[0], window.listed));
    return JSON.stringify(asked.map((ask) => texts.map((text) => ask([text]))));
}"""


def ways_to_read() -> dict[str, str]:
    """The SQL of each different way to read a text, by the type and what steers it."""
    found: dict[str, str] = {}
    for _, _, table in CATALOGUE.tables():
        for name, column in table.columns.items():
            word = CATALOGUE.words[name]
            key = f"{word.type} {column.formats} {word.check} {column.kept_if_wrong}"
            if word.type in ("flag", "code") and len(found) < 60:
                key += f" {column.yes} {column.no} {sorted(column.means)} {word.any_case}"
            found.setdefault(key, _read(column, word))
    checks = {check: is_number("t") for check, is_number in IS_NUMBER.items()}
    return {**found, **checks}


def _read(column: Column, word: Word) -> str:
    return typed_text("t", column, word, CATALOGUE.codes("missing_words"))


WAYS = ways_to_read()
TREES = [_tree for _tree in (tree_of(sql, lambda query: []) for sql in WAYS.values())]


@pytest.fixture(scope="module")
def reading(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    serve_scripts(page)
    lists: list[list[str]] = []
    numbered = [_with_lists(tree, lists) for tree in TREES]
    page.evaluate("([lists]) => { window.listed = lists; }", [lists])
    TREES[:] = numbered
    yield page
    page.close()


def _with_lists(tree: list[Any], lists: list[list[str]]) -> list[Any]:
    if tree[0] == "among":
        lists.append(tree[2])
        return ["among", _with_lists(tree[1], lists), len(lists) - 1]
    return [_with_lists(part, lists) if isinstance(part, list) else part for part in tree]


def by_the_engine(texts: list[str]) -> list[list[Any]]:
    shown = ", ".join(f"{sql} as w{place}" for place, sql in enumerate(WAYS.values()))
    with duckdb.connect(":memory:") as con:
        con.execute("create table texts (n integer, t varchar)")
        con.executemany("insert into texts values (?, ?)", list(enumerate(texts)))
        rows = con.execute(f"select {shown} from texts order by n").fetchall()
    return [[_plain(row[place]) for row in rows] for place in range(len(WAYS))]


def _plain(value: Any) -> Any:
    """As a browser tells it: moments as milliseconds, numbers as it can hold them."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if isinstance(value, datetime):
        return (value - EPOCH).total_seconds() * 1000
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return float(value)
    return value


DIGITS = st.text("0123456789", max_size=4)
DAYS = st.builds(
    lambda parts, signs, end: "".join(part + sign for part, sign in zip(parts, signs)) + end,  # noqa: B905
    st.lists(st.one_of(st.integers(0, 32).map(str), DIGITS), min_size=3, max_size=6),
    st.lists(
        st.sampled_from(["/", "-", " ", ":", "T", "-Feb-", "-dec-", ""]), min_size=6, max_size=6
    ),
    st.sampled_from(["", " ", "Z", ".5", "x"]),
)
REAL_DAYS = st.builds(
    lambda day, form: day.strftime(form),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(
        ["%d/%m/%Y", "%Y-%m-%d", "%Y-%b-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m", "%d/%m/%y"]
    ),
)
NUMBERS = st.from_regex(r"\A[-+ ]?[0-9]{0,20}([.,][0-9]{0,9})?(e[0-9])?\Z")
PUPILS = st.from_regex(r"\A[A-Z][0-9]{11}[0-9A-Z]\Z")
PEOPLE = st.from_regex(r"\A[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}\Z")
ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    st.lists(
        st.one_of(
            DAYS, REAL_DAYS, NUMBERS, PUPILS, PEOPLE, ANYTHING, st.sampled_from(["yes", "NA"])
        ),
        min_size=20,
        max_size=60,
    )
)
def test_any_text_is_read_as_the_same_value(reading: Page, texts: list[str]) -> None:
    told = json.loads(reading.evaluate(ASK, [TREES, texts]))
    said = by_the_engine(texts)
    wrong = [
        (way, text, one, other)
        for way, ours, theirs in zip(WAYS, said, told, strict=True)
        for text, one, other in zip(texts, ours, theirs, strict=True)
        if one != other
    ]
    assert wrong == []


def test_many_ways_to_read_are_tried() -> None:
    assert len(WAYS) > 30
    types = {way.split()[0] for way in WAYS}
    assert {"date", "moment", "month", "count", "decimal", "flag", "code", "text", "upn"} <= types
