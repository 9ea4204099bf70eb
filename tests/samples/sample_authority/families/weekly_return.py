"""What settings return every week of term on their pupils with a plan, typed by hand.
Home-educated children and those without a setting are not in it."""

from datetime import date, timedelta
from random import Random

from ..days import slashed, unslashed
from ..education.calendar import school_days
from ..education.pupils import school_upn
from ..identifiers import stream
from ..ledger import Ledger
from ..mess_sen2 import filled, holds, leave, pad, put
from ..options import Options
from ..planting import Kind
from ..population import Child
from ..tables import Cells, Table
from .sending import add, aside, both, marked, send, write_iso

PUPILS = (
    "week_ending", "urn", "sector", "upn", "ehcp_flag", "on_roll", "expected_sessions",
    "attended_sessions", "year_11_leaver", "reason_not_attending", "rag", "rag_date",
    "risk_assessment_received_date", "last_family_contact_date", "contact_method",
    "social_worker_involved", "referred_early_help", "comments",
)  # fmt: skip
SETTINGS = (
    "week_ending", "urn", "sector", "ehcp_pupils", "forms_received", "engaged", "meeting_date",
    "escalation_stage",
)  # fmt: skip
TYPED = {
    "special": ("special", "Special School", "SP"),
    "mainstream": ("mainstream", "Mainstream", "main"),
    "independent": ("Independent", "ind"),
    "early_years": ("Early Years", "EY"),
    "alternative_provision": ("AP", "alternative provision"),
    "further_education": ("FE", "College"),
}
RATINGS = {"GREEN ": 55, "Green": 20, "amber": 10, "Red": 5, "no risk": 6, "Unrated": 4}
REASONS = ("Illness", "Parental choice", "part time timetable", "other")


def fridays(month: str) -> list[date]:
    """The ends of the month's weeks of term; a week belongs to the month that it ends in."""
    return [day for day in school_days(month) if day.weekday() == 4]


def pupil_row(options: Options, child: Child, friday: date) -> list[str]:
    own = stream(options.seed, "risk", child.number)
    chance = stream(options.seed, "week", child.number, friday)
    rating = own.choices(list(RATINGS), list(RATINGS.values()))[0] if own.random() < 0.84 else ""
    formed = friday - timedelta(days=own.randrange(30, 300)) if rating else None
    expected = own.choice((10, 10, 10, 10, 6))
    attended = expected if chance.random() < 0.6 else chance.randrange(expected + 1)
    contacted = friday - timedelta(days=chance.randrange(1, 12))
    return [
        slashed(friday),
        child.school_urn,
        own.choice(TYPED[child.sector]),
        school_upn(child),
        own.choice(("1", "Yes", "y")),
        "1",
        str(expected),
        str(attended),
        "0",
        chance.choice(REASONS) if attended < expected else "",
        rating,
        slashed(formed),
        slashed(formed),
        slashed(contacted),
        chance.choice(("phone", "email", "visit")),
        "1" if child.is_in_need else "0",
        "1" if own.random() < 0.05 else "0",
        "",
    ]


def setting_row(options: Options, urn: str, rows: list[list[str]], friday: date) -> list[str]:
    rated = sum(1 for row in rows if row[10])
    met = friday - timedelta(days=stream(options.seed, "met", urn, friday).randrange(4))
    return [slashed(friday), urn, rows[0][2], str(len(rows)), str(rated), "1", slashed(met), "0"]


def return_of(options: Options, children: list[Child], friday: date) -> tuple[Table, Table]:
    pupils, settings = Table("pupils", PUPILS), Table("settings", SETTINGS)
    of_setting: dict[str, list[list[str]]] = {}
    for child in children:
        if child.school_urn and child.sector in TYPED and child.provision_on(friday) == "E":
            row = pupil_row(options, child, friday)
            pupils.add(f"P{child.number}", row)
            of_setting.setdefault(child.school_urn, []).append(row)
    for urn, rows in sorted(of_setting.items()):
        settings.add(f"S{urn}", setting_row(options, urn, rows, friday))
    return pupils, settings


def contact_later(cells: Cells, chance: Random) -> None:
    friday = unslashed(cells["week_ending"])
    cells["last_family_contact_date"] = slashed(friday + timedelta(days=chance.randrange(1, 20)))


def week_before(cells: Cells, chance: Random) -> None:
    cells["week_ending"] = slashed(unslashed(cells["week_ending"]) - timedelta(days=7))


calm = holds("rag", "", "GREEN ", "Green", "no risk")
red = holds("rag", "Red")
REAL = (
    aside("attended_more", "pupils", "attended_sessions", "V070", put("attended_sessions", "12"),
          both(calm, holds("expected_sessions", "10"))),
    aside("two_colours", "pupils", "rag", "V004", put("rag", "amber/red"), holds("rag", "amber")),
    aside("sector_unknown", "pupils", "sector", "V004", put("sector", "speshul"), calm),
    aside("contact_in_the_future", "pupils", "last_family_contact_date", "V005", contact_later,
          calm),
    aside("upn_wrong", "pupils", "upn", "V010", put("upn", "A801200005001"), calm),
    aside("sessions_in_words", "pupils", "expected_sessions", "D02",
          put("expected_sessions", "ten"), calm),
    aside("date_wrong_form", "pupils", "rag_date", "D03", write_iso("rag_date")),
    aside("too_many_sessions", "pupils", "expected_sessions", "D07",
          put("expected_sessions", "100"), calm),
    aside("row_of_another_week", "settings", "week_ending", "D33", week_before),
    marked("red_without_contact", "pupils", "last_family_contact_date", "V072",
           put("last_family_contact_date", ""), red),
    marked("setting_silent", "settings", "engaged", "V071", put("engaged", "0")),
    marked("ratings_below_forms", "settings", "forms_received", "V073", add("forms_received", 3),
           both(filled("forms_received"), lambda cells: cells["forms_received"] != "0")),
    marked("words_for_missing", "pupils", "risk_assessment_received_date", "V006",
           put("risk_assessment_received_date", "Awaiting data"), calm),
    Kind("duplicate_row", "pupils", "urn", "D04", "set_aside", calm, leave, copies=True),
    Kind("spaces", "pupils", "sector", None, "none", calm, pad("sector")),
)  # fmt: skip
HOSTILE = (
    aside("upn_missing", "pupils", "upn", "D01", put("upn", ""), calm),
    aside("flag_in_words", "pupils", "social_worker_involved", "D02",
          put("social_worker_involved", "see notes"), calm),
)  # fmt: skip


def write_month(options: Options, ledger: Ledger, children: list[Child], month: str) -> None:
    for friday in fridays(month):
        tables = return_of(options, children, friday)
        if tables[0].rows:
            stamp = friday.isoformat()
            send(options, ledger, "ehcp_weekly_return", month, tables, (REAL, HOSTILE), stamp)
