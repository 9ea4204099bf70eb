"""What can be claimed of one shown figure beside others: it rose, is a record, met its target.

Which figure, and in which words, is said by `headlines`; what one number can say beside another is
judged in `series`.
"""

from collections.abc import Iterator

from orchestration.measures.declared import Measure
from orchestration.release.periods import Period
from orchestration.release.series import Shown, beside
from orchestration.release.symbols import IN_A_CELL
from orchestration.release.wording import Target

# Fewer periods make no record, and fewer in a row no run.
FEWEST, RUN = 6, 3
KINDS = {"Week": "weeks", "term": "terms", "year": "years"}
Series = dict[Period, Shown]


def value(shown: Shown, unit: str) -> str:
    """A number as people write it."""
    return f"{shown.number:,}{'%' if unit == '%' else ''}"


def changed(now: Shown, period: Period, then: Shown, unit: str, better: str) -> Iterator[str]:
    """Rose, fell or about the same since the period before."""
    if then.number is None:
        why = IN_A_CELL.get(then.cell, "not shown").partition(":")[0].partition(",")[0]
        yield f"It cannot be compared with {period.label}, whose figure is {why}."
        return
    found = beside(now, then)
    subject = "The percentage" if unit == "%" else "The figure"
    if found in ("more", "less"):
        way = "rose" if found == "more" else "fell"
        judged = "" if better == "none" else _judged(found, better)
        yield f"{subject} {way} from {value(then, unit)} in {period.label}{judged}."
    elif found == "same":
        yield f"It is the same as in {period.label}."
    elif found == "about":
        yield f"It is about the same as in {period.label} ({value(then, unit)})."


def _judged(found: str, better: str) -> str:
    return ", which is " + ("better" if (found == "more") == (better == "higher") else "worse")


def year_before(now: Shown, period: Period, then: Shown, unit: str) -> Iterator[str]:
    said = {"more": "more than", "less": "less than", "same": "the same as", "about": "about what"}
    found = beside(now, then)
    if then.number is not None and found in said:
        was = "it was in" if found == "about" else "in"
        yield f"It is {said[found]} {was} {period.label} ({value(then, unit)})."


def record(now: Shown, earlier: Series, latest: Period, unit: str) -> Iterator[str]:
    """The highest or lowest of all that are shown, or since when."""
    numbers = {period: shown for period, shown in earlier.items() if shown.number is not None}
    kinds = next((told for sign, told in KINDS.items() if sign in latest.identifier), "months")
    for way, word in (("more", "highest"), ("less", "lowest")):
        if len(numbers) + 1 >= FEWEST and all(beside(now, o) == way for o in numbers.values()):
            whole = "shown" if len(numbers) == len(earlier) else "for which a number is shown"
            yield f"It is the {word} of the {len(numbers) + 1} {kinds} {whole}."
            return
        since = _since(now, earlier, way)
        if since:
            told = value(earlier[since], unit)
            yield f"It is the {word} since {since.label} ({told})."
            return


def _since(now: Shown, earlier: Series, way: str) -> Period | None:
    """The last period that was not surely passed, where several in a row since were."""
    passed = 0
    for period in reversed(earlier):
        if beside(now, earlier[period]) == way:
            passed += 1
            continue
        opposite = {"more": "less", "less": "more"}[way]
        is_told = beside(now, earlier[period]) == opposite
        return period if is_told and passed >= RUN else None
    return None


def target_of(measure: Measure | None) -> Target | None:
    held = measure.target if measure else None
    return Target(value=float(held["value"]), by=str(held["by"])) if held else None


def aimed(now: Shown, target: Target, better: str, unit: str) -> str:
    """Whether the target is met by all, by none, or by some of what the number can stand for."""
    told = f"The target of {target.value:g}{'%' if unit == '%' else ''} ({target.by})"
    if now.low is None or now.high is None or now.number is None:
        return f"Whether {told[0].lower()}{told[1:]} is met cannot be said from rounded figures."
    is_narrow = now.high - now.low <= 1
    low, high = (now.number, now.number) if is_narrow else (now.low, now.high)
    reached = low >= target.value if better == "higher" else high <= target.value
    missed = high < target.value if better == "higher" else low > target.value
    if not reached and not missed:
        return f"The figure is too close to {told[0].lower()}{told[1:]} to say whether it is met."
    return f"{told} is {'met' if reached else 'not met'}."
