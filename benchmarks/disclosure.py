"""Measures what must be hidden so that nothing can be worked out, and how long an attack takes.

Run it as `python benchmarks/disclosure.py`; it works in a temporary folder and prints tables. To
see pytauargus beside it, give a Python that has it: `python -m venv /tmp/argus`, then
`/tmp/argus/bin/pip install pytauargus`, then `--argus /tmp/argus/bin/python`; without, it says so.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.processes import Bench, markdown

Told = dict[str, Any]
SIZES = (2_000, 5_000, 12_000)
SHARES = ["cells hidden", "count hidden", "told exactly", "left two values", "of"]
SECONDS = ["protect wall s", "CPU s", "attack wall s", "CPU s", "programmes"]
WAYS = {"nothing": "small counts only", "row": "whole rows", "next": "the next smallest"}


class Work:
    """Jobs of `hidden_counts`, each in a process of its own."""

    def __init__(self, bench: Bench, argus: str | None) -> None:
        self._bench, self.argus = bench, argus

    def does(self, job: str, **asked: Any) -> Told:
        told: Told = json.loads(self._bench.part("hidden_counts", job, json.dumps(asked))[1])
        return told

    def argus_hides(self, plans: int, method: str) -> Told:
        given, answer = self._bench.folder / "cells.json", self._bench.folder / "hidden.json"
        given.write_text(json.dumps(self.does("cells", plans=plans)), encoding="utf-8")
        script = str(Path(__file__).parent / "tau_argus.py")
        said = subprocess.run(
            [str(self.argus), script, str(given), method, str(answer)],
            capture_output=True,
            text=True,
            check=True,
            cwd=self._bench.folder,  # it leaves files where it runs
        )
        asked = {"tables": "cube", "plans": plans, "policy": "suppress", "hidden": str(answer)}
        spent: Told = json.loads(said.stdout.splitlines()[-1])
        return self.does("protect", by="others", **asked) | spent


def share_cells(told: Told) -> list[str]:
    shares = [f"{told['hidden']:.1%}", f"{told['lost']:.2%}"]
    return [*shares, *(str(told[name]) for name in ("exact", "narrow", "protected"))]


def second_cells(told: Told) -> list[str]:
    spent = (told[name] for name in ("wall", "cpu", "attack_wall", "attack_cpu"))
    return [*(f"{seconds:.2f}" for seconds in spent), str(told["programmes"])]


def verdict(told: Told) -> str:
    """What became of it, where that is not plain: cells rolled up, or groups refused."""
    kinds = ("rolled", "cells rolled up"), ("refused", "groups refused")
    words = [f"{told[name]} {kind}" for name, kind in kinds if told[name]]
    return f" ({', '.join(words)})" if words else ""


def row(label: str, told: Told) -> list[str]:
    return [label + verdict(told), *share_cells(told), *second_cells(told)]


def tables_of_one_month(work: Work, tables: str, what: str) -> None:
    """One kind of tables at three sizes, protected by each."""
    rows = []
    for plans in SIZES:
        for policy in ("suppress", "round5"):
            asked = {"tables": tables, "plans": plans, "policy": policy}
            ways = WAYS if policy == "suppress" else {"nothing": WAYS["nothing"]}
            for by, words in ways.items():
                told = work.does("protect", by=by, **asked)
                rows.append(row(f"{plans:,}, {policy}: {words}", told))
            rows.append(
                row(f"{plans:,}, {policy}: ours", work.does("protect", by="repair", **asked))
            )
            if tables == "three":
                told = work.does("protect", by="repair", public=True, **asked)
                rows.append(row(f"{plans:,}, {policy}: ours, DfE's totals known", told))
        if tables == "cube" and work.argus:
            for method in ("MOD(1,5,1,0,0)", "OPT(1)"):
                told = work.argus_hides(plans, method)
                rows.append(row(f"{plans:,}, suppress: pytauargus {method[:3]}", told))
    print(f"\n## {what}\n\n{markdown(['', *SHARES, *SECONDS], rows)}", flush=True)


def programmes_saved(work: Work) -> None:
    rows = []
    for plans in SIZES:
        for policy in ("suppress", "round5"):
            asked = {"tables": "cube", "plans": plans, "policy": policy}
            ours, all_of_them = (
                work.does("protect", by="nothing", **asked),
                work.does("same", **asked),
            )
            spent = f"{ours['attack_cpu']:.2f}", f"{all_of_them['cpu']:.2f}"
            ratio = f"{all_of_them['cpu'] / ours['attack_cpu']:.0f}"
            solved = str(ours["programmes"]), str(all_of_them["programmes"])
            said = "yes" if all_of_them["same"] else "NO"
            rows.append([f"{plans:,}, {policy}", *solved, *spent, ratio, said])
    headings = ["", "programmes", "two for each", "CPU s", "two for each", "ratio", "same breaches"]
    print(f"\n## One cube: how few programmes do\n\n{markdown(headings, rows)}", flush=True)


def history(work: Work, months: int) -> None:
    rows = []
    for policy in ("suppress", "round5"):
        asked: Told = {"policy": policy, "plans": 5_000, "months": months}
        cubes = work.does("protect", tables="cubes", by="nothing", **asked)
        rows.append([f"a cube a month, {policy}", f"{cubes['counts']:,}", *row("", cubes)[1:]])
        for flows in (1, 2):
            for by in ("nothing", "repair"):
                if (flows, by) == (2, "repair"):
                    continue
                told = work.does("protect", tables="stock", flows=flows, by=by, **asked)
                who = "ours" if by == "repair" else WAYS[by]
                label = f"need by age, flows {flows}-way, {policy}: {who}"
                rows.append([label + verdict(told), f"{told['counts']:,}", *row("", told)[1:]])
        short = asked | {"months": 3}
        told = work.does("protect", tables="stock", flows=2, by="repair", **short)
        label = f"the same, 3 months, flows 2-way, {policy}: ours"
        rows.append([label + verdict(told), f"{told['counts']:,}", *row("", told)[1:]])
        told = work.does("protect", tables="month", datasets=15, by="nothing", **asked)
        rows.append([f"15 datasets, {policy}", f"{told['counts']:,}", *row("", told)[1:]])
    headings = ["", "counts", *SHARES, *SECONDS]
    print(f"\n## {months} months, linked by flows\n\n{markdown(headings, rows)}", flush=True)


def growth(work: Work) -> None:
    rows = []
    first: Told = {}
    for authorities in (1, 10, 50, 153):
        asked = {"tables": "three", "plans": 3_000, "policy": "round5", "authorities": authorities}
        told = work.does("protect", by="repair", **asked)
        first = first or told
        cpu, least = told["cpu"], max(first["cpu"], 0.01)
        rows.append(
            [str(authorities), f"{told['counts']:,}", *row("", told)[1:], f"{cpu / least:.0f}"]
        )
    headings = ["authorities", "counts", *SHARES, *SECONDS, "times one"]
    print(
        f"\n## Three tables of many authorities, round5\n\n{markdown(headings, rows)}", flush=True
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--months", type=int, default=24)
    asked.add_argument("--argus", help="a Python that has pytauargus")
    options = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="disclosure-"))
    try:
        bench = Bench(folder)
        bench.set_up()
        work = Work(bench, options.argus)
        if not options.argus:
            print("pytauargus is left out: no Python that has it was given (--argus).")
        tables_of_one_month(work, "three", "Three linked two-way tables")
        tables_of_one_month(work, "cube", "One three-way cube with its margins")
        programmes_saved(work)
        history(work, options.months)
        growth(work)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
