"""The pages on what the gates found: safe to hand round, whole without the internet, repeatable."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.gates.data_docs import data_docs, write_data_docs
from orchestration.gates.judging import judge_tables
from orchestration.gates.kept import keep_judgements, keep_receipts
from orchestration.gates.suites import Suite, read_suites

CANARIES = ["Zanzibar-Quill", "943 476 5919", "9434765919", "A801200001001", "B12 8QQ"]
FETCHED = {
    "src", "href", "srcset", "data", "poster", "action", "formaction", "background", "cite",
}  # fmt: skip


class Links(HTMLParser):
    """Everything that a browser would fetch, or could be led to, and all words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [str(value) for name, value in attrs if name in FETCHED]


def expectation(rule: str, kind: str, severity: str = "critical", **kwargs: Any) -> dict[str, Any]:
    told = {"sentence": f"{rule} is so.", "what_to_do": "Ask $who, <b>now</b>."}
    return {"rule": rule, "type": kind, "severity": severity, "kwargs": kwargs, **told}


def rows_query(rule: str, query: str) -> dict[str, Any]:
    return expectation(rule, "unexpected_rows_expectation", unexpected_rows_query=query)


@pytest.fixture
def suite() -> Suite:
    values = "expect_column_values_to"
    return Suite.model_validate(
        {
            "gate": "publication",
            "table": "published.people",
            "by": "dataset",
            "expectations": [
                rows_query("PUB-A", "select * from {batch}"),
                rows_query("PUB-B", "select cast(name as integer) as number, * from {batch}"),
                rows_query("PUB-C", "select * from {batch} where false"),
                expectation("PUB-D", f"{values}_be_in_set", column="name", value_set=["one"]),
                expectation("PUB-E", f"{values}_be_unique", "query", column="name"),
                expectation("PUB-F", f"{values}_not_be_null", column="missing"),
                expectation(
                    "PUB-G", "expect_column_value_lengths_to_equal", column="name", value=1
                ),
            ],
        }
    )


@pytest.fixture
def gates(suite: Suite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What gates keep that looked at children by name and number, and failed."""
    store = tmp_path / "store.duckdb"
    with duckdb.connect(str(store)) as con:
        con.execute(
            "create schema published; create table published.people (name varchar, dataset varchar)"
        )
        con.executemany(
            "insert into published.people values (?, 'waits')", [[c] for c in CANARIES * 2]
        )
    judged = judge_tables({"people": suite}, store)["people"]
    assert [one.is_met for one in judged] == [False, False, True, False, False, False, False]
    keep_judgements(tmp_path / "gates", "people", suite, judged)
    door = read_suites()["door_accounts"]
    counts = {"received_rows": 10, "loaded_rows": 8, "set_aside_rows": 2, "unaccounted_rows": 0}
    table = {"source": "census", "table_name": "pupils", "deliveries": 1, **counts}
    words = {"sentence": "A UPN has its check letter.", "severity": "set_aside"}
    fired = {"source": "census", "rule": "V010", **words, "count": 2}
    keep_receipts(tmp_path / "gates", {"tables": [table], "rules": [fired]})
    suites = {"people": suite, "door_accounts": door}
    monkeypatch.setattr("orchestration.gates.data_docs.read_suites", lambda: suites)
    return tmp_path / "gates"


def test_no_page_holds_a_value_of_any_row(gates: Path) -> None:
    pages = data_docs(gates, "2025-12")
    kept = "".join(path.read_text(encoding="utf-8") for path in gates.rglob("*.json"))
    for name, page in {**pages, "kept": kept.encode()}.items():
        for canary in CANARIES:
            assert canary.encode() not in page, name
    told = json.loads((gates / "people.json").read_text(encoding="utf-8"))
    assert [one["unexpected_rows"] for one in told] == [10, 0, 0, 10, 10, 0, 10]


def test_a_page_says_what_was_found_how_it_bears_and_what_to_do(gates: Path) -> None:
    page = data_docs(gates, "2025-12")["people.html"].decode()
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "PUB-A: PUB-A is so. Not so: blocks. Found in waits: 10." in words
    assert "What to do: Ask $who, &lt;b&gt;now&lt;/b&gt;." in words
    assert "PUB-E: PUB-E is so. Not so: asks whoever approves." in words
    assert "PUB-C: PUB-C is so. Not so" not in words
    assert "10 rows" in words
    assert words.count("PUB-F is so. Not so: blocks.") == 1
    assert "could not be asked" in words


def test_the_door_is_told_from_receipts(gates: Path) -> None:
    page = data_docs(gates, "2025-12")["receipts.html"].decode()
    cells = re.findall(r"<div[^>]*>([^<]*)</div></td>", page)
    assert cells[:7] == ["census", "pupils", "1", "10", "8", "2", "0"]
    assert cells[7:] == ["census", "V010", "A UPN has its check letter.", "set_aside", "2"]


def test_no_page_would_fetch_anything_or_run_a_script(gates: Path) -> None:
    pages = data_docs(gates, "2025-12")
    assert list(pages)[0] == "index.html"
    for name, page in pages.items():
        text = page.decode()
        seen = Links()
        seen.feed(text)
        assert not seen.tags & {"script", "link", "iframe", "img", "object", "embed", "base"}, name
        assert {link for link in seen.links if not link.startswith("#")} <= set(pages), name
        assert not re.search(r"https?:|//[a-z]|@import|url\(", text, re.IGNORECASE), name


def test_the_same_findings_make_the_same_bytes(gates: Path, tmp_path: Path) -> None:
    names = write_data_docs(tmp_path / "one", gates, "2025-12")
    assert names == ["index.html", "people.html", "receipts.html"]
    write_data_docs(tmp_path / "two", gates, "2025-12")
    for name in names:
        page = (tmp_path / "one" / name).read_bytes()
        assert page == (tmp_path / "two" / name).read_bytes()
        assert not re.search(rb"\d{4}-\d\d-\d\dT|\d\d:\d\d", page)


def test_the_index_puts_what_blocks_first(gates: Path) -> None:
    page = data_docs(gates, "2025-12")["index.html"].decode()
    assert 'href="people.html"' in page
    assert "PUB-A, PUB-B, PUB-D, PUB-E, PUB-F, PUB-G" in page
