"""The certificate that goes out with a release: what was attacked, and what could be worked out.

It never says which of the hidden counts are small and which are hidden beside them, nor how many of
either: whoever knew could work out the small ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orchestration.disclosure.declared import Declared
from orchestration.disclosure.figures import Count, Figure, amounts_of, parts_of
from orchestration.disclosure.policies import HIDDEN, half_up, shown_count
from orchestration.disclosure.printed import policy_of
from orchestration.disclosure.protect import Protected
from orchestration.measures.declared import Measure


def certificate_rows(
    datasets: Sequence[Declared],
    figures: Sequence[Figure],
    measures: Mapping[str, Measure],
    protected: Protected,
    releases: int,
) -> list[dict[str, Any]]:
    """A row per dataset; what concerns all of them together stands on each."""
    verdict = protected.verdict
    whole = {
        "attacked_counts": verdict.counts,
        "equations": verdict.equations,
        "releases_attacked": releases,
        "protected_counts": len(verdict.protected),
        "fewest_values_left": verdict.fewest_values,
        "told_on_purpose": protected.told_on_purpose,
        "worked_out": len(verdict.breaches),
        "undecided": len(verdict.failures),
    }
    return [
        {
            "dataset": one.dataset,
            "policy": one.disclosure.policy,
            "owner": one.disclosure.owner,
            "why": one.disclosure.why,
            **_hidden(_counts(one, figures, measures), protected),
            **whole,
        }
        for one in datasets
    ]


def _counts(
    one: Declared, figures: Iterable[Figure], measures: Mapping[str, Measure]
) -> dict[Count, tuple[int, str]]:
    """The counts that a dataset prints, each once, with its policy."""
    wanted = {m: set(b) for m, b in one.disclosure.figures.items()}
    found = {}
    for figure in figures:
        if figure.breakdown in wanted.get(figure.measure, ()):
            parts = parts_of(figure, measures[figure.measure])
            for count, amount in amounts_of(figure, parts):
                if count != parts.rest:
                    found[count] = (amount, policy_of(one, figure))
    return found


def _hidden(counts: Mapping[Count, tuple[int, str]], protected: Protected) -> dict[str, Any]:
    hidden = [
        amount
        for count, (amount, policy) in counts.items()
        if protected.is_rolled(count)
        or shown_count(policy, amount, is_hidden=protected.is_hidden(count)) == HIDDEN
    ]
    people = sum(amount for amount, _ in counts.values())
    return {
        "counts": len(counts),
        "hidden_counts": len(hidden),
        "hidden_share_of_counts_percent": half_up(100 * len(hidden), max(len(counts), 1), 1),
        "hidden_share_of_people_percent": half_up(100 * sum(hidden), max(people, 1), 1),
    }
