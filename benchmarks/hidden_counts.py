"""One piece of the disclosure benchmark at a time, each for a process of its own: tables, their
protection in one way or another, and the attack. Started by `disclosure`, which compares them.
"""

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.made_tables import Tables, children, cube, months, three_tables
from orchestration.disclosure.attack import attack
from orchestration.disclosure.repair import repair
from orchestration.disclosure.system import HIDDEN, UNBOUNDED, Flags, System

Told = dict[str, Any]


def make(asked: Told) -> Tables:
    tables = Tables(asked["policy"])
    for authority in range(asked.get("authorities", 1)):
        cells = children(asked["plans"], asked.get("seed", 1) + authority)
        if asked["tables"] == "cube":
            cube(tables, cells)
        elif asked["tables"] == "cubes":
            months(tables, cells, asked["months"], 7, flows=0)
        elif asked["tables"] == "three":
            three_tables(tables, cells, public=asked.get("public", False))
        elif asked["tables"] == "stock":
            months(tables, cells.sum(axis=0), asked["months"], 7, flows=asked["flows"])
        else:
            for dataset in range(asked["datasets"]):
                one = children(asked["plans"], 100 + dataset).sum(axis=dataset % 3)
                months(tables, one, asked["months"], dataset, flows=1)
    return tables


def protect(asked: Told) -> Told:
    """Protect the tables as asked, and attack what is then shown."""
    tables = make(asked)
    system, started, used = tables.system(), time.perf_counter(), time.process_time()
    told: Told = {"rolled": 0, "refused": 0}
    if asked["by"] == "repair":
        done = repair(system, tables.may_hide, tables.group)
        system = done.system
        told |= {"rolled": done.rolled.size, "refused": done.refused.size}
    elif asked["by"] == "next":
        system = hiding(system, next_smallest(tables, system))
    elif asked["by"] == "row":
        system = hiding(system, whole_rows(tables, system))
    elif asked["by"] == "others":
        flags = json.loads(Path(asked["hidden"]).read_text(encoding="utf-8"))
        system = hiding(system, np.array(flags, dtype=bool))
    told |= {"wall": time.perf_counter() - started, "cpu": time.process_time() - used}
    return told | attacked(tables, system)


def attacked(tables: Tables, system: System) -> Told:
    started, used = time.perf_counter(), time.process_time()
    verdict = attack(system)
    wall, cpu = time.perf_counter() - started, time.process_time() - used
    printed = tables.may_hide
    hidden = printed & (system.high >= UNBOUNDED)
    narrow = np.isin(verdict.protected, verdict.breaches)
    return {
        "counts": len(system.truth),
        "equations": len(system.at_least),
        "protected": len(verdict.protected),
        "hidden": float(hidden.sum() / printed.sum()),
        "lost": float(system.truth[hidden].sum() / system.truth[printed].sum()),
        "exact": int((verdict.low == verdict.high)[narrow].sum()),
        "narrow": int(narrow.sum()),
        "failures": len(verdict.failures),
        "programmes": verdict.programmes,
        "attack_wall": wall,
        "attack_cpu": cpu,
    }


def hiding(system: System, flags: Flags) -> System:
    return replace(
        system,
        low=np.where(flags, np.minimum(system.low, HIDDEN.low), system.low),
        high=np.where(flags, HIDDEN.high, system.high),
    )


def next_smallest(tables: Tables, system: System) -> Flags:
    """In every line with one hidden count hide the smallest other, till no line has just one."""
    hidden = _hidden(tables, system)
    changed = True
    while changed:
        changed = False
        for line in map(np.array, tables.lines):
            shown = line[~hidden[line] & (system.truth[line] > 0) & tables.may_hide[line]]
            if hidden[line].sum() == 1 and shown.size and tables.may_hide[line].all():
                hidden[shown[np.argmin(system.truth[shown])]] = changed = True
    return hidden


def whole_rows(tables: Tables, system: System) -> Flags:
    """Hide all of a line of the last way in which one is hidden; the totals of the table stay."""
    hidden = _hidden(tables, system)
    rows = hidden.copy()
    for line in map(np.array, tables.lines):
        if len(line) == _shortest(tables) and hidden[line].any():
            rows[line[system.truth[line] > 0]] = True
    return rows


def _shortest(tables: Tables) -> int:
    return min(map(len, tables.lines))


def _hidden(tables: Tables, system: System) -> Flags:
    return np.asarray((system.high >= UNBOUNDED) & tables.may_hide)


def cells(asked: Told) -> Told:
    """The children one by one, for a tool that counts them itself, and the order of our counts."""
    counted = children(asked["plans"], asked.get("seed", 1))
    return {"cells": counted.tolist()}


def same(asked: Told) -> Told:
    """Whether the attack with every least and most finds the same breaches; and what it costs."""
    system = make(asked).system()
    started, used = time.perf_counter(), time.process_time()
    exact = attack(system, exact=True)
    told = {"wall": time.perf_counter() - started, "cpu": time.process_time() - used}
    same_ones = bool(np.array_equal(exact.breaches, attack(system).breaches))
    return told | {"programmes": exact.programmes, "same": same_ones}


JOBS = {"protect": protect, "cells": cells, "same": same}

if __name__ == "__main__":
    print(json.dumps(JOBS[sys.argv[1]](json.loads(sys.argv[2]))))
