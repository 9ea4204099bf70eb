"""A check that fits no contract is refused as it is read, with its place and what to do."""

from pathlib import Path

import pytest

from orchestration.contracts.checks import Check
from orchestration.refusals import Refusal
from tests.unit.orchestration.front_door import project
from tests.unit.orchestration.small_project import read_project

SOUND = "{rule: V070, table: visits, column: minutes, broken_when: minutes > 60}"
MISTAKES = {
    "an unknown table": ("table: visits", "table: journeys", "is about a table 'journeys'."),
    "an unknown word": (
        "column: minutes",
        "column: hours",
        "blames 'hours', which is no word of 'visits'.",
    ),
    "a word of another table": (
        "column: minutes",
        "column: note",
        "blames 'note', which is no word of 'visits'.",
    ),
    "a rule that says nothing": ("V070", "V999", "says nothing to the sender."),
    "rows set aside for the delivery": (
        "broken_when: minutes > 60",
        "broken_delivery: select true",
        "would set rows aside for a fault of the delivery as a whole.",
    ),
    "a list that is not there": (
        "broken_when: minutes > 60",
        "broken_rows: select row_number from codes.closed_days",
        "asks for code lists that are not in seeds/: ['closed_days'].",
    ),
}


def refusal_of(folder: Path, checks: str) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        project(folder, checks=checks)
    return refusal.value


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_check_that_fits_no_contract_is_refused(mistake: str, tmp_path: Path) -> None:
    old, new, what = MISTAKES[mistake]
    assert old in SOUND
    refusal = refusal_of(tmp_path, f"- {SOUND.replace(old, new)}\n")
    rule = "V999" if mistake == "a rule that says nothing" else "V070"
    assert refusal.where == f"checks/visits.yml: {rule}"
    assert refusal.what == what


@pytest.mark.parametrize(
    "said",
    [
        "{rule: V070, table: visits}",
        "{rule: V070, table: visits, broken_when: a, broken_rows: b}",
        "{rule: V070, table: visits, broken_when: a, broken_delivery: b}",
        "{rule: seventy, table: visits, broken_when: a}",
        "{rule: V070, broken_when: a}",
        "{rule: V070, table: visits, broken_when: a, severity: bad}",
        "{rule: V070, table: visits, broken_when: a, because: b}",
    ],
)
def test_a_check_says_one_thing_in_the_words_of_the_language(said: str, tmp_path: Path) -> None:
    assert refusal_of(tmp_path, f"- {said}\n").where == "visits.yml"


def test_a_file_of_checks_is_a_list(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, SOUND).what == "holds no list."


def test_checks_of_a_source_without_a_contract_are_refused(tmp_path: Path) -> None:
    project(tmp_path / "sound")
    (tmp_path / "sound" / "checks" / "journeys.yml").write_text(f"- {SOUND}\n", encoding="utf-8")
    with pytest.raises(Refusal, match="checks/journeys.yml: is for a source 'journeys'"):
        read_project(tmp_path / "sound")


def test_the_severity_is_that_of_the_rule_unless_the_check_says_other(tmp_path: Path) -> None:
    worse = SOUND.replace("column: minutes", "severity: refuse")
    held = project(tmp_path, checks=f"- {SOUND}\n- {worse}\n").checks["visits"]
    assert [check.level for check in held] == ["set_aside", "refuse"]
    assert isinstance(held[0], Check)
    assert held[0].lists() == set()
