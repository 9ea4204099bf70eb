"""Writes a return as the CSV tables of a COLLECT export: one for each module, joined by numbers.

What stands in them comes from `content`; whether it is right is asked in `checking`.
"""

import csv
from pathlib import Path

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.readers.xml_records import NUMBER, PARENT
from orchestration.returns.content import Asked, Content, Row, fixed_text, text_of
from orchestration.returns.language import BladeColumns, Fixed, Return, xml_layout

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"


def harmless(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what starts a formula, however many
    apostrophes it already starts with, so that taking one away gives the text back."""
    return f"{MARK}{text}" if text.lstrip(MARK).startswith(STARTS_A_FORMULA) else text


def as_it_was(text: str) -> str:
    """The text that `harmless` was given."""
    starts = text.startswith(MARK) and text.lstrip(MARK).startswith(STARTS_A_FORMULA)
    return text.removeprefix(MARK) if starts else text


def write_blades(
    folder: Path, catalogue: Catalogue, layout: Return, asked: Asked, content: Content
) -> list[Path]:
    """Write a file for each table, named as the contract names it with the moment's day."""
    contract = catalogue.contracts[layout.contract]
    written = []
    for name, rows in content.items():
        file = str(contract.tables[name].file).replace("*", f"{asked.moment:%d-%m-%Y}")
        with (folder / file).open("w", encoding="utf-8", newline="") as open_file:
            writer = csv.writer(open_file)
            lines = [_line(contract, layout, asked, name, row) for row in rows]
            headings = list(_line(contract, layout, asked, name, Row(0, 0, {})))
            writer.writerow(headings)
            writer.writerows([harmless(line[heading]) for heading in headings] for line in lines)
        written.append(folder / file)
    return written


def _line(contract: Contract, layout: Return, asked: Asked, name: str, row: Row) -> dict[str, str]:
    """A row by heading: the numbers of the export first, then what the return says."""
    further: BladeColumns | None = layout.blade_columns
    paths = xml_layout(contract).columns[name]
    number = next(heading for heading, path in paths.items() if path == NUMBER)
    line = {number: str(row.number)}
    if further:
        line[further.native] = str(row.number)
        line[further.order.format(table=number.removesuffix("tableid"))] = str(row.number)
        line[further.source] = "1"
    line |= {heading: str(row.parent) for heading, path in paths.items() if path == PARENT}
    for column in layout.tables[name].columns:
        if isinstance(column, Fixed):
            line[column.heading] = fixed_text(column, asked)
            continue
        told = contract.tables[name].columns[column]
        line[told.from_] = text_of(told, row.values.get(column), (told.formats or [""])[0])
    return line
