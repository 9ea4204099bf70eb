"""Measures the door on large extracts, each against the least that reading the same file costs.

Run it as `python benchmarks/door.py`; it works in a temporary folder and prints tables.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.processes import USED, Bench, Cost, cost_cells, markdown, ratio_cells, typical

FURTHER_RULE = """
- rule: V063
  table: sessions
  column: attendance_code
  severity: warn
  broken_when: attendance_code = 'L' and session_half_code = 'PM' and late_minute_count > 400
"""


def extract(bench: Bench, kind: str, sizes: list[int], times: int) -> None:
    """One kind of extract at growing sizes: the door, its floor, and how both grow."""
    rows: list[list[str]] = []
    before: tuple[int, Cost] | None = None
    for size in sizes:
        folder = bench.folder / f"{kind}-{size}"
        made = json.loads(bench.part("extracts", kind, str(folder), str(size))[1])
        ours, least = [], []
        for _ in range(times):
            ours.append(received(bench, Path(made["path"])))
            least.append(bench.part("floor", kind, made["path"], str(bench.folder / "floor"))[0])
        usual, floor = typical(ours), typical(least)
        label = f"{size:,} ({made['mb']:,.0f} MB)"
        rows.append([f"`sendmart receive`, {label}", *cost_cells(usual), ""])
        rows.append(["floor", *cost_cells(floor), ""])
        speed = f"{floor.wall / usual.wall:.2f} / {floor.cpu / usual.cpu:.2f}"
        rows.append(["receive / floor", *ratio_cells(usual, floor), speed])
        if before:
            grown = f"{size / before[0]:.0f} times the size"
            rows.append([grown, *ratio_cells(usual, before[1]), ""])
        before = (size, usual)
        shutil.rmtree(folder)
    print(f"\n## {kind.replace('_', ' ').capitalize()}\n")
    print(markdown([kind, *USED, "share of the floor's speed, wall / CPU"], rows), flush=True)


def one_more_rule(bench: Bench, size: int, times: int) -> None:
    """What one further rule costs an extract of a given size."""
    folder = bench.folder / "one-more"
    made = json.loads(bench.part("extracts", "attendance", str(folder), str(size))[1])
    checks = bench.product / "expectations" / "checks" / "daily_attendance.yml"
    plain = checks.read_text(encoding="utf-8")
    without, with_it = [], []
    for _ in range(times):
        checks.write_text(plain, encoding="utf-8")
        without.append(received(bench, Path(made["path"])))
        checks.write_text(plain + FURTHER_RULE, encoding="utf-8")
        with_it.append(received(bench, Path(made["path"])))
    checks.write_text(plain, encoding="utf-8")
    few, more = typical(without), typical(with_it)
    print(f"\n## One rule more, {size:,} marks\n")
    rows = [
        ["the rules as they are", *cost_cells(few)],
        ["one more", *cost_cells(more)],
        ["more / as they are", *(f"{b / a:.3f}" for a, b in _pairs(few, more))],
    ]
    print(markdown(["", *USED], rows), flush=True)


def _pairs(one: Cost, other: Cost) -> list[tuple[float, float]]:
    return [(one.wall, other.wall), (one.cpu, other.cpu), (one.peak_mib, other.peak_mib)]


def received(bench: Bench, path: Path) -> Cost:
    """Receive into a new home; stop unless it was accepted and every row accounted for."""
    home = bench.folder / "door-home"
    shutil.rmtree(home, ignore_errors=True)
    cost, said = bench.sendmart(home, "receive", str(path), "--at", "2026-05-01", "--json")
    [answer] = json.loads(said)
    aside = sum(table["set_aside"] for table in answer["tables"].values())
    if answer["status"] != "accepted" or not aside:
        raise SystemExit(f"{path.name}: {answer['status']}, {aside} set aside; {answer['reason']}")
    shutil.rmtree(home)
    return cost


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--marks", type=int, nargs="*", default=[10_000_000, 50_000_000])
    asked.add_argument("--children", type=int, nargs="*", default=[1_000, 10_000, 50_000])
    asked.add_argument("--episodes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    asked.add_argument("--times", type=int, default=3, help="the median of how many")
    sizes = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="sendmart-benchmark-") as folder:
        bench = Bench(Path(folder).resolve())
        bench.set_up()
        print(f"Median of {sizes.times}; every line is a process of its own.", flush=True)
        extract(bench, "attendance", sizes.marks, sizes.times)
        extract(bench, "in_need", sizes.children, sizes.times)
        extract(bench, "looked_after", sizes.episodes, sizes.times)
        if sizes.marks:
            one_more_rule(bench, sizes.marks[0], sizes.times)


if __name__ == "__main__":
    main()
