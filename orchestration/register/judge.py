"""Judges every row of a table by its contract in sets, and parts what is loaded from what is not.

Reading files and remembering deliveries happen elsewhere; the rules' SQL is in contracts.rules.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from orchestration.contracts.casts import identifier, quoted, text_of
from orchestration.contracts.language import Contract, Table
from orchestration.contracts.rules import RowRule
from orchestration.contracts.sentences import rule_texts
from orchestration.readers.extract import Extract
from orchestration.register.book import TableCount

PROBLEM_COLUMNS = "table_name, file_name, sheet, line, column_name, rule, severity, value"


@dataclass(frozen=True)
class Verdict:
    """How a table fared; `relation` holds its rows with `set_aside` and `problems`."""

    table: str
    relation: str
    count: TableCount


def judge(
    con: duckdb.DuckDBPyConnection,
    name: str,
    contract: Contract,
    extract: Extract,
    looked_at: dict[str, str],
    rules: list[RowRule],
) -> Verdict:
    """Mark each row of the extract with the rules it breaks; parents must have been judged."""
    texts, table = rule_texts(), contract.tables[name]
    numbered = list(enumerate(rules))
    broken = [f"case when {rule.broken} then {n} end" for n, rule in numbered]
    fatal = [n for n, rule in numbered if texts[rule.rule].severity == "set_aside"]
    orphan, twice = len(rules), len(rules) + 1
    relation = f"judged_{name}"
    con.execute(f"""
        create or replace table {relation} as
        with received as (
            select *, {", ".join(f"{sql} as {cell}" for cell, sql in looked_at.items())}
            from {extract.relation}
        ),
        checked as materialized (
            select received.* exclude ({", ".join(looked_at)}),
                list_filter([{", ".join([*broken, _orphan(table, orphan)])}],
                    lambda broken: broken is not null) as problems
            from received
        ),
        parted as (
            select *, list_has_any(problems, {[*fatal, orphan]}::integer[]) as is_faulty
            from checked
        ),
        ranked as (
            select *, {_repeats(table, _pointed_to(contract, name))} as is_repeat from parted
        )
        select * exclude (is_faulty, is_repeat, problems),
            case when is_repeat then list_append(problems, {twice}) else problems end as problems,
            is_faulty or is_repeat as is_set_aside
        from ranked
    """)
    _note_problems(con, name, table, relation, rules)
    loaded, aside = con.execute(f"""
        select count(*) filter (not is_set_aside), count(*) filter (is_set_aside) from {relation}
    """).fetchone() or (0, 0)
    return Verdict(name, relation, TableCount(extract.rows, loaded, aside))


def _orphan(table: Table, number: int) -> str:
    if table.parent is None:
        return "null"
    keys = _keys(table.parent.table, table.parent.word)
    found = f"select parent_key from {keys}"
    return f"""case when {_as_key(table, table.parent.word)} not in ({found}) then {number} end"""


def _keys(table: str, word: str) -> str:
    return identifier(f"{word} of {table}")


def _as_key(table: Table, word: str) -> str:
    return text_of(table.columns[word])


def _repeats(table: Table, pointed_to: list[str]) -> str:
    """True for the later of two sound rows with one key, or with one word that others point to."""
    keys = [table.key] if table.key else []
    keys += [[word] for word in pointed_to if [word] != table.key]
    repeats = []
    for words in keys:
        key = ", ".join(_as_key(table, word) for word in words)
        repeats.append(f"""row_number() over (partition by is_faulty, {key}
            order by received_line_number, received_column) > 1""")
    return f"not is_faulty and ({' or '.join(repeats)})" if repeats else "false"


def _pointed_to(contract: Contract, name: str) -> list[str]:
    """The words of a table that rows of other tables name it by."""
    parents = [table.parent for table in contract.tables.values() if table.parent]
    return sorted({parent.word for parent in parents if parent.table == name})


def keep_keys(con: duckdb.DuckDBPyConnection, verdict: Verdict, contract: Contract) -> None:
    """Remember what was loaded by the words that other tables point to it with."""
    for word in _pointed_to(contract, verdict.table):
        key = _as_key(contract.tables[verdict.table], word)
        con.execute(f"""
            create or replace table {_keys(verdict.table, word)} as
            select distinct {key} as parent_key from {verdict.relation} where not is_set_aside
        """)


def create_problems(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace table problems (table_name varchar, file_name varchar, sheet varchar,
            line bigint, column_name varchar, rule varchar, severity varchar, value varchar)
    """)


def _note_problems(
    con: duckdb.DuckDBPyConnection, name: str, table: Table, relation: str, rules: list[RowRule]
) -> None:
    texts = rule_texts()
    parent = table.columns[table.parent.word].from_ if table.parent else None
    key = table.columns[table.key[0]].from_ if table.key else None
    columns = [rule.column for rule in rules] + [parent, key]
    codes = [rule.rule for rule in rules] + ["D05", "D04"]
    known = pa.table(
        {
            "number": list(range(len(codes))),
            "column_name": columns,
            "rule": codes,
            "severity": [texts[code].severity for code in codes],
        }
    )
    con.register("known_rules", known)
    values = " ".join(
        f"when {n} then {identifier(column)}" for n, column in enumerate(columns) if column
    )
    con.execute(f"""
        insert into problems
        select {quoted(name)}, received_file, received_sheet, received_line_number,
            coalesce(known_rules.column_name || ' (' || received_column || ')',
                     known_rules.column_name),
            known_rules.rule, known_rules.severity, case number {values} end
        from (select * exclude (problems), unnest(problems) as number
              from {relation}) as rows_with_problems
        inner join known_rules using (number)
    """)
    con.unregister("known_rules")


def write_verdict(
    con: duckdb.DuckDBPyConnection, verdict: Verdict, folder: Path, lineage: dict[str, str]
) -> None:
    """Write the loaded and the set-aside rows as Parquet, as text, with where they came from."""
    fixed = ", ".join(f"{expression} as {name}" for name, expression in lineage.items())
    for part, condition in (("loaded", "not is_set_aside"), ("set_aside", "is_set_aside")):
        con.execute(f"""
            copy (select * exclude (problems, is_set_aside), {fixed} from {verdict.relation}
                  where {condition} order by received_file, received_line_number, received_column)
            to {quoted(str(folder / f"{verdict.table}.{part}.parquet"))}
            (format parquet, compression zstd)
        """)
