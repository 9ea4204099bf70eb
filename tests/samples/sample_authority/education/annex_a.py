"""The yearly workbook of the two lists that inspectors ask for: with a plan, and with support.
What kinds of mess there are is in mess_annex_a."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from openpyxl import Workbook  # type: ignore[import-untyped]

from ..days import last_day
from ..identifiers import stream
from ..ledger import Ledger
from ..options import Options
from ..population import Child
from ..tables import Table
from ..workbook_bytes import workbook_bytes
from .exclusions import Exclusion
from .mess_annex_a import hostile, real
from .planting import spoil

PLANS, SUPPORT = "List_1", "List_2"
WHO = ("Unique ID", "UPN", "ULN", "Date of birth", "Gender", "Ethnicity")
DATES = (
    "Date initial EHC plan issued",
    "Date updated EHC plan issued",
    "Date EHC plan last reviewed",
)
WHERE = (
    "SEN primary need",
    "Main education establishment – URN",
    "Main education establishment – phase",
    "Subsidiary education establishment – phase (dual registration)",
)
REST = (
    "Suspensions",
    "Permanent exclusions",
    "Absence",
    "Pupil Premium",
    "Known to children's social care?",
    "Which children's social care team?",
    "Does the child or young person have a disability?",
)
HEADERS = {
    PLANS: (*WHO, *DATES, *WHERE, "Elective home education", *REST),
    SUPPORT: (*WHO, *WHERE, *REST),
}
DAY, NUMBER = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{1,3}(\.\d+)?")


def file_name(month: str) -> str:
    return f"annex_a_{month}.xlsx"


def phase(child: Child) -> str:
    group = child.year_group
    if not group or not group.isdigit():
        return "Early years" if group in ("E1", "E2", "N1", "N2") else "Primary" if group else ""
    return "Primary" if int(group) < 7 else "Secondary" if int(group) < 12 else "Post-16"


def cells_of(
    options: Options, child: Child, excluded: list[Exclusion], known_on: date
) -> list[str]:
    chance = stream(options.seed, "annex_a", child.number, known_on.year)
    began_on = child.plan_from or known_on
    reviewed_on = known_on - timedelta(days=chance.randrange(1, 350))
    is_older = reviewed_on > began_on
    updated_on = reviewed_on + timedelta(days=28)
    dates = [
        began_on.isoformat(),
        updated_on.isoformat() if is_older and updated_on <= known_on else "",
        reviewed_on.isoformat() if is_older else "",
    ]
    recent = [each for each in excluded if 0 <= (known_on - each.started_on).days < 365]
    lasting = sum(each.category == "PERM" for each in recent)
    need = child.needs[0] if child.needs else ""
    with_plan = child.provision == "E"
    known = child.is_in_need or child.is_looked_after
    return [
        f"P{child.number:06d}", child.upn, child.uln, child.born_on.isoformat(),
        "a) Male" if child.sex == "M" else "b) Female", child.ethnicity,
        *(dates if with_plan else []), need, child.school_urn, phase(child), "",
        *(["Yes" if child.sector == "home" else "No"] if with_plan else []),
        f"{len(recent) - lasting}", f"{lasting}", f"{chance.randrange(0, 250) / 10}",
        "Yes" if chance.random() < 0.3 else "No", "a) Yes" if known else "b) No",
        "Family support" if known else "", "a) Yes" if child.is_disabled else "b) No",
    ]  # fmt: skip


def lists_of(
    options: Options, children: Iterable[Child], exclusions: Iterable[Exclusion], month: str
) -> list[Table]:
    known_on = last_day(month)
    tables = {"E": Table(PLANS, HEADERS[PLANS]), "K": Table(SUPPORT, HEADERS[SUPPORT])}
    excluded: dict[int, list[Exclusion]] = {}
    for each in exclusions:
        excluded.setdefault(each.child.number, []).append(each)
    for child in children:
        held = child.plan_from is None or child.plan_from <= known_on
        if child.provision in tables and held and (child.upn or child.uln):
            cells = cells_of(options, child, excluded.get(child.number, []), known_on)
            tables[child.provision].add(f"{child.number}", cells)
    return list(tables.values())


def typed(heading: str, text: str) -> date | float | str | None:
    """Dates and numbers as an office worker's cells hold them; identifiers stay text."""
    if heading.startswith("Date") and DAY.fullmatch(text):
        return date.fromisoformat(text)
    if heading in REST[:3] and NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text or None


def book_of(tables: Iterable[Table], spaced: bool) -> Workbook:
    """The sheets; some offices' headings hold spaces that do not break."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.append([h.replace("– ", "–\xa0") if spaced else h for h in table.header])
        for row in table.rows:
            sheet.append([typed(h, text) for h, text in zip(table.header, row, strict=True)])
    return book


def write_month(
    options: Options,
    ledger: Ledger,
    children: Iterable[Child],
    exclusions: Iterable[Exclusion],
    month: str,
) -> None:
    """Write the lists as they are at the end of a year; there are none in other months."""
    if not month.endswith("-12"):
        return
    tables = lists_of(options, children, exclusions, month)
    if not all(table.rows for table in tables):
        return
    file = f"landing/annex_a/{month}/{file_name(month)}"
    kinds = (real(tables, month), hostile())
    spared = {table.keys[0] for table in tables}
    files = {table.name: file for table in tables}
    spoil(options, ledger, "annex_a", month, tables, kinds, files, spared)
    if options.is_messy:
        ledger.note(file, "non_breaking_space_in_heading")
    ledger.rows += sum(len(table.rows) for table in tables)
    ledger.bytes(file, workbook_bytes(book_of(tables, options.is_messy)))
