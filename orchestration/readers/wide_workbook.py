"""Reads a published workbook of wide sheets into one row of text for each figure cell.

Which sheets, labels and titles to expect is the contract's; no figure is interpreted here.
"""

import zipfile
from typing import Any

import duckdb
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from orchestration.contracts.layouts import WideWorkbook
from orchestration.contracts.sql import identifier
from orchestration.ducks import write_sealed
from orchestration.readers.extract import PLACE, Extract, Task, look_through, spelt
from orchestration.readers.workbook_titles import Cell, check_cover, one_month, title_of
from orchestration.refusals import Refusal

CELLS = "cells_of_wide_sheets"


def read_wide_workbook(con: duckdb.DuckDBPyConnection, task: Task) -> dict[str, Extract]:
    """Read every promised sheet of one workbook into the only table of its source."""
    [table] = task.tables
    if not isinstance(task.layout, WideWorkbook):
        raise TypeError(f"{table} does not come as a wide workbook")
    try:
        return {table: _read(con, task, table, task.layout)}
    except CalamineError:
        raise _broken(task) from None


def _read(con: duckdb.DuckDBPyConnection, task: Task, table: str, layout: WideWorkbook) -> Extract:
    workbook = _open(task)
    absent = [name for name in layout.sheets if name not in workbook.sheet_names]
    if absent:
        what = f"The workbook lacks the sheets {absent}."
        raise task.refusal(what, "Send the workbook whole, as it was published.")
    rows, titles = 0, {}
    con.execute(f"drop table if exists {CELLS}")
    for sheet, value in layout.sheets.items():
        cells = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        titles[sheet] = title_of(task.shown_name, sheet, cells)
        rows += _append_sheet(con, task, sheet, value, cells, layout)
    _check_areas(con, task, layout)
    month = one_month(task.shown_name, titles, layout.title_month)
    check_cover(task.shown_name, workbook, month, layout.title_month)
    headings = [layout.sheet_word, *layout.labels, layout.heading_as, layout.cell_as]
    names = spelt(task, table, headings)
    renamed = zip(map(identifier, headings), map(identifier, names), strict=True)
    columns = ", ".join(f"{theirs} as {ours}" for theirs, ours in renamed)
    held = f"select {columns}, {', '.join(PLACE)} from {CELLS}"
    con.execute(write_sealed(task.rows_file(table), held))
    con.execute(f"drop table {CELLS}")
    relation = look_through(con, task, table, rows)
    return Extract(relation, task.rows_file(table), names, headings, rows, month_text=month)


def _check_areas(con: duckdb.DuckDBPyConnection, task: Task, layout: WideWorkbook) -> None:
    """Every sheet must tell of the same areas: one that lost rows would pass for blank ones."""
    labels = ", ".join(identifier(label) for label in layout.labels)
    short = con.execute(f"""
        select distinct received_sheet from (
            select * from (select distinct received_sheet from {CELLS}) as sheets
            cross join (select distinct {labels} from {CELLS}) as areas
            except select distinct received_sheet, {labels} from {CELLS}
        ) as missing order by 1
    """).fetchall()
    if short:
        what = f"The sheets {[sheet for (sheet,) in short]} lack rows that other sheets have."
        raise task.refusal(what, "Send the workbook whole, as it was published.")


def _open(task: Task) -> CalamineWorkbook:
    try:
        if not zipfile.is_zipfile(task.path):
            raise CalamineError
        with zipfile.ZipFile(task.path) as archive:
            archive.getinfo("xl/workbook.xml")
        return CalamineWorkbook.from_path(str(task.path))
    except (CalamineError, KeyError, OSError, zipfile.BadZipFile):
        raise _broken(task) from None


def _broken(task: Task) -> Refusal:
    what = "The file is not a whole Excel workbook: it was cut short, or is another kind."
    return task.refusal(what, "Download or save it again as .xlsx and send that.")


def _append_sheet(
    con: duckdb.DuckDBPyConnection,
    task: Task,
    sheet: str,
    value: str,
    cells: list[list[Cell]],
    layout: WideWorkbook,
) -> int:
    """Unpivot one sheet into CELLS; return how many figure cells the sheet has."""
    header, first = _find_headings(task, sheet, cells, layout.heading_like)
    headings = [str(cell).strip() for cell in cells[header][first:]]
    while headings and headings[-1] == "":
        headings.pop()
    if first < len(layout.labels) or "" in headings or len(set(headings)) < len(headings):
        what = f"Sheet '{sheet}' does not have its {len(layout.labels)} label columns and"
        what += " one heading for each column of figures."
        raise task.refusal(what, "Send the workbook as it was published.")
    body = [
        (i, row) for i, row in enumerate(cells[header + 1 :], header + 2) if any(map(_text, row))
    ]
    labels = dict(zip(layout.labels, range(first - len(layout.labels), first), strict=True))
    columns: dict[str, list[Any]] = {"received_line_number": [number for number, _ in body]}
    for name, place in labels.items():
        column = [_text(row[place]) for _, row in body]
        columns[name] = list(_filled_down(column) if name in layout.filled_down else column)
    for offset in range(len(headings)):
        columns[f"{offset}"] = [_text(row[first + offset]) for _, row in body]
    types = {"received_line_number": pa.int64()}
    wide = pa.table({k: pa.array(v, types.get(k, pa.string())) for k, v in columns.items()})
    _unpivot(con, wide, sheet, value, headings, first, layout)
    return len(body) * len(headings)


def _unpivot(
    con: duckdb.DuckDBPyConnection,
    wide: pa.Table,
    sheet: str,
    value: str,
    headings: list[str],
    first: int,
    layout: WideWorkbook,
) -> None:
    names = pa.table(
        {
            "place": [str(i) for i in range(len(headings))],
            "heading": headings,
            "letter": [_letter(first + i) for i in range(len(headings))],
        }
    )
    con.register("wide_sheet", wide)
    con.register("heading_names", names)
    labels = ", ".join(identifier(label) for label in layout.labels)
    exists = con.execute(
        "select count(*) from duckdb_tables() where table_name = ?", [CELLS]
    ).fetchone()
    verb = f"insert into {CELLS}" if exists and exists[0] else f"create table {CELLS} as"
    con.execute(
        f"""{verb}
        select cast(? as varchar) as {identifier(layout.sheet_word)}, {labels},
            heading as {identifier(layout.heading_as)}, cell as {identifier(layout.cell_as)},
            cast(? as varchar) as received_sheet, received_line_number, letter as received_column
        from (unpivot wide_sheet on columns(* exclude (received_line_number, {labels}))
            into name place value cell) as cells
        inner join heading_names using (place)
        order by received_line_number, cast(place as integer)""",
        [value, sheet],
    )
    con.unregister("wide_sheet")
    con.unregister("heading_names")


def _find_headings(
    task: Task, sheet: str, cells: list[list[Cell]], heading_like: str
) -> tuple[int, int]:
    for number, row in enumerate(cells):
        for place, cell in enumerate(row):
            if str(cell).startswith(heading_like):
                return number, place
    what = f"Sheet '{sheet}' has no heading that starts with '{heading_like}'."
    raise task.refusal(what, "Send the workbook as it was published.")


def _filled_down(labels: list[str]) -> list[str]:
    filled, last = [], ""
    for label in labels:
        last = label or last
        filled.append(last)
    return filled


def _text(cell: Cell) -> str:
    """The cell as its reader sees it: whole numbers without a point, no surrounding space."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _letter(place: int) -> str:
    """The sheet's letter of a column counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
