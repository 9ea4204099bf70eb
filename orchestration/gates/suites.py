"""Reads what must be true at each gate: suites of expectations, as files that anybody can read.

How a suite is asked of the data is in `judging`; what was answered is kept by `kept`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import model_validator

from orchestration.contracts.layouts import Strict
from orchestration.home import SUITES

Gate = Literal["door", "core", "publication"]
Severity = Literal["critical", "query", "warning"]
ROWS = "unexpected_rows_expectation"
JUDGED = "judged"
# Their observed value is the data itself, and would stand in whatever is told of them.
QUOTES_DATA = (
    "distinct_values",
    "most_common_value",
    "column_m",  # max, mean, median, min
    "quantile",
    "column_sum",
    "stdev",
)


class Expectation(Strict):
    """One expectation in Great Expectations' own vocabulary, with a number and a sentence.

    severity  critical: the gate does not open. query: whoever approves the release must answer
              it in writing first. warning: it is told on the quality page.
    """

    rule: str
    type: str
    kwargs: dict[str, Any]
    severity: Severity = "critical"
    sentence: str
    what_to_do: str

    @model_validator(mode="after")
    def _tells_no_data(self) -> "Expectation":
        if any(words in self.type for words in QUOTES_DATA):
            raise ValueError(f"{self.rule}: {self.type} would tell data; count the rows instead")
        return self


class Suite(Strict):
    """What must be true of one table at one gate.

    table  the schema and name of a table of the gate's store; null for a small table handed over;
           judged.<name> for one that <name>.sql beside the suites lays out for the gate alone
    after  the table that such a one is laid out after: the night stops there if the gate is shut
    by     the column that says whose a row is, so that its rows are counted for each: a code, never
           anything of a person
    """

    gate: Gate
    table: str | None = None
    after: str | None = None
    by: Literal["dataset", "measure_id", "fact_name", "source", "supplier_code"] | None = None
    expectations: list[Expectation]

    @property
    def asset(self) -> str:
        """The table whose making the gate waits for."""
        return str(self.after or self.table)

    @property
    def is_laid_out(self) -> bool:
        return str(self.table).startswith(f"{JUDGED}.")

    @model_validator(mode="after")
    def _stands_somewhere(self) -> "Suite":
        if self.is_laid_out != (self.after is not None):
            raise ValueError("after is said of a judged table, and of no other")
        return self


@dataclass(frozen=True)
class Judgement:
    """How one expectation fared; `unexpected_rows` is a count, never a value.

    by  the same count for each dataset, measure or source that the rows are of
    """

    expectation: Expectation
    is_met: bool
    unexpected_rows: int
    could_not_run: bool
    by: Mapping[str, int] = field(default_factory=dict)


def read_suites(folder: Path = SUITES) -> dict[str, Suite]:
    """Every suite by the name of its file."""
    return {
        path.stem: Suite.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.yml"))
    }
