"""Every bound, list, form and required cell of every contract has a case of its own that breaks it.

The cases are made from the contracts: a sound row of the made-up authority with one cell spoilt.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.contracts.catalogue import Catalogue, the_catalogue
from orchestration.contracts.columns import Column, Word
from orchestration.contracts.language import Table
from orchestration.contracts.rules import row_rules
from orchestration.ducks import open_memory
from orchestration.home import Home
from orchestration.months import Month
from orchestration.readers import Extract
from orchestration.register.asking import ask_rows
from orchestration.register.book import Book, submission_folder
from orchestration.register.case import Case, broken, lay_out
from orchestration.register.rows import received_sql
from tests.flow.flows import Received

TABLES = [(contract.source, name) for contract, name, _ in the_catalogue().tables()]
OF_WORDS = {"upn": "V010", "nhs_number": "V013", "not_an_nhs_number": "V084", "uln": "V015"}
WRONG_NUMBERS = {
    "upn": "A801200005001",
    "nhs_number": "9434765918",
    "not_an_nhs_number": "9434765919",
    "uln": "1234567890",
}
A_DATE = ("date", "moment")


class Spoilt(NamedTuple):
    """One cell of a sound row written otherwise, and the rule that must see it."""

    word: str
    text: str | None
    rule: str


def spoilt_cells(catalogue: Catalogue, table: Table, month: Month) -> Iterator[Spoilt]:
    for name, column in table.columns.items():
        word = catalogue.words[name]
        if column.required and not column.blank_means:
            yield Spoilt(name, "", "D01")
            yield Spoilt(name, None, "D01")
            yield Spoilt(name, " \t", "D01")
        if word.check:
            yield Spoilt(name, WRONG_NUMBERS[word.check], OF_WORDS[word.check])
        if word.pattern:
            yield Spoilt(name, "!", "D02")
        yield from of_kind(name, column, word, month)


def of_kind(name: str, column: Column, word: Word, month: Month) -> Iterator[Spoilt]:
    if word.type == "text":
        return
    if "n/a" not in column.missing_marks:
        yield Spoilt(name, "N/A", "V006")
    if word.type == "code":
        yield Spoilt(name, "no such code", "V004")
    elif word.type in A_DATE:
        yield Spoilt(name, "31 of June", "D03")
        yield Spoilt(name, "", "D01") if column.required else Spoilt(name, "0", "D03")
        too_early = word.earliest - timedelta(days=1)
        yield Spoilt(name, too_early.strftime(column.formats[0]), "V005")
        if not word.may_be_future:
            too_late = month.next.ending_on + timedelta(days=1)
            yield Spoilt(name, too_late.strftime(column.formats[0]), "V005")
    else:
        yield Spoilt(name, "some", "D02")
    if word.type in ("integer", "count"):
        yield Spoilt(name, "1.5", "D02")
    if word.type == "count":
        yield Spoilt(name, "-1", "D02")
    if word.minimum is not None:
        yield Spoilt(name, str(word.minimum - 1), "D07")
    if word.maximum is not None:
        yield Spoilt(name, str(word.maximum + 1), "D07")


def edges(catalogue: Catalogue, table: Table, month: Month) -> Iterator[tuple[str, str]]:
    """The last values on the right side of each bound."""
    for name, column in table.columns.items():
        word = catalogue.words[name]
        if word.type in A_DATE:
            if column.not_before is None:
                yield name, word.earliest.strftime(column.formats[0])
            latest = date(2099, 12, 31) if word.may_be_future else month.next.ending_on
            yield name, latest.strftime(column.formats[0])
        for bound in (word.minimum, word.maximum):
            if bound is not None:
                yield name, str(bound)


def sound_row(home: Home, source: str, name: str) -> tuple[dict[str, str | None], Month]:
    for entry in Book(home).accepted():
        if entry.source == source and name in entry.tables and entry.tables[name].received:
            with open_memory(home) as con:
                rows = con.execute(received_sql(submission_folder(home, entry), name))
                row = rows.to_arrow_table().slice(0, 1).to_pylist()[0]
            kept = {k: v for k, v in row.items() if not k.startswith(("received_", "row_number"))}
            return kept, Month.parse(str(entry.month))
    pytest.skip(f"the made-up authority sends no row of {source}.{name}")


def found(
    folder: Path, source: str, name: str, rows: list[dict[str, str | None]], month: Month
) -> list[set[tuple[str, str | None]]]:
    """For each row the rules it breaks, each with the column that is blamed."""
    catalogue = replace(the_catalogue(), checks={})
    contract = catalogue.contracts[source]
    columns = list(rows[0])
    place = folder / f"{name}.rows.parquet"
    schema = pa.schema([(column, pa.string()) for column in columns])
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), place)
    with open_memory() as con:
        con.execute(f"""create view "read_{name}" as
            select * exclude (file_row_number), file_row_number as row_number
            from read_parquet('{place}', file_row_number = true)""")
        extract = Extract(f"read_{name}", place, columns, columns, len(rows))
        case = Case(con, catalogue, contract, month, {name: extract})
        lay_out(case)
        ask_rows(case, name, row_rules(catalogue, contract, name, set(columns), month))
        return told(con, case, name, len(rows))


def told(
    con: duckdb.DuckDBPyConnection, case: Case, name: str, rows: int
) -> list[set[tuple[str, str | None]]]:
    answers: list[set[tuple[str, str | None]]] = [set() for _ in range(rows)]
    for row, place in con.execute(f"select * from {broken(name)}").fetchall():
        finding = case.findings[name][place]
        answers[row].add((finding.rule, finding.heading))
    return answers


@pytest.mark.parametrize(("source", "name"), TABLES, ids=lambda part: str(part))
def test_each_spoilt_cell_is_seen_by_its_rule(
    source: str, name: str, clean_home: Received, tmp_path: Path
) -> None:
    catalogue = the_catalogue()
    table = catalogue.contracts[source].tables[name]
    sound, month = sound_row(clean_home.home, source, name)
    cases = [
        case
        for case in spoilt_cells(catalogue, table, month)
        if table.columns[case.word].from_ in sound
    ]
    rows = [{**sound, table.columns[case.word].from_: case.text} for case in cases]
    answers = found(tmp_path, source, name, [sound, *rows], month)
    assert answers[0] == set(), "the row that the cases are made from must be sound"
    unseen = [
        (case, answer)
        for case, answer in zip(cases, answers[1:], strict=True)
        if (case.rule, table.columns[case.word].from_) not in answer
    ]
    assert unseen == []
    assert cases


@pytest.mark.parametrize(("source", "name"), TABLES, ids=lambda part: str(part))
def test_the_last_value_within_each_bound_is_not(
    source: str, name: str, clean_home: Received, tmp_path: Path
) -> None:
    catalogue = the_catalogue()
    table = catalogue.contracts[source].tables[name]
    sound, month = sound_row(clean_home.home, source, name)
    cases = [
        (word, text)
        for word, text in edges(catalogue, table, month)
        if table.columns[word].from_ in sound
    ]
    rows = [{**sound, table.columns[word].from_: text} for word, text in cases]
    answers = found(tmp_path, source, name, [sound, *rows], month)
    for (word, text), answer in zip(cases, answers[1:], strict=True):
        heading = table.columns[word].from_
        assert answer.isdisjoint({("V005", heading), ("D07", heading), ("D02", heading)}), text
