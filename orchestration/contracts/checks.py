"""Checks: rules on rows and deliveries that need an expression, each declared once as SQL.

What a contract can say without one is in `language`; running both is the door's work.
"""

import re
from pathlib import Path
from typing import Self

from pydantic import model_validator

from orchestration.contracts.columns import Rule
from orchestration.contracts.language import Contract
from orchestration.contracts.layouts import Name, Strict
from orchestration.contracts.sentences import Severity, rule_texts
from orchestration.contracts.yaml_files import load, parse
from orchestration.refusals import Refusal


class Check(Strict):
    """One rule as SQL over the words of a delivery, typed; exactly one of three kinds.

    column           the word whose cell is blamed
    severity         where it is not that of the rule
    broken_when      a condition on one row of `table`, and code lists as `codes.<list>`; null
                     counts as kept
    broken_rows      a query giving `row_number` of rows of `table`; it sees the rows of every table
                     that are not set aside, all rows as `received.<table>`, the supplier's
                     delivery before as `previous.<table>`, and code lists as `codes.<list>`
    broken_delivery  a query giving one truth value for the delivery as a whole
    """

    rule: Rule
    table: Name
    column: Name | None = None
    severity: Severity | None = None
    broken_when: str | None = None
    broken_rows: str | None = None
    broken_delivery: str | None = None

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        kinds = (self.broken_when, self.broken_rows, self.broken_delivery)
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("say one of `broken_when`, `broken_rows` and `broken_delivery`")
        return self

    @property
    def query(self) -> str:
        return str(self.broken_rows or self.broken_delivery)

    def lists(self) -> set[str]:
        """The code lists that it asks for."""
        return set(re.findall(r"\bcodes\.(\w+)", self.broken_when or self.query))

    @property
    def level(self) -> Severity:
        """How bad it is."""
        return self.severity or rule_texts()[self.rule].severity


def read_checks(folder: Path, contracts: dict[str, Contract]) -> dict[str, list[Check]]:
    """Read `<source>.yml` of every source that has one; raise Refusal where it fits no contract."""
    found: dict[str, list[Check]] = {}
    for path in sorted(folder.glob("*.yml")):
        contract = contracts.get(path.stem)
        if contract is None:
            what = f"is for a source '{path.stem}' that has no contract."
            raise Refusal(f"checks/{path.name}", what, "Name it as the contract is named.")
        found[path.stem] = [parse(path, Check, data) for data in load(path, list)]
        for check in found[path.stem]:
            _fits(path, contract, check)
    return found


def _fits(path: Path, contract: Contract, check: Check) -> None:
    where = f"checks/{path.name}: {check.rule}"
    table = contract.tables.get(check.table)
    if table is None:
        raise Refusal(where, f"is about a table '{check.table}'.", "Name one of the contract's.")
    if check.column and check.column not in table.columns:
        what = f"blames '{check.column}', which is no word of '{check.table}'."
        raise Refusal(where, what, "Name one of the table's words.")
    if check.rule not in rule_texts():
        raise Refusal(where, "says nothing to the sender.", "Add it to expectations/rules.yml.")
    if check.broken_delivery and check.level == "set_aside":
        what = "would set rows aside for a fault of the delivery as a whole."
        raise Refusal(where, what, "Give it the severity refuse, warn or query.")
