"""No released cell is a formula to a spreadsheet, and no number is taken for one."""

import pytest

from orchestration.refusals import Refusal
from orchestration.release.cells import is_formula
from orchestration.release.dataset import as_csv

FORMULAS = [
    "=1+1",
    "+44",
    "-",
    "-A1",
    "@SUM(A1)",
    "\tx",
    "\r=1",
    "\n=1",
    "＝1",
    "-1e3",
    "--1",
    "-1+2",
]  # noqa: RUF001


@pytest.mark.parametrize("cell", FORMULAS, ids=range(len(FORMULAS)))
def test_a_cell_that_begins_as_a_formula_is_refused_where_it_stands(cell: str) -> None:
    with pytest.raises(Refusal) as refused:
        as_csv([("therapy", "people"), ("Speech", "12"), (cell, "3")])
    assert refused.value.where == "released CSV, line 3, column 1"
    assert refused.value.rule == "V118"


@pytest.mark.parametrize("cell", ["-3", "-0.5", "12", "", "c", "A-B", "1+1", "Early years (0-4)"])
def test_a_plain_number_and_a_word_are_let_through(cell: str) -> None:
    assert not is_formula(cell)
    assert cell in as_csv([("a", "b"), ("x", cell)])
