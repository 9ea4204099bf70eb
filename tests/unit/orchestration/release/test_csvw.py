"""The metadata of a data file keep W3C's rules, and describe the file that is beside them."""

import csv
import io
import json
import re
from decimal import Decimal
from typing import Any

from orchestration.home import Home
from orchestration.release.dataset import data_csv
from orchestration.release.documents import documents
from tests.unit.orchestration.release.releasing import the_contents

# Of a column, what the standard knows itself; all else must bear the prefix of a known vocabulary.
OF_A_COLUMN = {"name", "titles", "datatype", "null", "required"}
PREFIXES = ("dc:", "rdfs:", "schema:")


def both(home: Home) -> tuple[dict[str, Any], list[list[str]]]:
    contents = the_contents(home)
    told = json.loads(documents(contents)["plans_monthly.csv-metadata.json"])
    (_, table), *_ = contents.tables.values()
    return told, list(csv.reader(io.StringIO(data_csv(table))))


def test_it_is_found_by_its_name_and_says_licence_source_and_language(home: Home) -> None:
    told, _ = both(home)
    assert told["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert told["url"] == "plans_monthly.csv"
    assert told["dc:license"]["@id"].startswith("https://www.nationalarchives.gov.uk/")
    assert told["dc:source"]
    assert "c: hidden" in told["rdfs:comment"]


def test_its_columns_are_those_of_the_file_in_their_order(home: Home) -> None:
    told, (header, *_) = both(home)
    columns = told["tableSchema"]["columns"]
    assert [column["titles"][0] for column in columns] == header
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", column["name"]) for column in columns)
    for column in columns:
        strange = set(column) - OF_A_COLUMN
        assert all(key.startswith(PREFIXES) for key in strange), strange


def test_every_cell_is_what_its_column_says(home: Home) -> None:
    told, (_, *rows) = both(home)
    columns = told["tableSchema"]["columns"]
    for row in rows:
        for cell, column in zip(row, columns, strict=True):
            if column["datatype"] == "string":
                assert cell or not column["required"]
            elif cell not in column["null"]:
                number = Decimal(cell)
                assert column["datatype"]["base"] == "decimal" or number == int(number)


def test_its_key_tells_the_rows_apart(home: Home) -> None:
    told, (header, *rows) = both(home)
    places = [header.index(name) for name in told["tableSchema"]["primaryKey"]]
    keys = [tuple(row[place] for place in places) for row in rows]
    assert len(set(keys)) == len(rows)


def test_units_are_told(home: Home) -> None:
    told, _ = both(home)
    units = {c["name"]: c.get("schema:unitText") for c in told["tableSchema"]["columns"]}
    assert (units["plan_percent"], units["plan_count"]) == ("%", None)
