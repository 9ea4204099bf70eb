"""Finds in the tables of one delivery the rows of certain people, and all that hangs on them.

It hashes each different name once; where nobody is looked for, nothing is read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import duckdb
import pyarrow as pa

from orchestration.contracts.casts import text_of, typed
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.contracts.sql import identifier
from orchestration.holds.naming import Naming, namings, normal_sql, shared_words

Recognise = Callable[[Sequence[str]], list[str | None]]
ERASED, PERHAPS_ERASED = "D63", "D65"


class Births(Protocol):
    """What is known of the days of birth of the erased: pseudonyms only."""

    def births_of(self, texts: Sequence[str]) -> list[list[str]]: ...

    def hide_births(self, births: Sequence[date]) -> list[list[str]]: ...


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


def born_on_sql(tables: Tables, name: str) -> str | None:
    """The day of birth as a table has it, as SQL; None where it has none."""
    told = tables.contract.tables[name]
    if "born_on" not in told.columns or not tables.has(name, "born_on"):
        return None
    missing = tables.catalogue.codes("missing_words")
    return typed(told.columns["born_on"], tables.catalogue.words["born_on"], missing)


def find_rows(
    tables: Tables, recognise: Recognise, further: set[str], births: Births | None = None
) -> dict[str, int]:
    """Make `held_<table>` (row_number, rule) for each table; return how many rows each has.

    `recognise` gives for each name's text the rule under which its person is held. A row that has
    a name of the erased and another day of birth than `births` knows is under PERHAPS_ERASED.
    """
    counts = {}
    for name in tables.contract.parents_first():
        if name not in tables.relations:
            continue
        tables.con.execute(
            f"create or replace temp table {held_table(name)} (row_number bigint, rule varchar)"
        )
        for naming in tables.namings(name, further):
            _find_named(tables, name, naming, recognise, births)
        _find_hanging(tables, name)
        tables.con.execute(f"""
            create or replace temp table {held_table(name)} as
            select row_number, coalesce(any_value(rule) filter (rule = '{ERASED}'), max(rule))
                as rule
            from {held_table(name)} group by row_number
        """)
        row = tables.con.execute(f"select count(*) from {held_table(name)}").fetchone()
        counts[name] = int(row[0]) if row else 0
    return counts


def _find_named(
    tables: Tables, name: str, naming: Naming, recognise: Recognise, births: Births | None
) -> None:
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
    texts = [f"{kind}|{supplier}|{each}" for each, _ in known]
    columns = {
        "value": [each for each, _ in known],
        "rule": [rule for _, rule in known],
        "births": births.births_of(texts) if births else [[] for _ in known],
    }
    types = {"births": pa.list_(pa.string())}
    arrays = {key: pa.array(held, types.get(key, pa.string())) for key, held in columns.items()}
    tables.con.register("recognised", pa.table(arrays))
    tables.con.execute(f"""
        create or replace temp table named_rows as
        select named.row_number, recognised.rule, recognised.births, named.born_on
        from (select row_number, {value} as value, {born_on_sql(tables, name) or "null::date"}
            as born_on from {relation}) as named
        inner join recognised using (value)
    """)
    tables.con.unregister("recognised")
    _hide_told_births(tables, births)
    tables.con.execute(f"""
        insert into {held_table(name)}
        select row_number, case when rule = '{ERASED}' and len(births) > 0
            and not list_has_any(births, hidden) then '{PERHAPS_ERASED}' else rule end
        from named_rows left join told_births using (born_on)
    """)


def _hide_told_births(tables: Tables, births: Births | None) -> None:
    """Make `told_births` (born_on, hidden) of the rows that name somebody erased."""
    rows = tables.con.execute(f"""
        select distinct born_on from named_rows
        where rule = '{ERASED}' and len(births) > 0 and born_on is not null order by 1
    """).fetchall()
    told = [row[0] for row in rows]
    hidden = births.hide_births(told) if births else []
    arrays = {
        "born_on": pa.array(told, pa.date32()),
        "hidden": pa.array(hidden, pa.list_(pa.string())),
    }
    tables.con.register("told", pa.table(arrays))
    tables.con.execute("create or replace temp table told_births as from told")
    tables.con.unregister("told")


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
