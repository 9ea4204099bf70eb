"""Asks a table every rule on single rows: in one scan, or once for each different combination.

A large extract says the same few things very often; what is asked of a row depends on the words
that a rule looks at and on nothing else, so equal rows get equal answers.
"""

from collections.abc import Callable, Iterable
from functools import partial

import duckdb

from orchestration.contracts.row_rule import RowRule
from orchestration.contracts.sql import identifier
from orchestration.register.case import CannotBeAsked, Case, all_of

SMALL = 200_000
LOOKED_AT_FIRST = 100_000
FEW = 0.1

Asked = list[tuple[int, str]]


def ask_rows(case: Case, name: str, rules: list[RowRule]) -> None:
    """Note every row of a table that breaks one of the rules."""
    every_row: Asked = []
    combinations: dict[frozenset[str], Asked] = {}
    large = case.extracts[name].rows > SMALL
    for rule in rules:
        place = case.add(name, rule.rule, rule.heading, rule.severity)
        if large and rule.words:
            combinations.setdefault(rule.words, []).append((place, f"({rule.broken})"))
        else:
            every_row.append((place, f"({rule.broken})"))
    for words, asked in combinations.items():
        if _are_few(case, name, words):
            _ask(case, name, asked, partial(_ask_combinations, case, name, words, asked))
        else:
            every_row += asked
    if every_row:
        _ask(case, name, every_row, partial(_ask_every_row, case, name, every_row))


def _ask(case: Case, name: str, asked: Asked, ask: Callable[[], None]) -> None:
    """Ask several rules at once; where one of them fails, find out which and say so."""
    try:
        ask()
    except duckdb.Error:
        for place, sql in asked:
            try:
                case.con.execute(f"select count(*) from {all_of(name)} where {sql}")
            except duckdb.Error as error:
                raise CannotBeAsked(case.findings[name][place].rule, name) from error
        raise


def _ask_every_row(case: Case, name: str, asked: Asked) -> None:
    case.note(name, _broken(asked, "row_number", all_of(name)))


def _broken(asked: Asked, kept: str, relation: str) -> str:
    """A query of what is `kept` of the rows that break a rule, with its place."""
    places = ", ".join(f"case when {sql} then {place} end" for place, sql in asked)
    return f"""
        select {kept}, unnest(list_filter([{places}], lambda place: place is not null)) as finding
        from {relation} where {" or ".join(sql for _, sql in asked)}
    """


def _columns(case: Case, name: str, words: Iterable[str]) -> list[str]:
    """The supplier's columns behind some words, as they were read."""
    present, columns = set(case.extracts[name].columns), case.table(name).columns
    headings = {columns[word].from_ for word in words}
    return sorted(headings & present)


def _are_few(case: Case, name: str, words: frozenset[str]) -> bool:
    """Whether the first rows say few different things."""
    columns = _columns(case, name, words)
    if not columns:
        return False
    different = case.count(f"""
        select count(*) from (
            select distinct {", ".join(map(identifier, columns))} from {case.read(name)}
            where row_number < {LOOKED_AT_FIRST})
    """)
    return different < FEW * LOOKED_AT_FIRST


def _ask_combinations(case: Case, name: str, words: frozenset[str], asked: Asked) -> None:
    """Ask each different combination of the words' texts once, then find the rows of the bad."""
    columns = _columns(case, name, words)
    shown = ", ".join(map(identifier, columns))
    case.con.execute(f"""
        create or replace temp table combinations as
        select row_number() over () as row_number, * from (
            select distinct {shown} from {case.read(name)}) as different
    """)
    cells = case.cells(name, "temp.combinations", set(columns))
    case.con.execute(f"""
        create or replace temp table bad_combinations as
        select {shown}, finding from ({_broken(asked, "row_number", f"({cells})")}) as broken
        inner join temp.combinations using (row_number)
    """)
    if case.count("select count(*) from temp.bad_combinations"):
        same = " and ".join(
            f"cells.{identifier(column)} is not distinct from bad.{identifier(column)}"
            for column in columns
        )
        case.note(
            name,
            f"""select cells.row_number, bad.finding from {case.read(name)} as cells
                inner join temp.bad_combinations as bad on {same}""",
        )
