"""The termly deliveries of the school census, with their mess.
Rows are made in census_rows; what kinds of mess there are is in mess_census."""

from collections.abc import Iterable

from ..identifiers import AUTHORITY
from ..ledger import Ledger
from ..options import Options
from ..population import Child
from ..tables import Table
from .calendar import census_day
from .census_layout import file_name
from .census_rows import census_of
from .exclusions import Exclusion
from .mess_census import HOSTILE, IN_SPRING, REAL, borrowing, donor
from .planting import spoil


def write_tables(ledger: Ledger, folder: str, month: str, tables: dict[str, Table]) -> None:
    """A table without rows does not come at all."""
    for name, table in tables.items():
        if table.rows:
            ledger.table(f"{folder}/{file_name(month, name)}", table)


def write_month(
    options: Options,
    ledger: Ledger,
    children: Iterable[Child],
    exclusions: Iterable[Exclusion],
    month: str,
) -> None:
    """Write the term's census; there is none in other months."""
    if census_day(month) is None:
        return
    tables = census_of(options, children, exclusions, month)
    pupils = tables["pupilonroll"]
    if not pupils.rows:
        return
    ledger.people.note(("school_census", AUTHORITY), "upn", pupils, "upn")
    folder = f"landing/school_census/{month}"
    files = {name: f"{folder}/{file_name(month, name)}" for name in tables}
    real = [*REAL, *(IN_SPRING if "senneeds" in tables else ()), *borrowing(pupils)]
    kinds = (real, HOSTILE)
    held = list(tables.values())
    spoil(options, ledger, "school_census", month, held, kinds, files, {donor(pupils)})
    write_tables(ledger, folder, month, tables)
