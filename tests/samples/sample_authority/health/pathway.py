"""The neurodevelopmental pathway: who was referred to which trust, and their list of a month.
The children are those of the population; a trust knows them by its own pseudonym only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ..days import first_day, last_day, slashed, unslashed
from ..families.sending import aside, marked, put_before, write_iso
from ..identifiers import nhs_number, stream
from ..ledger import Ledger
from ..mess_sen2 import filled, holds, leave, pad, put
from ..options import Options
from ..planting import Kind
from ..population import Child
from ..tables import Cells, Table
from ..waits_delivery import providers_of
from .links import pseudonym_of
from .sending import send

HEADER = (
    "provider_code", "snapshot_date", "patient_pseudo_id", "condition", "pathway",
    "referral_received_date", "clock_start", "triage_date", "first_contact_date",
    "assessment_start", "assessment_complete", "transfer_in_date", "discharge_date",
    "removal_reason", "birth_month", "postcode_sector", "gp_ods", "diagnosis_outcome",
)  # fmt: skip
LOOK_BACK_DAYS = 1500
LONGEST_DAYS = 900


@dataclass(frozen=True)
class Referral:
    """One child's referral, and the days on which its steps come or would come."""

    child: Child
    provider: str
    pseudonym: str
    condition: str
    referred_on: date
    triaged_on: date
    seen_on: date
    transferred_on: date | None
    gp: str


def referral(options: Options, child: Child) -> Referral:
    chance = stream(options.seed, "pathway", child.number)
    since = chance.randrange(10, LOOK_BACK_DAYS)
    referred = last_day(options.until) - timedelta(days=since)
    days = min(LONGEST_DAYS, int(chance.lognormvariate(5.9, 0.5)))
    moved = referred + timedelta(days=days // 3 + 5) if chance.random() < 0.1 else None
    provider = "X9902" if chance.random() < 0.3 else "X9901"
    return Referral(
        child=child,
        provider=provider,
        pseudonym=pseudonym_of(options, provider, child),
        condition=chance.choice(("autism", "ASD", "ADHD", "both")),
        referred_on=referred,
        triaged_on=referred + timedelta(days=chance.randrange(30)),
        seen_on=referred + timedelta(days=days + 30),
        transferred_on=moved,
        gp=f"Z99{chance.randrange(40):03d}",
    )


def referrals(options: Options, children: list[Child]) -> list[Referral]:
    """Of every child on the pathway; a child of the population is one patient only."""
    return [referral(options, child) for child in children if child.has_pathway]


def by_then(day: date | None, known_on: date) -> str:
    return slashed(day) if day and day <= known_on else ""


def row_of(entry: Referral, known_on: date) -> list[str]:
    complete = entry.seen_on + timedelta(days=45)
    return [
        entry.provider,
        slashed(known_on),
        entry.pseudonym,
        entry.condition,
        "0 to 16",
        slashed(entry.referred_on),
        slashed(entry.referred_on),
        by_then(entry.triaged_on, known_on),
        by_then(entry.seen_on, known_on),
        by_then(entry.seen_on, known_on),
        by_then(complete, known_on),
        by_then(entry.transferred_on, known_on),
        "",
        "",
        f"{entry.child.born_on:%Y-%m}",
        entry.child.postcode[:-2],
        entry.gp,
        "",
    ]


def on_list(entries: list[Referral], provider: str, month: str) -> Iterator[Referral]:
    """Those waiting at the end of the month, and those seen within it."""
    for entry in entries:
        known = entry.referred_on <= last_day(month) and entry.seen_on >= first_day(month)
        if entry.provider == provider and known:
            yield entry


def list_of(entries: list[Referral], provider: str, month: str) -> Table:
    table = Table("", HEADER)
    for entry in on_list(entries, provider, month):
        table.add(f"N{entry.child.number}", row_of(entry, last_day(month)))
    return table


def give_nhs_number(cells: Cells, chance: Random) -> None:
    cells["patient_pseudo_id"] = nhs_number(chance)


def start_long_ago(cells: Cells, chance: Random) -> None:
    """A clock that nobody ever stopped."""
    started = unslashed(cells["snapshot_date"]) - timedelta(days=1100 + chance.randrange(300))
    cells["clock_start"] = slashed(started)


def start_again(cells: Cells, chance: Random) -> None:
    cells["clock_start"] = cells["transfer_in_date"]


waiting = holds("first_contact_date", "")
moved = filled("transfer_in_date")
REAL = (
    aside("nhs_number_as_pseudonym", "*", "patient_pseudo_id", "V084", give_nhs_number),
    aside("triage_before_referral", "*", "triage_date", "D30",
          put_before("triage_date", "referral_received_date")),
    aside("assessment_before_referral", "*", "assessment_start", "D30",
          put_before("assessment_start", "referral_received_date")),
    aside("seen_before_referral", "*", "first_contact_date", "V080",
          put_before("first_contact_date", "referral_received_date")),
    aside("condition_unknown", "*", "condition", "V004", put("condition", "ASC?")),
    aside("date_wrong_form", "*", "referral_received_date", "D03",
          write_iso("referral_received_date"), waiting),
    aside("required_missing", "*", "patient_pseudo_id", "D01", put("patient_pseudo_id", "")),
    marked("clock_never_stopped", "*", "clock_start", "V081", start_long_ago, waiting),
    marked("clock_started_again", "*", "clock_start", "D41", start_again, moved),
    marked("words_for_missing", "*", "clock_start", "V006", put("clock_start", "-"), waiting),
    Kind("duplicate_row", "*", "patient_pseudo_id", "D04", "set_aside", filled("condition"), leave,
         copies=True),
    Kind("spaces", "*", "condition", None, "none", filled("condition"), pad("condition")),
)  # fmt: skip
HOSTILE = (
    aside("date_future", "*", "discharge_date", "V005", put("discharge_date", "01/01/2099"),
          waiting),
)  # fmt: skip


def write_month(options: Options, ledger: Ledger, entries: list[Referral], month: str) -> None:
    for provider in providers_of(options, month):
        table = list_of(entries, provider, month)
        if table.rows:
            source = ("neurodevelopmental_waits", provider)
            send(options, ledger, source, month, table, (REAL, HOSTILE))
