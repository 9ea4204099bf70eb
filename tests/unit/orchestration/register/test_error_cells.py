"""What a spreadsheet shows for a broken formula is no value of anybody."""

from pathlib import Path

import pytest

from orchestration.contracts.rules import ERRORS_OF_SPREADSHEETS
from orchestration.home import Home
from tests.unit.orchestration.sending import problems, send, wait, write_waits


@pytest.mark.parametrize("error", ERRORS_OF_SPREADSHEETS)
@pytest.mark.parametrize("column", ["patient_pseudo_id", "postcode_sector", "gp_ods"])
def test_an_error_in_a_cell_sets_its_row_aside(
    error: str, column: str, home: Home, tmp_path: Path
) -> None:
    receipt = send(home, write_waits(tmp_path, wait("S001"), {**wait("S002"), column: error}))
    assert [(p.rule, p.line, p.column) for p in problems(receipt)] == [("D02", 3, column)]
    assert receipt.submission.tables["referrals"].set_aside == 1
