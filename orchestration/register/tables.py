"""Reads every table of a delivery, spelt as its contract spells it, or refuses the delivery.

Rows are judged afterwards; here only the layout is.
"""

from fnmatch import fnmatch
from pathlib import Path

import duckdb

from orchestration.contracts.casts import identifier, quoted
from orchestration.contracts.language import Contract, Table
from orchestration.readers import READERS, Extract
from orchestration.refusals import Refusal
from orchestration.register.recognise import Delivery, table_file


def read_tables(
    con: duckdb.DuckDBPyConnection, contract: Contract, delivery: Delivery
) -> dict[str, Extract]:
    """Read the file of every table; refuse a delivery that lacks a table, a column or all rows."""
    found = {name: table_file(contract, name, delivery.files) for name in contract.tables}
    lacking = [contract.tables[n].file or n for n, path in found.items() if path is None]
    if lacking:
        what = f"The delivery lacks {len(lacking)} of its {len(found)} files: {lacking}."
        raise Refusal(delivery.name, what, "Export all tables together and send them together.")
    extracts = {}
    for name, path in found.items():
        assert path is not None
        extracts[name] = _read_one(con, contract, name, path)
    if not any(extract.rows for extract in extracts.values()):
        what = "The delivery has headings but no rows."
        remedy = "Export it again; if there is truly nothing to report, tell the data team."
        raise Refusal(delivery.name, what, remedy)
    return extracts


def _read_one(con: duckdb.DuckDBPyConnection, contract: Contract, name: str, path: Path) -> Extract:
    table = contract.tables[name]
    relation = f"read_{name}"
    extract = READERS[contract.reader.kind](con, path, contract, table, relation)
    extract = _with_contract_names(con, path, table, extract)
    con.execute(
        f"alter table {relation} add column received_file varchar default {quoted(path.name)}"
    )
    rows = con.execute(f"select count(*) from {relation}").fetchone()
    if rows is None or rows[0] != extract.rows:
        what = f"The file holds {extract.rows} rows but {rows and rows[0]} could be read."
        raise Refusal(path.name, what, "Check its quotation marks and line ends; send it again.")
    return extract


def _with_contract_names(
    con: duckdb.DuckDBPyConnection, path: Path, table: Table, extract: Extract
) -> Extract:
    """Spell the columns as the contract does; refuse when a promised one is missing."""
    held = {name.casefold(): name for name in extract.columns}
    wanted = {column.from_: column for column in table.columns.values()}
    missing = [n for n, c in wanted.items() if n.casefold() not in held and not c.may_be_absent]
    if missing:
        # Only names that were promised are told: line 1 may be a row of a file without headings.
        there = [name for name in wanted if name.casefold() in held]
        what = f"Promised columns are missing: {missing}. Of those promised the file has: {there}."
        raise Refusal(path.name, what, "Add the columns, spelt as in the template.")
    spelt = {held[name.casefold()]: name for name in wanted if name.casefold() in held}
    for theirs, ours in spelt.items():
        if theirs != ours:
            old, new = identifier(theirs), identifier(ours)
            con.execute(f"alter table {extract.relation} rename column {old} to {new}")
    columns = [spelt.get(name, name) for name in extract.columns]
    unlisted = [name for name in columns if name not in wanted]
    return Extract(extract.relation, columns, extract.rows, extract.month_text, unlisted)


def note_unlisted(
    con: duckdb.DuckDBPyConnection, contract: Contract, extracts: dict[str, Extract]
) -> None:
    """Columns that no contract knows are kept with the rows and reported, never lost."""
    for name, extract in extracts.items():
        for column in extract.unlisted:
            if not any(fnmatch(column.casefold(), known) for known in contract.not_loaded):
                con.execute(
                    f"""insert into problems select ?, any_value(received_file), null, 1, ?,
                    'V001', 'warn', null from {extract.relation}""",
                    [name, column],
                )
