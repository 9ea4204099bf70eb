"""Deliveries of these sources that must be refused whole, one folder each.
They tell of few people, so that no file is the same as one that is taken in."""

from datetime import timedelta

from ..days import last_day, shift, slashed
from ..education.calendar import school_days
from ..health import pathway, totals
from ..ledger import Ledger
from ..options import Options
from ..population import Child
from ..refused import ROOT, refuse, with_cells, without
from ..tables import Table
from ..waits import Wait, listed
from . import audits, contacts, disputes, partnership, summaries, transport, weekly_return
from .sending import file_name

FEW = 7
Refused = tuple[str, str, str, list[Table], str]


def few(table: Table) -> Table:
    return Table(table.name, table.header, table.rows[:FEW], table.keys[:FEW])


def of_services(options: Options, children: list[Child]) -> list[Refused]:
    month = options.until
    day_before = slashed(last_day(shift(month, -1)))
    statuses, calls = (few(table) for table in contacts.log_of(options, month))
    _, *others = (few(table) for table in disputes.logs_of(options, children, month))
    audited = few(audits.audits_of(options, children, month))
    visits = partnership.local_offer(options, month)
    typed = few(summaries.summary_of(options, month))
    return [
        ("contacts-without-status", "family_contacts", month, [calls], "V001"),
        ("contacts-without-team", "family_contacts", month,
         [without(statuses, "team"), calls], "V001"),
        ("disputes-without-appeals", "disputes", month, others, "V001"),
        ("audits-of-two-months", "plan_audits", month,
         [with_cells(audited, "audit_date", day_before, 2)], "V001"),
        ("returns-without-status", "partnership_returns", month, [visits], "V001"),
        ("summary-of-nobody", "council_summaries", month,
         [with_cells(typed, "agency", "everyone", 1)], "V004"),
    ]  # fmt: skip


def of_settings(options: Options, children: list[Child]) -> list[Refused]:
    month = options.until if school_days(options.until) else shift(options.until, -2)
    friday = weekly_return.fridays(month)[-1]
    pupils, settings = (few(table) for table in weekly_return.return_of(options, children, friday))
    routes, passengers = (few(table) for table in transport.log_of(options, children, month))
    thursday = slashed(friday - timedelta(days=1))
    moved = [with_cells(table, "week_ending", thursday, 1) for table in (pupils, settings)]
    found: list[Refused] = []
    if pupils.rows:
        stamp = friday.isoformat()
        weeks = [
            with_cells(pupils, "week_ending", slashed(friday - timedelta(days=7)), 2),
            settings,
        ]
        found.append(("week-ending-on-thursday", "ehcp_weekly_return", stamp, moved, "D21"))
        if len(pupils.rows) > 1:
            found.append(("two-weeks-in-one", "ehcp_weekly_return", stamp, weeks, "V001"))
    if passengers.rows:
        found.append(("routes-missing", "school_transport", month, [passengers], "V001"))
        lacking = [without(routes, "am_run"), passengers]
        found.append(("runs-missing", "school_transport", month, lacking, "V001"))
    return found


def of_trusts(
    options: Options, waits: list[Wait], referrals: list[pathway.Referral]
) -> list[Refused]:
    month = options.until
    total = few(totals.totals_of("X9901", listed(waits, month), last_day(month)))
    patients = few(pathway.list_of(referrals, "X9901", month))
    stamp = f"X9901_{month}"
    unknown = with_cells(total, "provider_code", "ZZZZZ", 1)
    found = [
        ("totals-of-nobody", "therapy_wait_totals", stamp, [unknown], "V004"),
        (
            "totals-without-bands",
            "therapy_wait_totals",
            stamp,
            [without(total, "0 to 7 days")],
            "V001",
        ),
    ]
    if patients.rows:
        lacking = without(patients, "referral_received_date")
        found.append(
            ("pathway-without-referral", "neurodevelopmental_waits", stamp, [lacking], "V001")
        )
    return found


def write_refused(
    options: Options,
    ledger: Ledger,
    children: list[Child],
    waits: list[Wait],
    referrals: list[pathway.Referral],
) -> None:
    for folder, source, stamp, tables, rule in (
        *of_services(options, children),
        *of_settings(options, children),
        *of_trusts(options, waits, referrals),
    ):
        for table in tables:
            ledger.table(f"{ROOT}/{folder}/{file_name(source, stamp, table)}", table)
        one = f"/{file_name(source, stamp, tables[0])}" if len(tables) == 1 else ""
        refuse(ledger, f"{ROOT}/{folder}{one}", folder.replace("-", "_"), rule)
