"""Where a release comes from: its deliveries, rows from room to room, and what the gates counted.

A row may be a child's, and a table's rows are a figure: exact counts stay with the draft, and what
goes out is hashes and rounded counts. The manifest is put together in `gathering`.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from orchestration.build import Build
from orchestration.ducks import open_to_read
from orchestration.gates.kept import Kept
from orchestration.register.book import Submission
from orchestration.release.quality_facts import rows_told

COUNTED = ("unexpected_rows", "counts")

# They tell of other nights: a month's release is the same whatever was known before.
OF_OTHER_NIGHTS = ("revisions", "figure_status")


def input_told(entry: Submission) -> dict[str, Any]:
    """By hash: a file's name is the sender's and may name somebody."""
    return {
        "source": entry.source,
        "supplier": entry.supplier,
        "month": entry.month,
        "submission_id": entry.submission_id,
        "sha256": sorted(file.sha256 for file in entry.files),
    }


def gates_told(gates: Kept) -> dict[str, list[dict[str, Any]]]:
    """What the gates said, for anybody: how many rows only to the nearest 5."""
    return {suite: [_told(one) for one in said] for suite, said in gates.items()}


def accounts_of(build: Build, inputs: list[Submission], gates: Kept) -> bytes:
    """All that was counted on the way, exactly: for those who work on the release."""
    told: Mapping[str, Any] = {
        "rows_received": {
            entry.submission_id: {name: asdict(count) for name, count in entry.tables.items()}
            for entry in inputs
        },
        "rows_by_room": rows_by_room(build),
        "gates": gates,
    }
    return (json.dumps(told, indent=1, sort_keys=True) + "\n").encode()


def _told(one: Mapping[str, Any]) -> dict[str, Any]:
    kept = {word: said for word, said in one.items() if word not in COUNTED}
    return {**kept, "rows": rows_told(int(one.get("unexpected_rows") or 0))}


def rows_by_room(build: Build) -> dict[str, dict[str, int]]:
    rooms: dict[str, dict[str, int]] = {}
    for store in (build.warehouse, build.published):
        with open_to_read(store) as con:
            tables = con.execute("""
                select schema_name, table_name from duckdb_tables()
                where schema_name in ('core', 'measures', 'published') order by all
            """).fetchall()
            for room, table in tables:
                if table in OF_OTHER_NIGHTS:
                    continue
                count = con.execute(f"select count(*) from {room}.{table}").fetchone()
                rooms.setdefault(room, {})[table] = int(count[0]) if count else 0
    return rooms
