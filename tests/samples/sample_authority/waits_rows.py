"""One trust's therapy list of one month as a table of text.
Mess is planted afterwards."""

from collections.abc import Iterable

from .days import last_day, slashed
from .tables import Table
from .waits import Wait

HEADER = (
    "provider_code", "snapshot_date", "patient_pseudo_id", "service", "stage",
    "referral_received_date", "clock_start", "first_contact_date", "discharge_date",
    "removal_reason", "birth_month", "postcode_sector", "gp_ods", "ehcp_advice_request",
)  # fmt: skip


def cells(wait: Wait, snapshot: str) -> list[str]:
    return [
        wait.provider,
        snapshot,
        wait.pseudonym,
        wait.service,
        wait.stage,
        slashed(wait.referred_on),
        slashed(wait.clock_started_on),
        slashed(wait.seen_on),
        slashed(wait.discharged_on),
        wait.removal_reason,
        wait.birth_month,
        wait.postcode_sector,
        wait.gp,
        wait.advice_request,
    ]


def list_of(provider: str, month: str, waits: Iterable[Wait]) -> Table:
    table = Table(provider, HEADER)
    snapshot = slashed(last_day(month))
    for wait in waits:
        if wait.provider == provider:
            table.add(wait.key, cells(wait, snapshot))
    return table
