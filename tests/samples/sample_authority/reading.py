"""A made-up authority read back from its folder, for those who test with it.
Nothing is judged here: files are read as they stand."""

import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]

from .options import Summary

Row = dict[str, str]


def sheet_records(path: Path) -> dict[int, Row]:
    """The rows of the one sheet of a workbook, dates as they are shown."""
    sheet = load_workbook(path, read_only=True).active
    header, *rows = [[shown(value) for value in row] for row in sheet.values]
    return {line: dict(zip(header, cells, strict=True)) for line, cells in enumerate(rows, 2)}


def shown(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Made:
    """One made-up authority on disk."""

    out: Path
    summary: Summary

    @property
    def about(self) -> dict[str, Any]:
        about: dict[str, Any] = json.loads((self.out / "about.json").read_text(encoding="utf-8"))
        return about

    @property
    def planted(self) -> list[dict[str, Any]]:
        planted: list[dict[str, Any]] = self.about["planted"]
        return planted

    def records(self, file: str) -> dict[int, Row]:
        """The records of a CSV file, or of a list in a workbook, by the line each starts on."""
        if file.endswith(".xlsx"):
            return sheet_records(self.out / file)
        found: dict[int, Row] = {}
        with (self.out / file).open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text)
            header = next(reader)
            line = reader.line_num + 1
            for cells in reader:
                found[line] = dict(zip(header, cells, strict=True))
                line = reader.line_num + 1
        return found

    def export(self, folder: str) -> dict[str, dict[int, Row]]:
        """The tables of one SEN2 delivery."""
        files = sorted((self.out / folder).glob("*.csv"))
        named = {path.stem.split("_")[-1]: path.relative_to(self.out) for path in files}
        return {table: self.records(str(path)) for table, path in named.items()}

    def truth(self) -> list[Row]:
        with (self.out / "truth.csv").open(encoding="utf-8", newline="") as text:
            return list(csv.DictReader(text))
