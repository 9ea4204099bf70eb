"""Makes a month's export of casework as it was before late entries and corrections to it.

The export as it was made, sent later, then brings them.
"""

import csv
from collections.abc import Callable
from pathlib import Path

Row = dict[str, str]


def before_late_entry(sample: Path, month: str) -> int:
    """Rewrite the export of a month: requests without an assessment are not entered yet but for
    every third, and every other plan has another day of issue. Returns how many rows changed."""
    [requests] = sorted(sample.rglob(f"sen2/{month}/*requests.csv"))
    [assessments] = sorted(sample.rglob(f"sen2/{month}/*assessment.csv"))
    [plans] = sorted(sample.rglob(f"sen2/{month}/*namedplan.csv"))
    assessed = {row["requeststableid"] for row in _read(assessments)[1]}
    waiting = 0

    def entered(row: Row) -> Row | None:
        nonlocal waiting
        if row["requeststableid"] in assessed:
            return row
        waiting += 1
        return row if waiting % 3 == 0 else None

    issued = 0

    def mistaken(row: Row) -> Row:
        nonlocal issued
        year, middle, day = row["startdate"].partition("-")[0], row["startdate"][4:9], "28 00:00:00"
        if year in ("2024", "2025"):
            issued += 1
            if issued % 2:
                return {**row, "startdate": f"{year}{middle}{day}"}
        return row

    return _rewrite(requests, entered) + _rewrite(plans, mistaken)


def _rewrite(path: Path, change: Callable[[Row], Row | None]) -> int:
    headings, rows = _read(path)
    after = [row for row in map(change, rows) if row is not None]
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, headings)
        writer.writeheader()
        writer.writerows(after)
    kept = {tuple(row.values()) for row in after}
    return sum(tuple(row.values()) not in kept for row in rows)


def _read(path: Path) -> tuple[list[str], list[Row]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or []), list(reader)
