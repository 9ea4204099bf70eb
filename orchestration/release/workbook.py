"""Writes sheets as an Excel workbook that everybody can read, by the Analysis Function's rules.

gptables lays it out: cover, contents, one marked table a sheet, from column A. What stands in it
is in `sheets`; the document's dates are those of its month, so that the same sheets are the same
bytes.
"""

import io
import warnings
from datetime import datetime, time
from typing import Any

from orchestration.release.sheets import VARYING, Column, Sheet, SheetBook
from orchestration.release.symbols import is_number

# Nothing that is written is run or followed by the spreadsheet.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def as_xlsx(book: SheetBook) -> bytes:
    """The workbook's bytes."""
    # Imported when a workbook is written: they take a second.
    from gptables import Cover, produce_workbook

    heads = list(book.cover.values())
    cover = Cover(title=book.title, intro=heads[0], about=heads[1], contact=heads[2])
    place = io.BytesIO()
    with warnings.catch_warnings():
        # Our notes are a sheet of the book, so that all formats have the same.
        warnings.filterwarnings("ignore", message="No note text provided")
        made = produce_workbook(
            place,  # type: ignore[arg-type]
            {sheet.name: _gptable(sheet) for sheet in book.sheets},
            cover=cover,
            workbook_options=OPTIONS,
        )
    made.set_properties({"title": book.title, "created": datetime.combine(book.made_on, time())})
    made.close()
    return place.getvalue()


def _gptable(sheet: Sheet) -> Any:
    import pandas as pd
    from gptables import GPTable

    rows = [
        [typed(cell, column) for cell, column in zip(row, sheet.columns, strict=True)]
        for row in sheet.rows
    ]
    headings = [column.heading for column in sheet.columns]
    return GPTable(
        table=pd.DataFrame(rows, columns=headings, dtype=object),
        table_name=sheet.name.lower(),
        title=sheet.title,
        instructions=sheet.lines[0],
        legend=list(sheet.lines[1:]),
        index_columns={2: 0},
        additional_formatting=[_format(number, one) for number, one in enumerate(sheet.columns)],
    )


def typed(cell: str, column: Column) -> str | int | float:
    """A number where the column is one of numbers and the cell is no sign."""
    if column.places is None or not is_number(cell):
        return cell
    return float(cell) if "." in cell else int(cell)


def _format(number: int, column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"align": "left" if column.places is None else "right"}
    if column.places == VARYING:
        told["num_format"] = "General"
    elif column.places is not None:
        told["num_format"] = "#,##0" + ("." + "0" * column.places if column.places else "")
    return {"column": {"columns": [number], "format": told, "include_names": True}}
