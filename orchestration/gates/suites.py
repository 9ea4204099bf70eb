"""Reads a suite of expectations and asks Great Expectations whether it holds, counts only.

Great Expectations is imported when a gate is run, because importing it takes seconds.
"""

import gc
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import yaml

from orchestration.contracts.layouts import Strict
from orchestration.home import SUITES

if TYPE_CHECKING:
    import pandas as pd


class Expectation(Strict):
    """One expectation in Great Expectations' own vocabulary, with a number and a sentence."""

    rule: str
    type: str
    kwargs: dict[str, Any]
    severity: Literal["critical", "warning"] = "critical"
    sentence: str
    what_to_do: str


class Suite(Strict):
    """What must be true of one table at one gate.

    table  the schema and name of a table of the gate's store; null for a small table handed over
    """

    gate: Literal["door", "core", "publication"]
    table: str | None = None
    expectations: list[Expectation]


@dataclass(frozen=True)
class Judgement:
    """How one expectation fared; `unexpected_rows` is a count, never a value."""

    expectation: Expectation
    is_met: bool
    unexpected_rows: int
    could_not_run: bool


def read_suites(folder: Path = SUITES) -> dict[str, Suite]:
    """Every suite by the name of its file."""
    return {
        path.stem: Suite.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.yml"))
    }


def judge_tables(suites: dict[str, Suite], store: Path) -> dict[str, list[Judgement]]:
    """Run suites where the data is: as SQL on one store's file, which nobody has open."""
    try:
        return _judge_tables(suites, store)
    finally:
        # Great Expectations keeps the connection in a cycle, and dbt could not open the file.
        gc.collect()


def _judge_tables(suites: dict[str, Suite], store: Path) -> dict[str, list[Judgement]]:
    _register_duckdb()
    sources = _context().data_sources
    source = sources.add_duckdb(
        "store",
        connection_string=f"duckdb:///{store}",
        kwargs={"connect_args": {"read_only": True}},
    )
    judgements = {}
    try:
        for name, suite in suites.items():
            schema, table = str(suite.table).split(".")
            try:
                asset = source.add_table_asset(name, table_name=table, schema_name=schema)
                batch = asset.add_batch_definition_whole_table("all").get_batch()
            except Exception:  # a table that cannot be opened is told, as a gate not passed
                judgements[name] = [Judgement(one, False, 0, True) for one in suite.expectations]
                continue
            judgements[name] = _judge(suite, batch)
    finally:
        source.get_execution_engine().close()
        sources.delete("store")
    return judgements


def judge_frame(suite: Suite, frame: "pd.DataFrame") -> list[Judgement]:
    """Run a suite on a small table in memory."""
    source = _context().data_sources.pandas_default
    return _judge(suite, source.read_dataframe(frame))


def _judge(suite: Suite, batch: Any) -> list[Judgement]:
    import great_expectations as gx

    expectations = [
        {
            "type": expectation.type,
            "kwargs": expectation.kwargs,
            "severity": expectation.severity,
            "meta": {"rule": expectation.rule},
        }
        for expectation in suite.expectations
    ]
    wanted = gx.ExpectationSuite(name="suite", expectations=expectations)
    counts_only = {"result_format": "BASIC", "partial_unexpected_count": 0}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outcome = batch.validate(wanted, result_format=counts_only)
    by_rule = {result.expectation_config.meta["rule"]: result for result in outcome.results}
    return [_judgement(one, by_rule[one.rule]) for one in suite.expectations]


def _judgement(expectation: Expectation, result: Any) -> Judgement:
    """An expectation that could not be run is not met, and says so: it never passes silently."""
    crashed = any(
        info.get("raised_exception")
        for info in _exceptions(result.exception_info)
        if isinstance(info, dict)
    )
    count = result.result.get("unexpected_count") or 0
    if expectation.type == "unexpected_rows_expectation":
        count = result.result.get("observed_value") or 0
    return Judgement(expectation, bool(result.success) and not crashed, int(count), crashed)


def _exceptions(info: Any) -> list[Any]:
    return [info] if "raised_exception" in (info or {}) else list((info or {}).values())


@cache
def _context() -> Any:
    import great_expectations as gx

    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return context


@cache
def _register_duckdb() -> None:
    """Great Expectations has no DuckDB source of its own.

    Its SQL engine hands results out after giving the connection back, and DuckDB's results die
    with their connection; this engine keeps one connection for as long as it lives.
    """
    from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
    from great_expectations.execution_engine.sqlalchemy_execution_engine import (
        SqlAlchemyExecutionEngine,
    )

    class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):  # type: ignore[misc]
        @contextmanager
        def get_connection(self) -> Any:
            if not getattr(self, "_connection", None):
                self._connection = self.engine.connect()
            yield self._connection

        def close(self) -> None:
            held: Any = getattr(self, "_connection", None)
            if held is not None:
                held.close()
                self._connection = None
            self.engine.dispose()

    class DuckDBDatasource(SQLDatasource):  # type: ignore[misc]
        type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]
        connection_string: str
        execution_engine_override: ClassVar[Any] = DuckDBExecutionEngine
