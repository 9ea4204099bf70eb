"""The right answer of surveys, visits, training and milestones, from the partnership's returns.
A return that was not told has no figures, and a part greater than its whole counts nowhere."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from .days import last_day, unslashed
from .figures import Figure, percent
from .tables import Cells, Kept, Table, cells_of
from .truth_contacts import is_told

AUDIENCES = {
    "parent": "Parents and carers", "young_person": "Young people", "senco": "SENCOs",
    "setting": "Settings", "professional": "Partnership professionals",
}  # fmt: skip
AGENCIES = {"education": "Education", "health": "Health", "care": "Social care"}
STATUSES = {
    "achieved": "Achieved", "on_track": "On track", "part": "Achieved in part",
    "delayed": "Delayed",
}  # fmt: skip
QUESTIONS = {
    "M70": "satisfied", "M70c": "frequent_contact", "M72": "vision_understood",
    "M74": "partner_positive",
}  # fmt: skip
Part = tuple[dict[str, str], int, int]  # the items it is in, above and below the line
Groups = tuple[str, ...]


def shares(measure: str, month: str, parts: list[Part], breakdowns: Groups) -> Iterator[Figure]:
    for breakdown in ("total", *breakdowns):
        sums: dict[str, tuple[int, int]] = {"Total": (0, 0)} if breakdown == "total" else {}
        for items, numerator, denominator in parts:
            item = items.get(breakdown, "Total")
            before = sums.get(item, (0, 0))
            sums[item] = before[0] + numerator, before[1] + denominator
        for item, (numerator, denominator) in sums.items():
            value = percent(numerator, denominator)
            yield Figure(measure, month, breakdown, item, numerator, denominator, value)


def part(items: dict[str, str], above: str, below: str) -> list[Part]:
    numerator, denominator = int(above), int(below)
    return [(items, numerator, denominator)] if numerator <= denominator else []


def survey_figures(month: str, rows: list[Cells]) -> Iterator[Figure]:
    for measure, question in QUESTIONS.items():
        answers = [
            each
            for row in rows
            if row["question"].strip() == question
            for each in part(audience(row), row["satisfied"], row["answered"])
        ]
        yield from shares(measure, month, answers, ("survey_audience",))
    first: dict[tuple[str, str], Cells] = {}
    for row in sorted(rows, key=lambda row: row["question"].strip()):
        first.setdefault((row["survey"], row["audience"].strip()), row)
    returned = [
        each
        for row in first.values()
        if row["is_anonymous"].strip() == "0" and row["sent"]
        for each in part(audience(row), row["returned"], row["sent"])
    ]
    yield from shares("M70b", month, returned, ("survey_audience",))


def audience(row: Cells) -> dict[str, str]:
    return {"survey_audience": AUDIENCES[row["audience"].strip()]}


def training_figures(month: str, rows: list[Cells]) -> Iterator[Figure]:
    attended = [
        each
        for row in rows
        if row["mandatory"].strip() == "1"
        for each in part(
            {"staff_agency": AGENCIES[row["agency"].strip()], "training_course": row["course"]},
            row["attended"],
            row["due"],
        )
    ]
    yield from shares("M73", month, attended, ("staff_agency", "training_course"))


def milestone_figures(month: str, rows: list[Cells]) -> Iterator[Figure]:
    due = [
        (row["area"], row["status"].strip().lower().replace(" ", "_"))
        for row in rows
        if unslashed(row["due_on"]) <= last_day(month)
    ]
    achieved: list[Part] = [
        ({"action_plan_area": area}, int(status in ("achieved", "on_track")), 1)
        for area, status in due
    ]
    yield from shares("M75", month, achieved, ("action_plan_area",))
    whole = len(due)
    yield Figure("M75b", month, "total", "Total", whole, whole, percent(whole, whole))
    for status in {status for _, status in due}:
        count = sum(held == status for _, held in due)
        value = percent(count, whole)
        yield Figure("M75b", month, "milestone_status", STATUSES[status], count, whole, value)


def visit_figures(months: dict[str, list[Cells]]) -> Iterator[Figure]:
    base: int | None = None
    for month, rows in sorted(months.items()):
        visits = sum(int(row["sessions"]) for row in rows)
        yield Figure("M71", month, "total", "Total", visits, None, Fraction(visits))
        if rows:
            base = visits if base is None else base
            change = Fraction(100 * (visits - base), base)
            yield Figure("M71b", month, "total", "Total", visits, base, change)


RETURNS: dict[str, Callable[[str, list[Cells]], Iterable[Figure]]] = {
    "surveys": survey_figures,
    "training": training_figures,
    "milestones": milestone_figures,
}


def returns_told(tables: dict[str, Table]) -> set[str]:
    return {row["return"].strip() for row in cells_of(tables, "status") if is_told(row["status"])}


def partnership_truth(kept: Kept) -> list[Figure]:
    found: list[Figure] = []
    visits: dict[str, list[Cells]] = {}
    for month, tables in kept.items():
        told = returns_told(tables)
        for name, figures_of in RETURNS.items():
            if name in told:
                found += figures_of(month, cells_of(tables, name))
        if "local_offer_visits" in told:
            visits[month] = cells_of(tables, "local_offer")
    return [*found, *visit_figures(visits)]
