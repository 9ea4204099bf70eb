"""Judges a delivery by its contract and its checks, in sets: which row breaks which rule.

The rules' SQL is in contracts.rules; reading files and remembering deliveries happen elsewhere.
"""

import duckdb

from orchestration.contracts.casts import text_of
from orchestration.contracts.checks import Check
from orchestration.contracts.rules import row_rules
from orchestration.contracts.sentences import rule_texts
from orchestration.holds.finding import ERASED, held_table
from orchestration.register.asking import ask_rows
from orchestration.register.book import TableCount
from orchestration.register.case import CannotBeAsked, Case, aside, broken, lay_out
from orchestration.register.holding import HELD
from orchestration.register.repeats import ask_repeats


def judge(case: Case) -> dict[str, TableCount]:
    """Judge every table that came, parents first; return how its rows fared."""
    lay_out(case)
    counts = {}
    for name in case.contract.parents_first():
        if name in case.extracts:
            counts[name] = _judge_table(case, name)
    for check in case.checks():
        if check.broken_delivery:
            _ask_delivery(case, check)
    return counts


def _judge_table(case: Case, name: str) -> TableCount:
    extract = case.extracts[name]
    rules = row_rules(case.catalogue, case.contract, name, set(extract.columns), case.month)
    ask_rows(case, name, rules)
    _ask_parent(case, name)
    if name in case.held:
        _note_held(case, name)
    _set_aside(case, name)
    ask_repeats(case, name)
    _set_aside(case, name)
    for check in case.checks():
        if check.table == name and check.broken_rows:
            _ask_several_rows(case, check)
    _set_aside(case, name)
    set_aside = case.count(f"select count(*) from {aside(name)}")
    held = case.count(f"select count(*) from {case.read(name)}")
    return TableCount(extract.rows, held - set_aside, set_aside)


def _ask_parent(case: Case, name: str) -> None:
    """D05: the row that this one points to is not there, or was set aside."""
    parent = case.table(name).parent
    if parent is None or not case.has(name, parent.word):
        return
    column = case.table(name).columns[parent.word]
    place = case.add(name, "D05", column.from_, rule_texts()["D05"].severity)
    keys = "select null::varchar as parent_key where false"
    if parent.table in case.extracts:
        keys = f"""select {case.text(parent.table, parent.word)} as parent_key
            from {case.read(parent.table)} anti join {aside(parent.table)} using (row_number)"""
    case.note(
        name,
        f"""select row_number, {place} from (
                select row_number, {text_of(column)} as parent_key from {case.read(name)}
            ) as pointing
            anti join ({keys}) as held using (parent_key)""",
    )


def _note_held(case: Case, name: str) -> None:
    """D62, D63, D65: rows of people who are held. What hangs on them is held with them, and of an
    erased person nothing is left that a rule could be asked of."""
    cascade = [n for n, found in enumerate(case.findings[name]) if found.rule == "D05"]
    case.con.execute(f"""
        delete from {broken(name)} as told using temp.{held_table(name)} as held
        where told.row_number = held.row_number
            and (held.rule = '{ERASED}' or list_contains({cascade}::integer[], told.finding))
    """)
    for rule in HELD:
        place = case.add(name, rule, None, rule_texts()[rule].severity)
        held = f"select row_number, {place} from temp.{held_table(name)} where rule = '{rule}'"
        case.note(name, held)


def _ask_several_rows(case: Case, check: Check) -> None:
    name = check.table
    heading = case.table(name).columns[check.column].from_ if check.column else None
    place = case.add(name, check.rule, heading, check.level)
    _answer(case, check)
    last = case.extracts[name].rows - 1
    sound = f"coalesce(row_number between 0 and {last}, false)"
    if case.count(f"select count(*) from temp.answer where not {sound}"):
        raise CannotBeAsked(check.rule, name)
    case.note(name, f"select distinct row_number, {place} from temp.answer")


def _ask_delivery(case: Case, check: Check) -> None:
    """One answer for the delivery as a whole: noted without a row."""
    if check.table not in case.extracts:
        return
    heading = None
    if check.column:
        heading = case.table(check.table).columns[check.column].from_
    place = case.add(check.table, check.rule, heading, check.level)
    _answer(case, check)
    if case.count("select count(*) from temp.answer") != 1:
        raise CannotBeAsked(check.rule, check.table)
    case.note(
        check.table, f"select null, {place} from temp.answer as answer(is_broken) where is_broken"
    )


def _answer(case: Case, check: Check) -> None:
    """Run a check's query with the delivery's tables under their own names.

    An answer that is not of its kind is no answer: the check is then told to have failed.
    """
    case.con.execute("set search_path = 'delivery'")
    try:
        case.con.execute(f"create or replace temp table answer as {check.query}")
        kind = "row_number as bigint" if check.broken_rows else "columns(*) as boolean"
        case.con.execute(f"select cast({kind}) from temp.answer")
    except duckdb.Error as error:
        raise CannotBeAsked(check.rule, check.table) from error
    finally:
        case.con.execute("set search_path = 'main'")


def _set_aside(case: Case, name: str) -> None:
    fatal = [n for n, found in enumerate(case.findings[name]) if found.severity == "set_aside"]
    if fatal:
        case.con.execute(f"""
            insert into {aside(name)}
            select distinct row_number from {broken(name)}
            where list_contains({fatal}, finding)
                and row_number not in (select row_number from {aside(name)})
        """)
