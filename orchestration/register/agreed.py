"""Asks before anything is read whether the sender and we have an agreement on that day.

What agreements say is in orchestration.contracts.agreements.
"""

from collections.abc import Iterable
from datetime import date

from orchestration.contracts.agreements import Agreement
from orchestration.refusals import Refusal


def refuse_without_agreement(agreement: Agreement, received_on: date, where: str) -> None:
    """Stop the load of a source whose agreement has ended, or has not begun, on the day."""
    if agreement.is_in_force(received_on):
        return
    said = f"ended on {agreement.ends_on}"
    if received_on < agreement.begins_on:
        said = f"begins on {agreement.begins_on}"
    what = f"Sharing agreement {agreement.reference} {said}, so nothing of it may be loaded."
    remedy = f"Renew it with {agreement.controller}, then send the file again."
    raise Refusal(where, what, remedy, rule="D60")


def ending(agreements: Iterable[Agreement], day: date) -> list[Agreement]:
    """Those that have ended or will within weeks, the first to end first."""
    soon = [agreement for agreement in agreements if agreement.ends_soon(day)]
    return sorted(soon, key=lambda agreement: (agreement.ends_on, agreement.source))


def said_of(agreement: Agreement, day: date) -> str:
    """How an agreement that ends soon stands, in words."""
    left = (agreement.ends_on - day).days
    when = f"ends in {left} days, on" if left >= 0 else "ended on"
    return f"{agreement.source}: sharing agreement {agreement.reference} {when} {agreement.ends_on}"
