"""The rules a contract puts on rows, as SQL conditions that are true where a row breaks one.

What each rule says to the sender is in expectations/rules.yml; applying them is the door's work.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from orchestration.contracts.casts import (
    identifier,
    in_list,
    is_nhs_number,
    is_upn,
    text_of,
    typed,
)
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Column, Table, Word

CHECKS: dict[str, tuple[str, Callable[[str], str]]] = {
    "upn": ("V010", lambda t: f"not {is_upn(t)}"),
    "not_an_nhs_number": ("V084", is_nhs_number),
}


@dataclass(frozen=True)
class RowRule:
    """One rule on one column of one table; `broken` is SQL over the columns of `cells`."""

    rule: str
    column: str
    broken: str


def cells(catalogue: Catalogue, table: Table, present: set[str]) -> dict[str, str]:
    """What the rules look at: for each word its text and its value, as named SQL expressions."""
    looked_at, words = {}, catalogue.codes("missing_words")
    for name, column in _present(table, present).items():
        looked_at[_text(name)] = text_of(column)
        looked_at[_value(name)] = typed(column, catalogue.words[name], words)
    return looked_at


def row_rules(
    catalogue: Catalogue, table: Table, present: set[str], latest_day: date
) -> list[RowRule]:
    """Every rule on single rows of `table` for the columns that are `present` in the file.

    No event may be dated after `latest_day`, the end of the month after the delivery's own: an
    extract drawn some days into the next month may hold those days.
    """
    columns = _present(table, present)
    return [
        RowRule(rule, column.from_, broken)
        for name, column in columns.items()
        for rule, broken in _rules_of(catalogue, columns, name, latest_day)
    ]


def _present(table: Table, present: set[str]) -> dict[str, Column]:
    return {name: column for name, column in table.columns.items() if column.from_ in present}


def _text(name: str) -> str:
    return identifier(f"text of {name}")


def _value(name: str) -> str:
    return identifier(f"value of {name}")


def _rules_of(
    catalogue: Catalogue, columns: dict[str, Column], name: str, latest_day: date
) -> Iterator[tuple[str, str]]:
    column, word = columns[name], catalogue.words[name]
    empty = _is_empty(catalogue, column, word, name)
    if column.required:
        yield "D01", empty
    if word.type != "text":
        yield from _kind_rules(catalogue, column, word, name, empty)
    if word.type == "date":
        yield "V005", f"not {_is_plausible(word, name, latest_day)}"
    if word.check:
        rule, condition = CHECKS[word.check]
        yield rule, f"not {empty} and {condition(_text(name))}"
    yield from _relations(catalogue, columns, name, empty, latest_day)


def _kind_rules(
    catalogue: Catalogue, column: Column, word: Word, name: str, empty: str
) -> Iterator[tuple[str, str]]:
    text, value = _text(name), _value(name)
    if word.type == "code":
        yield "V004", f"not {empty} and not {in_list(value, catalogue.codes(word.codes or ''))}"
    else:
        yield "D03" if word.type == "date" else "D02", f"not {empty} and {value} is null"
    if word.type == "count":
        yield "D02", f"{value} < 0"
    words = [code for code in catalogue.codes("missing_words") if code not in column.missing_marks]
    yield "V006", in_list(f"lower({text})", words)


def _is_plausible(word: Word, name: str, latest_day: date) -> str:
    latest = date.max if word.may_be_future else latest_day
    return f"({_value(name)} between date '{word.earliest}' and date '{latest}')"


def _relations(
    catalogue: Catalogue, columns: dict[str, Column], name: str, empty: str, latest_day: date
) -> Iterator[tuple[str, str]]:
    """Rules between two columns of a row; silent where the other column is not in the file."""
    column = columns[name]
    if (order := column.not_before) and order.word in columns:
        other = catalogue.words[order.word]
        sound = _is_plausible(other, order.word, latest_day)
        yield order.rule, f"{_value(name)} < {_value(order.word)} and {sound}"
    if (when := column.needed_when) and when.word in columns:
        yield when.rule, f"{in_list(_text(when.word), when.codes)} and {empty}"
    if (when := column.empty_when) and when.word in columns:
        yield when.rule, f"{in_list(_text(when.word), when.codes)} and not {empty}"
    if (pair := column.paired_with) and pair.word in columns:
        other_empty = _is_empty(
            catalogue, columns[pair.word], catalogue.words[pair.word], pair.word
        )
        yield pair.rule, f"{empty} <> {other_empty}"


def _is_empty(catalogue: Catalogue, column: Column, word: Word, name: str) -> str:
    """Empty, or words that stand for an empty cell (V006), which a text column cannot hold."""
    if word.type == "text":
        return f"({_text(name)} = '')"
    words = ["", *column.missing_marks, *catalogue.codes("missing_words")]
    return f"({in_list(f'lower({_text(name)})', [word.lower() for word in words])})"
