"""The page of rules lists every rule with its places, the same on every day."""

import re
from pathlib import Path

from orchestration.contracts.catalogue import read_catalogue, the_catalogue
from orchestration.contracts.rule_book import rule_book
from orchestration.contracts.sentences import rule_texts
from tests.unit.orchestration.front_door import project

CHECKS = """
- {rule: V070, table: visits, column: minutes, severity: warn, broken_when: minutes > 60}
- {rule: V071, table: notes, broken_rows: select row_number from notes}
"""


def part(page: str, rule: str) -> str:
    return page.partition(f"## {rule}\n")[2].partition("\n## ")[0]


def test_every_rule_stands_there_once_with_its_sentence_and_remedy() -> None:
    page = rule_book(the_catalogue())
    assert re.findall(r"^## (\w+)$", page, re.M) == sorted(rule_texts())
    for rule, text in rule_texts().items():
        assert text.sentence in part(page, rule)
        assert text.what_to_do in part(page, rule)
        assert re.search(r"^- ", part(page, rule), re.M), f"{rule} is about nothing"


def test_the_page_is_the_same_however_often_it_is_written() -> None:
    assert rule_book(read_catalogue()) == rule_book(read_catalogue())


def test_a_rule_names_the_fields_that_it_is_about(tmp_path: Path) -> None:
    page = rule_book(project(tmp_path, checks=CHECKS))
    assert "- `visits.visits`: minutes" in part(page, "V070")
    assert "Set aside or warn." in part(page, "V070")
    assert "- `visits.notes`: rows" in part(page, "V071")
    assert "- `visits.notes`: id\n- `visits.visits`: id" in part(page, "D04")
    assert "- `visits.notes`: visit" in part(page, "D05")
    assert "- `visits.visits`: listed, seen" in part(page, "V005")
    assert "- every delivery" in part(page, "V002")
    assert "asked in the warehouse" in part(page, "V110") or "V110" not in rule_texts()
