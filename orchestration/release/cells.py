"""Cells of a released CSV: none may be read by a spreadsheet as a formula.

A cell is never mended: quoting it would change what is published, so it is refused with words.
"""

import re
from collections.abc import Iterable, Sequence

from orchestration.refusals import Refusal

PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
# As a spreadsheet reads a first letter: the signs, their full-width forms, and what it skips.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet might reckon with a cell instead of showing it."""
    return cell.startswith(BEGINS_A_FORMULA) and not PLAIN_NUMBER.fullmatch(cell)


def refuse_formulas(rows: Iterable[Sequence[str]]) -> None:
    """Published labels come from code lists and texts of ours, so none should ever begin so."""
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if is_formula(cell):
                where = f"released CSV, line {number}, column {column}"
                what = "A cell begins as a formula does (= + - @, a tab or a new line)."
                remedy = "Change the label in its code list, or the text in its model's YAML."
                raise Refusal(where, what, remedy, rule="V118")
