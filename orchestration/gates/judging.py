"""Asks Great Expectations whether a suite holds, counts only.

It is imported when a gate is run, because importing it takes seconds.
"""

import gc
import warnings
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from orchestration.contracts.sql import identifier
from orchestration.ducks import open_to_read
from orchestration.gates.suites import ROWS, Expectation, Judgement, Suite

if TYPE_CHECKING:
    import pandas as pd

# How Great Expectations itself calls a severity: it knows no question.
SEVERITIES = {"critical": "critical", "query": "warning", "warning": "info"}


def judge_tables(suites: dict[str, Suite], store: Path) -> dict[str, list[Judgement]]:
    """Run suites where the data is: as SQL on one store's file, which nobody has open."""
    try:
        judgements = _judge_tables(suites, store)
    finally:
        # Great Expectations keeps the connection in a cycle, and dbt could not open the file.
        gc.collect()
    return {name: _counted_by(suites[name], told, store) for name, told in judgements.items()}


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


def _counted_by(suite: Suite, judgements: list[Judgement], store: Path) -> list[Judgement]:
    """The rows of what is not met, for each dataset, measure or source that they are of."""
    if suite.by is None or all(one.is_met or one.could_not_run for one in judgements):
        return judgements
    counted = []
    with open_to_read(store) as con:
        for one in judgements:
            if one.expectation.type == ROWS and not one.is_met and not one.could_not_run:
                rows = one.expectation.kwargs["unexpected_rows_query"].format(batch=suite.table)
                column = identifier(suite.by)
                counts = con.execute(
                    f"select {column}::varchar, count(*) from ({rows}) group by 1 order by 1"
                ).fetchall()
                one = replace(one, by={str(whose): int(count) for whose, count in counts})
            counted.append(one)
    return counted


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
            "severity": SEVERITIES[expectation.severity],
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
    if expectation.type == ROWS:
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
    with their connection; this engine keeps one connection for as long as it lives. Each query is
    a transaction of its own: one that fails must not take down those after it.
    """
    from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
    from great_expectations.execution_engine.sqlalchemy_execution_engine import (
        SqlAlchemyExecutionEngine,
    )

    class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):  # type: ignore[misc]
        @contextmanager
        def get_connection(self) -> Any:
            if not getattr(self, "_connection", None):
                alone = {"isolation_level": "AUTOCOMMIT"}
                self._connection = self.engine.connect().execution_options(**alone)
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
