"""What suppliers write is made comparable: noise goes, and what stands for nothing is missing."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.identity.cleaning import compare_ready
from tests.unit.orchestration.identity.linked_families import (
    BORN,
    Row,
    families,
    load,
    nhs_of,
    person,
    upn_of,
)

Names = tuple[str | None, str | None]
COMPARED = ("forename", "middle", "surname", "full_name", "both_names", "postcode", "sector")
NAMES = st.text("abcdeĺłøßéÉñçüÅŻæœðþışğ -'’.", max_size=20)


def cleaned(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """`people_compared`, in the order of the rows."""
    listed = list(rows)
    with duckdb.connect() as con:
        load(con, listed)
        compare_ready(con)
        told = con.execute("""select people_compared.*, supplier_person_id as own
            from people_compared inner join records using (record_no)""").to_arrow_table()
    by_own = {row["own"]: row for row in told.to_pylist()}
    return [by_own[row["supplier_person_id"]] for row in listed]


def names_of(written: Iterable[Names]) -> list[Names]:
    rows = [person("care", f"c{place}", *both) for place, both in enumerate(written)]
    return [(row["forename"], row["surname"]) for row in cleaned(rows)]


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        (("Łukasz", "Wiśniewski"), ("lukasz", "wisniewski")),
        (("Søren", "Weiß"), ("soren", "weiss")),
        (("SØREN", "WEISS"), ("soren", "weiss")),
        (("Chloe\u0301", "Nuñez"), ("chloe", "nunez")),
        (("Yıldız", "Şahin"), ("yildiz", "sahin")),
        (("Æthel", "Œuvre"), ("aethel", "oeuvre")),
        (("  Ann ", "O'Brien"), ("ann", "obrien")),
        (("Ann", "O’Brien"), ("ann", "obrien")),
        (("Ann", "O Brien"), ("ann", "obrien")),
        (("D’Angelo", "Reid"), ("dangelo", "reid")),
        (("D`Angelo", "Reid"), ("dangelo", "reid")),
        (("Ann", "Mc Donald"), ("ann", "mcdonald")),
        (("Ann", "McDonald"), ("ann", "mcdonald")),
        (("Ann", "Smith-Jones"), ("ann", "smithjones")),
        (("Ann", "Smith Jones"), ("ann", "smithjones")),
        (("Ann", "-"), ("ann", None)),
        (("Иван", None), (None, None)),
        (("", "  "), (None, None)),
    ],
)
def test_names_are_compared_in_plain_letters(written: Names, compared: Names) -> None:
    assert names_of([written]) == [compared]


def test_a_second_forename_stands_aside_and_a_surname_has_parts() -> None:
    [row] = cleaned([person("care", "c", "Mary-Ann Eve", "Smith-Jones")])
    assert (row["forename"], row["middle"], row["parts"]) == ("mary", "ann", ["smith", "jones"])
    assert (row["full_name"], row["both_names"]) == ("mary smithjones", "mary smithjones")
    assert (row["forename_initial"], row["surname_initial"]) == ("m", "s")


@pytest.mark.parametrize("surname", ["Al-Hassan", "El Sayed", "Mc Carthy", "De Souza", "O Neill"])
def test_a_particle_is_no_part_that_two_surnames_could_share(surname: str) -> None:
    [row] = cleaned([person("care", "c", "Ann", surname)])
    assert len(row["parts"]) == 1
    assert len(row["parts"][0]) > 3


def test_a_surname_that_is_nothing_but_a_particle_is_a_part_all_the_same() -> None:
    [row] = cleaned([person("care", "c", "Ann", "La")])
    assert (row["surname"], row["parts"]) == ("la", ["la"])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mohammed", "Muhammad"), ("Bill", "William"), ("Katarzyna", "Catherine"), ("Jan", "John")],
)
def test_short_forms_and_spellings_have_a_root_in_common(one: str, other: str) -> None:
    left, right = cleaned([person("care", own, own, "Reid") for own in (one, other)])
    assert set(left["roots"]) & set(right["roots"])


def test_a_name_that_is_not_listed_is_its_own_root() -> None:
    assert cleaned([person("care", "c", "Zzyx", "Reid")])[0]["roots"] == ["zzyx"]


@settings(max_examples=8)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=20))
def test_cleaning_changes_nothing_in_what_it_has_cleaned(written: list[tuple[str, str]]) -> None:
    once = names_of(written)
    assert names_of(once) == once
    for name in (name for both in once for name in both):
        assert name is None or (name.isascii() and name.isalpha() and name.islower())


@settings(max_examples=20)
@given(st.lists(st.tuples(st.text(), st.text(), st.text(), st.text(), st.text()), max_size=8))
def test_any_text_at_all_is_compared_as_something(
    texts: list[tuple[str, str, str, str, str]],
) -> None:
    rows = [
        person(
            "care", f"c{place}", forename, surname,
            postcode=postcode, upn=number, former_upn=number, nhs_number=number, uln=other,
        )
        for place, (forename, surname, postcode, number, other) in enumerate(texts)
    ]  # fmt: skip
    assert len(cleaned(rows)) == len(rows)


@settings(max_examples=15)
@given(
    st.text("abcdefgłøéñç", min_size=1, max_size=12),
    st.text("abcdefgłøéñç", min_size=1, max_size=12),
    st.sampled_from(["ZZ1 2AB", "ZZ99 3WZ", "ZZ12 3QQ"]),
    st.sampled_from([" ", "  ", "\t", "\u00a0"]),
)
def test_case_spaces_and_accents_make_no_difference(
    forename: str, surname: str, postcode: str, space: str
) -> None:
    plain = person("care", "plain", forename, surname, postcode=postcode)
    noisy = person(
        "care", "noisy", space + forename.upper() + space, surname.title() + space,
        postcode=postcode.lower().replace(" ", space),
    )  # fmt: skip
    one, other = cleaned([plain, noisy])
    assert {name: one[name] for name in COMPARED} == {name: other[name] for name in COMPARED}


def test_numbers_with_right_check_digits_are_compared_however_they_are_spaced() -> None:
    nhs = nhs_of(1)
    [row] = cleaned([
        person("care", "c", "A", "B", upn=f" {upn_of(1).lower()} ", former_upn=upn_of(2),
               nhs_number=f"{nhs[:3]} {nhs[3:6]}-{nhs[6:]}", uln="1000000043"),
    ])  # fmt: skip
    told = (row["upn"], row["former_upn"], row["nhs_number"], row["uln"])
    assert told == (upn_of(1), upn_of(2), nhs, "1000000043")


@pytest.mark.parametrize("number", ["0000000000", "9999999999", "1111111111", "1234567890", "x"])
def test_placeholders_and_wrong_check_digits_are_compared_as_missing(number: str) -> None:
    [row] = cleaned([person("care", "c", "A", "B", nhs_number=number, uln=number, upn=number)])
    assert (row["nhs_number"], row["uln"], row["upn"]) == (None, None, None)


def test_one_wrong_digit_makes_a_number_missing() -> None:
    nhs, pupil = nhs_of(1), upn_of(1)
    wrong = nhs[:-1] + str((int(nhs[-1]) + 1) % 10)
    mistyped = pupil[:-1] + str((int(pupil[-1]) + 1) % 10)
    [row] = cleaned([person("care", "c", "A", "B", nhs_number=wrong, upn=mistyped)])
    assert (row["nhs_number"], row["upn"]) == (None, None)


def test_a_birth_date_that_a_system_fills_in_by_itself_is_missing() -> None:
    default = date(1900, 1, 1)
    held = families(25, "care", "default", born_on=default)
    others = families(100, "care", "own", born_on=lambda place: BORN + timedelta(days=place))
    elsewhere = families(5, "health", "elsewhere", born_on=default)
    rows = cleaned([*held, *others, *elsewhere])
    assert {row["born_on"] for row in rows[:25]} == {None}
    assert all(row["born_on"] for row in rows[25:125])
    assert {row["born_on"] for row in rows[125:]} == {default}


def test_a_school_s_postcode_given_as_home_is_missing_in_that_source_only() -> None:
    crowd = families(45, "care", "school", postcode="ZZ40 1AA")
    few = families(5, "health", "neighbour", postcode="ZZ40 1AA")
    rows = cleaned([*crowd, *few])
    assert {row["postcode"] for row in rows[:45]} == {None}
    assert {row["postcode"] for row in rows[45:]} == {"ZZ401AA"}


def test_a_large_family_does_not_crowd_a_postcode() -> None:
    rows = [person("care", f"c{place}", "Ann", "Reid") for place in range(60)]
    assert {row["postcode"] for row in cleaned(rows)} == {"ZZ314QH"}


def test_no_fixed_abode_is_no_home_in_common() -> None:
    rows = [person("care", each, "A", "B", postcode=each) for each in ("ZZ99 3VZ", "zz993wz")]
    assert {row["postcode"] for row in cleaned(rows)} == {None}


def test_day_and_month_may_stand_in_either_order() -> None:
    one, other = cleaned([
        person("care", "c1", "A", "B", born_on=date(2014, 3, 9)),
        person("care", "c2", "A", "B", born_on=date(2014, 9, 3)),
    ])  # fmt: skip
    assert one["any_order"] == other["any_order"] == 20140309
