"""An analyst's file has numbers as numbers, and beside each the sign that stands in its place."""

import io

import pyarrow.parquet as pq
import pytest

from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.release.documents import documents
from tests.unit.orchestration.release.releasing import a_row, the_contents


def test_numbers_are_typed_and_signs_are_kept(home: Home) -> None:
    made = documents(the_contents(home))["plans_monthly.parquet"]
    table = pq.read_table(io.BytesIO(made))
    assert str(table.schema.field("plan_count").type) == "int64"
    assert str(table.schema.field("plan_percent").type) == "double"
    told = table.to_pydict()
    assert told["plan_count"] == [700, 40, None, 45, 12]
    assert told["plan_count_symbol"] == [None, None, "c", None, None]
    assert told["plan_percent"] == [50.0, 80.0, None, 82.5, None]
    assert told["plan_percent_symbol"] == [None, None, "c", None, "x"]
    assert told["la_name"][:2] == [None, "Sampleshire"]
    assert told["status"] == ["p"] * 5
    assert table.schema.field("plan_count").metadata == {b"description": b"Plans."}


def test_a_decimal_where_whole_numbers_are_promised_is_refused(home: Home) -> None:
    rows = [a_row("December", "2025", "Total", "45.5")]
    with pytest.raises(Refusal, match="plan_count has a decimal") as refused:
        documents(the_contents(home, rows))
    assert "45.5" not in str(refused.value)
