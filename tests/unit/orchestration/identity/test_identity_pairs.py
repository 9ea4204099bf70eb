"""What is made of two records: the traps that families, numbers and systems set.

A night of a small county with many hand-made families in it; each test looks at one of them.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from orchestration.home import Home
from tests.unit.orchestration.identity.linked_families import (
    BORN,
    Night,
    Row,
    families,
    link,
    neighbours,
    nhs_of,
    person,
    upn_of,
)

SYSTEM_IDS = [("own-care", "case", "X1"), ("own-health", "case", "X1")]
# No two that follow each other look like one with a slip of the pen.
homes = iter(f"ZZ{61 + place % 37} {place * 3 % 10}{'ABDEFGHJ'[place % 8]}Y" for place in range(99))


class Family:
    """People of one surname at one address that nobody else has."""

    def __init__(self, surname: str) -> None:
        self.postcode = next(homes)
        self._told = {"surname": surname, "postcode": self.postcode}

    def member(self, agency: str, own: str, forename: str | None, **more: Any) -> Row:
        told = self._told | more
        return person(agency, own, forename, told.pop("surname"), **told)


def everybody() -> Iterator[Row]:
    yield from _plain_people()
    yield from _families()
    yield from _numbers()
    yield from _systems()


def _plain_people() -> Iterator[Row]:
    one = Family("Ravensworthy")
    yield one.member("education", "same-school", "Tabitha", upn=upn_of(1))
    yield one.member("care", "same-care", "TABITHA ", upn=None)
    one = Family("Lutterfield")
    yield one.member("education", "moved-school", "Perpetua", upn=upn_of(2))
    yield one.member("care", "moved-care", "Perpetua", postcode=next(homes))
    one = Family("Ottershaw")
    yield one.member(
        "education", "married-school", "Clementine", upn=upn_of(3), nhs_number=nhs_of(3)
    )
    yield one.member(
        "health", "married-health", "Clementine", surname="Quill", nhs_number=nhs_of(3)
    )
    one = Family("Pennyfather")
    yield one.member(
        "education", "swap-school", "Araminta", upn=upn_of(4), born_on=date(2014, 3, 9)
    )
    yield one.member("care", "swap-care", "Araminta", born_on=date(2014, 9, 3))
    one = Family("Quillfeather")
    yield one.member("education", "default-school", "Ludovic", upn=upn_of(5))
    yield one.member("care", "default-care", "Ludovic", born_on=date(BORN.year, 1, 1))
    one = Family("Strangeways")
    yield one.member("education", "initial-school", "Barnaby", upn=upn_of(6))
    yield one.member("care", "initial-care", "B")
    one = Family("Underhillock")
    yield one.member("education", "noname-school", "Cosmo", upn=upn_of(7))
    yield one.member("care", "noname-care", None)
    one = Family("Smith")
    yield one.member("education", "nobirth-school", "Oliver", upn=upn_of(8))
    yield one.member("care", "nobirth-care", "Oliver", born_on=None)
    one = Family("Winterbottom")
    yield one.member("education", "swapped-school", "Isidore", upn=upn_of(9))
    yield person("care", "swapped-care", "Winterbottom", "Isidore", postcode=one.postcode)


def _families() -> Iterator[Row]:
    one = Family("Birdwhistle")
    yield one.member("education", "twin-school", "Georgina", upn=upn_of(20))
    yield one.member("health", "twin-health", "Theodora", nhs_number=nhs_of(21))
    # Near-identical names that are both in use, so that neither is a slip for the other.
    yield from families(60, "education", "jayden", forename="Jayden")
    yield from families(60, "education", "kayden", first=100, forename="Kayden")
    one = Family("Candlewick")
    yield one.member("education", "alike-school", "Jayden", upn=upn_of(22))
    yield one.member("health", "alike-health", "Kayden", nhs_number=nhs_of(23))
    one = Family("Dragonby")
    yield one.member("education", "sibling-school", "Rosalind", upn=upn_of(24))
    yield one.member("care", "sibling-care", "Jemima", born_on=date(2012, 4, 17))
    one = Family("Everingham")
    yield one.member("education", "son-school", "Alaric", upn=upn_of(25))
    yield one.member("health", "father-health", "Alaric", born_on=date(1984, 1, 30))
    one = Family("Flitterwick")
    yield one.member("education", "junior-school", "Montague", upn=upn_of(26))
    yield one.member("care", "junior-care", "Montague", born_on=date(2006, 6, 2))


def _numbers() -> Iterator[Row]:
    one = Family("Grimsdyke")
    yield one.member("education", "conflict-school", "Hepzibah", upn=upn_of(40))
    yield one.member("care", "conflict-care", "Hepzibah", upn=upn_of(41))
    one = Family("Hollowmere")
    yield one.member("health", "mistake-health", "Ptolemy", nhs_number=nhs_of(42))
    yield one.member("care", "mistake-care", "Zenobia", nhs_number=nhs_of(42),
                     born_on=date(2011, 12, 5))  # fmt: skip
    one = Family("Ironmonger")
    yield one.member(
        "education", "renumbered-school", "Xanthe", upn=upn_of(43), former_upn=upn_of(44)
    )
    yield one.member("care", "renumbered-care", "Xanthe", upn=upn_of(44))
    yield person("education", "nameless-school", "Orsino", "Jellicoe", upn=upn_of(45), sex="M")
    yield person("health", "nameless-health", None, None, upn=upn_of(45), postcode=None, sex="M")
    yield person("education", "stranger-school", "Orla", "Kettlewell", upn=upn_of(46))
    yield person("health", "stranger-health", None, None, upn=upn_of(46), postcode=None,
                 born_on=date(2010, 1, 1))  # fmt: skip
    for number, (agency, other) in enumerate((("care", "health"), ("health", "care"))):
        one = Family(f"Longstaff{'ab'[number]}")
        yield one.member(agency, f"before-{agency}", "Leander", nhs_number=nhs_of(47 + number),
                         is_adopted=True)  # fmt: skip
        yield one.member(other, f"after-{other}", "Leander", nhs_number=nhs_of(47 + number))
    one = Family("Mothersole")
    yield one.member("health", "shared-one", "Peregrine", nhs_number=nhs_of(50))
    yield person("health", "shared-two", "Dorothea", "Nightshade", nhs_number=nhs_of(50),
                 born_on=date(2009, 2, 1), postcode="ZZ58 1AA")  # fmt: skip


def _systems() -> Iterator[Row]:
    yield person("care", "own-care", "Thaddeus", "Oglethorpe", postcode=next(homes))
    yield person("health", "own-health", "Thaddeus", "Oglethorpe", postcode=next(homes))
    one = Family("Thistlethwaite")
    for own, number in (("rival-one", 60), ("rival-two", 61)):
        yield one.member("education", own, "Ignatius", upn=upn_of(number), born_on=date(2014, 3, 9))
    yield one.member("care", "wanted", "Ignatius", born_on=date(2014, 9, 3))


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    home = Home.at(tmp_path_factory.mktemp("families") / "home")
    return link(home, everybody(), county=neighbours(), system_ids=SYSTEM_IDS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("same-school", "same-care"),
        ("married-school", "married-health"),
        ("swap-school", "swap-care"),
        ("swapped-school", "swapped-care"),
        ("renumbered-school", "renumbered-care"),
        ("nameless-school", "nameless-health"),
        ("own-care", "own-health"),
    ],
)
def test_one_person_is_linked_whatever_happened_to_a_detail(
    night: Night, one: str, other: str
) -> None:
    assert night.status(one, other) == "Match"
    assert night.are_one(one, other)


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("same-school", "same-care", "identical_details"),
        ("married-school", "married-health", "number_and_details"),
        ("nameless-school", "nameless-health", "number_and_details"),
        ("own-care", "own-health", "system_id_and_details"),
        ("swap-school", "swap-care", None),
    ],
)
def test_a_link_tells_by_which_rule_it_was_made(
    night: Night, one: str, other: str, rule: str | None
) -> None:
    assert night.rule(one, other) == rule


@pytest.mark.parametrize(
    ("one", "other", "veto"),
    [
        ("twin-school", "twin-health", "forename_differs"),
        ("alike-school", "alike-health", "forename_like_another"),
        ("initial-school", "initial-care", "initial"),
        ("noname-school", "noname-care", "forename_differs"),
        ("conflict-school", "conflict-care", "number_conflict"),
    ],
)
def test_what_two_of_a_family_may_have_in_common_is_never_linked_without_a_person(
    night: Night, one: str, other: str, veto: str
) -> None:
    assert veto in night.vetoes(one, other)
    assert night.status(one, other) != "Match"
    assert not night.are_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sibling-school", "sibling-care"),
        ("son-school", "father-health"),
        ("junior-school", "junior-care"),
        ("stranger-school", "mistake-care"),
    ],
)
def test_brothers_and_sisters_fathers_and_namesakes_are_two_people(
    night: Night, one: str, other: str
) -> None:
    assert night.status(one, other) in ("NoMatch", "LowConfidenceMatch")
    assert not night.are_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("before-care", "after-health"), ("before-health", "after-care")],
)
def test_an_earlier_identity_is_never_linked_nor_asked_about(
    night: Night, one: str, other: str
) -> None:
    assert "adopted" in night.vetoes(one, other)
    assert night.status(one, other) == "NoMatch"
    assert not night.are_one(one, other)
    assert not any(one in pair for pair in night.asked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mistake-health", "mistake-care"),
        ("stranger-school", "stranger-health"),
        ("shared-one", "shared-two"),
    ],
)
def test_a_number_in_common_is_not_believed_against_the_details(
    night: Night, one: str, other: str
) -> None:
    assert night.status(one, other) == "PotentialMatch"
    assert not night.are_one(one, other)


def test_without_a_birth_date_a_common_name_at_an_address_is_a_question(night: Night) -> None:
    assert "birth_missing" in night.vetoes("nobirth-school", "nobirth-care")
    assert night.status("nobirth-school", "nobirth-care") == "PotentialMatch"


def test_two_who_are_equally_likely_are_many_and_neither_is_linked(night: Night) -> None:
    for own in ("rival-one", "rival-two"):
        assert night.status(own, "wanted") == "ManyMatch"
        assert not night.are_one(own, "wanted")
    assert any("wanted" in pair for pair in night.asked)


def test_among_few_neighbours_a_name_and_half_of_the_rest_is_a_question(night: Night) -> None:
    assert night.status("moved-school", "moved-care") == "PotentialMatch"
    assert night.vetoes("moved-school", "moved-care") == ()


def test_a_first_of_january_in_the_right_year_is_a_date_that_a_system_filled_in(
    night: Night,
) -> None:
    assert night.status("default-school", "default-care") == "Match"


def test_nothing_is_promised_of_a_pair_that_only_a_number_brings_together(night: Night) -> None:
    assert night.pairs[frozenset(("shared-one", "shared-two"))].probability == 0
    assert night.pairs[frozenset(("alike-school", "alike-health"))].probability > 0.9


def test_no_two_pupils_of_a_register_are_one_person(night: Night) -> None:
    pupils = [own for own in night.people if own.startswith(("jayden", "kayden"))]
    assert len({night.people[own] for own in pupils}) == len(pupils) == 120


def test_every_status_is_one_of_the_five(night: Night) -> None:
    five = {"Match", "PotentialMatch", "LowConfidenceMatch", "ManyMatch", "NoMatch"}
    assert {pair.status for pair in night.pairs.values()} <= five
