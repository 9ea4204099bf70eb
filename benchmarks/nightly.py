"""Measures a night and a delivery desk against the least that the same work costs.

Run it as `python benchmarks/nightly.py`; it works in a temporary folder and prints tables.
"""

import argparse
import csv
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.desk import delivery, workbooks
from benchmarks.processes import USED, Bench, Cost, cost_cells, markdown, ratio_cells, typical

PARTS = {
    "load": ["received"],
    "dbt rooms": ["staging", "core", "measures", "published"],
    "checks": ["door_accounts", "core_gate", "measures_gate", "shown_gate", "publication_gate"],
    "linked": ["linked"],
    "revisions": ["measures__revisions"],
    "disclosure": ["shown__figures"],
    "draft": ["released"],
}


def night(bench: Bench, pupils: int, times: int) -> None:
    """A run in a new process, split into its parts, against the same answers from DuckDB alone."""
    made, prepared = bench.folder / "sample", bench.folder / "prepared"
    _, told = bench.part("prepare", "sample", str(made), str(pupils), "13")
    bench.sendmart(prepared, "receive", str(made))
    first_home = copied(prepared, bench.folder / "first")
    _, said = bench.sendmart(first_home, "run", "--json")
    draft = Path(json.loads(said)["draft"])
    plan = bench.folder / "plan.json"
    bench.part("prepare", "plan", str(draft), str(plan), home=first_home)
    bench.part("floor", "answers", str(plan), str(bench.folder / "verified"))
    rows = equal_rows(draft, bench.folder / "verified")

    kinds = ("checkout", "first", "later", "definitions", "floor")
    costs: dict[str, list[Cost]] = {kind: [] for kind in kinds}
    steps: list[dict[str, float]] = []
    rooms: list[dict[str, float]] = []
    for _ in range(times):
        bench.forget_manifest()
        home = copied(prepared, bench.folder / "home")
        costs["checkout"].append(bench.sendmart(home, "run", "--json")[0])
        home = copied(prepared, home)
        for name in ("first", "later"):
            cost, said = bench.sendmart(home, "run", "--json")
            costs[name].append(cost)
            steps += [_parts(cost, json.loads(said))] if name == "first" else []
        costs["definitions"].append(bench.python("-c", "import orchestration.definitions")[0])
        out = bench.folder / "floor"
        shutil.rmtree(out, ignore_errors=True)
        cost, said = bench.part("floor", "answers", str(plan), str(out))
        costs["floor"].append(cost)
        rooms.append(json.loads(said))
    usual = {name: typical(all_of) for name, all_of in costs.items()}
    sample = json.loads(told)
    print(f"\n## A night: {pupils:,} pupils, 13 months, {sample['rows']:,} rows\n")
    print(f"The floor's {rows:,} published rows equal the draft's.\n")
    table = [
        ["`sendmart run`, first night of a home", *cost_cells(usual["first"])],
        ["`sendmart run`, the night after", *cost_cells(usual["later"])],
        ["floor: the same SQL in DuckDB alone", *cost_cells(usual["floor"])],
        ["run / floor", *ratio_cells(usual["first"], usual["floor"])],
        ["imports and definitions alone", *cost_cells(usual["definitions"])],
        ["`sendmart run`, first of a checkout (dbt parses)", *cost_cells(usual["checkout"])],
    ]
    print(markdown(["", *USED], table), "\n")
    _print_parts(steps, rooms)


def _parts(cost: Cost, outcome: dict[str, Any]) -> dict[str, float]:
    """Wall seconds of each step; start-up is whatever no step accounts for."""
    seconds: dict[str, float] = outcome["seconds_by_step"]
    known = [step for steps in PARTS.values() for step in steps]
    if set(seconds) != set(known):
        raise SystemExit(f"The run's steps are not those that PARTS names: {sorted(seconds)}.")
    return {"start-up": cost.wall - sum(seconds.values()), **seconds}


def _print_parts(steps: list[dict[str, float]], rooms: list[dict[str, float]]) -> None:
    usual = {step: median(run[step] for run in steps) for step in steps[0]}
    least = {room: median(run[room] for run in rooms) for room in rooms[0]}
    rows = []
    for part, names in {"start-up": ["start-up"], **PARTS}.items():
        share = sum(usual[name] for name in names) / sum(usual.values())
        for name in [part, *names] if len(names) > 1 else names:
            spent = usual.get(name, sum(usual[one] for one in names))
            label = part if name in (part, names[0]) and len(names) == 1 else name
            floor = least.get(name.partition("__")[0])
            rows.append(
                [
                    f"**{label}**" if label == part else label,
                    f"{spent:.2f}",
                    f"{share:.0%}" if label == part else "",
                    f"{floor:.3f}" if floor is not None else "",
                ]
            )
    print(markdown(["part of the first night", "wall s", "share", "its SQL alone, s"], rows))


def copied(prepared: Path, place: Path) -> Path:
    """A folder as it was prepared, in a place of its own."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(prepared, place)
    return place


def equal_rows(draft: Path, floor: Path) -> int:
    """How many rows both published; stops unless every data file says the same."""
    rows = 0
    told = json.loads((draft / "manifest.json").read_text(encoding="utf-8"))
    for name in told["datasets"]:
        ours, theirs = (_read(folder / f"{name}.csv") for folder in (draft, floor))
        if ours != theirs:
            raise SystemExit(f"The floor's {name}.csv differs from the draft's.")
        rows += len(ours) - 1
    return rows


def _read(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=10_000)
    asked.add_argument("--workbooks", type=int, default=10)
    asked.add_argument("--large", type=int, default=200_000, help="pupils of the large delivery")
    asked.add_argument("--times", type=int, default=3, help="the median of how many")
    sizes = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="sendmart-benchmark-") as folder:
        bench = Bench(Path(folder).resolve())
        bench.set_up()
        print(f"Median of {sizes.times}; every line is a process of its own.", flush=True)
        night(bench, sizes.pupils, sizes.times)
        workbooks(bench, sizes.workbooks, sizes.times)
        delivery(bench, sizes.large, sizes.times)


if __name__ == "__main__":
    main()
