"""Learner and NHS numbers are told from other text, and the agreed number for none is none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nhs_number.validate import is_valid

from orchestration.contracts.identifiers import is_nhs_number, is_uln
from tests.unit.orchestration.contracts.cells import asked, value


def is_uln_by_hand(text: str) -> bool:
    """Learning Records Service: the weighted sum of nine digits, modulo 11, is not 0 and, with
    the tenth digit, makes ten."""
    if len(text) != 10 or any(sign not in "0123456789" for sign in text) or text[0] == "0":
        return False
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(text[:9])) % 11
    return text != "9999999999" and rest != 0 and 10 - rest == int(text[9])


@given(st.text("0123456789", min_size=9, max_size=9))
@example("100000000")
@example("999999999")
def test_of_the_ten_last_digits_those_reckoned_make_a_learner_number(nine: str) -> None:
    numbers = [f"{nine}{last}" for last in range(10)]
    found = [number for number in numbers if asked(is_uln("cell"), number)]
    assert found == [number for number in numbers if is_uln_by_hand(number)]
    assert len(found) <= 1


@given(st.text(max_size=12) | st.from_regex(r"[0-9]{8,12}", fullmatch=True))
@example("1000000042 ")
@example("")
@example("9999999999")
def test_any_text_is_judged_as_a_learner_number_by_hand(text: str) -> None:
    assert asked(is_uln("cell"), text) is is_uln_by_hand(text)


def test_the_agreed_number_for_none_is_read_as_none() -> None:
    word = {"type": "text", "check": "uln"}
    assert value(word, " 9999999999 ") is None
    assert value(word, "1000000042") == "1000000042"
    assert value({"type": "text"}, "9999999999") == "9999999999"


@given(st.sampled_from("467"), st.text("0123456789", min_size=8, max_size=8))
@example("9", "99000001")
@example("9", "43476591")
def test_an_nhs_number_is_one_for_the_public_package_too(first: str, rest: str) -> None:
    for last in range(10):
        number = f"{first}{rest}{last}"
        if len(set(number)) > 1:
            assert asked(is_nhs_number("cell"), number) is is_valid(number)


@pytest.mark.parametrize("digit", "0123456789")
def test_one_digit_ten_times_is_nobody_s_number(digit: str) -> None:
    assert asked(is_nhs_number("cell"), digit * 10) is False


@pytest.mark.parametrize(
    "text", ["943 476 5919", "943-476-5919", "943476591", "94347659190", "９９９0000018", "", "x"]
)
def test_only_ten_plain_digits_are_an_nhs_number(text: str) -> None:
    assert asked(is_nhs_number("cell"), text) is False
