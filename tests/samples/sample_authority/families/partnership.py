"""The partnership's small monthly returns, and what became of each of them.
Surveys come twice a year, milestones every quarter, the others every month."""

from datetime import timedelta
from random import Random

from ..days import first_day, last_day, shift, slashed
from ..education.pupils import school_upn
from ..identifiers import stream
from ..ledger import Ledger
from ..mess_sen2 import filled, holds, leave, pad, put
from ..options import Options
from ..planting import Kind
from ..population import Child
from ..tables import Table
from .sending import add, aside, marked, put_before, scaled, send, write_iso

RETURNS = (
    "surveys", "local_offer_visits", "training", "milestones", "contact_requests",
    "top_up_decisions", "placement_decisions",
)  # fmt: skip
STATUS = ("month", "return", "status", "through_date")
SURVEYS = (
    "survey",
    "audience",
    "question",
    "is_anonymous",
    "sent",
    "returned",
    "answered",
    "satisfied",
)
COURSES = ("SEND induction", "Writing advice", "Annual reviews")
AUDIENCES = (
    ("parent", "satisfied"), ("parent", "frequent_contact"), ("young_person", "satisfied"),
    ("senco", "satisfied"), ("setting", "partner_positive"), ("professional", "vision_understood"),
)  # fmt: skip


def part(chance: Random, whole: int) -> int:
    return int(whole * chance.uniform(0.3, 0.95))


def surveys(options: Options, month: str) -> Table:
    table = Table("surveys", SURVEYS)
    if month[5:] not in ("06", "12"):
        return table
    for audience, question in AUDIENCES:
        chance = stream(options.seed, "survey", audience, question, month)
        sent = 40 + scaled(options, 900, chance)
        returned = part(chance, sent)
        answered = part(chance, returned)
        hidden = audience in ("young_person", "professional")
        counts = ["" if hidden else str(sent), str(returned), str(answered)]
        row = [f"Partnership survey {month}", audience, question, "1" if hidden else "0", *counts]
        table.add(f"S{audience}{question}", [*row, str(part(chance, answered))])
    return table


def local_offer(options: Options, month: str) -> Table:
    table, chance = (
        Table("local_offer", ("month", "sessions", "page_views")),
        stream(options.seed, "offer", month),
    )
    sessions = 50 + scaled(options, 3700, chance)
    table.add("L", [month, str(sessions), str(int(sessions * chance.uniform(2, 3)))])
    return table


def training(options: Options, month: str) -> Table:
    table = Table("training", ("course", "agency", "mandatory", "due", "attended"))
    for place, course in enumerate(COURSES):
        for agency in ("education", "health", "care"):
            chance = stream(options.seed, "training", course, agency, month)
            due = 5 + scaled(options, 40, chance)
            row = [course, agency, "1" if place == 0 else "0", str(due), str(part(chance, due))]
            table.add(f"T{course}{agency}", row)
    return table


def milestones(options: Options, month: str) -> Table:
    table = Table("milestones", ("milestone_id", "area", "due_on", "status", "achieved_on"))
    for number in range(66):
        own = stream(options.seed, "milestone", number)
        due = last_day(shift(options.until, -(number % 10) + 2))
        done = due - timedelta(days=own.randrange(60))
        late = own.choice(("on_track", "On track", "part", "delayed"))
        is_done = done <= last_day(month) and own.random() < 0.9
        end = ["achieved", slashed(done)] if is_done else [late, ""]
        table.add(
            f"M{number}",
            [
                f"{number // 8 + 1}.{number % 8 + 1}",
                f"Priority {number // 8 + 1}",
                slashed(due),
                *end,
            ],
        )
    return table


def requests(options: Options, month: str) -> Table:
    header = ("request_id", "received_on", "from_agency", "to_team", "answered_on")
    table = Table("contact_requests", header)
    for number in range(6 + scaled(options, 60, stream(options.seed, "requests", month))):
        own = stream(options.seed, "request", month, number)
        day = first_day(month) + timedelta(days=own.randrange(28))
        answered = day + timedelta(days=own.randrange(12))
        end = slashed(answered) if answered <= last_day(month) else ""
        ref = f"PR{month.replace('-', '')}{number:03d}"
        team = own.choice(("casework", "psychology", "inclusion", "therapy"))
        table.add(ref, [ref, slashed(day), own.choice(("health", "care", "education")), team, end])
    return table


def decisions(
    options: Options, children: list[Child], month: str, name: str, outcomes: tuple[str, ...]
) -> Table:
    """Applications for top-up funding, or requests for places, by the month that they came in."""
    is_money = name == "top_up"
    ids = ("application_id", "applied_on") if is_money else ("request_id", "requested_on")
    money = ("yearly_amount",) if is_money else ()
    table = Table(name, (ids[0], "upn", "urn", ids[1], "decided_on", "outcome", *money))
    for number in range(8 + scaled(options, 40, stream(options.seed, name, month))):
        own = stream(options.seed, name, month, number)
        child = own.choice(children)
        day = first_day(month) + timedelta(days=own.randrange(28))
        decided = day + timedelta(days=own.randrange(40))
        outcome = own.choice(outcomes)
        end = [slashed(decided), outcome] if decided <= last_day(month) else ["", ""]
        amount = f"{own.randrange(8, 60) * 250}.00" if end[1] in ("agreed", "part") else ""
        ref = f"{name[0].upper()}{month.replace('-', '')}{number:03d}"
        row = [ref, school_upn(child), child.school_urn, slashed(day), *end]
        table.add(ref, [*row, amount] if is_money else row)
    return table


def returns_of(options: Options, children: list[Child], month: str) -> list[Table]:
    at_school = [child for child in children if child.school_urn and child.provision != "N"]
    held = at_school or [child for child in children if child.school_urn]
    quarterly = milestones(options, month) if int(month[5:]) % 3 == 0 else Table("milestones", ())
    tables = [
        surveys(options, month),
        local_offer(options, month),
        training(options, month),
        quarterly,
        requests(options, month),
        decisions(options, held, month, "top_up", ("agreed", "agreed", "part", "refused")),
        decisions(options, held, month, "placements", ("offered", "offered", "refused", "named")),
    ]
    status = Table("status", STATUS)
    for name, table in zip(RETURNS, tables, strict=True):
        state = "complete" if table.rows else "not_collected"
        status.add(name, [month, name, state, ""])
    return [status, *(table for table in tables if table.rows)]


REAL = (
    marked("day_of_a_whole_month", "status", "through_date", "D36",
           put("through_date", "15/01/2000"), filled("status")),
    aside("status_unknown", "status", "status", "V004", put("status", "done")),
    Kind("more_returned_than_sent", "surveys", "returned", "V111", "warned", filled("sent"),
         put("sent", "1")),
    marked("more_content_than_answered", "surveys", "satisfied", "V111", add("satisfied", 10_000)),
    marked("more_trained_than_due", "training", "attended", "V111", add("attended", 10_000)),
    aside("count_in_words", "training", "due", "D02", put("due", "all")),
    marked("words_for_missing", "contact_requests", "answered_on", "V006",
           put("answered_on", "Awaiting data"), holds("answered_on", "")),
    aside("achieved_without_day", "milestones", "achieved_on", "V031", put("achieved_on", "")),
    aside("answered_before_asked", "contact_requests", "answered_on", "D30",
          put_before("answered_on", "received_on")),
    aside("team_unknown", "contact_requests", "to_team", "V004", put("to_team", "SENAR")),
    aside("decided_before_applied", "top_up", "decided_on", "D30",
          put_before("decided_on", "applied_on")),
    aside("money_below_nought", "top_up", "yearly_amount", "D07", put("yearly_amount", "-250.00")),
    aside("money_with_a_sign", "top_up", "yearly_amount", "D02", put("yearly_amount", "£6,000")),
    aside("decided_without_day", "placements", "decided_on", "V031", put("decided_on", "")),
    aside("upn_wrong", "placements", "upn", "V010", put("upn", "A801200005001")),
    aside("date_wrong_form", "placements", "requested_on", "D03", write_iso("requested_on")),
    Kind("duplicate_row", "top_up", "application_id", "D04", "set_aside", filled("upn"), leave,
         copies=True),
    Kind("spaces", "contact_requests", "to_team", None, "none", filled("to_team"),
         pad("to_team")),
)  # fmt: skip
HOSTILE = (
    aside("decided_in_the_future", "placements", "decided_on", "V005",
          put("decided_on", "01/01/2099")),
    aside("request_missing", "contact_requests", "request_id", "D01", put("request_id", "")),
)  # fmt: skip


def write_month(
    options: Options, ledger: Ledger, children: list[Child], month: str
) -> dict[str, Table]:
    tables = returns_of(options, children, month)
    return send(options, ledger, "partnership_returns", month, tables, (REAL, HOSTILE))
