"""Holds at the door: rows of people who may not be processed, or whose data were erased.

A restricted person's rows are kept and set aside; of an erased one only the count is. A row with
a name of the erased and another day of birth may be another child's: it is kept, and a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from orchestration.contracts.agreed import MARKED, is_marked
from orchestration.contracts.casts import text_of, typed
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.cells import text_name
from orchestration.contracts.language import Contract
from orchestration.contracts.sql import identifier
from orchestration.holds.finding import ERASED, PERHAPS_ERASED, Tables, find_rows, held_table
from orchestration.holds.held import Holds
from orchestration.holds.naming import Name, normal_sql, shared_words
from orchestration.home import Home
from orchestration.readers import Extract
from orchestration.register.blanking import blank_rows

RESTRICTED = "D62"


HELD = (RESTRICTED, ERASED, PERHAPS_ERASED)


@dataclass(frozen=True)
class HeldRows:
    """Which tables have held rows, in `held_<table>` of the connection.

    marked  names on rows that the sender itself marks as not to be processed
    """

    tables: set[str] = field(default_factory=set)
    erased: int = 0
    marked: list[Name] = field(default_factory=list)


def hold_rows(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    catalogue: Catalogue,
    contract: Contract,
    supplier: str,
    extracts: dict[str, Extract],
    folder: Path,
) -> HeldRows:
    """Find the rows of people who are held, and blank those of the erased before they are kept."""
    relations = {name: identifier(extract.relation) for name, extract in extracts.items()}
    columns = {name: extract.columns for name, extract in extracts.items()}
    tables = Tables(con, catalogue, contract, supplier, relations, columns)
    held, marked = Holds(home).in_force(), _marked(tables)
    if not held and not marked:
        return HeldRows()
    texts = {name.text for name in marked}

    def recognise(asked: Sequence[str]) -> list[str | None]:
        known = held.rules_of(asked) if held else [None] * len(asked)
        return [
            rule or (RESTRICTED if text in texts else None)
            for text, rule in zip(asked, known, strict=True)
        ]

    counts = find_rows(tables, recognise, held.further_words, held)
    found = {name for name, count in counts.items() if count}
    erased = sum(_blank(con, folder, name) for name in found)
    return HeldRows(found, erased, marked)


def _blank(con: duckdb.DuckDBPyConnection, folder: Path, name: str) -> int:
    numbers = f"select row_number from temp.{held_table(name)} where rule = '{ERASED}'"
    row = con.execute(f"select count(*) from ({numbers})").fetchone()
    if row and row[0]:
        blank_rows(con, folder, name, numbers)
    return int(row[0]) if row else 0


def _marked(tables: Tables) -> list[Name]:
    """Every name on a row that the sender marks, where it is one that can be followed."""
    found: set[Name] = set()
    for table, told in tables.contract.tables.items():
        if MARKED not in told.columns or not tables.has(table, MARKED):
            continue
        column, word = told.columns[MARKED], tables.catalogue.words[MARKED]
        mark = typed(column, word, tables.catalogue.codes("missing_words"))
        marked = f"""
            select * from (select *, {text_of(column)} as {text_name(MARKED)},
                {mark} as {identifier(MARKED)} from {tables.relations[table]})
            where {is_marked()}
        """
        for naming in tables.namings(table, set()):
            kind, supplier = naming.way(tables.supplier, shared_words(tables.catalogue))
            value = normal_sql(naming.kind, naming.text)
            rows = tables.con.execute(
                f"select distinct {value} from ({marked}) where {value} is not null"
                f" and {naming.is_sound} order by 1"
            ).fetchall()
            found |= {Name(kind, supplier, row[0]) for row in rows}
    return sorted(found, key=lambda name: name.text)
