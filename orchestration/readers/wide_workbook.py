"""Reads a published workbook of wide sheets into one row of text for each figure cell.

Which sheets, labels and titles to expect is the contract's; no figure is interpreted here.
"""

import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from orchestration.contracts.casts import identifier
from orchestration.contracts.language import Contract, Table, WideWorkbook
from orchestration.readers.extract import Extract
from orchestration.readers.workbook_titles import Cell, check_cover, one_month, title_of
from orchestration.refusals import Refusal


def read_wide_workbook(
    con: duckdb.DuckDBPyConnection, path: Path, contract: Contract, table: Table, relation: str
) -> Extract:
    """Read every promised sheet of one workbook into the DuckDB table `relation`."""
    layout = contract.reader
    if not isinstance(layout, WideWorkbook):
        raise TypeError(f"{contract.source} is not a wide workbook")
    try:
        return _read(con, path, layout, relation)
    except CalamineError:
        raise _broken(path) from None


def _read(
    con: duckdb.DuckDBPyConnection, path: Path, layout: WideWorkbook, relation: str
) -> Extract:
    workbook = _open(path)
    absent = [name for name in layout.sheets if name not in workbook.sheet_names]
    if absent:
        what = f"The workbook lacks the sheets {absent}."
        raise Refusal(path.name, what, "Send the workbook whole, as it was published.")
    rows, titles = 0, {}
    con.execute(f"drop table if exists {relation}")
    for sheet, value in layout.sheets.items():
        cells = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        titles[sheet] = title_of(path, sheet, cells)
        rows += _append_sheet(con, path, sheet, value, cells, layout, relation)
    _check_areas(con, path, relation, layout)
    month = one_month(path, titles, layout.title_month)
    check_cover(path, workbook, month, layout.title_month)
    columns = [layout.sheet_word, *layout.labels, layout.heading_as, layout.cell_as]
    return Extract(relation, columns, rows, month_text=month)


def _check_areas(
    con: duckdb.DuckDBPyConnection, path: Path, relation: str, layout: WideWorkbook
) -> None:
    """Every sheet must tell of the same areas: one that lost rows would pass for blank ones."""
    labels = ", ".join(identifier(label) for label in layout.labels)
    short = con.execute(f"""
        select distinct received_sheet from (
            select * from (select distinct received_sheet from {relation}) as sheets
            cross join (select distinct {labels} from {relation}) as areas
            except select distinct received_sheet, {labels} from {relation}
        ) as missing order by 1
    """).fetchall()
    if short:
        what = f"The sheets {[sheet for (sheet,) in short]} lack rows that other sheets have."
        raise Refusal(path.name, what, "Send the workbook whole, as it was published.")


def _open(path: Path) -> CalamineWorkbook:
    try:
        if not zipfile.is_zipfile(path):
            raise CalamineError
        with zipfile.ZipFile(path) as archive:
            archive.getinfo("xl/workbook.xml")
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, KeyError, OSError, zipfile.BadZipFile):
        raise _broken(path) from None


def _broken(path: Path) -> Refusal:
    what = "The file is not a whole Excel workbook: it was cut short, or is another kind."
    return Refusal(path.name, what, "Download or save it again as .xlsx and send that.")


def _append_sheet(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    sheet: str,
    value: str,
    cells: list[list[Cell]],
    layout: WideWorkbook,
    relation: str,
) -> int:
    """Unpivot one sheet into `relation`; return how many figure cells the sheet has."""
    header, first = _find_headings(path, sheet, cells, layout.heading_like)
    headings = [str(cell).strip() for cell in cells[header][first:]]
    while headings and headings[-1] == "":
        headings.pop()
    if first < len(layout.labels) or "" in headings or len(set(headings)) < len(headings):
        what = f"Sheet '{sheet}' does not have its {len(layout.labels)} label columns and"
        what += " one heading for each column of figures."
        raise Refusal(path.name, what, "Send the workbook as it was published.")
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
    _unpivot(con, wide, sheet, value, headings, first, layout, relation)
    return len(body) * len(headings)


def _unpivot(
    con: duckdb.DuckDBPyConnection,
    wide: pa.Table,
    sheet: str,
    value: str,
    headings: list[str],
    first: int,
    layout: WideWorkbook,
    relation: str,
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
        "select count(*) from duckdb_tables() where table_name = ?", [relation]
    ).fetchone()
    verb = f"insert into {relation}" if exists and exists[0] else f"create table {relation} as"
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
    path: Path, sheet: str, cells: list[list[Cell]], heading_like: str
) -> tuple[int, int]:
    for number, row in enumerate(cells):
        for place, cell in enumerate(row):
            if str(cell).startswith(heading_like):
                return number, place
    what = f"Sheet '{sheet}' has no heading that starts with '{heading_like}'."
    raise Refusal(path.name, what, "Send the workbook as it was published.")


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
