"""The made-up people as linkage meets them: families, traps, errors by record, and who is who.

How well they are linked is tested where linking is.
"""

import csv
from collections import Counter

import pytest

from sample_authority import Mess
from sample_authority.cases import all_cases
from sample_authority.earlier import earlier_identities
from sample_authority.evidence import CARE, HEALTH, held, is_sound_nhs_number
from sample_authority.kin import family_of, kin
from sample_authority.options import Options, checked
from sample_authority.population import Child, population
from sample_authority.reading import Made

KNOWN_BY = {
    "case_system_person_id", "upn", "la_child_id", "young_person_id", "register_id",
    "patient_pseudonym",
}  # fmt: skip


def world(mess: Mess = "real", pupils: int = 6000) -> tuple[Options, list[Child]]:
    options = checked(pupils, 1, "2025-12", 1, mess, False)
    return options, population(options, all_cases(options))


def truth_people(made: Made) -> list[dict[str, str]]:
    with (made.out / "truth_people.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def test_families_share_a_home_and_mostly_a_name() -> None:
    _, children = world()
    by_number = {child.number: child for child in children}
    for number in range(1, 601):
        family = family_of(1, number)
        assert number in family
        assert all(family_of(1, other) == family for other in family)
        assert len({by_number[other].postcode for other in family if other % 397}) <= 1
        own = [by_number[other] for other in family]
        assert len(own) <= 3
    pairs = Counter((child.postcode, child.surname) for child in children)
    assert sum(count for count in pairs.values() if count > 1) > len(children) / 3


def test_the_known_traps_are_there() -> None:
    _, children = world()
    twins = Counter((child.surname, child.postcode, child.born_on) for child in children)
    assert sum(count > 1 for count in twins.values()) > 30
    names = Counter((child.surname, child.forename, child.postcode) for child in children)
    assert any(count > 1 for count in names.values()), "a child with an elder one's name"
    namesakes: dict[tuple[object, ...], set[str]] = {}
    for child in children:
        who = (child.surname, child.forename, child.born_on)
        namesakes.setdefault(who, set()).add(child.postcode)
    assert any(len(homes) > 1 for homes in namesakes.values()), "one name and birth, two homes"
    assert any("-" in child.surname for child in children)
    assert any(not child.surname.isascii() for child in children)


def test_a_name_is_known_without_drawing_anybody_else() -> None:
    _, few = world(pupils=1200)
    _, many = world(pupils=2400)
    assert [(c.surname, c.forename, c.postcode) for c in few[:100]] == [
        (kin(1, c.number, c.sex).surname, kin(1, c.number, c.sex).forename, c.postcode)
        for c in many[:100]
    ]


@pytest.mark.parametrize("rates", [HEALTH, CARE], ids=["health", "care"])
def test_records_are_wrong_as_often_as_they_should_be(rates: dict[str, int]) -> None:
    options, children = world()
    nhs = {child.number: child.nhs_number for child in children}
    records = [held(options, "some", rates, child, nhs) for child in children]
    found = Counter(kind for record in records for kind in record.errors)
    assert found["nhs_missing"] / len(children) == pytest.approx(
        rates["nhs_missing"] / 1000, abs=0.03
    )
    for kind in ("forename_typo", "surname_changed", "postcode_moved", "postcode_missing"):
        assert found[kind] / len(children) == pytest.approx(rates[kind] / 1000, rel=0.35)
    assert set(rates) <= set(found)
    for child, record in zip(children, records, strict=True):
        if "nhs_mistyped" in record.errors and "nhs_missing" not in record.errors:
            assert not is_sound_nhs_number(record.nhs_number)
        if not record.errors:
            assert (record.surname, record.born_on) == (child.surname, child.born_on)


def test_without_mess_every_record_agrees() -> None:
    options, children = world("none")
    for child in children[:300]:
        record = held(options, "care", CARE, child, {})
        assert record.errors == []
        assert (record.forename, record.upn) == (child.forename, child.upn)


def test_who_was_adopted_has_other_numbers_than_anybody_now() -> None:
    options, children = world()
    earlier = [child for child, _ in earlier_identities(options, children)]
    assert len(earlier) > 5
    now = {number for child in children for number in (child.nhs_number, child.upn)}
    now |= {child.la_child_id for child in children}
    by_number = {child.number: child for child in children}
    for child in earlier:
        assert now.isdisjoint({child.nhs_number, child.upn, child.la_child_id})
        assert child.born_on == by_number[child.number].born_on
        assert is_sound_nhs_number(child.nhs_number)


def test_the_truth_has_one_line_for_every_record_that_was_sent_last(real: Made) -> None:
    people = truth_people(real)
    assert {person["known_by"] for person in people} <= KNOWN_BY
    names = [(p["known_by"], p["supplier_code"], p["supplier_person_id"]) for p in people]
    assert len(set(names)) == len(names)
    sent = {
        row["patient_pseudo_id"]
        for row in real.records("landing/patient_index/2025-12/patient_index_X9901_2025-12.csv")
        .values()
    }  # fmt: skip
    told = {name for known_by, supplier, name in names if supplier == "X9901"}
    planted = {p["kind"] for p in real.planted if "patient_index_X9901_2025-12" in p["file"]}
    assert {"required_missing", "nhs_number_as_pseudonym"} <= planted
    assert len(sent - told) == 2, "an empty one, and a number in its place"
    assert len(told - sent) == 2


def test_one_child_is_behind_records_of_all_agencies(real: Made) -> None:
    agencies: dict[str, set[str]] = {}
    for person in truth_people(real):
        agencies.setdefault(person["child"], set()).add(person["known_by"])
    assert sum({"upn", "patient_pseudonym"} <= known for known in agencies.values()) > 50
    assert any({"upn", "patient_pseudonym", "la_child_id"} <= k for k in agencies.values())
    earlier = [p for p in truth_people(real) if p["child"].endswith("-earlier")]
    assert earlier
    assert all(p["errors"].endswith("earlier_identity") for p in earlier)


def test_a_pseudonym_on_a_list_is_in_the_trust_s_index(real: Made) -> None:
    month = "2025-12"
    index = real.records(f"landing/patient_index/{month}/patient_index_X9901_{month}.csv")
    known = {row["patient_pseudo_id"]: row for row in index.values()}
    rows = real.records(f"landing/therapy_waits/{month}/therapy_waits_X9901_{month}.csv")
    missing = [row for row in rows.values() if row["patient_pseudo_id"] not in known]
    assert len(rows) > 30
    assert len(missing) <= 8, "only those that were spoilt"
