"""The logs of appeals, mediations and complaints, copied whole every month.
What is not yet over on the day of the copy has no outcome in it."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from ..days import first_day, last_day, months_between, shift, slashed, unslashed
from ..identifiers import stream
from ..ledger import Ledger
from ..mess_sen2 import filled, holds, leave, pad, put
from ..options import Options
from ..planting import Kind
from ..population import Child
from ..tables import Cells, Table
from .sending import aside, marked, put_before, scaled, send, write_iso

LOOK_BACK = 12
APPEALS = (
    "log_date", "case_ref", "upn", "registered_date", "decision_date_appealed", "appeal_type",
    "extended_appeal", "mediation_certificate_date", "hearing_date", "outcome", "closed_date",
)  # fmt: skip
MEDIATIONS = ("log_date", "mediation_ref", "upn", "request_date", "session_date", "outcome")
COMPLAINTS = (
    "log_date", "complaint_id", "received_date", "stage", "service", "category", "due_date",
    "response_date", "outcome", "satisfied", "remedy",
)  # fmt: skip
TYPES = ("refuse assess", "refuse issue", "contents BFI", "contents F", "contents I", "cease")
ENDS = ("upheld", "part", "dismissed", "conceded", "conceded", "withdrawn", "struck out")


def ended(chance: Random, begun: date, least: int, most: int, known_on: date) -> date | None:
    end = begun + timedelta(days=chance.randrange(least, most))
    return end if end <= known_on else None


def begun_in(
    options: Options, kind: str, usual: float, month: str
) -> Iterator[tuple[Random, date, str]]:
    """Of every month up to this one: its chance, the first day, and a reference."""
    for earlier in months_between(shift(options.months[0], -LOOK_BACK), month):
        chance = stream(options.seed, kind, earlier)
        for number in range(max(1, scaled(options, usual, chance))):
            own = stream(options.seed, kind, earlier, number)
            day = first_day(earlier) + timedelta(days=own.randrange(28))
            yield own, day, f"{kind[0].upper()}{earlier.replace('-', '')}{number:03d}"


def appeals(options: Options, children: list[Child], month: str) -> Table:
    table, known_on = Table("appeals", APPEALS), last_day(month)
    for chance, day, ref in begun_in(options, "appeal", 9, month):
        child = chance.choice(children)
        decided = day - timedelta(days=chance.randrange(10, 60))
        closed = ended(chance, day, 30, 300, known_on)
        outcome, kind = chance.choice(ENDS), chance.choice(TYPES)
        certificate = slashed(decided + timedelta(days=7)) if chance.random() < 0.5 else ""
        hearing = slashed(day + timedelta(days=chance.randrange(90, 250)))
        extended = "1" if chance.random() < 0.2 else "0"
        end = (outcome, slashed(closed)) if closed else ("", "")
        taken = (slashed(known_on), ref, child.upn, slashed(day), slashed(decided))
        table.add(ref, [*taken, kind, extended, certificate, hearing, *end])
    return table


def mediations(options: Options, children: list[Child], month: str) -> Table:
    table, known_on = Table("mediations", MEDIATIONS), last_day(month)
    for chance, day, ref in begun_in(options, "mediation", 11, month):
        child = chance.choice(children)
        held = ended(chance, day, 5, 40, known_on)
        refused = chance.random() < 0.2
        outcome = chance.choice(("agreed", "part", "none"))
        end = ["", "not taken up"] if refused else [slashed(held), outcome] if held else ["", ""]
        table.add(ref, [slashed(known_on), ref, child.upn, slashed(day), *end])
    return table


def complaint_rows(chance: Random, ref: str, day: date, known_on: date) -> Iterator[list[str]]:
    about = [chance.choice(("send", "send", "transport", "inclusion")),
             chance.choice(("delay", "decision", "communication", "provision"))]  # fmt: skip
    for stage, limit in (("1", 14), ("2", 28), ("ombudsman", 90)):
        answered = ended(chance, day, 3, limit + 10, known_on)
        outcome = chance.choice(("upheld", "part", "not upheld"))
        end = [slashed(answered), outcome] if answered else ["", ""]
        content = chance.choice(("Y", "N", "unknown")) if answered else ""
        due = slashed(day + timedelta(days=limit))
        yield [slashed(known_on), ref, slashed(day), stage, *about, due, *end, content, ""]
        goes_on, wait = chance.random() < 0.2, chance.randrange(2, 20)
        if not goes_on or not answered or answered + timedelta(days=wait) > known_on:
            return
        day = answered + timedelta(days=wait)


def complaints(options: Options, month: str) -> Table:
    table = Table("complaints", COMPLAINTS)
    for chance, day, ref in begun_in(options, "complaint", 14, month):
        for row in complaint_rows(chance, ref, day, last_day(month)):
            table.add(f"{ref}:{row[3]}", row)
    return table


def decide_later(cells: Cells, chance: Random) -> None:
    after = unslashed(cells["registered_date"]) + timedelta(days=chance.randrange(1, 20))
    cells["decision_date_appealed"] = slashed(after)


registered, later = filled("registered_date"), holds("stage", "2")
answered, last_stage = filled("response_date"), holds("stage", "1", "ombudsman")
REAL = (
    aside("date_wrong_form", "appeals", "registered_date", "D03", write_iso("registered_date"),
          holds("closed_date", "")),
    aside("registered_before_decision", "appeals", "decision_date_appealed", "D30",
          decide_later),
    aside("closed_before_registered", "appeals", "closed_date", "D30",
          put_before("closed_date", "registered_date"), filled("closed_date")),
    aside("closed_without_outcome", "appeals", "closed_date", "V031", put("outcome", ""),
          filled("closed_date")),
    aside("ground_unknown", "appeals", "appeal_type", "V004", put("appeal_type", "Section F")),
    aside("upn_wrong", "appeals", "upn", "V010", put("upn", "A801200005001")),
    aside("mediated_before_asked", "mediations", "session_date", "D30",
          put_before("session_date", "request_date")),
    aside("agreed_without_session", "mediations", "session_date", "V031", put("session_date", "")),
    aside("answered_before_received", "complaints", "response_date", "D30",
          put_before("response_date", "received_date")),
    aside("due_before_received", "complaints", "due_date", "D30",
          put_before("due_date", "received_date")),
    aside("stage_unknown", "complaints", "stage", "V004", put("stage", "3"),
          holds("stage", "ombudsman")),
    marked("new_number_at_stage_2", "complaints", "stage", "D39",
           put("complaint_id", "C-REOPENED"), later),
    marked("words_for_missing", "complaints", "satisfied", "V006", put("satisfied", "n/a")),
    Kind("duplicate_row", "appeals", "case_ref", "D04", "set_aside", registered, leave,
         copies=True),
    Kind("spaces", "complaints", "category", None, "none", answered, pad("category")),
)  # fmt: skip
HOSTILE = (
    aside("date_future", "mediations", "request_date", "V005", put("request_date", "01/01/2099"),
          holds("session_date", "")),
    aside("required_missing", "appeals", "case_ref", "D01", put("case_ref", "")),
)  # fmt: skip


def logs_of(options: Options, children: list[Child], month: str) -> list[Table]:
    known = [child for child in children if child.provision != "N"] or children
    return [
        appeals(options, known, month),
        mediations(options, known, month),
        complaints(options, month),
    ]


def write_month(
    options: Options, ledger: Ledger, children: list[Child], month: str
) -> dict[str, Table]:
    tables = logs_of(options, children, month)
    return send(options, ledger, "disputes", month, tables, (REAL, HOSTILE))
