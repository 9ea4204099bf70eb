"""On the untidiest authority, every format of a release shows the same figures and no others."""

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal

import pyarrow.parquet as pq
from odfdo import Document
from openpyxl import load_workbook

from orchestration.release.contents import Contents
from orchestration.release.dataset import data_csv, kind
from orchestration.release.documents import documents
from orchestration.release.series import series_of
from orchestration.release.symbols import for_people
from orchestration.release.wording import wordings


def shown(contents: Contents, name: str) -> list[list[str]]:
    """The indicators' cells of a dataset, row by row."""
    dataset, table = contents.tables[name]
    places = [n for n, column in enumerate(table.columns) if kind(dataset, column) == "Indicator"]
    return [[row[place] for place in places] for row in table.rows]


def as_text(cell: object) -> str:
    return str(cell if isinstance(cell, str) else Decimal(str(cell)).normalize())


def tables_of(rows: dict[str, list[list[object]]]) -> Iterator[tuple[int, list[list[object]]]]:
    """Number of the dataset, and the rows below the header row, of each sheet in turn."""
    for name, held in rows.items():
        number = re.fullmatch(r"Table_(\d+)[a-z]?", name)
        if number:
            (head,) = [place for place, row in enumerate(held) if row[0] == "Period"]
            status = held[head].index("Status") + 1
            yield int(number[1]), [row[status:] for row in held[head + 1 :]]


def test_the_same_contents_make_the_same_bytes(contents: Contents, files: dict[str, bytes]) -> None:
    again = documents(contents)
    assert [name for name in files if files[name] != again[name]] == []


def test_workbook_and_open_document_show_every_cell_of_the_data(
    contents: Contents, files: dict[str, bytes]
) -> None:
    workbook = load_workbook(io.BytesIO(files["figures.xlsx"]))
    document = Document(io.BytesIO(files["figures.ods"]))
    books: list[dict[str, list[list[object]]]] = [
        {
            sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
            for sheet in workbook
        },
        {str(table.name): table.get_values() for table in document.body.tables},
    ]
    for book in books:
        found: dict[int, list[list[str]]] = {}
        for number, rows in tables_of(book):
            before = found.get(number, [[] for _ in rows])
            told = [[as_text(cell) for cell in row] for row in rows]
            found[number] = [a + b for a, b in zip(before, told, strict=True)]
        for number, name in enumerate(sorted(contents.tables), 1):
            wanted = [
                [for_people(cell) if cell.isalpha() else as_text(Decimal(cell)) for cell in row]
                for row in shown(contents, name)
            ]
            assert sorted(map(sorted, found[number])) == sorted(map(sorted, wanted)), name


def test_parquet_shows_every_cell_of_the_data(contents: Contents, files: dict[str, bytes]) -> None:
    for name, (dataset, table) in contents.tables.items():
        told = pq.read_table(io.BytesIO(files[f"{name}.parquet"])).to_pydict()
        names = [column for column in table.columns if kind(dataset, column) == "Indicator"]
        rows = [
            [told[f"{column}_symbol"][place] or as_text(told[column][place]) for column in names]
            for place in range(len(table.rows))
        ]
        wanted = [
            [cell if cell.isalpha() else as_text(Decimal(cell)) for cell in row]
            for row in shown(contents, name)
        ]
        assert rows == wanted


def test_metadata_describe_the_file_that_is_released(
    contents: Contents, files: dict[str, bytes]
) -> None:
    for name, (_, table) in contents.tables.items():
        header, *rows = csv.reader(io.StringIO(data_csv(table)))
        told = json.loads(files[f"{name}.csv-metadata.json"])["tableSchema"]
        assert [column["name"] for column in told["columns"]] == header
        places = [header.index(column) for column in told["primaryKey"]]
        assert len({tuple(row[place] for place in places) for row in rows}) == len(rows)
        for row in rows:
            for cell, column in zip(row, told["columns"], strict=True):
                if column["datatype"] != "string" and cell not in column["null"]:
                    assert re.fullmatch(r"-?\d+(\.\d+)?", cell)
                    assert column["datatype"]["base"] == "decimal" or "." not in cell


def test_headlines_hold_no_number_that_is_not_shown(
    contents: Contents, files: dict[str, bytes]
) -> None:
    for name, told in json.loads(files["words.json"]).items():
        words = re.sub(
            r"(\d{4}-\d{2}-\d{2}|week \d+ of \d{4}|[A-Z][a-z]+ \d{4}|\bin \d{4}"
            r"|\d+ weeks\b(?! on)|of the \d+ \w+|last 12 months|at least 12 months"
            r"|target of [\d.]+)",
            "",
            told["drafted"],
        )
        numbers = {
            as_text(Decimal(n.replace(",", ""))) for n in re.findall(r"\d[\d,]*\.?\d*\b", words)
        }
        cells = {
            as_text(Decimal(cell))
            for row in shown(contents, name)
            for cell in row
            if not cell.isalpha()
        }
        assert numbers <= cells, name
        assert told["drafted"].endswith(".")


def test_the_quality_page_tells_of_every_supplier_and_of_no_small_count(
    contents: Contents, files: dict[str, bytes]
) -> None:
    page = files["quality.md"].decode()
    assert {str(entry.supplier) for entry in contents.inputs} <= set(re.findall(r"[^| ]+", page))
    rows = page.partition("## Rows received")[2].partition("## What the gates said")[0]
    counts = {cell.strip() for line in rows.splitlines() for cell in line.split("|")}
    numbers = [int(cell.replace(",", "")) for cell in counts if re.fullmatch(r"[\d,]+", cell)]
    assert all(number % 5 == 0 for number in numbers)
    assert "fewer than 5" in counts


def test_no_headline_is_of_rows_that_do_not_tell_of_it(contents: Contents) -> None:
    """A column is `z` in the rows that it is not of: its headline needs the others."""
    for name, wording in wordings().items():
        dataset, table = contents.tables[name]
        for asked in wording.figures:
            said = series_of(dataset, table, asked.indicator, asked.where, asked.base)
            cells = {shown.cell for series in said.values() for shown in series.values()}
            place = table.columns.index(asked.indicator)
            tells = any(not row[place].isalpha() for row in table.rows)
            assert cells != {"z"} or not tells, f"{name}: {asked.indicator}"
