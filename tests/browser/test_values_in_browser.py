"""Any text is read as the same value by the door's engine and in a real browser.

Each different way in which the contracts read a cell is tried: days, moments, months, numbers,
flags, codes, and the numbers with check digits.
"""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
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
    shown = ", ".join(f"{_as_told(way, sql)} as w{n}" for n, (way, sql) in enumerate(WAYS.items()))
    with duckdb.connect(":memory:") as con:
        con.execute(
            "create table texts as select unnest(range(len($1))) as n, unnest($1) as t", [texts]
        )
        rows = con.execute(f"select {shown} from texts order by n").fetchall()
    return [[_plain(row[place]) for row in rows] for place in range(len(WAYS))]


def _as_told(way: str, sql: str) -> str:
    """Moments in milliseconds since 1970, as a browser knows them."""
    is_moment = way.split()[0] in ("date", "moment", "month")
    return f"epoch_ms(cast({sql} as timestamp))" if is_moment else sql


def _plain(value: Any) -> Any:
    """Numbers as a browser can hold them."""
    is_number = isinstance(value, Decimal | int) and not isinstance(value, bool)
    return float(value) if is_number else value


FORMS = [
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%Y-%b-%d %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m",
]
SIGNS = [*"0123456789/-:.TZ +eE,_ xA\xa0\t", "é", "\u212a", "１", "Feb", "dec", "00"]
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def any_texts(seed: int, count: int) -> list[str]:
    """Texts that may well be values of some kind, every other one with a slip or two."""
    chance = random.Random(seed)
    return [slipped(chance, likely(chance)) for _ in range(count)]


def likely(chance: random.Random) -> str:
    def digits(least: int, most: int) -> str:
        return "".join(chance.choice("0123456789") for _ in range(chance.randint(least, most)))

    day = datetime(1890, 1, 1) + timedelta(minutes=chance.randrange(110_000_000))
    nine = digits(9, 9)
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
    temporary = digits(11, 11) + chance.choice(LETTERS + "0123456789")
    total = sum(
        (int(sign) if sign.isdigit() else LETTERS.index(sign)) * place
        for place, sign in enumerate(temporary, 2)
    )
    kinds = [
        day.strftime(chance.choice(FORMS)),
        day.strftime(chance.choice(FORMS)).lower().replace("/0", "/"),
        f"{chance.choice(['', '-', '0'])}{digits(1, 20)}{chance.choice(['', '.', '.0', '.5'])}",
        f"{digits(1, 13)}.{digits(1, 8)}",
        LETTERS[total % 23] + temporary,
        nine + str((11 - rest) % 11),
        nine + str(10 - rest),
        chance.choice([*WORDS, digits(10, 10), "9999999999", "1111111111", "epoch", "-infinity"]),
    ]
    return chance.choice(kinds)


def slipped(chance: random.Random, text: str) -> str:
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        at = chance.randint(0, len(text))
        put = chance.choice(["", chance.choice(SIGNS)])
        text = text[:at] + put + text[at + chance.choice([0, 1]) :]
    return text


def words_told() -> list[str]:
    """Every word that some column reads as something else."""
    columns = [column for _, _, table in CATALOGUE.tables() for column in table.columns.values()]
    told = [[*c.means, *c.missing_marks, *c.yes, *c.no, *c.no_number] for c in columns]
    return sorted({*sum(told, []), *CATALOGUE.codes("missing_words")})


WORDS = words_told()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.integers(0, 2**32))
def test_any_text_is_read_as_the_same_value(reading: Page, seed: int) -> None:
    texts = any_texts(seed, 300)
    told = json.loads(reading.evaluate(ASK, [TREES, texts]), parse_int=float)
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


def test_texts_are_tried_that_are_values_and_that_are_none() -> None:
    for way, values in zip(WAYS, by_the_engine(any_texts(1, 4_000)), strict=True):
        if way.split()[0] in ("date", "moment", "month", "count", "decimal", "flag"):
            assert 4 < sum(value is not None for value in values) < 3_500, way
        elif way in IS_NUMBER:
            assert min(values.count(True), values.count(False)) > 50, way
