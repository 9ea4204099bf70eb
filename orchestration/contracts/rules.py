"""The rules a contract puts on rows, as SQL conditions that are true where a row breaks one.

What each rule says to the sender is in expectations/rules.yml; applying them is the door's work.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from orchestration.contracts.agreed import agreed_rules
from orchestration.contracts.casts import as_written, stands_for_none, words_for_missing
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.cells import text_name
from orchestration.contracts.codes import was_valid_on, was_valid_within
from orchestration.contracts.columns import Column
from orchestration.contracts.identifiers import IS_NUMBER
from orchestration.contracts.language import Contract, Table
from orchestration.contracts.row_rule import RowRule
from orchestration.contracts.sentences import Severity, rule_texts
from orchestration.contracts.sql import identifier, in_list, quoted
from orchestration.months import Month

CHECKS = {"upn": "V010", "nhs_number": "V013", "not_an_nhs_number": "V084", "uln": "V015"}


ERRORS_OF_SPREADSHEETS = [
    *("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"),
]


@dataclass(frozen=True)
class Terms:
    """What the rules of one table of one delivery are made of, or of deliveries of any month."""

    catalogue: Catalogue
    columns: dict[str, Column]
    month: Month | None

    @property
    def latest_day(self) -> str:
        """The latest day that an event may have: the end of the month after the delivery's own,
        for an extract drawn some days into the next month may hold those days."""
        if self.month is None:
            return "last_day(period_ends_on + interval 1 day)"
        return f"date '{self.month.next.ending_on}'"


def row_rules(
    catalogue: Catalogue, contract: Contract, name: str, present: set[str], month: Month | None
) -> list[RowRule]:
    """Every rule on single rows of a table: the contract's own for the columns that are `present`
    in the file, then the checks on one row.

    Without a month they look it up in the row (`cells`), which costs an engine more.
    """
    table = contract.tables[name]
    columns = {word: c for word, c in table.columns.items() if c.from_ in present}
    terms = Terms(catalogue, columns, month)
    rules = [rule for word in columns for rule in _rules_of(terms, word)]
    rules += agreed_rules(catalogue, contract, name, present)
    for check in catalogue.checks.get(contract.source, []):
        if check.table == name and check.broken_when:
            heading = table.columns[check.column].from_ if check.column else None
            words = _words_in(check.broken_when, table)
            rules.append(RowRule(check.rule, heading, check.broken_when, check.level, words))
    return rules


def _words_in(condition: str, table: Table) -> frozenset[str]:
    """The table's words that a condition names; one named in a literal does no harm.

    It names none where it looks at the row's own number, for no two rows are then alike.
    """
    named = frozenset(re.findall(r"\w+", condition.casefold()))
    return frozenset() if "row_number" in named else named.intersection(table.columns)


def _rules_of(terms: Terms, name: str) -> Iterator[RowRule]:
    heading = terms.columns[name].from_
    for rule, broken in _conditions(terms, name):
        named = re.findall(r'"(?:text of )?(\w+)"', broken)
        words = frozenset(named).intersection(terms.columns)
        yield RowRule(rule, heading, broken, _severity(terms.columns[name], rule), words)


def _severity(column: Column, rule: str) -> Severity:
    """A column that is kept though wrong sets no row aside, unless it may not be empty."""
    severity = rule_texts()[rule].severity
    kept = column.kept_if_wrong and rule != "D01" and severity == "set_aside"
    return "query" if kept else severity


def _conditions(terms: Terms, name: str) -> Iterator[tuple[str, str]]:
    column, word = terms.columns[name], terms.catalogue.words[name]
    empty = _is_empty(terms, name)
    if column.required:
        yield "D01", empty
    if word.type != "text":
        yield from _kind_rules(terms, name, empty)
    else:
        yield "D02", in_list(text_name(name), ERRORS_OF_SPREADSHEETS)
    if word.pattern:
        matches = f"regexp_full_match({text_name(name)}, {quoted(word.pattern)})"
        yield "D02", f"not {empty} and not {matches}"
    if word.type in ("date", "moment"):
        yield "V005", f"not {_is_plausible(terms, name)}"
    if word.check:
        none = in_list(text_name(name), ["", *stands_for_none(column, word)])
        is_sound = IS_NUMBER[word.check](text_name(name))
        yield CHECKS[word.check], f"not {none} and not {is_sound}"
    yield from _relations(terms, name, empty)


def _kind_rules(terms: Terms, name: str, empty: str) -> Iterator[tuple[str, str]]:
    column, word = terms.columns[name], terms.catalogue.words[name]
    text, value = text_name(name), _value(terms, name)
    if word.type == "code":
        yield "V004", f"not {empty} and not coalesce({_is_valid_code(terms, name)}, false)"
    else:
        unread = "D03" if word.type in ("date", "moment") else "D02"
        yield unread, f"not {empty} and {value} is null"
    if word.type == "count":
        yield "D02", f"{value} < 0"
    if word.minimum is not None:
        yield "D07", f"{value} < {word.minimum}"
    if word.maximum is not None:
        yield "D07", f"{value} > {word.maximum}"
    missing = words_for_missing(column, terms.catalogue.codes("missing_words"))
    yield "V006", in_list(f"lower({text})", missing)


def _value(terms: Terms, name: str) -> str:
    """The value; of a date that is kept though wrong, the day as the sender wrote it."""
    column, word = terms.columns[name], terms.catalogue.words[name]
    if column.kept_if_wrong and word.type in ("date", "moment"):
        return as_written(text_name(name), column, word)
    return identifier(name)


def _is_valid_code(terms: Terms, name: str) -> str:
    """Whether the value was in its list: on the day it is judged on, else in the month.

    A row whose own day cannot be read is judged by the month; the day has a rule of its own.
    """
    column, word = terms.columns[name], terms.catalogue.words[name]
    codes = terms.catalogue.dated_codes(word.codes or "")
    value = identifier(name)
    if terms.month is None:
        in_month = was_valid_within("period_starts_on", "period_ends_on", value, codes)
    else:
        first, last = terms.month.starting_on, terms.month.ending_on
        in_month = in_list(value, [c.code for c in codes if c.is_valid_between(first, last)])
    if column.judged_on not in terms.columns:
        return in_month
    day = identifier(str(column.judged_on))
    return f"case when {day} is null then {in_month} else {was_valid_on(day, value, codes)} end"


def _is_plausible(terms: Terms, name: str) -> str:
    word = terms.catalogue.words[name]
    latest = f"date '{date.max}'" if word.may_be_future else terms.latest_day
    return f"(cast({_value(terms, name)} as date) between date '{word.earliest}' and {latest})"


def _relations(terms: Terms, name: str, empty: str) -> Iterator[tuple[str, str]]:
    """Rules between two columns of a row; silent where the other column is not in the file."""
    column, columns = terms.columns[name], terms.columns
    if (order := column.not_before) and order.word in columns:
        sound = _is_plausible(terms, order.word)
        yield order.rule, f"{identifier(name)} < {identifier(order.word)} and {sound}"
    if (when := column.needed_when) and when.word in columns:
        yield when.rule, f"{_is_one_of(terms, when.word, when.codes)} and {empty}"
    if (when := column.empty_when) and when.word in columns:
        yield when.rule, f"{_is_one_of(terms, when.word, when.codes)} and not {empty}"
    if (pair := column.paired_with) and pair.word in columns:
        yield pair.rule, f"{empty} <> {_is_empty(terms, pair.word)}"


def _is_one_of(terms: Terms, name: str, codes: list[str]) -> str:
    """Whether another column holds one of the codes: ours, or the sender's own text."""
    is_code = terms.catalogue.words[name].type == "code"
    return in_list(identifier(name) if is_code else text_name(name), codes)


def _is_empty(terms: Terms, name: str) -> str:
    """Empty, or words that stand for an empty cell (V006), which a text column cannot hold."""
    column, word = terms.columns[name], terms.catalogue.words[name]
    if word.type == "text":
        return f"({text_name(name)} = '')"
    missing = words_for_missing(column, terms.catalogue.codes("missing_words"))
    words = ["", *column.missing_marks, *missing]
    return f"({in_list(f'lower({text_name(name)})', [word.lower() for word in words])})"
