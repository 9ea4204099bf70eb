"""A person keeps one random key for good; what happened to them is told and can be replayed."""

import json
import re
import shutil
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from orchestration.clock import at_second
from orchestration.ducks import open_memory
from orchestration.home import Home
from orchestration.identity import ledger
from orchestration.identity.history import replay_people
from orchestration.identity.ledger import events_journal, ledger_file
from orchestration.identity.model import COUNTY_MODEL, read_model
from orchestration.identity.models import keep_model
from orchestration.identity.stewards import Decisions
from orchestration.keys import PERSON, the_keys
from tests.sealed import read_table
from tests.unit.orchestration.identity.linked_families import (
    NIGHT,
    Night,
    Row,
    families,
    link,
    person,
    upn_of,
)

PUPIL = person("education", "pupil", "Tabitha", "Ravensworthy", upn=upn_of(1))
CHILD = person("care", "child", "Tabitha", "Ravensworthy")
PATIENT = person("health", "patient", "Tabitha", "Ravensworthy")
STRANGER = person("care", "stranger", "Ptolemy", "Quill", postcode="ZZ55 5AA")
OTHERS = families(10, "care", "other")
EVERYBODY = [PUPIL, CHILD, PATIENT, STRANGER, *OTHERS]


def night(number: int) -> datetime:
    return NIGHT + timedelta(days=number)


def elsewhere(row: Row, surname: str = "Nobody") -> Row:
    """The same record, corrected: it was somebody else's all along."""
    return {**row, "surname": surname, "forename": "Zebedee", "postcode": "ZZ57 7BB"}


def events(home: Home) -> list[tuple[str, str, str]]:
    return [(line["kind"], line["person"], line["other"]) for line in events_journal(home).lines()]


def tell_apart(home: Home, one: Row, other: Row) -> None:
    first, second = (
        (row["known_by"], row["supplier_code"], row["supplier_person_id"]) for row in (one, other)
    )
    for who in ("ann", "ben"):
        Decisions(home).add((first, second), "different", who, "seen", NIGHT, is_override=True)


@pytest.fixture
def first(home: Home) -> Night:
    found = link(home, EVERYBODY)
    assert found.are_one("pupil", "child", "patient")
    return found


def test_keys_are_random_and_no_two_homes_share_one(
    home: Home, first: Night, tmp_path: Path
) -> None:
    other = link(Home.at(tmp_path / "another"), EVERYBODY)
    assert set(first.people) == set(other.people)
    assert not set(first.people.values()) & set(other.people.values())
    assert all(re.fullmatch("[0-9a-f]{32}", key) for key in first.people.values())


def test_a_person_s_id_is_the_keyed_pseudonym_of_the_key(home: Home, first: Night) -> None:
    table = read_table(home, ledger_file(home))
    keys, ids = table["person_key"].to_pylist(), table["person_id"].to_pylist()
    assert ids == the_keys(home).pseudonyms(PERSON, keys)


def test_the_same_night_again_changes_nothing_in_the_ledger(home: Home, first: Night) -> None:
    before = read_table(home, ledger_file(home))
    again = link(home, EVERYBODY, night(1))
    assert again.people == first.people
    assert read_table(home, ledger_file(home)).equals(before)
    assert events(home) == []


def test_neither_the_order_of_records_nor_another_model_changes_a_key(
    home: Home, first: Night
) -> None:
    assert link(home, EVERYBODY[::-1], night(1), backwards=True).people == first.people
    model = read_model(COUNTY_MODEL)
    keep_model(home, type(model)(**{**model.__dict__, "link_from": 6}), "ann", NIGHT)
    retrained = link(home, EVERYBODY, night(2))
    assert retrained.linked.model_version != first.linked.model_version
    assert retrained.people == first.people
    assert events(home) == []


def test_newcomers_are_given_new_keys_and_whoever_is_not_sent_stays(
    home: Home, first: Night
) -> None:
    newcomer = person("care", "new", "Isidore", "Newbold", postcode="ZZ44 4NN")
    second = link(home, [PUPIL, newcomer], night(1))
    assert {own: second.people[own] for own in first.people} == first.people
    assert second.people["new"] not in first.people.values()
    assert link(home, EVERYBODY, night(2)).people == second.people


def test_two_people_who_turn_out_to_be_one_are_the_one_who_is_known_longest(home: Home) -> None:
    apart = [CHILD, *families(3, "health", "other")]
    old = link(home, apart).people["child"]
    both = link(home, [*apart, PUPIL | {"surname": "Nobody"}], night(1))
    young = both.people["pupil"]
    assert young != old
    merged = link(home, [*apart, PUPIL], night(2))
    assert merged.people["child"] == merged.people["pupil"] == young
    assert events(home) == [("merge", old, young)]


def test_of_two_who_weigh_the_same_the_one_who_is_known_longest_stays(home: Home) -> None:
    old = link(home, [*OTHERS, CHILD, *OTHERS]).people["child"]
    young = link(home, [*OTHERS, CHILD, elsewhere(PATIENT)], night(1)).people["patient"]
    merged = link(home, [*OTHERS, CHILD, PATIENT], night(2))
    assert merged.people["child"] == merged.people["patient"] == old
    assert events(home) == [("merge", young, old)]
    [line] = events_journal(home).lines()
    assert line["at"] == at_second(night(2))
    assert line["reason"] == "their records match"


def test_a_record_that_is_no_longer_sent_follows_the_person_that_theirs_became(home: Home) -> None:
    old = link(home, [*OTHERS, CHILD, *OTHERS]).people["child"]
    silent = person("health", "silent", "Zebedee", "Nobody", postcode="ZZ57 7BB")
    young = link(home, [*OTHERS, CHILD, elsewhere(PATIENT), silent], night(1)).people
    assert young["silent"] == young["patient"] != old
    merged = link(home, [*OTHERS, CHILD, PATIENT], night(2))
    assert {merged.people[own] for own in ("child", "patient", "silent")} == {old}
    rows = read_table(home, ledger_file(home)).to_pylist()
    assert len({row["person_id"] for row in rows if row["person_key"] == old}) == 1


def test_a_split_gives_a_new_key_and_an_event(home: Home, first: Night) -> None:
    tell_apart(home, PUPIL, CHILD)
    tell_apart(home, PATIENT, CHILD)
    after = link(home, EVERYBODY, night(1))
    assert after.people["pupil"] == after.people["patient"] == first.people["pupil"]
    assert after.people["child"] not in first.people.values()
    assert events(home) == [("split", first.people["pupil"], after.people["child"])]


def test_a_record_that_matches_another_person_better_moves(home: Home, first: Night) -> None:
    moved = {**STRANGER, "supplier_person_id": "child"}
    rows = [row for row in EVERYBODY if row is not CHILD]
    other = person("health", "double", "Ptolemy", "Quill", postcode="ZZ55 5AA")
    second = link(home, [*rows, CHILD, other], night(1))
    assert second.are_one("stranger", "double")
    without = [row for row in rows if row is not STRANGER]
    third = link(home, [*without, moved, other], night(2))
    assert third.people["child"] == second.people["double"]
    assert events(home) == [("move", first.people["pupil"], second.people["double"])]


def test_a_crash_between_journal_and_ledger_is_told_again_and_loses_nobody(
    home: Home, first: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ledger_file(home).read_bytes()
    tell_apart(home, PUPIL, CHILD)
    tell_apart(home, PATIENT, CHILD)

    def crash(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(ledger, "save_ledger", crash)
        with pytest.raises(OSError, match="no space left"):
            link(home, EVERYBODY, night(1))
    assert ledger_file(home).read_bytes() == before
    after = link(home, EVERYBODY, night(1))
    told = events(home)
    assert [kind for kind, _, _ in told] == ["split", "split"]
    assert told[-1] == ("split", first.people["pupil"], after.people["child"])
    assert link(home, EVERYBODY, night(2)).people == after.people


def test_a_crash_while_the_ledger_is_written_leaves_the_old_one_whole(
    home: Home, first: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ledger_file(home).read_bytes()

    def crash(*_: object) -> None:
        raise OSError("power gone")

    with monkeypatch.context() as broken:
        broken.setattr("os.replace", crash)
        with pytest.raises(OSError, match="power gone"):
            link(home, EVERYBODY[:2], night(1))
    assert ledger_file(home).read_bytes() == before
    assert link(home, EVERYBODY, night(2)).people == first.people


def test_who_was_who_before_a_split_can_be_gone_back_to(
    home: Home, first: Night, tmp_path: Path
) -> None:
    for own in ("child", "patient"):
        tell_apart(home, PUPIL, CHILD if own == "child" else PATIENT)
    tell_apart(home, PATIENT, CHILD)
    split = link(home, EVERYBODY, night(5))
    assert not split.are_one("pupil", "child")
    then = _then(home, tmp_path / "then")
    replay_people(home, night(2), then)
    with open_memory(then) as con:
        ledger.load_ledger(con, then)
        rows = con.execute(
            "select supplier_person_id, person_key from ledger where until is null"
        ).fetchall()
    assert dict(rows) == first.people
    assert events(then) == []
    now = _then(home, tmp_path / "now")
    replay_people(home, night(6), now)
    assert read_table(now, ledger_file(now)).equals(read_table(home, ledger_file(home)))
    assert events(now) == events(home)


def test_before_anybody_was_known_nobody_was(home: Home, first: Night, tmp_path: Path) -> None:
    then = _then(home, tmp_path / "then")
    replay_people(home, night(-1), then)
    assert read_table(then, ledger_file(then)).num_rows == 0
    replay_people(Home.at(tmp_path / "empty"), NIGHT, _then(home, tmp_path / "none"))
    assert not ledger_file(Home.at(tmp_path / "none")).exists()


def test_neither_events_nor_links_name_anybody(home: Home, first: Night) -> None:
    tell_apart(home, PUPIL, CHILD)
    tell_apart(home, PATIENT, CHILD)
    link(home, EVERYBODY, night(1))
    held = b"".join(path.read_bytes() for path in home.linked.rglob("*.json*"))
    assert b"split" in held
    for name in ("Ravensworthy", "Tabitha", 'pupil"', 'child"', 'patient"', upn_of(1), "ZZ31"):
        assert name.encode() not in held


def test_ten_nights_with_comings_and_goings_change_no_key(home: Home) -> None:
    county = [
        *families(60, "education", "p"),
        *families(40, "care", "c"),
        *families(30, "health", "h"),
    ]
    keys = link(home, county).people
    for number, left in zip(range(1, 11), combinations(range(5), 3), strict=True):
        sent = [row for place, row in enumerate(county) if place % 5 in left]
        assert link(home, sent, night(number)).people == keys
    assert events(home) == []


def test_nobody_at_all_is_linked_to_an_empty_ledger(home: Home) -> None:
    assert link(home, []).people == {}


def _then(home: Home, place: Path) -> Home:
    """A home that opens with the same keys."""
    shutil.copytree(home.root / "keys", place / "keys")
    return Home.at(place)


def test_events_are_lines_of_json_of_keys_and_reasons_only(home: Home, first: Night) -> None:
    tell_apart(home, PUPIL, CHILD)
    tell_apart(home, PATIENT, CHILD)
    link(home, EVERYBODY, night(1))
    [line] = (home.linked / "events.jsonl").read_text().splitlines()
    assert set(json.loads(line)) == {"at", "kind", "person", "other", "reason"}
