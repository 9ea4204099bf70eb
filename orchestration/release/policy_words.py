"""The disclosure policies in plain words, as a methodology tells them.

What the policies do is decided where figures are protected; here it is only said.
"""

from collections.abc import Mapping
from typing import Any

from orchestration.disclosure.policies import (
    BASE,
    FEWEST_FOR_A_LENGTH,
    FEWEST_FOR_A_SHARE,
    SMALL,
)

GENERAL = (
    "Figures are made from what suppliers delivered for the month; nothing is estimated.",
    "Numbers are rounded half up, once, when they are shown.",
    "A true nought is shown as 0. What is missing is x and never 0; what cannot be reckoned is z.",
    "Every figure that is hidden has the same sign, c, whether it is small itself or is hidden so"
    " that a small one cannot be worked out from others.",
    "Figures of the reporting month and of the months before it are provisional until they are"
    " final; a later release says which rows it revises, and what_changed.csv says every cell.",
)
POLICIES = {
    "round5": (
        f"Counts from 1 to {SMALL} are hidden (c); every other count is rounded to the nearest"
        f" {BASE}.",
        "Each count is rounded on its own, totals too: parts may not add up to their total.",
        "Percentages are made from the rounded counts, and hidden where a count is hidden or they"
        f" are of fewer than {FEWEST_FOR_A_SHARE}.",
        f"Means, medians and longest waits are shown of {FEWEST_FOR_A_LENGTH} people or more.",
    ),
    "suppress": (
        f"Counts are exact; those from 1 to {SMALL} are hidden (c), and others beside them where"
        " a hidden number could be worked out.",
        "A percentage is hidden where a count that it is made of is hidden.",
    ),
    "exact": (
        "Counts are exact: they are counts of what an authority did, as nationally published.",
    ),
}


def general() -> tuple[str, ...]:
    """What holds for every dataset."""
    # The attack's numbers come with its solver, which takes a moment to import.
    from orchestration.disclosure.system import FEWEST_VALUES

    attacked = (
        "Before a release, a programme tries to work out every hidden number from all that was ever"
        " released; where one could be narrowed to fewer than"
        f" {FEWEST_VALUES} values, the release is not made."
    )
    return (*GENERAL, attacked)


def policy_words(disclosure: Mapping[str, Any]) -> list[str]:
    """What a dataset's declared policy does to its figures."""
    said = list(POLICIES.get(str(disclosure.get("policy")), ()))
    if disclosure.get("exact"):
        numbers = ", ".join(map(str, disclosure["exact"]))
        said.append(f"Shown exactly, as agreed with their owner: {numbers}.")
    if disclosure.get("already_public"):
        items = "; ".join(map(str, dict(disclosure["already_public"]).values()))
        said.append(f"Already published by others and shown exactly: {items}.")
    return said
