"""Asks every rule and check of the contracts of empty tables, before any file comes.

One whose SQL cannot run is found here by name; what they say of rows is in `judge`.
"""

from pathlib import Path

import duckdb

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.contracts.sql import identifier
from orchestration.ducks import open_memory
from orchestration.months import Month
from orchestration.readers import Extract
from orchestration.register.case import CannotBeAsked, Case
from orchestration.register.judge import judge

MONTH = Month.parse("2025-12")


def cannot_run(catalogue: Catalogue) -> list[str]:
    """What stands in the way of each source that cannot be judged, in words."""
    found = []
    for source, contract in catalogue.contracts.items():
        try:
            _rehearse(catalogue, contract)
        except (CannotBeAsked, duckdb.Error) as error:
            cause = error.__cause__ or error
            found.append(f"{source}: {error} {str(cause).splitlines()[0]}")
    return found


def _rehearse(catalogue: Catalogue, contract: Contract) -> None:
    """Judge a delivery whose tables have every promised column and no row, after one like it."""
    with open_memory() as con:
        extracts, before = {}, {}
        for name, table in contract.tables.items():
            columns = list(dict.fromkeys(column.from_ for column in table.columns.values()))
            shown = ", ".join(f"null::varchar as {identifier(column)}" for column in columns)
            before[name] = f"select 0::bigint as row_number, {shown} where false"
            con.execute(f"create view {identifier(f'read_{name}')} as {before[name]}")
            extracts[name] = Extract(f"read_{name}", Path(), columns, columns, 0)
        judge(Case(con, catalogue, contract, MONTH, extracts, before))
