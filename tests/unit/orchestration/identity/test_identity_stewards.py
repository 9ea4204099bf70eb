"""What stewards say holds: one answers a question, two overrule; what they are asked, and when."""

from datetime import timedelta
from typing import Any

import pytest

from orchestration.ducks import open_memory, read_sealed
from orchestration.home import Home
from orchestration.identity import review
from orchestration.identity.model import COUNTY_MODEL, read_model
from orchestration.identity.models import keep_model
from orchestration.identity.records import Pair
from orchestration.identity.review import find_question, questions, queue_file
from orchestration.identity.stewards import Decisions, Verdict, in_force, read_record, waiting
from orchestration.refusals import Refusal
from tests.unit.orchestration.identity.linked_families import (
    NIGHT,
    SYSTEMS,
    Night,
    Row,
    families,
    link,
    nhs_of,
    person,
    upn_of,
)

TWINS = (
    person("education", "twin-school", "Georgina", "Birdwhistle", upn=upn_of(1)),
    person("care", "twin-care", "Theodora", "Birdwhistle"),
)
LINKED = (
    person("education", "same-school", "Tabitha", "Ravensworthy", upn=upn_of(2)),
    person("care", "same-care", "Tabitha", "Ravensworthy"),
)
# One child whom the clinic gave another number by mistake: alike in everything else.
CONFLICT = (
    person("health", "number-health", "Clementine", "Ottershaw", nhs_number=nhs_of(3),
           postcode="ZZ45 8RT"),
    person("care", "number-care", "Clementine", "Ottershaw", nhs_number=nhs_of(4),
           postcode="ZZ45 8RT"),
)  # fmt: skip
ROWS = [*TWINS, *LINKED, *CONFLICT, *families(200, "education", "other", sex="F")]


def pair_of(rows: tuple[Row, Row]) -> Pair:
    one, other = (
        (row["known_by"], row["supplier_code"], row["supplier_person_id"]) for row in rows
    )
    return one, other


def say(
    home: Home,
    rows: tuple[Row, Row],
    verdict: Verdict,
    *whos: str,
    is_override: bool = False,
    why: str = "seen the file",
) -> None:
    for who in whos:
        Decisions(home).add(pair_of(rows), verdict, who, why, NIGHT, is_override)


def again(home: Home, rows: list[Row] = ROWS) -> Night:
    return link(home, rows, NIGHT + timedelta(days=1))


def item_of(home: Home, *own: str) -> str:
    [found] = [
        each.item for each in questions(home) if {record[2] for record in each.pair} == set(own)
    ]
    return found


@pytest.fixture
def first(home: Home) -> Night:
    found = link(home, ROWS)
    assert found.is_asked("twin-school", "twin-care")
    assert found.are_one("same-school", "same-care")
    return found


def test_one_steward_answers_a_question_and_it_is_not_asked_again(home: Home, first: Night) -> None:
    say(home, TWINS, "same", "ann")
    after = again(home)
    assert after.are_one("twin-school", "twin-care")
    assert not after.is_asked("twin-school", "twin-care")


def test_a_question_answered_with_two_people_is_not_asked_again(home: Home, first: Night) -> None:
    say(home, TWINS, "different", "ann")
    after = again(home)
    assert not after.are_one("twin-school", "twin-care")
    assert not after.is_asked("twin-school", "twin-care")


def test_an_override_holds_only_when_a_second_person_says_the_same(
    home: Home, first: Night
) -> None:
    say(home, LINKED, "different", "ann", is_override=True)
    assert again(home).are_one("same-school", "same-care")
    assert len(waiting(Decisions(home).all())) == 1
    say(home, LINKED, "different", "ben", is_override=True)
    assert not again(home).are_one("same-school", "same-care")
    assert waiting(Decisions(home).all()) == []


@pytest.mark.parametrize("same_person", ["ann", "Ann", " ann "])
def test_one_person_twice_is_not_two(home: Home, same_person: str) -> None:
    say(home, LINKED, "different", "ann", is_override=True)
    with pytest.raises(Refusal, match="A second person must decide the same"):
        say(home, LINKED, "different", same_person, is_override=True)
    assert in_force(Decisions(home).all()) == {}


def test_one_person_who_changes_their_mind_and_back_is_still_one(home: Home) -> None:
    for verdict in ("different", "same", "different"):
        say(home, LINKED, verdict, "ann", is_override=True)  # type: ignore[arg-type]
    assert in_force(Decisions(home).all()) == {}


def test_two_who_disagree_are_no_two(home: Home) -> None:
    say(home, LINKED, "different", "ann", is_override=True)
    say(home, LINKED, "same", "ben", is_override=True)
    assert in_force(Decisions(home).all()) == {}


def test_a_mind_may_be_changed_and_the_last_word_holds(home: Home, first: Night) -> None:
    say(home, TWINS, "same", "ann")
    assert again(home).are_one("twin-school", "twin-care")
    say(home, TWINS, "different", "ann")
    assert not again(home).are_one("twin-school", "twin-care")


def test_until_a_second_person_agrees_the_earlier_verdict_holds(home: Home, first: Night) -> None:
    say(home, TWINS, "same", "ann")
    say(home, TWINS, "different", "ben", is_override=True)
    assert again(home).are_one("twin-school", "twin-care")
    say(home, TWINS, "different", "cat", is_override=True)
    assert not again(home).are_one("twin-school", "twin-care")


def test_stewards_may_overrule_numbers_that_contradict(home: Home, first: Night) -> None:
    assert not first.are_one("number-health", "number-care")
    say(home, CONFLICT, "same", "ann", is_override=True)
    assert not again(home).are_one("number-health", "number-care")
    say(home, CONFLICT, "same", "ben", is_override=True)
    assert again(home).are_one("number-health", "number-care")


def test_decisions_outlive_another_model(home: Home, first: Night) -> None:
    say(home, TWINS, "same", "ann")
    say(home, LINKED, "different", "ann", "ben", is_override=True)
    model = read_model(COUNTY_MODEL)
    keep_model(home, type(model)(**{**model.__dict__, "link_from": 3}), "ann", NIGHT)
    after = again(home)
    assert after.linked.model_version != first.linked.model_version
    assert after.are_one("twin-school", "twin-care")
    assert not after.are_one("same-school", "same-care")


def test_a_decision_on_someone_who_is_not_sent_waits_for_them(home: Home, first: Night) -> None:
    say(home, TWINS, "same", "ann")
    again(home, [row for row in ROWS if row not in TWINS])
    assert again(home).are_one("twin-school", "twin-care")


def test_the_order_in_which_a_pair_is_named_does_not_matter(home: Home) -> None:
    say(home, TWINS, "same", "ann", is_override=True)
    say(home, (TWINS[1], TWINS[0]), "same", "ben", is_override=True)
    assert list(in_force(Decisions(home).all()).values()) == ["same"]


def test_a_decision_without_a_reason_is_refused(home: Home) -> None:
    with pytest.raises(Refusal, match="There is no reason"):
        say(home, TWINS, "same", "ann", why="  ")
    assert Decisions(home).all() == []


def test_decisions_and_events_hold_no_name_and_no_supplier_s_id(home: Home, first: Night) -> None:
    say(home, TWINS, "same", "ann")
    say(home, LINKED, "different", "ann", "ben", is_override=True)
    again(home)
    for name in ("decisions.jsonl", "events.jsonl"):
        held = (home.linked / name).read_bytes()
        assert held.count(b"\n") >= 1
        for row in (*TWINS, *LINKED):
            for told in ("supplier_person_id", "surname", "forename", "postcode", "known_by"):
                assert f'"{row[told]}"'.encode() not in held
                assert f"{row[told]}|".encode() not in held


def test_a_question_shows_both_sides_and_why_it_is_one(home: Home, first: Night) -> None:
    question = find_question(home, item_of(home, "twin-school", "twin-care"))
    sides = {question.left["forename"], question.right["forename"]}
    assert sides == {"Georgina", "Theodora"}
    assert "twins and siblings are often alike in this way" in question.reasons
    assert 0.5 < question.probability <= 1
    assert not question.is_contradicted


def test_a_question_that_is_not_there_is_refused(home: Home, first: Night) -> None:
    with pytest.raises(Refusal, match="sendmart identity review"):
        find_question(home, "nobody")
    assert questions(Home.at(home.root.parent / "empty")) == []


def test_two_people_are_one_question_and_the_queue_keeps_to_its_budget(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pupils = families(12, "education", "pupil", forename="Georgina", sex="F")
    twins = families(12, "care", "twin", forename="Theodora", sex="F")
    twice = families(12, "care", "twice", forename="Theodora", sex="F")
    rows = [*pupils, *twins, *twice, *families(200, "education", "other", first=100, sex="F")]
    asked = link(home, rows).asked
    assert len(asked) == 12
    monkeypatch.setattr(review, "LEAST_PLACES", 5)
    assert link(home, rows).linked.questions == 5
    with open_memory(home) as con:
        told = con.execute(f"select probability from {read_sealed(queue_file(home))}").fetchall()
    assert len(told) == 5
    assert told == sorted(told, reverse=True)


@pytest.mark.parametrize("typed", ["", "a:b", "a::c", ":b:c", "a:b:"])
def test_a_record_is_typed_as_word_supplier_and_id(typed: str) -> None:
    with pytest.raises(Refusal, match="WORD:SUPPLIER:ID"):
        read_record(typed)


def test_an_id_may_hold_a_colon() -> None:
    known_by, supplier = SYSTEMS["care"]
    told: Any = read_record(f"{known_by}:{supplier}:a:b")
    assert told == (known_by, supplier, "a:b")
