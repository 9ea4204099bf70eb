"""A pair of files that DfE would take without a word, and one change at a time to it."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field

from orchestration.release.screener import Finding, screen

Row = dict[str, str]
PLACE = {
    "geographic_level": "Local authority",
    "country_code": "E92000001",
    "country_name": "England",
    "region_code": "E12000009",
    "region_name": "South West",
    "old_la_code": "801",
    "new_la_code": "E06000023",
    "la_name": "Bristol, City of",
}
ENGLAND = {**dict.fromkeys(PLACE, ""), "geographic_level": "National"}
ENGLAND |= {"country_code": "E92000001", "country_name": "England"}
LINE = dict.fromkeys(
    (
        "col_name",
        "col_type",
        "label",
        "indicator_grouping",
        "indicator_unit",
        "indicator_dp",
        "filter_hint",
        "filter_grouping_column",
        "filter_default",
    ),
    "",
)


@dataclass
class Files:
    """Rows of a data file and of its description, open to be broken."""

    data: list[Row] = field(default_factory=list)
    meta: list[Row] = field(default_factory=list)
    name: str = "pupils_by_sex"
    data_file: str = ""
    meta_file: str = ""

    def found(self) -> list[Finding]:
        """What the screener says of them."""
        texts = (written(self.data), written(self.meta))
        return screen(self.name, *texts, self.data_file, self.meta_file)

    def every(self, column: str, cell: str) -> None:
        for row in self.data:
            row[column] = cell

    def rename(self, old: str, new: str) -> None:
        """Of a column, in both files."""
        self.data = [{new if k == old else k: v for k, v in row.items()} for row in self.data]
        for line in self.meta:
            line["col_name"] = new if line["col_name"] == old else line["col_name"]

    def drop(self, column: str) -> None:
        for row in self.data:
            row.pop(column)

    def line(self, name: str) -> Row:
        return next(line for line in self.meta if line["col_name"] == name)

    def add_filter(self, name: str, items: list[str], **line: str) -> None:
        """A filter whose items go over the rows in turn."""
        for i, row in enumerate(self.data):
            row[name] = items[i % len(items)]
        told = {"col_name": name, "col_type": "Filter", "label": f"Label of {name}"}
        self.meta.append({**LINE, **told, **line})


Break = Callable[[Files], None]


def good() -> Files:
    rows = [
        {"time_period": year, "time_identifier": "January", **place, "sex": sex, **cells}
        for year in ("2024", "2025")
        for place in (ENGLAND, PLACE)
        for sex, cells in (
            ("Total", {"pupil_count": "120", "pupil_percent": "100.0"}),
            ("Female", {"pupil_count": "c", "pupil_percent": "c"}),
            ("Male", {"pupil_count": "30", "pupil_percent": "25.0"}),
        )
    ]
    sex = {"col_name": "sex", "col_type": "Filter", "label": "Sex", "filter_hint": "Legal sex"}
    count = {"col_name": "pupil_count", "col_type": "Indicator", "label": "Pupils"}
    count |= {"indicator_grouping": "Pupils", "indicator_dp": "0"}
    percent = {"col_name": "pupil_percent", "col_type": "Indicator", "label": "Share of pupils"}
    percent |= {"indicator_grouping": "Pupils", "indicator_unit": "%", "indicator_dp": "1"}
    return Files([dict(row) for row in rows], [LINE | sex, LINE | count, LINE | percent])


def broken(how: Break) -> Files:
    files = good()
    how(files)
    return files


def written(rows: list[Row]) -> str:
    text = io.StringIO()
    header = list(rows[0]) if rows else []
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([row.get(column, "") for column in header] for row in rows)
    return text.getvalue()
