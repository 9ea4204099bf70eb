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
        for store, name in (("identifiable", "identifiable"), ("published", "datasets")):
            con.execute(f"attach '{folder / name}.duckdb' as {store}")
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


def attendance(path: str, place: str) -> dict[str, float]:
    """Read a month's marks into a typed table of a DuckDB file, checking nothing."""
    names = ["urn", "upn", "date", "session", "code", "minutes_late", "extracted_at"]
    return _cast(
        place,
        {path: names},
        """select try_cast(urn as integer) as urn, upn,
            cast(try_strptime(date, '%Y-%m-%d') as date) as session_on, session, code,
            try_cast(minutes_late as integer) as minutes_late,
            try_strptime(extracted_at, '%Y-%m-%dT%H:%M:%S') as extracted_at from file_0""",
    )


def looked_after(folder: str, place: str) -> dict[str, float]:
    """Read both files of a looked-after return into typed tables, checking nothing."""
    header = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]
    episodes = ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"]
    episodes += ["REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"]
    files = {f"{folder}/header.csv": header, f"{folder}/episodes.csv": episodes}
    return _cast(
        place,
        files,
        "select * replace (cast(try_strptime(DOB, '%d/%m/%Y') as date) as DOB) from file_0",
        """select * replace (cast(try_strptime(DECOM, '%d/%m/%Y') as date) as DECOM,
            cast(try_strptime(DEC, '%d/%m/%Y') as date) as DEC) from file_1""",
    )


def _cast(place: str, files: dict[str, list[str]], *selects: str) -> dict[str, float]:
    import duckdb

    path = Path(place)
    path.unlink(missing_ok=True)
    rows = 0
    with duckdb.connect(str(path)) as con:
        for number, (file, names) in enumerate(files.items()):
            columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
            con.execute(
                f"create view file_{number} as select * from read_csv('{file}', header = true,"
                f" auto_detect = false, columns = {{{columns}}})"
            )
            con.execute(f"create table typed_{number} as {selects[number]}")
            counted = con.execute(f"select count(*) from typed_{number}").fetchone()
            rows += int(counted[0]) if counted else 0
    path.unlink()
    return {"rows": rows}


def in_need(path: str, place: str) -> dict[str, float]:
    """Walk a census into Arrow and DuckDB: each child's identifiers, checking nothing."""
    from xml.etree.ElementTree import iterparse

    import duckdb
    import pyarrow as pa

    children: dict[str, list[str | None]] = {"LAchildID": [], "UPN": [], "PersonBirthDate": []}
    leaves = 0
    for _, element in iterparse(path):
        leaves += len(element) == 0
        if element.tag == "Child":
            for name, values in children.items():
                values.append(element.findtext(f"ChildIdentifiers/{name}"))
            element.clear()
    with duckdb.connect() as con:
        con.register("read", pa.table(children))
        con.execute("create table children as select * from read")
    return {"rows": len(children["UPN"]), "leaves": leaves}


if __name__ == "__main__":
    floors: dict[str, Callable[..., dict[str, float]]] = {
        "attendance": attendance,
        "looked_after": looked_after,
        "in_need": in_need,
        "answers": answers,
        "workbooks": workbooks,
        "tables": tables,
    }
    print(json.dumps(floors[sys.argv[1]](*sys.argv[2:])))
