"""Measures the publication of a month: all datasets, formats, gates and the attack.

Run it as `python benchmarks/publishing.py`; it works in a temporary folder and prints tables.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.nightly import copied, equal_rows
from benchmarks.processes import USED, Bench, Cost, cost_cells, markdown, ratio_cells, typical

WHO = "Ada Moss"
Seconds = dict[str, float]


def publications(bench: Bench, pupils: int, months: int, times: int) -> None:
    """A month drafted after its night: first, with nothing new, and beside an earlier release."""
    made, prepared = bench.folder / "sample", bench.folder / "prepared"
    _, told = bench.part("prepare", "sample", str(made), str(pupils), str(months))
    bench.sendmart(prepared, "receive", str(made))
    night = json.loads(bench.sendmart(prepared, "run", "--json")[1])
    month = str(night["month"])
    draft, plan = Path(night["draft"]), bench.folder / "plan.json"
    bench.part("prepare", "plan", str(draft), str(plan), home=prepared)
    bench.part("floor", "answers", str(plan), str(bench.folder / "verified"))
    rows = equal_rows(draft, bench.folder / "verified")

    kinds = ("first", "again", "beside", "floor")
    costs: dict[str, list[Cost]] = {kind: [] for kind in kinds}
    steps: list[Seconds] = []
    for _ in range(times):
        home = copied(prepared, bench.folder / "home")
        for kind in ("first", "again"):
            cost, said = _publish(bench, home, month)
            costs[kind].append(cost)
            steps += [_parts(cost, said)] if kind == "first" else []
        bench.part("prepare", "remember", str(draft), home=home)
        costs["beside"].append(_publish(bench, home, month)[0])
        out = bench.folder / "floor"
        shutil.rmtree(out, ignore_errors=True)
        costs["floor"].append(bench.part("floor", "answers", str(plan), str(out))[0])
    usual = {kind: typical(all_of) for kind, all_of in costs.items()}
    sample = json.loads(told)
    print(f"\n## A month: {pupils:,} pupils, {months} months, {sample['rows']:,} rows\n")
    print(f"The floor's {rows:,} published rows equal the draft's.\n")
    print(_table(usual), "\n")
    print(_split(steps))


def _publish(bench: Bench, home: Path, month: str) -> tuple[Cost, dict[str, Any]]:
    cost, said = bench.sendmart(home, "publish", "--month", month, "--who", WHO, "--json")
    return cost, json.loads(said)


def _table(usual: dict[str, Cost]) -> str:
    words = {
        "first": "`sendmart publish`, after the month's night",
        "again": "the same once more",
        "beside": "the same, attacked beside a release of that month",
        "floor": "floor: the same SQL in DuckDB alone",
    }
    rows = [[text, *cost_cells(usual[kind])] for kind, text in words.items()]
    rows.append(["publish / floor", *ratio_cells(usual["first"], usual["floor"])])
    return markdown(["", *USED], rows)


def _parts(cost: Cost, outcome: dict[str, Any]) -> Seconds:
    """Wall seconds of each step; start-up is whatever no step accounts for."""
    seconds: Seconds = outcome["seconds_by_step"]
    return {"start-up": cost.wall - sum(seconds.values()), **seconds}


def _split(steps: list[Seconds]) -> str:
    usual = {step: median(run[step] for run in steps) for step in steps[0]}
    whole = sum(usual.values())
    rows = [[step, f"{spent:.2f}", f"{spent / whole:.0%}"] for step, spent in usual.items()]
    return markdown(["step of the first", "wall s", "share"], rows)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=10_000)
    asked.add_argument("--months", type=int, default=13)
    asked.add_argument("--times", type=int, default=3, help="the median of how many")
    sizes = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="sendmart-benchmark-") as folder:
        bench = Bench(Path(folder).resolve())
        bench.set_up()
        print(f"Median of {sizes.times}; every line is a process of its own.", flush=True)
        publications(bench, sizes.pupils, sizes.months, sizes.times)


if __name__ == "__main__":
    main()
