"""All that a reader knows: tonight's tables and every release before them, as one system.

A count that did not change is the same unknown in every release; one that did is another. How far
the unknown ones can be narrowed is asked in `attack`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from orchestration.disclosure.figures import Count
from orchestration.disclosure.ledger import Told
from orchestration.disclosure.policies import BASE, is_small, known_from, shown_count
from orchestration.disclosure.printed import Printed, Printing
from orchestration.disclosure.system import UNKNOWN, Known, System, SystemBuilder, exactly
from orchestration.disclosure.tables import Equation

Version = tuple[Count, int]
Rules = dict[tuple[Version, ...], Equation]
EquationsOf = Callable[[Mapping[Count, int]], Iterable[Equation]]


@dataclass(frozen=True)
class Past:
    """What earlier releases printed of tonight's counts that are still the same.

    told    as a number: that cannot be taken back
    hidden  as c: to show them now would tell of what was hidden beside them
    rolled  as c whatever they are, also noughts
    """

    told: set[Count] = field(default_factory=set)
    hidden: set[Count] = field(default_factory=set)
    rolled: set[Count] = field(default_factory=set)


@dataclass(frozen=True)
class Reader:
    """What one who keeps every release knows, with the number of each count in the system."""

    system: System
    numbers: dict[Version, int]


def past_of(printing: Printing, released: Sequence[Mapping[Count, Told]]) -> Past:
    past = Past()
    for release in released:
        for count, told in release.items():
            one = printing.counts.get(count)
            if one is None or one.truth != told.truth or not one.policies:
                continue
            if told.known.high - told.known.low < BASE:
                past.told.add(count)
            else:
                (past.hidden if told.known.low else past.rolled).add(count)
    return past


def told_before(
    printing: Printing, released: Sequence[Mapping[Count, Told]], count: Count
) -> set[int]:
    """How many people a count was in each release, under whichever name it was kept."""
    names = {count, printing.common.get(count, count)}
    return {release[name].truth for release in released for name in names if name in release}


def known_tonight(one: Printed, *, is_hidden: bool) -> Known:
    """What a reader knows of a count from how it is printed tonight."""
    if one.is_public or one.is_exact:
        return exactly(one.truth)
    if not one.policies:
        return UNKNOWN
    return narrowest(
        known_from(policy, shown_count(policy, one.truth, is_hidden=is_hidden))
        for policy in one.policies
    )


def narrowest(ranges: Iterable[Known]) -> Known:
    """What is known from several prints of one count."""
    lows, highs = zip(*ranges, strict=True)
    return Known(max(lows), min(highs))


def reader_of(
    printing: Printing,
    past: Past,
    tonight: Iterable[Equation],
    released: Sequence[Mapping[Count, Told]],
    equations_of: EquationsOf,
) -> Reader:
    """Put together tonight's counts, small ones hidden, and those of every release.

    tonight       the equations between tonight's counts
    equations_of  the equations between the counts of a release
    """
    amounts = printing.amounts()
    known: dict[Version, Known] = {}
    protected: dict[Version, bool] = {}
    for count, one in printing.counts.items():
        is_hidden = is_small(one.truth) or count in past.hidden
        known[count, one.truth] = (
            UNKNOWN if count in past.rolled else known_tonight(one, is_hidden=is_hidden)
        )
        protected[count, one.truth] = one.is_protected
    rules: Rules = {_versions(each, amounts): each for each in tonight}
    for release in released:
        for count, told in release.items():
            version = count, told.truth
            known[version] = narrowest([told.known, known.get(version, UNKNOWN)])
            protected[version] = protected.get(version, True) and told.is_protected
        rules |= _changed(release, amounts, equations_of)
    builder = SystemBuilder()
    numbers = {
        version: builder.add_count(version[1], known[version], protected[version])
        for version in known
    }
    for versions, each in rules.items():
        _add(builder, each, versions, [numbers[one] for one in versions])
    return Reader(builder.finish(), numbers)


def _versions(each: Equation, amounts: Mapping[Count, int]) -> tuple[Version, ...]:
    return tuple((count, amounts[count]) for count in each.counts)


def _changed(
    release: Mapping[Count, Told], amounts: Mapping[Count, int], equations_of: EquationsOf
) -> Rules:
    """The equations of a release in which some count is not what it is tonight."""
    if all(amounts.get(count) == told.truth for count, told in release.items()):
        return {}
    truths = {count: told.truth for count, told in release.items()}
    return {
        _versions(each, truths): each
        for each in equations_of(truths)
        if any(amounts.get(count) != truths[count] for count in each.counts)
    }


def _add(
    builder: SystemBuilder, each: Equation, versions: tuple[Version, ...], numbers: list[int]
) -> None:
    if each.rest is None:
        builder.add_rule(numbers, each.times, 0, 0)
        return
    left = sum(t * truth for t, (_, truth) in zip(each.times, versions, strict=True))
    rest = builder.add_count(left, UNKNOWN, protected=is_small(left))
    builder.add_rule([*numbers, rest], [*each.times, -1], 0, 0)
