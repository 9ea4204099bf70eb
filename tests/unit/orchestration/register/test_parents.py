"""A row finds the row that it belongs to however its contract orders tables and columns."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.orchestration.sending import lines_of, problems, send, write_text
from tests.unit.orchestration.small_project import CONTRACT, changed, read_project, write_project

VISITS = "id,listed,seen,kind,minutes\n1,30/11/2025,,first,5\n2,30/11/2025,,later,5\n"
NOTES = "id,visit,note\na,1,fine\nb,3,astray\n"
KEY_LINE = "      visit_row_id: {from: id, required: true}\n"
KIND_LINE = "      kind_code: {from: kind}\n"


def tables_turned_round() -> str:
    head, _, tables = CONTRACT.partition("tables:\n")
    visits, mark, notes = tables.partition("  notes:\n")
    return f"{head}tables:\n{mark}{notes}{visits}"


def columns_turned_round() -> str:
    return changed(changed(CONTRACT, KIND_LINE, ""), KEY_LINE, KIND_LINE + KEY_LINE)


@pytest.mark.parametrize(
    "contract",
    [
        CONTRACT,
        tables_turned_round(),
        columns_turned_round(),
    ],
    ids=["as it is", "tables turned round", "columns turned round"],
)
def test_a_note_is_loaded_with_its_visit(contract: str, home: Home, tmp_path: Path) -> None:
    catalogue = read_project(write_project(tmp_path / "project", contract=contract))
    write_text(tmp_path / "in", VISITS, "visits_a.csv")
    write_text(tmp_path / "in", NOTES, "notes_a.csv")
    receipt = send(home, tmp_path / "in", catalogue=catalogue)
    assert [(p.table, p.rule, p.line, p.column) for p in problems(receipt)] == [
        ("notes", "D05", 3, "visit")
    ]
    assert lines_of(home, receipt, "notes", "loaded") == [2]
