"""The month's audits of plans and annual reviews.
Which plans there are is in population; the audits choose among them."""

from datetime import timedelta
from random import Random

from ..days import first_day, slashed
from ..identifiers import stream
from ..ledger import Ledger
from ..mess_sen2 import filled, holds, leave, pad, put
from ..options import Options
from ..planting import Kind
from ..population import Child
from ..tables import Cells, Table
from .sending import aside, both, marked, put_before, scaled, send, write_iso

SECTIONS = tuple(f"section_{letter}" for letter in "abcdefghijk")
HEADER = (
    "audit_id", "plan_id", "audit_type", "audit_date", "auditor_agency", "grade", *SECTIONS,
    "moderated_grade", "moderation_date",
)  # fmt: skip
GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")


def audit(chance: Random, ref: str, child: Child, month: str) -> list[str]:
    middle = chance.choice((0, 1, 1, 1, 2, 2, 3))
    places = [min(3, max(0, middle + chance.choice((-1, 0, 0, 0, 1)))) for _ in SECTIONS]
    whole = sorted(places)[len(places) // 2]
    audited = first_day(month) + timedelta(days=chance.randrange(28))
    moderated = chance.random() < 0.3
    later = slashed(audited + timedelta(days=chance.randrange(20)))
    return [
        ref,
        f"PL{child.number:06d}",
        chance.choice(("EHCP", "EHCP", "Annual review")),
        slashed(audited),
        chance.choice(("education", "health", "care", "multi")),
        GRADES[whole],
        *(GRADES[place] for place in places),
        GRADES[min(3, whole + chance.randrange(2))] if moderated else "",
        later if moderated else "",
    ]


def audits_of(options: Options, children: list[Child], month: str) -> Table:
    table, chance = Table("", HEADER), stream(options.seed, "audits", month)
    plans = [child for child in children if child.provision == "E"] or children
    for number in range(max(12, scaled(options, 40, chance))):
        own = stream(options.seed, "audit", month, number)
        ref = f"QA{month.replace('-', '')}{number:03d}"
        table.add(ref, audit(own, ref, own.choice(plans), month))
    return table


def grade_above(cells: Cells, chance: Random) -> None:
    """An overall grade that no section has; moderation does not hide it."""
    cells["grade"] = "Outstanding"


def never_best(cells: Cells) -> bool:
    return all(cells[section] != GRADES[0] for section in SECTIONS)


moderated = filled("moderation_date")
REAL = (
    aside("grade_unknown", "*", "section_b", "V004", put("section_b", "Fair", "2")),
    aside("moderated_before_audit", "*", "moderation_date", "D30",
          put_before("moderation_date", "audit_date")),
    aside("moderated_without_day", "*", "moderation_date", "V031", put("moderation_date", "")),
    aside("required_missing", "*", "plan_id", "D01", put("plan_id", "")),
    aside("date_wrong_form", "*", "audit_date", "D03", write_iso("audit_date")),
    marked("grade_above_sections", "*", "grade", "D40", grade_above, never_best),
    marked("words_for_missing", "*", "section_k", "V006", put("section_k", "n/a")),
    Kind("duplicate_row", "*", "audit_id", "D04", "set_aside", filled("grade"), leave, copies=True),
    Kind("spaces", "*", "auditor_agency", None, "none", filled("grade"), pad("auditor_agency")),
)  # fmt: skip
HOSTILE = (
    aside("moderated_in_the_future", "*", "moderation_date", "V005",
          put("moderation_date", "01/01/2099"), both(moderated, holds("audit_type", "EHCP"))),
)  # fmt: skip


def write_month(
    options: Options, ledger: Ledger, children: list[Child], month: str
) -> dict[str, Table]:
    tables = [audits_of(options, children, month)]
    return send(options, ledger, "plan_audits", month, tables, (REAL, HOSTILE))
