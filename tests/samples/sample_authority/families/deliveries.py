"""All that the family services and the trusts send in a month besides the therapy lists.
What each of them sends is in its own module."""

from dataclasses import dataclass, field
from functools import cached_property

from ..figures import Figure
from ..health import pathway, totals
from ..ledger import Ledger
from ..options import Options
from ..population import Child
from ..tables import Kept
from ..truth_contacts import contacts_truth
from ..truth_disputes import audits_truth, disputes_truth
from ..truth_partnership import partnership_truth
from ..waits import Wait
from . import (
    audits,
    contacts,
    disputes,
    partnership,
    refused,
    summaries,
    transport,
    weekly_return,
)


@dataclass
class Families:
    """The children as these services know them, and the trusts' referrals."""

    options: Options
    children: list[Child]
    waits: list[Wait]
    contacts: Kept = field(default_factory=dict)
    partnership: Kept = field(default_factory=dict)
    disputes: Kept = field(default_factory=dict)
    audits: Kept = field(default_factory=dict)

    @cached_property
    def referrals(self) -> list[pathway.Referral]:
        return pathway.referrals(self.options, self.children)

    def write_month(self, ledger: Ledger, month: str) -> None:
        options, children = self.options, self.children
        totals.write_month(options, ledger, self.waits, month)
        pathway.write_month(options, ledger, self.referrals, month)
        self.contacts[month] = contacts.write_month(options, ledger, month)
        self.disputes[month] = disputes.write_month(options, ledger, children, month)
        self.audits[month] = audits.write_month(options, ledger, children, month)
        weekly_return.write_month(options, ledger, children, month)
        transport.write_month(options, ledger, children, month)
        self.partnership[month] = partnership.write_month(options, ledger, children, month)
        summaries.write_month(options, ledger, month)

    def truth(self) -> list[Figure]:
        """The right answers from what was sent, when all of it was."""
        until = self.options.until
        return [
            *contacts_truth(until, self.contacts),
            *partnership_truth(self.partnership),
            *disputes_truth(until, self.disputes[until]),
            *audits_truth(self.audits),
        ]

    def write_refused(self, ledger: Ledger) -> None:
        refused.write_refused(self.options, ledger, self.children, self.waits, self.referrals)
