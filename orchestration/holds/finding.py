"""Finds in the tables of one delivery the rows of certain people, and all that hangs on them.

It hashes each different name once; where nobody is looked for, nothing is read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from orchestration.contracts.casts import text_of
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.contracts.sql import identifier
from orchestration.holds.naming import Naming, namings, normal_sql, shared_words

Recognise = Callable[[Sequence[str]], list[str | None]]


@dataclass(frozen=True)
class Tables:
    """A delivery's tables in a connection, each a relation with `row_number` and all columns."""

    con: duckdb.DuckDBPyConnection
    catalogue: Catalogue
    contract: Contract
    supplier: str
    relations: dict[str, str]
    columns: dict[str, list[str]]

    def has(self, table: str, word: str) -> bool:
        column = self.contract.tables[table].columns[word]
        return table in self.relations and column.from_ in self.columns[table]

    def namings(self, table: str, further: set[str]) -> list[Naming]:
        told = self.contract.tables[table]
        return list(namings(self.catalogue, told, self.columns[table], further))


def held_table(table: str) -> str:
    return identifier(f"held_{table}")


def find_rows(tables: Tables, recognise: Recognise, further: set[str]) -> dict[str, int]:
    """Make `held_<table>` (row_number, rule) for each table; return how many rows each has.

    `recognise` gives for each name's text the rule under which its person is held.
    """
    counts = {}
    for name in tables.contract.parents_first():
        if name not in tables.relations:
            continue
        tables.con.execute(
            f"create or replace temp table {held_table(name)} (row_number bigint, rule varchar)"
        )
        for naming in tables.namings(name, further):
            _find_named(tables, name, naming, recognise)
        _find_hanging(tables, name)
        tables.con.execute(f"""
            create or replace temp table {held_table(name)} as
            select row_number, max(rule) as rule from {held_table(name)} group by row_number
        """)
        row = tables.con.execute(f"select count(*) from {held_table(name)}").fetchone()
        counts[name] = int(row[0]) if row else 0
    return counts


def _find_named(tables: Tables, name: str, naming: Naming, recognise: Recognise) -> None:
    kind, supplier = naming.way(tables.supplier, shared_words(tables.catalogue))
    relation, value = tables.relations[name], normal_sql(naming.kind, naming.text)
    found = tables.con.execute(
        f"select distinct {value} as value from {relation} where {value} is not null order by 1"
    ).to_arrow_table()
    values = found["value"].to_pylist()
    rules = recognise([f"{kind}|{supplier}|{each}" for each in values])
    known = [(each, rule) for each, rule in zip(values, rules, strict=True) if rule]
    if not known:
        return
    columns = {"value": [each for each, _ in known], "rule": [rule for _, rule in known]}
    tables.con.register("recognised", pa.table(columns))
    tables.con.execute(f"""
        insert into {held_table(name)}
        select named.row_number, recognised.rule
        from (select row_number, {value} as value from {relation}) as named
        inner join recognised using (value)
    """)
    tables.con.unregister("recognised")


def _find_hanging(tables: Tables, name: str) -> None:
    """Rows that point to a held row, where it is the first with its key: a later one of the same
    key is a repeat, and what points to the key belongs to the first."""
    parent = tables.contract.tables[name].parent
    if parent is None or not tables.has(name, parent.word):
        return
    if not tables.has(parent.table, parent.word):
        return
    key = text_of(tables.contract.tables[parent.table].columns[parent.word])
    pointer = text_of(tables.contract.tables[name].columns[parent.word])
    tables.con.execute(f"""
        insert into {held_table(name)}
        select pointing.row_number, owners.rule
        from (select row_number, {pointer} as parent_key from {tables.relations[name]}) as pointing
        inner join (
            select {key} as parent_key, min(row_number) as row_number
            from {tables.relations[parent.table]} group by parent_key
        ) as firsts using (parent_key)
        inner join {held_table(parent.table)} as owners on owners.row_number = firsts.row_number
        where pointing.parent_key <> ''
    """)
