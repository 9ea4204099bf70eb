"""Lets pytauargus hide cells of a made-up cube: run by a Python that has it, which ours need not.

It reads the cells from a file, and writes for every cell of the table with its margins whether it
is hidden. Nothing of the product is imported here.
"""

import json
import sys
import time
from itertools import product
from pathlib import Path

from pytauargus import protect  # type: ignore[import-not-found,unused-ignore]


def main() -> None:
    given, method, answer = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    cells = json.loads(given.read_text(encoding="utf-8"))["cells"]
    shape = (len(cells), len(cells[0]), len(cells[0][0]))
    people: dict[str, list[object]] = {"A": [], "B": [], "C": [], "N": []}
    for a, b, c in product(*map(range, shape)):
        for _ in range(cells[a][b][c]):
            for column, value in (("A", f"a{a:02}"), ("B", f"b{b:02}"), ("C", f"c{c:02}")):
                people[column].append(value)
            people["N"].append(1.0)
    started, used = time.perf_counter(), time.process_time()
    table = protect(
        people, ["A", "B", "C"], "N", safety_rules="FREQ(5,20)", suppress=method
    ).tables[0]
    spent = [time.perf_counter() - started, time.process_time() - used]
    hidden = {
        (row["A"], row["B"], row["C"])
        for row, shown in zip(table.rows, table.safe(), strict=True)
        if shown == "x"
    }
    codes = [
        [*(f"{way}{place:02}" for place in range(size)), "Total"]
        for way, size in zip("abc", shape, strict=True)
    ]
    flags = [key in hidden for key in product(*codes)]
    answer.write_text(json.dumps(flags), encoding="utf-8")
    print(json.dumps({"wall": spent[0], "cpu": spent[1]}))


if __name__ == "__main__":
    main()
