"""A mistake in a contract or the dictionary is refused: where it is, what it is, what to do."""

from pathlib import Path

import pytest

from orchestration.refusals import Refusal
from tests.unit.orchestration.small_project import (
    CONTRACT,
    DICTIONARY,
    changed,
    read_project,
    write_project,
)

LANGUAGE = "The language is in orchestration/contracts/; nothing else is allowed."

CONTRACT_MISTAKES = {
    "an unknown key": (
        "sector: health\n",
        "sector: health\ncolour: red\n",
        ("visits.yml", "'colour' is not a word of the contract language.", LANGUAGE),
    ),
    "an unknown key of a column": (
        "kind_code: {from: kind}",
        "kind_code: {from: kind, sql: upper(kind)}",
        (
            "visits.yml",
            "'tables.visits.columns.kind_code.sql' is not a word of the contract language.",
            LANGUAGE,
        ),
    ),
    "a word that is not in the dictionary": (
        "kind_code: {from: kind}",
        "mood: {from: kind}",
        (
            "visits.yml: table 'visits'",
            "uses words the dictionary does not hold: ['mood'].",
            "Add them to a file in expectations/dictionary/.",
        ),
    ),
    "a date without a format": (
        'seen_on: {from: seen, format: "%d/%m/%Y"}',
        "seen_on: {from: seen}",
        (
            "visits.yml: table 'visits'",
            "column 'seen_on' lacks its date format.",
            "A date or moment, and nothing else, says its format.",
        ),
    ),
    "a format on what is no date": (
        "kind_code: {from: kind}",
        'kind_code: {from: kind, format: "%Y"}',
        (
            "visits.yml: table 'visits'",
            "column 'kind_code' has a date format.",
            "A date or moment, and nothing else, says its format.",
        ),
    ),
    "a key that names an absent column": (
        "key: [visit_row_id]",
        "key: [visit_row_id, note]",
        (
            "visits.yml: table 'visits'",
            "speaks of words it has no column for: ['note'].",
            "Add a column.",
        ),
    ),
    "a rule that names an absent column": (
        "kind_code: {from: kind}",
        "kind_code: {from: kind, paired_with: {word: note, rule: V040}}",
        (
            "visits.yml: table 'visits'",
            "speaks of words it has no column for: ['note'].",
            "Add a column.",
        ),
    ),
    "a parent that is no table": (
        "parent: {table: visits,",
        "parent: {table: journeys,",
        (
            "visits.yml: table 'notes'",
            "has no table 'journeys' to point to.",
            "Name one it has.",
        ),
    ),
    "an owner that nobody can write to": (
        "owner: visits@clinic.example",
        "owner: the clinic",
        (
            "visits.yml",
            "'owner': Value error, must be a mailbox that somebody reads, as name@organisation.",
            LANGUAGE,
        ),
    ),
    "a source that is not the file's name": (
        "source: visits\n",
        "source: journeys\n",
        ("visits.yml", "is for source 'journeys'.", "Name both the same."),
    ),
    "broken layout": (
        "sector: health\n",
        "sector: [health\n",
        ("visits.yml", "is not readable as YAML on line 5.", "Mend the layout."),
    ),
}


@pytest.mark.parametrize("mistake", CONTRACT_MISTAKES)
def test_a_mistake_in_a_contract_is_refused(mistake: str, tmp_path: Path) -> None:
    old, new, said = CONTRACT_MISTAKES[mistake]
    project = write_project(tmp_path, contract=changed(CONTRACT, old, new))
    with pytest.raises(Refusal) as refusal:
        read_project(project)
    assert (refusal.value.where, refusal.value.what, refusal.value.what_to_do) == said


def test_the_small_project_itself_is_accepted(tmp_path: Path) -> None:
    catalogue = read_project(write_project(tmp_path))
    assert [name for _, name, _ in catalogue.tables()] == ["visits", "notes"]
    assert catalogue.codes("kinds") == ["first", "later"]


def test_a_word_defined_in_two_files_is_refused(tmp_path: Path) -> None:
    again = 'note: {type: text, privacy: open, description: "Something else."}\n'
    with pytest.raises(Refusal) as refusal:
        read_project(write_project(tmp_path, more_words=again))
    assert refusal.value.where == "words_too.yml"
    assert refusal.value.what == "word 'note' already has a meaning in words.yml."
    assert refusal.value.what_to_do == "Use that word, or choose another name."


def test_a_word_defined_twice_in_one_file_is_refused(tmp_path: Path) -> None:
    twice = DICTIONARY + 'note: {type: text, privacy: open, description: "Something else."}\n'
    with pytest.raises(Refusal, match="note"):
        read_project(write_project(tmp_path, dictionary=twice))


def test_a_missing_code_list_is_refused(tmp_path: Path) -> None:
    absent = changed(DICTIONARY, "codes: kinds", "codes: sorts")
    with pytest.raises(Refusal) as refusal:
        read_project(write_project(tmp_path, dictionary=absent))
    assert refusal.value.where == "dictionary"
    assert refusal.value.what == (
        "word 'kind_code' uses code list 'sorts', which is not in seeds/."
    )
    assert refusal.value.what_to_do == "Add seeds/codes/sorts.csv."


@pytest.mark.parametrize(
    ("old", "new"), [("type: code, codes: kinds", "type: code"), ("type: count,", "type: number,")]
)
def test_a_word_without_a_sound_type_is_refused(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"^words\.yml: .*orchestration/contracts/"):
        read_project(write_project(tmp_path, dictionary=changed(DICTIONARY, old, new)))


def test_a_broken_dictionary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"^words\.yml: is not readable as YAML on line 2\."):
        read_project(write_project(tmp_path, dictionary="note: [\n"))
