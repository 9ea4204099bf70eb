"""Asked once for each combination or of every row, the rules find the same rows."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.contracts.catalogue import Catalogue
from orchestration.home import Home
from orchestration.register import asking
from tests.unit.orchestration.front_door import project, visit, write_delivery
from tests.unit.orchestration.sending import Problem, Row, problems, send

CHECKS = """
- {rule: V070, table: visits, column: minutes, broken_when: minutes > 60 and seen_on is not null}
- {rule: V071, table: visits, broken_when: KIND_CODE is null and Minutes is null}
- {rule: V080, table: visits, column: seen_on, broken_when: seen_on < listed_on - interval 20 day}
- {rule: V097, table: visits, broken_when: row_number = 1}
- {rule: V098, table: visits, broken_when: '"text of minutes" = ''x'' and period_ends_on > seen_on'}
- {rule: V072, table: visits, broken_when: visit_row_id like '%7%'}
"""
RELATED = (
    'seen_on: {from: seen, format: "%d/%m/%Y"}',
    'seen_on: {from: seen, format: "%d/%m/%Y", paired_with: {word: kind_code, rule: V040}}',
)
DAYS = st.sampled_from(["", " ", "01/11/2025", "30/11/2025", "soon", "1/1/25", "31/12/2099", "-"])
KINDS = st.sampled_from(["", "first", " first", "FIRST", "later\u00a0", "n/a", "ü", "\t"])
MINUTES = st.sampled_from(["", "x", "61", " 61", "61.0", "60", "-1", "61.5", "-", "X", "1e3"])
NUMBERS = st.sampled_from(["", " ", "1", "7", "17", " 7", "x"]) | st.text("0123456789", max_size=5)
ROWS = st.lists(st.tuples(NUMBERS, DAYS, KINDS, MINUTES), min_size=1, max_size=30)
ALL, NONE = 0, 10**9


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    place = tmp_path_factory.mktemp("project")
    return project(place, checks=CHECKS, contract=[RELATED])


def found(
    catalogue: Catalogue, rows: list[Row], small: int, few: float, first: int = 100_000
) -> tuple[object, list[Problem]]:
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "SMALL", small)
        patch.setattr(asking, "FEW", few)
        patch.setattr(asking, "LOOKED_AT_FIRST", first)
        folder = write_delivery(Path(place) / "in", rows)
        receipt = send(Home.at(Path(place) / "home"), folder, catalogue=catalogue, keep=False)
        assert receipt.submission.status == "accepted", receipt.submission.reason
        return receipt.submission.tables, problems(receipt)


@settings(max_examples=10)
@given(ROWS)
def test_every_way_of_asking_finds_the_same(
    catalogue: Catalogue, drawn: list[tuple[str, str, str, str]]
) -> None:
    rows = [visit(n, seen=day, kind=kind, minutes=mins) for n, day, kind, mins in drawn]
    each_row = found(catalogue, rows, NONE, 0.1)
    assert found(catalogue, rows, ALL, 0.1) == each_row
    assert found(catalogue, rows, ALL, 0.0) == each_row


def test_a_long_tail_after_the_first_rows_changes_nothing(catalogue: Catalogue) -> None:
    alike = [visit(n, minutes="61", seen="01/11/2025") for n in range(40)]
    tail = [visit(f"t{n}", minutes=str(n), seen=f"{1 + n % 28:02}/11/2025") for n in range(100)]
    each_row = found(catalogue, alike + tail, NONE, 0.1)
    assert found(catalogue, alike + tail, ALL, 0.5, first=20) == each_row
    rules = {problem.rule for problem in each_row[1]}
    assert rules == {"V040", "V070", "V072", "V080", "V097"}


def test_a_large_file_is_asked_by_combination(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[frozenset[str]] = []
    by_combination = asking._ask_combinations

    def noted(case: object, name: str, words: frozenset[str], rules: object) -> None:
        asked.append(words)
        by_combination(case, name, words, rules)  # type: ignore[arg-type]

    monkeypatch.setattr(asking, "_ask_combinations", noted)
    found(catalogue, [visit(1), visit(2)], ALL, 0.1)
    assert frozenset({"minutes", "kind_code"}) in asked
    assert frozenset() not in asked
    asked.clear()
    found(catalogue, [visit(1), visit(2)], NONE, 0.1)
    assert asked == []
