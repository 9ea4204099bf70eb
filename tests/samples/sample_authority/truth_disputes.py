"""The right answer of the measures of appeals, mediation, complaints and audits (M25 to M30), from
the rows that were not set aside: of the logs the last copy, of the audits every month's."""

from collections.abc import Iterator
from datetime import date

from .days import last_day, month_of, months_ending, shift, unslashed
from .figures import Figure, percent
from .planting import Marks
from .snapshot import Known
from .tables import Cells, Kept, Table, cells_of
from .truth_decisions import MONTHS, Counted, figures, is_kept
from .working_days import working_days_later

Told = tuple[str, list[Known], Marks]
GROUNDS = {
    "refuse assess": "Refusal to assess", "refuse issue": "Refusal to issue a plan",
    "cease": "Decision to end the plan", "contents BFI": "Contents of the plan: sections B, F or I",
    "contents F": "Contents of the plan: sections B, F or I",
    "contents I": "Contents of the plan: sections B, F or I",
}  # fmt: skip
STAGES = {
    "1": "First stage", "2": "Second stage",
    "ombudsman": "Local Government and Social Care Ombudsman",
}  # fmt: skip
SERVICES = {
    "send": "SEND assessment and review", "transport": "Home-to-school transport",
    "inclusion": "Inclusion support",
}  # fmt: skip
AUDITED = {"EHCP": "EHC plan", "Annual review": "Annual review"}
AUDITORS = {
    "education": "Education", "health": "Health", "care": "Social care",
    "multi": "Several agencies together",
}  # fmt: skip
COMPLAINED = ("complaint_stage", "complaint_service")


def told_day(cells: Cells, column: str) -> date | None:
    return unslashed(cells[column]) if cells[column] else None


def day_of(cells: Cells, column: str) -> date:
    return unslashed(cells[column])


def appeals(rows: list[Cells]) -> Iterator[Counted]:
    for row in rows:
        ground = {"appeal_type": GROUNDS[row["appeal_type"]]}
        yield Counted(month_of(day_of(row, "registered_date")), True, ground)


def mediations(rows: list[Cells], outcomes: tuple[str, ...]) -> Iterator[Counted]:
    for row in rows:
        yield Counted(month_of(day_of(row, "request_date")), row["outcome"] in outcomes, {})


def complaint(row: Cells, column: str, is_so: bool) -> Counted:
    groups = {
        "complaint_stage": STAGES[row["stage"]],
        "complaint_service": SERVICES[row["service"]],
    }
    return Counted(month_of(day_of(row, column)), is_so, groups)


def is_dealt_with(row: Cells, later: Cells | None) -> bool:
    """Answered in time, and not taken further within 20 working days of the answer."""
    answered_on = day_of(row, "response_date")
    until = working_days_later(answered_on, 20)
    goes_on = later is not None and day_of(later, "received_date") <= until
    return answered_on <= day_of(row, "due_date") and not goes_on


def complaints(months: list[str], rows: list[Cells]) -> Iterator[Figure]:
    by_case: dict[str, list[Cells]] = {}
    for row in rows:
        by_case.setdefault(row["complaint_id"], []).append(row)
    new, further, dealt_with, upheld = [], [], [], []
    for stages in by_case.values():
        stages.sort(key=lambda row: list(STAGES).index(row["stage"]))
        new.append(complaint(stages[0], "received_date", True))
        further += [complaint(row, "received_date", True) for row in stages[1:]]
        for row, later in zip(stages, [*stages[1:], None], strict=True):
            if not row["response_date"]:
                continue
            is_upheld = row["outcome"] in ("upheld", "part")
            upheld.append(complaint(row, "response_date", is_upheld))
            if row["stage"] != "ombudsman":
                satisfied = is_dealt_with(row, later)
                dealt_with.append(complaint(row, "response_date", satisfied))
    yield from figures("M29", months, new, COMPLAINED, False)
    yield from figures("M29b", months, further, COMPLAINED, False)
    yield from figures("M30", months, dealt_with, COMPLAINED, True)
    yield from figures("M30b", months, upheld, COMPLAINED, True)


def disputes_truth(until: str, log: dict[str, Table]) -> Iterator[Figure]:
    months = months_ending(until, MONTHS)
    yield from figures("M27", months, appeals(cells_of(log, "appeals")), ("appeal_type",), False)
    asked = cells_of(log, "mediations")
    held = mediations(asked, ("agreed", "part", "none"))
    yield from figures("M28b", months, held, (), True)
    yield from figures("M28c", months, mediations(asked, ("agreed",)), (), True)
    yield from complaints(months, cells_of(log, "complaints"))


def audits_truth(audits: Kept) -> Iterator[Figure]:
    things = []
    for month, tables in audits.items():
        for row in cells_of(tables, ""):
            grade = row["moderated_grade"] or row["grade"]
            groups = {
                "audit_type": AUDITED[row["audit_type"]],
                "audit_agency": AUDITORS[row["auditor_agency"].strip()],
            }
            things.append(Counted(month, grade in ("Outstanding", "Good"), groups))
    yield from figures("M25", sorted(audits), things, ("audit_type", "audit_agency"), True)


def appealable(last: Told) -> Iterator[date]:
    """The days of refusals to assess, refusals to issue, and ends of plans whose needs were met."""
    _, views, marks = last
    for view in views:
        if view.request_outcome == "N" and view.request_outcome_on and is_kept(view, marks, "R"):
            yield view.request_outcome_on
        if not is_kept(view, marks, "R", "A"):
            continue
        if view.assessment_outcome == "N" and view.assessment_outcome_on:
            yield view.assessment_outcome_on
        is_met = view.plan and view.assessment_outcome and view.plan.cease_reason == "2"
        if is_met and view.ceased_on and is_kept(view, marks, "N"):
            yield view.ceased_on


def appeal_rate_truth(told: list[Told], log: dict[str, Table]) -> Iterator[Figure]:
    """For each export's month: appeals and decisions of the year up to it, and plans held."""
    registered = [day_of(row, "registered_date") for row in cells_of(log, "appeals")]
    decided = list(appealable(told[-1]))
    for month, views, marks in told:
        first, last = shift(month, -11), last_day(month)
        held = sum(view.is_active and is_kept(view, marks, "R") for view in views)
        lodged = sum(month_of(day) >= first and day <= last for day in registered)
        whole = held + sum(month_of(day) >= first and day <= last for day in decided)
        yield Figure("M28", month, "total", "Total", lodged, whole, percent(lodged, whole))
