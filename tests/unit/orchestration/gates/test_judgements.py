"""A gate says which expectations are not met and in how many rows, and never what the rows hold."""

import dataclasses
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from orchestration.gates.judging import judge_frame, judge_tables
from orchestration.gates.suites import (
    Judgement,
    Suite,
    read_suites,
)
from orchestration.home import Home

CANARY = "Zanzibar-Quill"


def expectation(rule: str, kind: str, **kwargs: Any) -> dict[str, Any]:
    told = {"sentence": f"{rule} is so.", "what_to_do": "Mend it."}
    return {"rule": rule, "type": kind, "kwargs": kwargs, **told}


def rows_query(rule: str, condition: str) -> dict[str, Any]:
    query = f"select * from {{batch}} where {condition}"
    return expectation(rule, "unexpected_rows_expectation", unexpected_rows_query=query)


SUITE = Suite.model_validate(
    {
        "gate": "core",
        "table": "core.facts",
        "expectations": [
            rows_query("query met", "number < 0"),
            rows_query("query unmet", "number < 4"),
            rows_query("query crashed", "no_such_column < 4"),
            expectation("unique met", "expect_column_values_to_be_unique", column="number"),
            expectation("unique unmet", "expect_column_values_to_be_unique", column="name"),
            expectation(
                "range unmet", "expect_column_values_to_be_between", column="number", max_value=6
            ),
            expectation("crashed", "expect_column_values_to_not_be_null", column="no_such_column"),
        ],
    }
)
UNMET = ["query unmet", "query crashed", "unique unmet", "range unmet", "crashed"]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create schema core")
        con.execute(f"""create table core.facts as
            select i as number, '{CANARY}' || least(i, 8) as name from range(10) as r(i)""")
    return path


@pytest.fixture(scope="module")
def judgements(warehouse: Path) -> dict[str, Judgement]:
    judged = judge_tables({"facts": SUITE}, warehouse)["facts"]
    return {one.expectation.rule: one for one in judged}


def test_every_expectation_is_judged_in_its_order(judgements: dict[str, Judgement]) -> None:
    assert list(judgements) == [one.rule for one in SUITE.expectations]
    assert [rule for rule, one in judgements.items() if not one.is_met] == UNMET


def test_an_expectation_that_crashes_is_not_met_and_says_so(
    judgements: dict[str, Judgement],
) -> None:
    crashed = [rule for rule, one in judgements.items() if one.could_not_run]
    assert crashed == ["query crashed", "crashed"]
    assert not any(judgements[rule].is_met for rule in crashed)


def test_an_unmet_expectation_on_a_column_counts_its_rows(
    judgements: dict[str, Judgement],
) -> None:
    assert judgements["range unmet"].unexpected_rows == 3
    assert judgements["unique unmet"].unexpected_rows == 2
    assert judgements["unique met"].unexpected_rows == 0


def test_an_unmet_query_counts_its_rows(judgements: dict[str, Judgement]) -> None:
    assert judgements["query unmet"].unexpected_rows == 4


def test_nothing_in_a_judgement_holds_a_value(judgements: dict[str, Judgement]) -> None:
    for one in judgements.values():
        assert CANARY not in repr(one)
        kinds = {
            type(value) for name, value in vars(one).items() if name not in ("expectation", "by")
        }
        assert kinds <= {bool, int}
    fields = [field.name for field in dataclasses.fields(Judgement)]
    assert fields == ["expectation", "is_met", "unexpected_rows", "could_not_run", "by"]


def test_the_warehouse_can_be_written_again_afterwards(
    warehouse: Path, judgements: dict[str, Judgement]
) -> None:
    with duckdb.connect(str(warehouse)) as con:
        con.execute("create or replace table core.written_after as select 1 as one")


def test_a_table_that_is_not_there_is_a_crashed_expectation(warehouse: Path) -> None:
    absent = SUITE.model_copy(update={"table": "core.absent"})
    judged = judge_tables({"absent": absent}, warehouse)["absent"]
    assert all(one.could_not_run and not one.is_met for one in judged)


@pytest.mark.parametrize(
    ("column", "cell", "unmet"),
    [
        ("unaccounted_rows", 0, []),
        ("unaccounted_rows", 1, ["DOOR-01"]),
        ("unaccounted_rows", -1, ["DOOR-01"]),
        ("received_rows", None, ["DOOR-02"]),
    ],
)
def test_the_door_s_accounts_must_balance(
    column: str, cell: int | None, unmet: list[str], home: Home
) -> None:
    sound = {"unaccounted_rows": 0, "received_rows": 10, "table_name": CANARY}
    judged = judge_frame(
        read_suites()["door_accounts"], pd.DataFrame([sound, {**sound, column: cell}])
    )
    assert [one.expectation.rule for one in judged if not one.is_met] == unmet
    assert [one.unexpected_rows for one in judged if not one.is_met] == [1] * len(unmet)
    assert CANARY not in repr(judged)


def test_accounts_that_lack_a_column_are_not_met(home: Home) -> None:
    judged = judge_frame(read_suites()["door_accounts"], pd.DataFrame([{"received_rows": 1}]))
    assert [(one.is_met, one.could_not_run) for one in judged] == [(False, True), (True, False)]
