"""The right answer of the waiting measures from the trusts' lists, month by month.
Records set aside are left out, and clocks that mess made unknown are unknown; no file is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .days import first_day, last_day
from .figures import Figure, joined, percent
from .planting import Marks
from .providers import SERVICES, STAGES, TRUSTS
from .waits import Wait

SOURCE = "Provider list"
BREAKDOWN = "list_source | nhs_organisation | therapy_service | wait_stage"
OF_ALL_STAGES = "list_source | nhs_organisation | therapy_service"
FOREVER = 10**6
BANDS = (
    ("0 to 1 week", 0, 7),
    ("Over 1 to 2 weeks", 8, 14),
    ("Over 2 to 4 weeks", 15, 28),
    ("Over 4 to 12 weeks", 29, 84),
    ("Over 12 to 18 weeks", 85, 126),
    ("Over 18 to 52 weeks", 127, 364),
    ("Over 52 weeks", 365, FOREVER),
    ("Over 18 weeks", 127, FOREVER),
)


@dataclass(frozen=True)
class Line:
    """What one group of people shows: how many wait, and the known waits in days."""

    waiting: int
    waits: tuple[int, ...]
    completed: tuple[int, ...]


def line_of(entries: Iterable[Wait], marks: Marks, month: str) -> Line:
    first, snapshot = first_day(month), last_day(month)
    entries = list(entries)
    clocks = [(wait, clock(wait, marks)) for wait in entries]
    return Line(
        sum(wait.is_waiting for wait in entries),
        tuple(sorted((snapshot - c).days for wait, c in clocks if wait.is_waiting and c)),
        tuple(
            (wait.seen_on - c).days
            for wait, c in clocks
            if c and wait.seen_on and first <= wait.seen_on <= snapshot
        ),
    )


def clock(wait: Wait, marks: Marks) -> date | None:
    return None if wait.key in marks.clock_unknown else wait.clock_started_on


def mean_weeks(days: tuple[int, ...]) -> Fraction | None:
    return Fraction(sum(days), 7 * len(days)) if days else None


def line_figures(month: str, item: str, line: Line, breakdown: str = BREAKDOWN) -> Iterator[Figure]:
    waits, known = line.waits, len(line.waits)

    def figure(measure: str, top: int | None, below: int | None, value: Fraction | None) -> Figure:
        return Figure(measure, month, breakdown, item, top, below, value)

    yield figure("M40", line.waiting, None, Fraction(line.waiting))
    yield figure("M41", sum(waits), known, mean_weeks(waits))
    seen = line.completed
    yield figure("M42", sum(seen), len(seen), mean_weeks(seen))
    longest = waits[-1] if waits else None
    weeks = None if longest is None else Fraction(longest // 7)
    yield figure("M43", longest, known, weeks)
    high = waits[(95 * known + 99) // 100 - 1] if waits else None
    yield figure("M43b", high, known, None if high is None else Fraction(high, 7))
    for measure, least in (("M44b", 127), ("M44c", 365)):
        late = sum(days >= least for days in waits)
        yield figure(measure, late, known, percent(late, known))
    if breakdown != BREAKDOWN:
        yield figure("M44", known, known, percent(known, known))
        return
    for label, least, most in BANDS:
        count = sum(least <= days <= most for days in waits)
        together, _, stage = item.rpartition(" | ")
        for group, named in ((BREAKDOWN, item), (OF_ALL_STAGES, together)):
            if group == BREAKDOWN or stage == "Total":
                by_band, banded = joined(group, "wait_band"), joined(named, label)
                yield Figure("M44", month, by_band, banded, count, known, percent(count, known))


def groups(entries: list[Wait], providers: list[str]) -> Iterator[tuple[str, list[Wait]]]:
    """Each trust that sent a list, and all together only where none was silent."""
    for provider in providers:
        yield TRUSTS[provider], [wait for wait in entries if wait.provider == provider]
    if len(providers) == len(TRUSTS):
        yield "Total", entries


def waits_truth(
    month: str, entries: Iterable[Wait], providers: list[str], marks: Marks
) -> Iterator[Figure]:
    kept = [wait for wait in entries if wait.key not in marks.set_aside]
    stages = {**STAGES, "": "Total"}
    if len(providers) == len(TRUSTS):
        yield from line_figures(month, "Total", line_of(kept, marks, month), "total")
    for organisation, members in groups(kept, providers):
        for service, service_label in SERVICES.items():
            of_service = [wait for wait in members if wait.service == service]
            for stage, stage_label in stages.items():
                rows = [wait for wait in of_service if stage in ("", wait.stage)]
                if rows:
                    item = joined(SOURCE, organisation, service_label, stage_label)
                    yield from line_figures(month, item, line_of(rows, marks, month))
