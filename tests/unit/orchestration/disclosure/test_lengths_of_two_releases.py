"""A mean of ten people and, a month later, of eleven tell how long the eleventh waited."""

import pytest

from orchestration.disclosure.figures import Figure
from orchestration.disclosure.lengths import is_told_by_two
from orchestration.disclosure.protect import Protected, protect
from tests.unit.orchestration.disclosure.made_figures import NO_LINKS, dataset, figure, measure

MEAN = measure("M09", "mean_weeks")


@pytest.mark.parametrize(
    ("was", "now", "places", "is_told"),
    [
        (10, 11, 1, True),  # the eleventh's wait, to within about two weeks
        (11, 10, 1, True),
        (14, 15, 1, True),
        (15, 16, 1, False),
        (100, 101, 1, False),  # anything within twenty weeks
        (100, 109, 1, True),
        (100, 110, 1, False),  # ten people may be told of together
        (9, 10, 1, False),  # the nine were not shown
        (10, 10, 1, False),
        (10, 11, 0, False),
    ],
)
def test_two_lengths_tell_of_a_few(was: int, now: int, places: int, is_told: bool) -> None:
    assert is_told_by_two(was, now, places) is is_told


def protected(people: int, days: int, *before: Protected) -> tuple[Figure, Protected]:
    one = figure(MEAN, days, people)
    shown = [dataset("timeliness", {"M09": ["total"]})]
    told = [each.told() for each in before]
    return one, protect(shown, [one], {"M09": MEAN}, NO_LINKS, told)


def test_a_late_entry_does_not_tell_how_long_it_was() -> None:
    first, ten = protected(10, 10 * 144)
    assert first not in ten.lengths
    second, eleven = protected(11, 10 * 144 + 203, ten)
    assert second in eleven.lengths
    third, again = protected(11, 10 * 144 + 203, ten, eleven)
    assert third in again.lengths, "what did not change stays as it was"
    same, unchanged = protected(10, 10 * 144, ten)
    assert same not in unchanged.lengths
