"""The yearly looked-after return with its mess.
Rows are made in looked_after_rows; what kinds of mess there are is in mess_looked_after."""

from collections.abc import Iterable

from ..days import unslashed
from ..ledger import Ledger
from ..options import Options
from ..population import Child
from ..tables import Table
from .children import is_end_of_year, year_of
from .looked_after_layout import ALWAYS, file_name
from .looked_after_more import return_of
from .mess_looked_after import HOSTILE, real
from .planting import spots


def write_tables(ledger: Ledger, folder: str, month: str, tables: dict[str, Table]) -> None:
    """A smaller table without rows does not come at all."""
    for name, table in tables.items():
        if table.rows or name in ALWAYS:
            ledger.table(f"{folder}/{file_name(month, name)}", table)


def says_the_year(tables: dict[str, Table], month: str) -> str:
    """A child with an episode that began in the year, which alone says which year it is."""
    episodes, from_on = tables["episodes"], year_of(month)[0]
    started = zip(episodes.keys, episodes.rows, strict=True)
    return next((key for key, row in started if unslashed(row[1]) >= from_on), "")


def write_month(options: Options, ledger: Ledger, children: Iterable[Child], month: str) -> None:
    """Write the return of the year that ends with the month; there is none in other months."""
    if not is_end_of_year(month):
        return
    tables = return_of(options, children, month)
    witness = says_the_year(tables, month)
    if not witness:
        return
    folder = f"landing/ssda903/{month}"
    files = {name: f"{folder}/{file_name(month, name)}" for name in tables}
    spared = {witness, tables["header"].keys[0]}
    source = ("ssda903", "looked_after_team")
    ledger.people.note(source, "la_child_id", tables["header"], "CHILD")
    kinds = (real(tables, month), HOSTILE)
    planted = spots(options, "ssda903", month, list(tables.values()), kinds, spared)
    ledger.note_spots(planted, files)
    write_tables(ledger, folder, month, tables)
