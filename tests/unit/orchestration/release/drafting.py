"""Makes a small finished build with one published table, for the tests of a release."""

from typing import Any

import pytest

from orchestration.build import Build
from orchestration.disclosure.ledger import keep_counts
from orchestration.ducks import open_to_write
from orchestration.home import Home
from orchestration.register.book import DeliveredFile, Submission, TableCount
from orchestration.release import gathering
from orchestration.release.contents import Contents
from orchestration.release.dataset import Dataset

Rows = list[tuple[str | None, ...]]


def a_filter(label: str, default: str = "") -> dict[str, Any]:
    return {"kind": "Filter", "label": label, "hint": f"{label}?", "filter_default": default}


def an_indicator(label: str, unit: str = "", places: int = 0) -> dict[str, Any]:
    told = {"kind": "Indicator", "label": label, "grouping": "Waits", "decimal_places": places}
    return {**told, "unit": unit} if unit else told


COLUMNS: dict[str, dict[str, Any]] = {
    "time_period": {"description": "The month.", "open_data": None},
    "geographic_level": {"description": "The place.", "open_data": None},
    "therapy": {"description": "The therapy.", "open_data": a_filter("Therapy")},
    "stage": {"description": "The stage.", "open_data": a_filter("Stage", "Total")},
    "people_count": {"description": "Children.", "open_data": an_indicator("Children")},
    "seen_percent": {"description": "Seen.", "open_data": an_indicator("Seen", "%", 1)},
}
ROWS: Rows = [
    ("2025", "National", "Speech", "First", "12", "50.0"),
    ("2025", "National", "Physio", "First", "c", "z"),
]
# What DfE's screener wants beside them, the same in every row.
SCREENED: dict[str, dict[str, Any]] = {
    "time_identifier": {"description": "The month.", "open_data": None},
    "country_code": {"description": "The country.", "open_data": None},
    "country_name": {"description": "The country.", "open_data": None},
}
INSERT = f"insert into published.pub_waits ({', '.join(COLUMNS)}) values (?, ?, ?, ?, ?, ?)"
HERE = ("December", "E92000001", "England")
BARE = Dataset("waits", "pub_waits", "Children waiting", COLUMNS)
WAITS = Dataset(
    "waits",
    "pub_waits",
    "Children waiting",
    {
        **COLUMNS,
        "therapy": {"description": "The therapy.", "open_data": a_filter("Therapy", "Speech")},
        **SCREENED,
    },
)


def build(home: Home, name: str, rows: Rows | None = None) -> Build:
    """A finished build whose published table holds the rows, in their order."""
    made = Build(home.builds / name)
    made.gates.mkdir(parents=True)
    (made.gates / "core.json").write_text('[{"rule": "CORE-01", "is_met": true}]', "utf-8")
    keep_counts(made, {})
    with open_to_write(made.warehouse) as con:
        for schema in ("core", "measures"):
            con.execute(f"create schema {schema}")
        con.execute("create table core.facts as select 1 as one from range(7)")
    with open_to_write(made.published) as con:
        con.execute("create schema published")
        columns = [f"{name} varchar" for name in COLUMNS]
        columns += [
            f"{name} varchar default '{told}'" for name, told in zip(SCREENED, HERE, strict=True)
        ]
        con.execute(f"create table published.pub_waits ({', '.join(columns)})")
        for row in ROWS if rows is None else rows:
            con.execute(INSERT, row)
    return made


def few_documents(contents: Contents) -> dict[str, bytes]:
    """In place of all documents: what a draft hands to them, for tests that read none."""
    told = [contents.status, *sorted(contents.before), *sorted(contents.seen)]
    words = [f"{name}: {words}" for name, words in contents.edits.items()]
    return {"documents.md": ("\n".join([*told, *words]) + "\n").encode()}


def make_few_files(patch: pytest.MonkeyPatch) -> None:
    """Make no documents and no pages of the gates: both have tests of their own,
    and cost seconds."""
    patch.setattr(gathering, "documents", few_documents)
    patch.setattr(
        gathering, "data_docs", lambda gates, month: {"index.html": month.encode() + b"\n"}
    )


def delivered(received_at: str = "2026-02-01T09:08:07", name: str = "Zoë Quill.csv") -> Submission:
    return Submission(
        submission_id="0123456789abcdef",
        status="accepted",
        source="therapy_waits",
        supplier="X9901",
        month="2025-12",
        received_at=received_at,
        files=[DeliveredFile(name, "ab" * 32, 7)],
        tables={"referrals": TableCount(3, 2, 1)},
    )
