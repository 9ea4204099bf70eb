"""Tells a person's own names from another's that were copied onto one of their rows.

Following names from row to row is in tracing.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from orchestration.contracts.casts import text_of
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.sql import in_list, quoted
from orchestration.ducks import open_memory
from orchestration.holds.finding import Tables, born_on_sql
from orchestration.holds.naming import Name, normal_sql, shared_words
from orchestration.home import Home
from orchestration.rights.kept import deliveries, open_delivery
from orchestration.rights.records import lay_out_strangers


def names_of_others(
    home: Home, catalogue: Catalogue, known: set[Name], born_on: date | None, names: set[Name]
) -> set[Name]:
    """Those of the names that are mostly on rows of another day of birth, or of a record that the
    ledger of people says is another's.

    A number that was copied wrongly onto one row would lead to all of another child, a twin even.
    """
    if not names:
        return set()
    theirs, others = Counter[Name](), Counter[Name]()
    with open_memory(home) as con:
        lay_out_strangers(con, home, catalogue, known)
        for entry, folder in deliveries(home, catalogue):
            tables = open_delivery(con, catalogue, entry, folder)
            for table in entry.tables:
                for name, agreeing, differing in _counted(tables, table, names, born_on):
                    theirs[name] += agreeing
                    others[name] += differing
    return {name for name in names if others[name] > theirs[name]}


def _counted(
    tables: Tables, table: str, wanted: set[Name], born_on: date | None
) -> Iterator[tuple[Name, int, int]]:
    """For each name on the rows of a table, how many of them are the person's and another's."""
    told, stranger = born_on_sql(tables, table) or "null::date", _is_strangers(tables, table)
    for naming in tables.namings(table, {name.kind for name in wanted}):
        way = naming.way(tables.supplier, shared_words(tables.catalogue))
        values = sorted(name.value for name in wanted if (name.kind, name.supplier) == way)
        if values:
            rows = tables.con.execute(
                f"""select value, count(*) filter (born_on = $birth and not is_strangers),
                        count(*) filter (born_on <> $birth or is_strangers)
                    from (select {normal_sql(naming.kind, naming.text)} as value,
                            {told} as born_on, {stranger} as is_strangers
                        from {tables.relations[table]}) as named
                    where {in_list("value", values)} group by value""",
                {"birth": born_on},
            ).fetchall()
            yield from ((Name(*way, value), ours, not_ours) for value, ours, not_ours in rows)


def _is_strangers(tables: Tables, table: str) -> str:
    """Whether a row is a record of somebody whom the ledger knows as another, as SQL."""
    told = tables.contract.tables[table]
    word = told.people_known_by
    if not word or not tables.has(table, word):
        return "false"
    value = normal_sql(word, text_of(told.columns[word]))
    return f"""coalesce({value} in (select value from strangers
        where known_by = {quoted(word)} and supplier_code = {quoted(tables.supplier)}), false)"""
