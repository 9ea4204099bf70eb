"""How a supplier's text becomes a typed value: the one home of that rule, as DuckDB SQL.

The door asks these expressions whether a cell can be read; compiled staging reads it with them.
"""

import re
from itertools import combinations

from orchestration.contracts.columns import Column, Word
from orchestration.contracts.identifiers import IS_NUMBER
from orchestration.contracts.sql import identifier, in_list, quoted

WHITE_SPACE = "e' \\t\\r\\n' || chr(160)"
SQL_TYPES = {
    "integer": "bigint",
    "count": "bigint",
    "decimal": "decimal(18, 6)",
    "date": "date",
    "moment": "timestamp",
    "month": "date",
    "flag": "boolean",
}


def sql_type(word: Word) -> str:
    """The type of a word's values in DuckDB; text and codes are varchar."""
    return SQL_TYPES.get(word.type, "varchar")


def text_of(column: Column) -> str:
    """The cell without surrounding white space of any kind; an absent cell is empty text."""
    text = f"coalesce(trim({identifier(column.from_)}, {WHITE_SPACE}), '')"
    if column.blank_means is not None:
        return f"coalesce(nullif({text}, ''), {quoted(column.blank_means)})"
    return text


def typed(column: Column, word: Word, missing_words: list[str]) -> str:
    """The value of a cell, or null where the cell does not hold one."""
    return typed_text(text_of(column), column, word, missing_words)


def typed_text(text: str, column: Column, word: Word, missing_words: list[str]) -> str:
    """The value that a SQL text holds; null where it holds none."""
    match word.type:
        case "date" | "moment":
            return _day_or_moment(text, column, word)
        case "month":
            return f"cast(try_strptime({text} || '-01', '%Y-%m-%d') as date)"
        case "integer" | "count":
            # A spreadsheet writes the whole number 1 as 1.0; nothing is lost in reading it so.
            whole = f"regexp_full_match({text}, '-?[0-9]+([.]0+)?')"
            return f"case when {whole} then try_cast(split_part({text}, '.', 1) as bigint) end"
        case "decimal":
            plain = f"regexp_full_match({text}, '-?[0-9]+([.][0-9]+)?')"
            return f"case when {plain} then try_cast({text} as {sql_type(word)}) end"
        case "flag":
            yes, no = (
                in_list(f"lower({text})", [sign.lower() for sign in signs])
                for signs in (column.yes, column.no)
            )
            return f"case when {yes} then true when {no} then false end"
        case "code":
            return _code(text, column, word, missing_words)
        case _:
            value = f"nullif({text}, '')"
            for sign in stands_for_none(column, word):
                value = f"nullif({value}, {quoted(sign)})"
            if column.kept_if_wrong and word.check:
                return f"case when {IS_NUMBER[word.check](text)} then {value} end"
            return value


def stands_for_none(column: Column, word: Word) -> list[str]:
    """Texts that are no number but say that there is none."""
    # 9999999999 is the Learning Records Service's agreed number for "has none".
    return [*column.no_number, *(["9999999999"] if word.check == "uln" else [])]


def _day_or_moment(text: str, column: Column, word: Word) -> str:
    day = as_written(text, column, word)
    if column.kept_if_wrong:
        return f"case when {day} >= date '{word.earliest}' then {day} end"
    return day


def as_written(text: str, column: Column, word: Word) -> str:
    """The day or moment that a text says, however long ago."""
    forms = [f"try_strptime({text}, {quoted(form)})" for form in column.formats]
    read = forms[0] if len(forms) == 1 else f"coalesce({', '.join(forms)})"
    return f"cast({read} as {sql_type(word)})"


def _code(text: str, column: Column, word: Word, missing_words: list[str]) -> str:
    code = f"lower({text})" if word.any_case else text
    if column.means:
        told = {theirs.lower(): ours for theirs, ours in column.means.items()}
        whens = " ".join(f"when {quoted(t)} then {quoted(o)}" for t, o in told.items())
        code = f"case lower({text}) {whens} else {code} end"
    empty = in_list(f"lower({text})", ["", *words_for_missing(column, missing_words)])
    return f"case when not {empty} then {code} end"


def words_for_missing(column: Column, missing_words: list[str]) -> list[str]:
    """Words that stand for an empty cell, less those that mean something in this column."""
    meant = {word.lower() for word in [*column.means, *column.missing_marks]}
    return [word for word in missing_words if word.lower() not in meant]


def missing_reason(column: Column) -> str:
    """Why a count is not there, as a code; null where it is there."""
    told = {mark.lower(): reason for mark, reason in column.missing_marks.items()}
    marks = " ".join(f"when {quoted(mark)} then {quoted(why)}" for mark, why in told.items())
    return f"case lower({text_of(column)}) {marks} end"


def differ_plainly(formats: list[str]) -> bool:
    """Whether no text can fit two of the formats: they differ in more than the order of parts."""

    def shape(form: str) -> str:
        # DuckDB reads the year 25 where four digits were promised, so both years are one shape.
        wide = re.sub(r"%[YyBb]", lambda part: "mmm" if part[0][1] in "Bb" else "9999", form)
        return re.sub(r"%[a-zA-Z]", "99", wide)

    return all(shape(one) != shape(other) for one, other in combinations(formats, 2))
