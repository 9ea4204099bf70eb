"""Reads every table of a delivery, spelt as its contract spells it, or refuses the delivery.

Rows are judged afterwards; here only the layout is.
"""

from fnmatch import fnmatch
from pathlib import Path

import duckdb

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.contracts.layouts import Delimited, Layout
from orchestration.months import Month
from orchestration.readers import READERS, Extract, Task
from orchestration.refusals import Refusal
from orchestration.register.recognise import Piece, table_of

NOT_MET = ""  # an element that a document never has is an empty cell, not a missing column
NOT_IN_FORCE = "of other months"


def read_tables(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    contract: Contract,
    where: str,
    pieces: list[Piece],
    folder: Path,
) -> dict[str, Extract]:
    """Read every table that came; refuse a delivery that lacks a file, a column or all rows."""
    found: dict[str, Piece] = {}
    tasks: list[tuple[Piece, list[str]]] = []
    for piece in pieces:
        held = [name for name in tables_in(contract, piece.name) if name not in found]
        if not held:
            what = "Two files hold the same table, or one holds none."
            raise Refusal(piece.name, what, "Send each table once.")
        found |= dict.fromkeys(held, piece)
        tasks.append((piece, held))
    lacking = [
        table.file or name
        for name, table in contract.tables.items()
        if name not in found and not (table.may_be_absent or table.since or table.until)
    ]
    if lacking:
        what = f"The delivery lacks {len(lacking)} of its {len(contract.tables)} files: {lacking}."
        raise Refusal(where, what, "Export all tables together and send them together.")
    extracts: dict[str, Extract] = {}
    for piece, held in tasks:
        extracts |= _read_file(con, catalogue, contract, piece, held, folder)
    if not any(extract.rows for extract in extracts.values()):
        what = "The delivery has headings but no rows."
        remedy = "Export it again; if there is truly nothing to report, tell the data team."
        raise Refusal(where, what, remedy)
    return extracts


def layout_of(contract: Contract, name: str) -> Layout:
    """How a file of that name is laid out."""
    for layout in contract.readers:
        if fnmatch(name.casefold(), layout.files.casefold()):
            return layout
    return contract.readers[0]


def tables_in(contract: Contract, name: str) -> list[str]:
    """The tables that a file of that name holds: its own, or all where they share a file."""
    if isinstance(layout_of(contract, name), Delimited):
        table = table_of(contract, name)
        return [table] if table else []
    return list(contract.tables)


def _read_file(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    contract: Contract,
    piece: Piece,
    held: list[str],
    folder: Path,
) -> dict[str, Extract]:
    layout = layout_of(contract, piece.name)

    def spell(table: str, headings: list[str]) -> list[str]:
        return _spell(catalogue, contract, table, headings, piece.name)

    tables = {name: contract.tables[name] for name in held}
    task = Task(piece.path, piece.name, layout, tables, folder, spell)
    return READERS[layout.kind](con, task)


def _spell(
    catalogue: Catalogue, contract: Contract, name: str, headings: list[str], where: str
) -> list[str]:
    """Name columns as the contract does now; refuse when one that was always promised is missing.

    Of those promised only in some months, the month must be known first.
    """
    table = contract.tables[name]
    _refuse_not_agreed(contract, headings, where)
    known: dict[str, str] = {}
    for column in table.columns.values():
        for heading, _, _ in reversed(column.headings()):
            known[_plain(heading)] = column.from_
    held = {_plain(heading) for heading in headings}
    spelt = []
    for heading in headings:
        ours = known.get(_plain(heading), heading)
        older = _plain(ours) != _plain(heading) and _plain(ours) in held
        spelt.append(heading if older else ours)
    wanted = [
        column.from_
        for column in table.columns.values()
        if not (column.may_be_absent or column.since or column.until)
    ]
    missing = [name for name in dict.fromkeys(wanted) if name not in spelt]
    if missing:
        raise _lacking(catalogue, contract, where, missing, held)
    return spelt


def _refuse_not_agreed(contract: Contract, headings: list[str], where: str) -> None:
    """Refuse a file with columns that may not be sent; it names the agreement's word for them."""
    sent = [
        word
        for word in contract.not_agreed
        if any(fnmatch(_plain(heading), word) for heading in headings)
    ]
    if sent:
        what = f"The file holds columns that were not agreed: {sent}."
        remedy = "Remove them, send it again, and tell your information governance lead."
        raise Refusal(where, what, remedy, rule="V084")


def _lacking(
    catalogue: Catalogue, contract: Contract, where: str, missing: list[str], held: set[str]
) -> Refusal:
    """Only names that were promised are told: line 1 may be a row of a file without headings."""
    promised = [c.from_ for table in contract.tables.values() for c in table.columns.values()]
    there = [name for name in dict.fromkeys(promised) if _plain(name) in held]
    what = f"Promised columns are missing: {missing}. Of those promised the file has: {there}."
    other = _like_another(catalogue, contract, held)
    if other:
        what += f" Its headings are those of '{other}'."
        return Refusal(where, what, "Send it under the name that its own template has.")
    return Refusal(where, what, "Add the columns, spelt as in the template.")


def _like_another(catalogue: Catalogue, contract: Contract, held: set[str]) -> str | None:
    for other in catalogue.contracts.values():
        for table in other.tables.values():
            wanted = {_plain(c.from_) for c in table.columns.values() if not c.may_be_absent}
            if other is not contract and len(wanted) > 2 and wanted <= held:
                return other.title
    return None


def check_years(contract: Contract, extracts: dict[str, Extract], month: Month) -> None:
    """Refuse what was not promised that month, or was promised and is missing."""
    for name, table in contract.tables.items():
        extract = extracts.get(name)
        promised = in_force(table.since, table.until, month)
        if extract is None:
            if promised and not table.may_be_absent:
                what = f"The delivery lacks table '{name}', which is promised for {month}."
                raise Refusal(contract.title, what, "Export all tables and send them together.")
            continue
        for column in table.columns.values():
            _check_column(extract, column.headings(), column.may_be_absent, month)


def _check_column(
    extract: Extract,
    headings: list[tuple[str, str | None, str | None]],
    may_be_absent: bool,
    month: Month,
) -> None:
    now = [heading for heading, since, until in headings if in_force(since, until, month)]
    there = [
        theirs
        for theirs, ours in zip(extract.headings, extract.columns, strict=True)
        if ours == headings[0][0]
    ]
    if not now or (may_be_absent and not there) or there == [NOT_MET]:
        return
    if not there or _plain(there[0]) not in {_plain(heading) for heading in now}:
        named = [
            heading for heading, _, _ in headings if there and _plain(heading) == _plain(there[0])
        ]
        found = f"it has '{named[0]}' {NOT_IN_FORCE}" if named else "it has none such"
        what = f"For {month} a column '{now[0]}' is promised; {found}."
        raise Refusal(extract.relation.removeprefix("read_"), what, "Use the layout of that month.")


def in_force(since: str | None, until: str | None, month: Month) -> bool:
    return (since or "0000-00") <= str(month) <= (until or "9999-99")


def _plain(heading: str) -> str:
    return " ".join(heading.replace("\xa0", " ").split()).casefold()
