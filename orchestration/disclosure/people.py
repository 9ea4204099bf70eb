"""Which counts of something else than people are hidden, because so few people are behind them.

Whoever knows how much one person makes of it reads a hidden number of people off it, and a share of
what two people did is theirs. Counts of people are protected in `protect`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from orchestration.disclosure.declared import Declared
from orchestration.disclosure.figures import Count, Figure, amounts_of, parts_of
from orchestration.disclosure.policies import FEWEST_FOR_A_LENGTH
from orchestration.measures.declared import Measure


def counts_of_few(
    datasets: Sequence[Declared],
    figures: Sequence[Figure],
    measures: Mapping[str, Measure],
    is_hidden: Callable[[Count], bool],
) -> set[Count]:
    """The counts of figures of which a dataset says who is behind them, where those are too few or
    their number is hidden."""
    behind = {
        measure: population
        for one in datasets
        for measure, population in one.disclosure.people.items()
    }
    people = {
        count: amount
        for figure in figures
        for count, amount in amounts_of(figure, parts_of(figure, measures[figure.measure]))
        if count.population in behind.values()
    }
    return {
        count
        for figure in figures
        if figure.measure in behind
        for count in _counts(figure, measures[figure.measure])
        for those in [count._replace(population=behind[figure.measure])]
        if _are_few(people.get(those)) or is_hidden(those)
    }


def _counts(figure: Figure, measure: Measure) -> Iterator[Count]:
    parts = parts_of(figure, measure)
    yield from (count for count in (parts.numerator, parts.denominator) if count)


def _are_few(people: int | None) -> bool:
    """Nobody knows of a group that is not told how many it is: that is as few."""
    return people is None or 0 < people < FEWEST_FOR_A_LENGTH
