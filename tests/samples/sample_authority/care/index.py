"""Social care's index of the children it knows: who stands behind its own identifiers, for linkage.
How wrong what it knows of somebody may be is in evidence."""

from collections.abc import Iterable

from ..days import last_day, slashed
from ..ledger import Ledger
from ..options import Options
from ..population import Child
from ..tables import Table

HEADER = (
    "snapshot_date", "la_child_id", "forename", "surname", "dob", "postcode", "sex", "upn",
    "nhs_number", "adopted", "do_not_process",
)  # fmt: skip


def file_name(month: str) -> str:
    return f"care_index_{month}.csv"


def cells_of(child: Child, snapshot: str) -> list[str]:
    return [
        snapshot, child.la_child_id, child.forename, child.surname, slashed(child.born_on),
        child.postcode, child.sex, child.upn, child.nhs_number, "0", "0",
    ]  # fmt: skip


def index_of(children: Iterable[Child], month: str) -> Table:
    table, known_on = Table(file_name(month), HEADER), last_day(month)
    for child in children:
        if child.la_child_id and child.born_on <= known_on:
            table.add(f"{child.number}", cells_of(child, slashed(known_on)))
    return table


def write_month(options: Options, ledger: Ledger, children: Iterable[Child], month: str) -> None:
    table = index_of(children, month)
    if table.rows:
        ledger.table(f"landing/care_index/{month}/{file_name(month)}", table)
