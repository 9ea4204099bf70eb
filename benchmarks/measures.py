"""Measures all measures of an authority with two years of attendance, and what one file costs.

Run it as `python benchmarks/measures.py`; it works in a temporary folder and prints tables. The
floor reads the same sealed Parquet and answers the attendance questions in bare DuckDB SQL.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.processes import USED, Bench, Cost, cost_cells, markdown, ratio_cells

HEADINGS = ["", *USED]


def prepared(bench: Bench, pupils: int, others: int, months: int) -> tuple[Path, int]:
    """A home that has received a made-up authority, and its schools' marks at full size."""
    home = bench.folder / "home"
    _, said = bench.part("marks", "prepare", str(pupils), str(others), str(months), home=home)
    return home, int(json.loads(said)["marks"])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=200_000, help="whose marks there are")
    asked.add_argument("--others", type=int, default=25_000, help="in every other extract")
    asked.add_argument("--months", type=int, default=24)
    options = asked.parse_args()
    bench = Bench(Path(tempfile.mkdtemp(prefix="measures-")))
    try:
        bench.set_up()
        home, marks = prepared(bench, options.pupils, options.others, options.months)
        rows = all_measures(bench, home, marks) + one_file(bench, home)
        print(markdown(HEADINGS, rows), flush=True)
    finally:
        shutil.rmtree(bench.folder)


def all_measures(bench: Bench, home: Path, marks: int) -> list[list[str]]:
    ours, answers = bench.part("marks", "ours", home=home)
    floor, expected = bench.part("marks", "floor", home=home)
    if json.loads(answers)["attendance"] != json.loads(expected)["attendance"]:
        raise SystemExit("The floor answers otherwise than the measures do.")
    everything, _ = bench.part("marks", "night", home=home)
    return [
        [f"attendance of {marks:,} marks, by the models", *cost_cells(ours)],
        ["the same in bare DuckDB SQL", *cost_cells(floor)],
        ["models / bare", *ratio_cells(ours, floor)],
        ["core and every measure, by dbt", *cost_cells(everything)],
    ]


def one_file(bench: Bench, home: Path) -> list[list[str]]:
    """The night after, when one provider sent one file, beside a night that makes everything."""
    bench.part("marks", "one_more", home=home)
    whole: Cost = bench.part("marks", "night", "everything", home=home)[0]
    kept, said = bench.part("marks", "night", home=home)
    told = json.loads(said)
    label = f"the same, of {told['tables']} tables {told['kept']} kept"
    return [
        ["a night that makes every table anew", *cost_cells(whole)],
        [label, *cost_cells(kept)],
        ["one file / everything", *ratio_cells(kept, whole)],
    ]


if __name__ == "__main__":
    main()
