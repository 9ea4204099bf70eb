"""What a manifest says of where a release comes from: its deliveries, and rows from room to room.

Counts and hashes only; the manifest itself is put together in `gathering`.
"""

from dataclasses import asdict
from typing import Any

from orchestration.build import Build
from orchestration.ducks import open_to_read
from orchestration.register.book import Submission

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
        "rows": {name: asdict(count) for name, count in entry.tables.items()},
    }


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
