"""All that social care, its register and the client database send in a month.
What each of them sends is in its own module."""

from dataclasses import dataclass

from ..ledger import Ledger
from ..options import Options
from ..population import Child
from . import census_delivery, destinations, index, looked_after_delivery, refused, register


@dataclass
class Care:
    """The children as social care and the client database know them."""

    options: Options
    children: list[Child]

    def write_month(self, ledger: Ledger, month: str) -> None:
        for source in (census_delivery, looked_after_delivery, register, destinations, index):
            source.write_month(self.options, ledger, self.children, month)

    def write_refused(self, ledger: Ledger) -> None:
        refused.write_refused(self.options, ledger, self.children)
