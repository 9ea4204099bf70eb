"""The least that the same work costs: DuckDB or calamine alone, with nothing of sendmart.

Each is run as a process of its own; what it is given was written by prepare.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def answers(plan_path: str, out: str) -> dict[str, float]:
    """Run the planned SQL against new database files and write the published tables as CSV."""
    import duckdb

    plan: dict[str, Any] = json.loads(Path(plan_path).read_text(encoding="utf-8"))
    folder = Path(out)
    folder.mkdir(parents=True)
    seconds: dict[str, float] = {}
    with duckdb.connect(str(folder / "warehouse.duckdb")) as con:
        con.execute(f"attach '{folder / 'identifiable.duckdb'}' as identifiable")
        for room, sql in plan["statements"]:
            starting = time.perf_counter()
            con.execute(sql)
            seconds[room] = seconds.get(room, 0.0) + time.perf_counter() - starting
        starting = time.perf_counter()
        for name, sql in plan["published"].items():
            con.execute(f"copy ({sql}) to '{folder / name}' (format csv, header)")
        seconds["released"] = time.perf_counter() - starting
    return seconds


def workbooks(folder: str, sheets: str) -> dict[str, float]:
    """Read the promised sheets of every workbook into Python, and do nothing with them."""
    from python_calamine import CalamineWorkbook

    cells = 0
    for path in sorted(Path(folder).rglob("*.xlsx")):
        workbook = CalamineWorkbook.from_path(str(path))
        for sheet in json.loads(sheets):
            rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            cells += sum(map(len, rows))
    return {"cells_of_every_kind": cells}


def tables(folder: str) -> dict[str, float]:
    """Read every CSV file of a delivery into a table of text."""
    import duckdb

    rows = 0
    with duckdb.connect(":memory:") as con:
        for number, path in enumerate(sorted(Path(folder).glob("*.csv"))):
            con.execute(
                f"create table file_{number} as"
                f" select * from read_csv('{path}', all_varchar = true, header = true)"
            )
            counted = con.execute(f"select count(*) from file_{number}").fetchone()
            rows += int(counted[0]) if counted else 0
    return {"rows": rows}


if __name__ == "__main__":
    floors: dict[str, Callable[..., dict[str, float]]] = {
        "answers": answers,
        "workbooks": workbooks,
        "tables": tables,
    }
    print(json.dumps(floors[sys.argv[1]](*sys.argv[2:])))
