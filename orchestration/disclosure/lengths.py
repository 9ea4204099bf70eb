"""Which lengths of waiting are hidden: those of too few people, and those that would tell of them.

A mean of everybody and the mean of all but a few tell the mean of those few: in one table, and in
two releases of which the later has a few more or less. Counts of people are protected in `protect`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date

from orchestration.disclosure.figures import LENGTHS, Count, Figure, parts_of
from orchestration.disclosure.policies import FEWEST_FOR_A_LENGTH, FEWEST_FOR_A_PERCENTILE
from orchestration.disclosure.system import FEWEST_VALUES
from orchestration.measures.declared import Measure

People = dict[Count, int]


def hidden_lengths(
    figures: Sequence[Figure],
    policies: Mapping[Figure, str],
    measures: Mapping[str, Measure],
    told_before: Callable[[Count], Set[int]] = lambda count: frozenset(),
) -> set[Figure]:
    """The figures whose length is not shown.

    told_before  how many people a count was in each earlier release
    """
    hidden: set[Figure] = set()
    of_counts: dict[tuple[str, date], dict[Count, Figure]] = defaultdict(dict)
    for figure in figures:
        statistic = str(measures[figure.measure].told["statistic"])
        count = parts_of(figure, measures[figure.measure]).denominator
        if statistic not in LENGTHS or count is None or policies.get(figure) in (None, "exact"):
            continue
        places = measures[figure.measure].places
        if is_of_too_few(figure, statistic) or any(
            is_told_by_two(was, figure.denominator or 0, places) for was in told_before(count)
        ):
            hidden.add(figure)
        of_counts[figure.measure, figure.month][count] = figure
    for told in of_counts.values():
        people = {count: figure.denominator or 0 for count, figure in told.items()}
        shown = {count for count, figure in told.items() if figure not in hidden}
        hidden |= {told[count] for count in _telling(people, shown)}
    return hidden


def is_of_too_few(figure: Figure, statistic: str) -> bool:
    """Whether so few people lie behind a length that it tells of one of them."""
    people = figure.denominator or 0
    fewest = FEWEST_FOR_A_LENGTH
    if statistic == "percentile_95_weeks":
        fewest = FEWEST_FOR_A_PERCENTILE
    return 0 < people < fewest


def is_told_by_two(was: int, now: int, places: int) -> bool:
    """Whether two lengths of the same people, but for a few who came or went, tell how long those
    few had waited: to within fewer than three weeks.

    was, now  how many people each is of
    places    the decimal places that both are shown with
    """
    few = abs(now - was)
    if not 0 < few < FEWEST_FOR_A_LENGTH or min(was, now) < FEWEST_FOR_A_LENGTH:
        return False
    weeks_left_open = 10.0**-places * (was + now) / few
    return weeks_left_open < FEWEST_VALUES


def _telling(people: People, shown: set[Count]) -> Iterator[Count]:
    """Of each whole that is shown, the smallest parts, until those not shown are not too few."""
    for whole in [count for count in people if count in shown]:
        for parts in _divisions(whole, people):
            seen = sorted(
                (part for part in parts if part in shown and people[part]),
                key=lambda part: (people[part], part.items),
            )
            left = people[whole] - sum(people[part] for part in seen)
            while seen and 0 < left < FEWEST_FOR_A_LENGTH:
                left += people[seen[0]]
                shown.discard(seen[0])
                yield seen.pop(0)


def _divisions(whole: Count, people: People) -> Iterator[list[Count]]:
    """The ways in which a whole is divided, each by the columns that divide it."""
    by_columns: dict[tuple[str, ...], list[Count]] = defaultdict(list)
    for count in people:
        is_part = set(whole.items) < set(count.items)
        if is_part and count.authority in (whole.authority, None):
            by_columns[tuple(column for column, _ in count.items)].append(count)
    yield from by_columns.values()
