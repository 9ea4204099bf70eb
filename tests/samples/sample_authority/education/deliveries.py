"""All that the education sources send in a month, for the maker of the whole authority.
What each of them sends is in its own module."""

from dataclasses import dataclass
from functools import cached_property

from ..ledger import Ledger
from ..options import Options
from ..population import Child
from . import annex_a, attendance, census_delivery, exclusion_log, refused
from .exclusions import Exclusion, all_exclusions, sessions_out


@dataclass
class Education:
    """The children as schools know them, and what happened to them at school."""

    options: Options
    children: list[Child]

    @cached_property
    def exclusions(self) -> list[Exclusion]:
        return all_exclusions(self.options, self.children)

    def write_month(self, ledger: Ledger, month: str) -> None:
        options, children, exclusions = self.options, self.children, self.exclusions
        census_delivery.write_month(options, ledger, children, exclusions, month)
        attendance.write_month(options, ledger, children, sessions_out(exclusions), month)
        exclusion_log.write_month(options, ledger, exclusions, month)
        annex_a.write_month(options, ledger, children, exclusions, month)

    def write_refused(self, ledger: Ledger) -> None:
        refused.write_refused(self.options, ledger, self.children)
