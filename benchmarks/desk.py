"""Measures the delivery desk: workbooks and one large delivery, received by the command line.

The least that reading the same files costs is in floor.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from benchmarks.processes import (
    PROJECT,
    USED,
    Bench,
    Cost,
    cost_cells,
    markdown,
    ratio_cells,
    typical,
)

REAL_WORKBOOKS = PROJECT.parent / "shared" / "data" / "nhs_community_waits"


def workbooks(bench: Bench, count: int, times: int) -> None:
    """Published workbooks through the door, against calamine reading the same sheets."""
    is_real = REAL_WORKBOOKS.is_dir()
    source = REAL_WORKBOOKS if is_real else bench.folder / "sample"
    copies = bench.folder / "workbooks"
    _, said = bench.part("prepare", "workbooks", str(source), str(copies), str(count))
    prepared = json.loads(said)
    ours, least, cells = [], [], 0
    for number in range(times):
        home = bench.folder / f"workbooks-{number}"
        ours.append(bench.sendmart(home, "receive", str(copies))[0])
        cells = _received(home, count)
        sheets = json.dumps(prepared["sheets"])
        least.append(bench.part("floor", "workbooks", str(copies), sheets)[0])
    kind = "real ones" if is_real else "made-up ones (../shared/data is absent)"
    originals = f"copies of {min(count, prepared['originals'])} {kind}"
    print(f"\n## Ingest: {count} workbooks, {originals}, {cells:,} figure cells\n")
    rates = {"workbooks": count, "cells": cells}
    _print_rates("calamine reading the eight sheets alone", typical(ours), typical(least), rates)


def delivery(bench: Bench, pupils: int, times: int) -> None:
    """One large delivery of nine files through the door, against DuckDB reading them."""
    made = bench.folder / "large"
    bench.part("prepare", "sample", str(made), str(pupils), "1")
    (files,) = (made / "landing" / "sen2").iterdir()
    size = sum(path.stat().st_size for path in files.iterdir()) / 1e6
    ours, least, rows = [], [], 0
    for number in range(times):
        home = bench.folder / f"large-{number}"
        ours.append(bench.sendmart(home, "receive", str(files))[0])
        rows = _received(home, 1)
        cost, said = bench.part("floor", "tables", str(files))
        least.append(cost)
        if json.loads(said)["rows"] != rows:
            raise SystemExit(f"The floor read {said.strip()}, sendmart {rows} rows.")
    print(f"\n## One delivery: {pupils:,} pupils, {rows:,} rows in nine files, {size:.0f} MB\n")
    rates = {"rows": rows, "MB": size}
    _print_rates("DuckDB `read_csv` alone", typical(ours), typical(least), rates)


def _print_rates(floor: str, ours: Cost, least: Cost, amounts: Mapping[str, float]) -> None:
    def rates(cost: Cost) -> list[str]:
        each = [amount / cost.wall for amount in amounts.values()]
        return [f"{rate:,.0f}" if rate >= 100 else f"{rate:.1f}" for rate in each]

    rows = [
        ["`sendmart receive`", *cost_cells(ours), *rates(ours)],
        [f"floor: {floor}", *cost_cells(least), *rates(least)],
        ["receive / floor", *ratio_cells(ours, least), *("" for _ in amounts)],
    ]
    print(markdown(["", *USED, *(f"{name} a second" for name in amounts)], rows))


def _received(home: Path, expected: int) -> int:
    """Rows taken in, by the register; stops unless every delivery was accepted."""
    book = home / "identifiable" / "register" / "register.jsonl"
    entries = [json.loads(line) for line in book.read_text(encoding="utf-8").splitlines()]
    if [entry["status"] for entry in entries] != ["accepted"] * expected:
        raise SystemExit(f"{len(entries)} deliveries were judged; {expected} should be accepted.")
    return sum(count["received"] for entry in entries for count in entry["tables"].values())
