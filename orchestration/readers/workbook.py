"""Reads lists in an Excel workbook into Parquet: every cell as text, as its sender saw it.

Whether the dates and numbers shown are right is judged later, by the contract.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import islice

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from orchestration.contracts.language import Table
from orchestration.contracts.layouts import GUIDE_SHEET, LISTS_SHEET, Workbook
from orchestration.readers.extract import Extract, Task, look_through, spelt
from orchestration.readers.workbook_cells import Cell, Texts, is_blank
from orchestration.readers.workbook_look import Look, letters, look_at_sheet
from orchestration.readers.workbook_parts import Sheet, broken, open_workbook, parts_of

HEADINGS_WITHIN = 20
BATCH = 10_000
OF_THE_TEMPLATE = (GUIDE_SHEET, LISTS_SHEET)

Row = tuple[int, list[Cell]]


def read_workbook(con: duckdb.DuckDBPyConnection, task: Task) -> dict[str, Extract]:
    """Read every table whose sheet is there."""
    if not isinstance(task.layout, Workbook):
        raise TypeError(f"{list(task.tables)} do not come as a workbook")
    with open_workbook(task) as package:
        parts = parts_of(package, task)
        sheets = [sheet for sheet in parts.sheets if sheet.name not in OF_THE_TEMPLATE]
        chosen = _chosen(task, sheets)
        looks = {
            table: look_at_sheet(package, task, table, str(sheet.part), parts.shown)
            for table, sheet in chosen.items()
        }
    extracts = {}
    others = [sheet for sheet in sheets if sheet not in chosen.values()]
    unlisted = [
        f"{'another' if sheet.is_visible else 'a hidden'} sheet ({sheet.position})"
        for sheet in others
    ]
    with task.path.open("rb") as file:
        try:
            book = CalamineWorkbook.from_filelike(file)
            for table, sheet in chosen.items():
                cells = book.get_sheet_by_name(sheet.name)
                extracts[table] = _read(con, task, table, cells, looks[table], unlisted)
                unlisted = []
        except CalamineError:
            raise broken(task) from None
    return extracts


def _chosen(task: Task, sheets: list[Sheet]) -> dict[str, Sheet]:
    """The sheet of each table; a table that may be absent may have none."""
    visible = [sheet for sheet in sheets if sheet.is_visible and sheet.part]
    if len(task.tables) == 1:
        [(name, table)] = task.tables.items()
        if table.sheet is None:
            if len(visible) != 1:
                what = f"The workbook has {len(visible)} visible sheets; one was expected."
                raise task.refusal(what, "Send a workbook with that one list in it.")
            return {name: visible[0]}
    found = {}
    for name, table in task.tables.items():
        pattern = (table.sheet or name).casefold()
        fitting = [sheet for sheet in sheets if fnmatchcase(sheet.name.casefold(), pattern)]
        if len(fitting) > 1:
            what = f"{len(fitting)} sheets are called like '{table.sheet}'."
            raise task.refusal(what, "Send one of them.")
        if fitting and fitting[0] not in visible:
            what = f"The sheet of table '{name}' is hidden, or no sheet of cells."
            raise task.refusal(what, "Show it, check it and send it again.")
        if fitting:
            found[name] = fitting[0]
        elif not (table.may_be_absent or table.since or table.until):
            what = f"The workbook lacks the sheet '{table.sheet}'."
            raise task.refusal(what, "Send all sheets, named as in the template.")
    return found


def _read(
    con: duckdb.DuckDBPyConnection,
    task: Task,
    table: str,
    cells: CalamineSheet,
    look: Look,
    unlisted: list[str],
) -> Extract:
    rows = _rows(cells, look)
    top = list(islice(rows, HEADINGS_WITHIN))
    at = _headings_at(task.tables[table], top)
    headings_on, places, headings = _headings(task, table, top[at : at + 1])
    names = spelt(task, table, headings)
    look.check_rows(task, table, headings_on)
    texts = Texts(task.tables[table], names, places, look.shown)
    count, blank = 0, 0
    schema = pa.schema([(name, pa.string()) for name in names])
    schema = schema.append(pa.field("received_line_number", pa.int64()))
    schema = schema.append(pa.field("received_sheet", pa.string()))
    with pq.ParquetWriter(task.unsealed_file(table), schema, compression="zstd") as writer:
        left = _joined(top[at + 1 :], rows)
        while batch := list(islice(left, BATCH)):
            filled = [(line, row) for line, row in batch if not is_blank(row)]
            blank += sum(line in look.rows for line, row in batch if is_blank(row))
            count += len(filled)
            _check_unnamed(task, table, filled, places)
            columns = [pa.array(column, pa.string()) for column in texts.columns(filled)]
            columns.append(pa.array([line for line, _ in filled], pa.int64()))
            columns.append(pa.array([cells.name] * len(filled), pa.string()))
            writer.write_table(pa.table(columns, schema=schema))
    held = sum(line > headings_on for line in look.rows) - blank
    relation = look_through(con, task, table, held)
    rows_file = task.rows_file(table)
    return Extract(relation, rows_file, names, headings, held, unlisted=unlisted)


def _rows(cells: CalamineSheet, look: Look) -> Iterator[Row]:
    """The rows with the numbers that the sheet gives them, and errors, which the engine omits."""
    rows: list[list[Cell]] = cells.to_python(skip_empty_area=False)
    if look.errors:
        height = max(len(rows), *(line for line, _ in look.errors))
        width = max(*(len(row) for row in rows), *(column for _, column in look.errors), 0)
        rows = [row + [""] * (width - len(row)) for row in rows]
        rows += [[""] * width for _ in range(height - len(rows))]
    for (line, column), text in look.errors.items():
        rows[line - 1][column - 1] = text
    yield from enumerate(rows, 1)


def _joined(first: list[Row], rest: Iterator[Row]) -> Iterator[Row]:
    yield from first
    yield from rest


def _headings_at(table: Table, top: list[Row]) -> int:
    """The row that holds most of the headings promised in any month; titles stand above it."""
    promised = {plain(h) for column in table.columns.values() for h, _, _ in column.headings()}
    known = [len(promised & {plain(str(cell)) for cell in row}) for _, row in top]
    return known.index(max(known)) if known else 0


def _headings(task: Task, table: str, found: list[Row]) -> tuple[int, list[int], list[str]]:
    """The row's number, and the places and the text of its headings."""
    if not found:
        what = f"Table '{table}': the sheet is empty."
        raise task.refusal(what, "Fill it in, or leave its headings.")
    [(line, row)] = found
    named = [(place, str(cell).strip()) for place, cell in enumerate(row) if str(cell).strip()]
    return line, [place for place, _ in named], [heading for _, heading in named]


def _check_unnamed(task: Task, table: str, rows: list[Row], places: list[int]) -> None:
    named = set(places)
    for line, row in rows:
        if len(row) == len(named):
            continue
        for place, cell in enumerate(row):
            if place not in named and cell != "" and str(cell).strip():
                what = f"Table '{table}': column {letters(place + 1)} has a value in row {line}"
                raise task.refusal(f"{what}, but no heading.", "Name the column, or empty it.")


def plain(heading: str) -> str:
    return " ".join(heading.replace("\xa0", " ").split()).casefold()
