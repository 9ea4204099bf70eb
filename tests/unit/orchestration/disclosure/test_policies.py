"""How each policy writes a number, and that what a reader learns of it is true and no more."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.disclosure.policies import half_up, known_from, shown_count, shown_share
from orchestration.refusals import Refusal

POLICIES = st.sampled_from(["round5", "suppress", "exact"])


@pytest.mark.parametrize(
    ("count", "round5", "suppress"),
    [
        (0, "0", "0"),
        *((count, "c", "c") for count in (1, 2, 3, 4)),
        *((count, "5", str(count)) for count in (5, 6, 7)),
        (8, "10", "8"),
        (12, "10", "12"),
        (13, "15", "13"),
        (341, "340", "341"),
    ],
)
def test_small_counts_are_hidden_and_others_rounded_where_the_policy_says(
    count: int, round5: str, suppress: str
) -> None:
    assert shown_count("round5", count) == round5
    assert shown_count("suppress", count) == suppress
    assert shown_count("exact", count) == str(count)


@given(POLICIES, st.integers(0, 5000), st.booleans())
def test_what_a_reader_knows_of_a_count_holds_it(policy: str, count: int, is_hidden: bool) -> None:
    is_hidden = is_hidden and count > 0
    shown = shown_count(policy, count, is_hidden=is_hidden)
    low, high = known_from(policy, shown)
    assert low <= count <= high
    every = range(max(0, count - 9), count + 10)
    alike = [n for n in every if shown_count(policy, n) == shown]
    if shown != "c":
        assert (low, high) == (min(alike), max(alike)), "just those that are written alike"


@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 3))
def test_a_share_tells_nothing_that_its_counts_do_not(above: int, below: int, places: int) -> None:
    """Whoever sees the two counts can work the share out."""
    above, below = sorted((above, below))
    counts = shown_count("round5", above), shown_count("round5", below)
    share = shown_share("round5", *counts, places)
    if below == 0:
        assert share == "z"
    elif "c" in counts or int(counts[1]) < 20:
        assert share == "c"
    else:
        exact = Decimal(100 * int(counts[0])) / int(counts[1])
        quantum = Decimal(1).scaleb(-places if int(counts[1]) >= 1000 else 0)
        assert abs(Decimal(share) - exact) <= quantum / 2
        assert 0 <= Decimal(share) <= 100


@given(st.integers(-10_000, 10_000), st.integers(1, 10_000), st.integers(0, 4))
def test_half_is_rounded_away_from_nought_once(above: int, below: int, places: int) -> None:
    quantum = Decimal(1).scaleb(-places)
    expected = (Decimal(above) / Decimal(below)).quantize(quantum, ROUND_HALF_UP)
    assert Decimal(half_up(above, below, places)) == expected
    assert half_up(above, below, 0) != "-0"


def test_worked_examples_of_rounding() -> None:
    assert half_up(100 * 27, 38, 0) == "71"
    assert half_up(1, 8, 2) == "0.13"
    assert half_up(896, 7, 0) == "128"


@pytest.mark.parametrize("policy", ["round5", "suppress", "exact"])
def test_less_than_nobody_is_refused_and_not_shown_as_a_nought(policy: str) -> None:
    for count in (-1, -2, -40):
        with pytest.raises(Refusal, match="less than nought"):
            shown_count(policy, count)
