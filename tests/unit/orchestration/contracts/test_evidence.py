"""Which words tell who somebody is, in any contract, and what a wrong number is then read as."""

from datetime import date
from pathlib import Path

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.evidence import evidence_of, sexes
from orchestration.refusals import Refusal
from tests.unit.orchestration.contracts.cells import value
from tests.unit.orchestration.front_door import project

PEOPLE = ("key: [visit_row_id]\n", "key: [visit_row_id]\n    people_known_by: visit_row_id\n")
BORN = ("seen_on: {type: date,", "seen_on: {type: date, evidence: born_on,")
NHS = {"type": "text", "check": "nhs_number"}
KEPT = {"kept_if_wrong": True}


def test_every_source_of_people_tells_who_they_are_by_one_word_of_a_kind() -> None:
    catalogue = the_catalogue()
    told = {
        f"{contract.source}.{name}": evidence_of(catalogue.words, name, table)
        for contract, name, table in catalogue.tables()
        if table.people_known_by
    }
    assert told["patient_index.patients"] == {
        "nhs_number": "nhs_number",
        "forename": "forename",
        "surname": "surname",
        "born_on": "born_on",
        "postcode": "postcode",
        "sex": "sex_code",
    }
    assert told["care_index.children"]["adopted"] == "is_adopted"
    assert told["school_census.pupils"]["former_upn"] == "former_upn"
    assert told["cin_census.children"]["sex"] == "child_in_need_sex_code"
    assert all("born_on" in kinds for kinds in told.values())


def test_only_a_word_of_everybody_names_one_person_to_all_suppliers() -> None:
    words = the_catalogue().words
    shared = {name for name, word in words.items() if word.of_whoever_sends}
    assert shared == {"upn", "la_child_id", "case_system_person_id"}


def test_two_words_of_one_kind_are_refused(tmp_path: Path) -> None:
    listed = ("listed_on: {type: date,", "listed_on: {type: date, evidence: born_on,")
    with pytest.raises(Refusal) as refusal:
        project(tmp_path, contract=[PEOPLE], dictionary=[BORN, listed])
    assert refusal.value.what == "has two words that tell `born_on`: 'listed_on' and 'seen_on'."


def test_people_of_whom_nothing_is_told_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="has people, but no word that tells who they are"):
        project(tmp_path, contract=[PEOPLE])


def test_evidence_is_of_its_own_type(tmp_path: Path) -> None:
    note = ("note: {type: text,", "note: {type: text, evidence: born_on,")
    with pytest.raises(Refusal, match="evidence of `born_on` is a date"):
        project(tmp_path, dictionary=[note])


def test_a_list_of_sexes_says_what_each_is_in_the_one_list(tmp_path: Path) -> None:
    kind = ("kind_code: {type: code,", "kind_code: {type: code, evidence: sex,")
    with pytest.raises(Refusal, match="tells the sex, but its list has no column 'sex_code'"):
        project(tmp_path, dictionary=[kind])


def test_sexes_of_all_lists_are_read_as_one() -> None:
    catalogue = the_catalogue()
    found = {
        name: sexes(catalogue.code_sets[str(word.codes)])
        for name, word in catalogue.words.items()
        if word.evidence == "sex"
    }
    assert found["sex_code"] == {"M": "M", "F": "F"}
    assert found["looked_after_sex_code"] == {"1": "M", "2": "F", "M": "M", "F": "F"}
    assert found["child_in_need_sex_code"]["2"] == "F"
    assert "0" not in found["child_in_need_sex_code"]


@pytest.mark.parametrize("cell", ["9434765918", "9999999999", "0000000000", "1111111111", "n/k"])
def test_a_wrong_number_is_none_where_its_row_is_kept(cell: str) -> None:
    assert value(NHS, cell, KEPT) is None
    assert value(NHS, cell) == cell
    assert value(NHS, " 9434765919 ", KEPT) == "9434765919"


def test_a_day_too_early_is_none_where_its_row_is_kept() -> None:
    born = {"type": "date", "earliest": "1985-01-01"}
    form = {"format": "%d/%m/%Y"}
    assert value(born, "01/01/1900", {**KEPT, **form}) is None
    assert value(born, "01/01/1900", form) == date(1900, 1, 1)
    assert value(born, "01/01/1985", {**KEPT, **form}) == date(1985, 1, 1)
