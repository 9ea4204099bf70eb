"""A dataset's files follow DfE's open data standard, and tell only what tells rows apart."""

import csv
import io
from collections.abc import Iterator

import duckdb
import pytest

from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.release.dataset import (
    META_COLUMNS,
    as_csv,
    data_csv,
    datasets_in,
    dictionary_rows,
    meta_csv,
    read_table,
)
from tests.unit.orchestration.release.drafting import BARE as WAITS
from tests.unit.orchestration.release.drafting import COLUMNS, INSERT, ROWS, Rows, build


@pytest.fixture
def con(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(build(home, "dataset").published)) as connection:
        yield connection


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def with_rows(con: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    con.execute("delete from published.pub_waits")
    con.executemany(INSERT, rows)


def test_a_filter_of_one_value_is_left_out_and_recorded(con: duckdb.DuckDBPyConnection) -> None:
    table = read_table(con, WAITS)
    assert table.left_out == ["stage"]
    assert table.columns == [name for name in COLUMNS if name != "stage"]
    assert table.rows == [row[:3] + row[4:] for row in ROWS]


def test_a_filter_of_two_values_is_kept(con: duckdb.DuckDBPyConnection) -> None:
    with_rows(con, [ROWS[0], (*ROWS[1][:3], "Later", *ROWS[1][4:])])
    table = read_table(con, WAITS)
    assert table.left_out == []
    assert [row[3] for row in table.rows] == ["First", "Later"]


def test_time_place_and_indicators_are_never_left_out(con: duckdb.DuckDBPyConnection) -> None:
    with_rows(con, [ROWS[0]])
    table = read_table(con, WAITS)
    assert table.left_out == ["therapy", "stage"]
    assert table.columns == ["time_period", "geographic_level", "people_count", "seen_percent"]


def test_rows_keep_the_order_of_the_published_table(con: duckdb.DuckDBPyConnection) -> None:
    turned = [ROWS[1], ROWS[0]]
    with_rows(con, turned)
    assert [row[2] for row in read_table(con, WAITS).rows] == ["Physio", "Speech"]


def test_there_is_one_line_of_meta_for_each_filter_and_indicator_and_none_for_time_and_place(
    con: duckdb.DuckDBPyConnection,
) -> None:
    meta = records(meta_csv(WAITS, read_table(con, WAITS)))
    assert list(meta[0]) == META_COLUMNS
    assert [(row["col_name"], row["col_type"]) for row in meta] == [
        ("therapy", "Filter"),
        ("people_count", "Indicator"),
        ("seen_percent", "Indicator"),
    ]
    assert meta[0]["filter_hint"] == "Therapy?"
    assert [(row["indicator_unit"], row["indicator_dp"]) for row in meta] == [
        ("", ""),
        ("", "0"),
        ("%", "1"),
    ]


def test_a_filter_s_default_is_told_only_where_one_is_released(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert "filter_default" not in meta_csv(WAITS, read_table(con, WAITS))
    with_rows(con, [ROWS[0], (*ROWS[1][:3], "Total", *ROWS[1][4:])])
    meta = records(meta_csv(WAITS, read_table(con, WAITS)))
    assert {row["col_name"]: row["filter_default"] for row in meta} == {
        "therapy": "",
        "stage": "Total",
        "people_count": "",
        "seen_percent": "",
    }


def test_the_dictionary_describes_every_released_column(con: duckdb.DuckDBPyConnection) -> None:
    rows = dictionary_rows(WAITS, read_table(con, WAITS))
    assert rows[0] == ("waits", "time_period", "The month.", "")
    assert rows[-1] == ("waits", "seen_percent", "Seen.", "%")
    assert "stage" not in {row[1] for row in rows}


def test_lines_end_with_a_line_feed_and_awkward_cells_are_quoted(
    con: duckdb.DuckDBPyConnection,
) -> None:
    text = data_csv(read_table(con, WAITS))
    assert "\r" not in text
    assert text.endswith("\n")
    assert text.splitlines()[0] == "time_period,geographic_level,therapy,people_count,seen_percent"
    assert as_csv([("a, b", 'say "no"')]) == '"a, b","say ""no"""\n'


def test_no_indicator_cell_is_blank(con: duckdb.DuckDBPyConnection) -> None:
    for row in records(data_csv(read_table(con, WAITS))):
        assert row["people_count"]
        assert row["seen_percent"]


def test_an_indicator_without_a_figure_or_symbol_is_never_written_blank(
    con: duckdb.DuckDBPyConnection,
) -> None:
    with_rows(con, [ROWS[0], (*ROWS[1][:4], None, "z")])
    try:
        table = read_table(con, WAITS)
    except Refusal:
        return
    assert all(row["people_count"] for row in records(data_csv(table)))


def test_a_filter_of_a_value_and_a_blank_tells_rows_apart_and_is_kept(
    con: duckdb.DuckDBPyConnection,
) -> None:
    with_rows(con, [ROWS[0], (*ROWS[1][:3], None, *ROWS[1][4:])])
    assert read_table(con, WAITS).left_out == []


def test_a_dataset_is_a_published_model_with_an_exposure() -> None:
    def node(name: str, meta: dict[str, str]) -> dict[str, object]:
        column = {"description": "The month.", "config": {"meta": {"open_data": None}}}
        return {"name": name, "config": {"meta": meta}, "columns": {"time_period": column}}

    manifest = {
        "nodes": {
            "b": node("pub_b", {"dataset": "b"}),
            "a": node("pub_a", {"dataset": "a"}),
            "c": node("pub_c", {"dataset": "not exposed"}),
            "d": node("stg_d", {}),
        },
        "exposures": {
            "x": {"name": "b", "label": "Dataset B"},
            "y": {"name": "a", "label": "Dataset A"},
        },
    }
    found = datasets_in(manifest)
    assert [(one.name, one.model, one.label) for one in found] == [
        ("a", "pub_a", "Dataset A"),
        ("b", "pub_b", "Dataset B"),
    ]
    assert found[0].columns == {"time_period": {"description": "The month.", "open_data": None}}
