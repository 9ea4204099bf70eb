"""Measures how well and how fast people are linked, beside the rules alone and plain Splink.

Run it as `python benchmarks/linkage.py`; it works in a temporary folder and prints tables. Each
county is made up with its own truth; what is done in each process is in `linking`.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.processes import USED, Bench, Cost, cost_cells, markdown

AGENCIES = ("care-education", "care-health", "education-health")
LEAST_PUPILS = 20_000
LINKING = ["linking alone, wall s", "CPU s"]
Told = dict[str, Any]


class County:
    """One made-up county, and the pieces of work done on it."""

    def __init__(self, bench: Bench, pupils: int, seed: int) -> None:
        self._bench, self._folder = bench, bench.folder / f"county-{seed}"
        self._folder.mkdir()
        self.seed = seed
        self.made = self.does("world", pupils, seed)[1]

    def does(self, job: str, *numbers: int) -> tuple[Cost, Told]:
        cost, said = self._bench.part("linking", job, str(self._folder), *map(str, numbers))
        return cost, json.loads(said)


def quality(county: County) -> None:
    """One county's scores and costs, beside those of the rules alone and of plain Splink."""
    cost_of_rules, rules = county.does("rules")
    cost_of_splink, splink = county.does("splink")
    trained, first = county.does("night", 0)
    automatic = county.does("scored")[1]
    frozen, again = county.does("night", 1)
    rerun = county.does("changed", 0, 1, 0)[1]
    same = county.does("answer", 1)[1]["same"]
    county.does("night", 2)
    reviewed = county.does("scored")[1]
    made, seed = county.made, county.seed
    scores = [
        ["rules alone", *_score_cells(_pairs(rules))],
        ["plain Splink", *_score_cells(splink["pairs"])],
        ["ours, nobody asked", *_score_cells(_pairs(automatic))],
        ["ours, every question answered", *_score_cells(_pairs(reviewed))],
    ]
    costs = [
        ["rules alone", *cost_cells(cost_of_rules), "", ""],
        ["plain Splink", *cost_cells(cost_of_splink), "", ""],
        ["a night that trains", *cost_cells(trained), *_linking_cells(first)],
        ["a night", *cost_cells(frozen), *_linking_cells(again)],
    ]
    questions = first["questions"]
    print(
        f"\n## County {seed}: {made['records']:,} records, {made['outside']:,} of them not pupils\n"
    )
    share, true = questions / made["outside"], same / max(questions, 1)
    twins = f"{automatic['twins']} of {made['twins']} pairs"
    print(f"- Queue: {questions:,} questions, {share:.2%} of the records that are not pupils'.")
    print(f"  Of these, {true:.0%} are one child.")
    print(f"- Twins linked: {twins}; after all answers {reviewed['twins']}.")
    print(f"- Wrong links of records: {automatic['errors']}; expected {first['expected']:.1f}.")
    print(f"- A re-run changed {rerun['changed']} of {rerun['stayed']:,} ids.")
    for name, groups in automatic["groups"].items():
        told = ", ".join(f"{group} {recall:.2%}" for group, recall in groups.items())
        gap = 100 * (max(groups.values()) - min(groups.values()))
        print(f"- Recall by {name}: {told}; {gap:.1f} points apart.")
    print("\nPrecision / recall of pairs of records:\n")
    print(markdown(["", "all", *AGENCIES, "wrong"], scores))
    print("\nCost of each, a process from its start to its end:\n")
    print(markdown(["", *USED, *LINKING], costs), flush=True)


def churn(county: County) -> None:
    """Ten nights on which records come, go and change, and then a new model."""
    rows, stayed = [], 0
    for night in range(1, 11):
        told = county.does("night", night, night)[1]
        if night > 1:
            ids = county.does("changed", night - 1, night)[1]
            stayed += ids["stayed"]
            rows.append([f"{night}", *_changed_cells(ids), json.dumps(told["events"])])
    county.does("retrain")
    told = county.does("night", 11, 10)[1]
    ids = county.does("changed", 10, 11)[1]
    rows.append(["10 again, after training anew", *_changed_cells(ids), json.dumps(told["events"])])
    print(f"\n## Ten nights with churn, county {county.seed}\n")
    headings = ["night", "came, went or moved", "stayed", "id changed", "without cause", "events"]
    print(markdown(headings, rows), flush=True)


def _changed_cells(ids: Told) -> list[str]:
    return [f"{ids[name]:,}" for name in ("stirred", "stayed", "changed", "without_cause")]


def _pairs(told: Told) -> Told:
    return {"all": told["pairs"], **told["by_agencies"]}


def _score_cells(pairs: Told) -> list[str]:
    cells = [
        f"{pairs[which]['precision']:.5f} / {pairs[which]['recall']:.4f}"
        for which in ("all", *AGENCIES)
    ]
    return [*cells, f"{pairs['all']['wrong']:.0f}"]


def _linking_cells(told: Told) -> list[str]:
    return [f"{told['wall']:.2f}", f"{told['cpu']:.2f}"]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=200_000)
    asked.add_argument("--seeds", type=int, nargs="*", default=[11, 12, 13])
    asked.add_argument("--nights-of", type=int, nargs="*", default=[11], help="seeds with churn")
    sizes = asked.parse_args()
    if sizes.pupils < LEAST_PUPILS:
        asked.error(f"Fewer than {LEAST_PUPILS:,} pupils teach no model.")
    with tempfile.TemporaryDirectory(prefix="sendmart-benchmark-") as folder:
        bench = Bench(Path(folder).resolve())
        bench.set_up()
        for seed in sizes.seeds:
            county = County(bench, sizes.pupils, seed)
            quality(county)
            if seed in sizes.nights_of:
                churn(county)


if __name__ == "__main__":
    main()
