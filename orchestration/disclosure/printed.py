"""What is printed of each count: by which policy, whether it is hidden, what it tells a reader.

One count may stand in several datasets and under several measures' names; here it is one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orchestration.disclosure.declared import Declared
from orchestration.disclosure.figures import JOINED, Count, Figure, amounts_of, parts_of
from orchestration.disclosure.links import Links
from orchestration.disclosure.policies import is_small
from orchestration.measures.declared import Measure
from orchestration.refusals import Refusal


@dataclass
class Printed:
    """A count, and the policies by which it is printed; none where anybody can work it out."""

    truth: int
    policies: set[str] = field(default_factory=set)
    is_public: bool = False
    is_free: bool = False

    @property
    def is_exact(self) -> bool:
        return "exact" in self.policies

    @property
    def is_protected(self) -> bool:
        """Small, and of people whom nobody has decided to tell of."""
        return is_small(self.truth) and not (self.is_exact or self.is_public or self.is_free)


@dataclass(frozen=True)
class Printing:
    """Every printed count by its common name, and the common name of each count of a figure."""

    counts: dict[Count, Printed]
    common: dict[Count, Count]

    def amounts(self) -> dict[Count, int]:
        return {count: one.truth for count, one in self.counts.items()}


def printed_counts(
    datasets: Sequence[Declared],
    figures: Sequence[Figure],
    measures: Mapping[str, Measure],
    links: Links,
) -> Printing:
    """Gather what all datasets print of all figures.

    Raises Refusal where two datasets would show one figure by two policies.
    """
    found = Printing({}, {})
    names = links.populations()
    policies = policies_of(datasets, figures)
    for figure in figures:
        if figure not in policies:
            continue
        parts = parts_of(figure, measures[figure.measure])
        for count, amount in amounts_of(figure, parts):
            one = _common(found, names, count, amount)
            if count != parts.rest:
                one.policies.add(policies[figure])
            elif policies[figure] == "exact":
                one.is_free = True
        for shown in (parts.numerator, parts.denominator):
            if shown is not None and shown in found.common:
                common = found.common[shown]
                found.counts[common].is_public = links.is_public(common)
    return found


def policies_of(datasets: Sequence[Declared], figures: Sequence[Figure]) -> dict[Figure, str]:
    """The one policy of each figure."""
    found: dict[Figure, str] = {}
    for one in datasets:
        wanted = {m: set(b) for m, b in one.disclosure.figures.items()}
        for figure in figures:
            if figure.breakdown not in wanted.get(figure.measure, ()):
                continue
            policy = policy_of(one, figure)
            if found.setdefault(figure, policy) != policy:
                what = (
                    f"{figure.measure} by {figure.breakdown} is shown as {found[figure]} elsewhere"
                    f" and as {policy} here: who reads both knows the exact figure."
                )
                raise Refusal(one.model, what, "Give it one policy in both datasets.", "V119")
    return found


def policy_of(one: Declared, figure: Figure) -> str:
    if figure.breakdown == "total":
        return one.policy_of(figure.measure, figure.breakdown, {})
    named = zip(figure.breakdown.split(JOINED), figure.item.split(JOINED), strict=True)
    return one.policy_of(figure.measure, figure.breakdown, dict(named))


def _common(found: Printing, names: Mapping[str, str], count: Count, amount: int) -> Printed:
    """The count under its common name; under its own where the common one is another number."""
    if amount < 0:
        return Printed(amount)
    named = count._replace(population=names.get(count.population, count.population))
    held = found.counts.get(named)
    if held is not None and held.truth != amount:
        named, held = count, found.counts.get(count)
    if held is None:
        held = found.counts[named] = Printed(amount)
    found.common[count] = named
    return held
