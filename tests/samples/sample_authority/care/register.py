"""The monthly register of disabled children: those whose families have agreed to be on it.
What kinds of mess there are is in mess_register."""

from collections.abc import Iterable
from datetime import date, timedelta

from ..days import first_day, last_day, slashed
from ..identifiers import stream
from ..ledger import Ledger
from ..options import Options
from ..population import Child
from ..tables import Table
from .children import disabilities
from .mess_register import HOSTILE, real
from .planting import spots

HEADER = (
    "snapshot_date", "register_id", "la_child_id", "upn", "nhs_number", "dob", "disability_1",
    "disability_2", "disability_3", "disability_4", "registered_date", "review_due", "left_date",
    "left_reason", "short_breaks", "consent_date", "consent_scope",
)  # fmt: skip
YEAR = timedelta(days=365)


def file_name(month: str) -> str:
    return f"cwd_register_{month}.csv"


def consent_on(registered_on: date, known_on: date) -> date:
    """The family is asked again every year."""
    return registered_on + (known_on - registered_on) // YEAR * YEAR


def cells_of(options: Options, child: Child, known_on: date) -> list[str]:
    """A child's row, or none where the child had not joined by then."""
    chance = stream(options.seed, "cwd_register", child.number)
    joined_on = first_day(options.months[0]) + timedelta(days=chance.randrange(-900, 300))
    left_on = joined_on + timedelta(days=chance.randrange(300, 2500))
    scope = chance.choice(("register", "services", "services", "sharing"))
    shares, asks_care = scope == "sharing", chance.random() < 0.8 or not child.upn
    if joined_on > known_on:
        return []
    left = left_on <= known_on
    codes = (*disabilities(child), "", "", "", "")[:4]
    agreed_on = consent_on(joined_on, known_on)
    return [
        slashed(known_on), f"DR{child.number:05d}", child.la_child_id if asks_care else "",
        child.upn, child.nhs_number if shares else "", slashed(child.born_on), *codes,
        slashed(joined_on), slashed(agreed_on + YEAR), slashed(left_on) if left else "",
        "moved" if left else "", f"{chance.random() < 0.4:d}", slashed(agreed_on), scope,
    ]  # fmt: skip


def register_of(options: Options, children: Iterable[Child], month: str) -> Table:
    table, known_on = Table(file_name(month), HEADER), last_day(month)
    for child in children:
        if child.is_on_register and child.born_on <= known_on:
            cells = cells_of(options, child, known_on)
            if cells:
                table.add(f"{child.number}", cells)
    return table


def write_month(options: Options, ledger: Ledger, children: Iterable[Child], month: str) -> None:
    table = register_of(options, children, month)
    if not table.rows:
        return
    file = f"landing/cwd_register/{month}/{file_name(month)}"
    source = ("cwd_register", "disabled_children_team")
    ledger.people.note(source, "register_id", table, "register_id")
    kinds = (real(table, month), HOSTILE)
    planted = spots(options, "cwd_register", month, [table], kinds, {table.keys[0]})
    ledger.note_spots(planted, {table.name: file})
    ledger.table(file, table)
