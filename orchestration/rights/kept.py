"""The tables of a delivery that is kept, opened one delivery at a time to look for people in them.

Nothing is changed here.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.sql import identifier
from orchestration.holds.finding import Tables
from orchestration.home import Home
from orchestration.readers.extract import OURS
from orchestration.register.book import Book, Submission, submission_folder
from orchestration.register.rows import received_sql


def open_delivery(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, entry: Submission, folder: Path
) -> Tables:
    """A delivery's tables as views of the connection, in place of those of the one before."""
    contract = catalogue.contracts[str(entry.source)]
    relations, columns = {}, {}
    for name in entry.tables:
        view = identifier(f"kept_{name}")
        con.execute(f"create or replace temp view {view} as {received_sql(folder, name)}")
        described = con.execute(f"describe {view}").fetchall()
        relations[name] = view
        columns[name] = [str(row[0]) for row in described if row[0] not in OURS]
    return Tables(con, catalogue, contract, str(entry.supplier), relations, columns)


def deliveries(home: Home, catalogue: Catalogue) -> Iterator[tuple[Submission, Path]]:
    """Every delivery that is kept and whose source still has a contract, with its folder."""
    for entry in Book(home).kept():
        folder = submission_folder(home, entry)
        if entry.source in catalogue.contracts and folder.is_dir():
            yield entry, folder
