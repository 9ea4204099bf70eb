"""One month's SEN2 export, from what the case system knows: nine tables of text.
Mess is planted afterwards; plan rows are made in sen2_plan_rows."""

from collections.abc import Iterable
from datetime import date, timedelta

from .days import blade, first_day, last_day, shift
from .identifiers import AUTHORITY
from .records import Assessment, Case, Person
from .sen2_layout import TABLES, empty_export
from .sen2_plan_rows import active_plan_cells, detail_cells, named_plan_cells, placement_cells
from .snapshot import Known
from .tables import Table

ADVISERS = 5


class Export:
    """Nine tables that fill up together, numbering their rows as an export does."""

    def __init__(self, month: str) -> None:
        year, number = (int(part) for part in month.split("-"))
        self.tables = empty_export()
        self._offset = (year * 12 + number) % 600 * 1000

    def add(self, table: str, native: str, cells: Iterable[str]) -> str:
        """Add a row and give its table id."""
        target = self.tables[table]
        order = len(target.rows) + 1
        table_id = str(self._offset + 100 * TABLES.index(table) + order)
        target.add(native, [table_id, native, str(order), "1", *cells])
        return table_id


def header_cells(month: str) -> list[str]:
    sent_on = first_day(shift(month, 1)) + timedelta(days=4)
    serial = f"{int(month[5:])}"
    reference, sent = blade(last_day(month)), blade(sent_on)
    return [
        "SEN2", month[:4], reference, "L", "Sample Case System", "1.0", serial, sent,
        AUTHORITY, "1", "1",
    ]  # fmt: skip


def person_cells(parent: str, who: Person) -> list[str]:
    return [
        parent, who.surname, who.forename, blade(who.born_on), who.sex, who.ethnicity,
        who.postcode, who.upn, "", who.upn_unknown,
    ]  # fmt: skip


def request_cells(parent: str, view: Known) -> list[str]:
    case = view.case
    refused = view.request_outcome == "N"
    return [
        parent,
        blade(case.received.happened_on),
        case.source,
        case.resident,
        blade(view.request_outcome_on),
        view.request_outcome,
        case.mediation if refused else "0",
        case.tribunal if refused else "0",
        "",
        case.locality,
        "Sample Case System",
    ]


def if_past(day: date | None, known_on: date) -> str:
    return blade(day) if day is not None and day <= known_on else ""


def advice_cells(assessed: Assessment, known_on: date) -> list[str]:
    if not assessed.advice:
        return [""] * (2 * ADVISERS)
    return [if_past(day, known_on) for asked in assessed.advice for day in asked]


def assessment_cells(parent: str, view: Known, assessed: Assessment, known_on: date) -> list[str]:
    refused = view.assessment_outcome == "N"
    return [
        parent,
        view.assessment_outcome or "",
        blade(view.assessment_outcome_on),
        assessed.mediation if refused else "0",
        assessed.tribunal if refused else "0",
        "0",
        "0",
        "1" if assessed.exception_reason else "0",
        assessed.exception_reason,
        if_past(assessed.draft_on, known_on),
        *advice_cells(assessed, known_on),
    ]


def add_plan(export: Export, view: Known, request_id: str, assessment_id: str, on: date) -> None:
    plan, native = view.plan, view.case.native
    if plan is None:
        return
    if assessment_id:
        plan_id = export.add("namedplan", f"N{native}", named_plan_cells(assessment_id, view, plan))
        export.add("plandetail", f"D{native}1", detail_cells(plan_id, plan))
    if view.is_active:
        cells = active_plan_cells(request_id, view.case.person, plan, on)
        active_id = export.add("activeplans", f"V{native}", cells)
        export.add("placementdetail", f"L{native}1", placement_cells(active_id, plan))
        for rank, need in enumerate(plan.needs, start=1):
            export.add("senneed", f"E{native}{rank}", [active_id, str(rank), need])


def add_case(export: Export, person_id: str, view: Known, known_on: date) -> None:
    case: Case = view.case
    request_id = export.add("requests", f"R{case.native}", request_cells(person_id, view))
    assessment_id = ""
    if case.assessment and view.assessment_outcome:
        cells = assessment_cells(request_id, view, case.assessment, known_on)
        assessment_id = export.add("assessment", f"A{case.native}", cells)
    add_plan(export, view, request_id, assessment_id, known_on)


def export_of(month: str, views: Iterable[Known], known_on: date) -> dict[str, Table]:
    """The nine tables of a month; the views stand in the order of people and their cases."""
    export = Export(month)
    root = export.add("sen2", f"S{month.replace('-', '')}", header_cells(month))
    last_person, person_id = -1, ""
    for view in views:
        who = view.case.person
        if who.number != last_person:
            last_person = who.number
            person_id = export.add("person", f"P{who.native}", person_cells(root, who))
        add_case(export, person_id, view, known_on)
    return export.tables
