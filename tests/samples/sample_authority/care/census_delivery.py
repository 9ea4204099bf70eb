"""The yearly children in need census with its mess.
Rows are made in census_rows; what kinds of mess there are is in mess_census."""

from collections.abc import Iterable

from ..identifiers import AUTHORITY
from ..ledger import Ledger
from ..options import Options
from ..population import Child
from .census_document import document
from .census_layout import CARE_ID, file_name
from .census_rows import census_of
from .children import is_end_of_year
from .mess_census import HOSTILE, donor, real
from .planting import spots


def write_month(options: Options, ledger: Ledger, children: Iterable[Child], month: str) -> None:
    """Write the census of the year that ends with the month; there is none in other months."""
    if not is_end_of_year(month):
        return
    tables = census_of(options, children, month)
    known = tables["children"]
    if not known.rows:
        return
    ledger.people.note(("cin_census", AUTHORITY), "la_child_id", known, CARE_ID)
    kinds = (real(known, month), HOSTILE)
    planted = spots(options, "cin_census", month, list(tables.values()), kinds, {donor(known)})
    content, lines = document(tables)
    file = f"landing/cin_census/{month}/{file_name(month)}"
    for spot in planted:
        kind, line = spot.kind, lines[spot.table.name, spot.index]
        ledger.remember(spot, file)
        ledger.note(file, kind.kind, kind.rule, kind.outcome, line, kind.column)
    ledger.bytes(file, content)
    ledger.rows += sum(len(table.rows) for table in tables.values())
