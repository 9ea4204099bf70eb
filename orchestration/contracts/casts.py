"""How a supplier's text becomes a typed value: the one home of that rule, as DuckDB SQL.

The door asks these expressions whether a cell can be read; compiled staging reads it with them.
"""

from orchestration.contracts.language import Column, Word

WHITE_SPACE = "e' \\t\\r\\n' || chr(160)"
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def in_list(expression: str, values: list[str]) -> str:
    """Whether a text is one of a few; a plain `in` would cost a join for each list."""
    return f"list_contains([{', '.join(quoted(value) for value in values)}], {expression})"


def text_of(column: Column) -> str:
    """The cell without surrounding white space of any kind; an absent cell is empty text."""
    text = f"coalesce(trim({identifier(column.from_)}, {WHITE_SPACE}), '')"
    if column.blank_means is not None:
        return f"coalesce(nullif({text}, ''), {quoted(column.blank_means)})"
    return text


def typed(column: Column, word: Word, missing_words: list[str]) -> str:
    """The value of a cell, or null where the cell does not hold one."""
    text = text_of(column)
    match word.type:
        case "date":
            return f"cast(try_strptime({text}, {quoted(column.format or '')}) as date)"
        case "month":
            return f"cast(try_strptime({text} || '-01', '%Y-%m-%d') as date)"
        case "integer" | "count":
            whole = f"regexp_full_match({text}, '-?[0-9]+')"
            return f"case when {whole} then try_cast({text} as bigint) end"
        case "flag":
            return f"case {text} when '1' then true when '0' then false end"
        case "code":
            code = f"lower({text})" if word.any_case else text
            empty = in_list(f"lower({text})", ["", *missing_words])
            return f"case when not {empty} then {code} end"
        case _:
            return f"nullif({text}, '')"


def missing_reason(column: Column) -> str:
    """Why a count is not there, as a code; null where it is there."""
    told = {mark.lower(): reason for mark, reason in column.missing_marks.items()}
    marks = " ".join(f"when {quoted(mark)} then {quoted(why)}" for mark, why in told.items())
    return f"case lower({text_of(column)}) {marks} end"


def is_upn(text: str) -> str:
    """Whether text is a unique pupil number, by pattern and check letter.

    DfE, Unique Pupil Numbers guide: the letter is the sum of (character x position) for positions
    2 to 13, modulo 23; in a temporary number the last character counts as its place among the
    letters.
    """
    terms = [f"(strpos('0123456789', substr({text}, {p}, 1)) - 1) * {p}" for p in range(2, 13)]
    last = f"substr({text}, 13, 1)"
    terms.append(
        f"(case when {last} between '0' and '9' then strpos('0123456789', {last})"
        f" else strpos('{UPN_LETTERS}', {last}) end - 1) * 13"
    )
    pattern = f"[{UPN_LETTERS}][0-9]{{11}}[0-9{UPN_LETTERS}]"
    letter = f"substr('{UPN_LETTERS}', 1 + ({' + '.join(terms)}) % 23, 1)"
    return f"(regexp_full_match({text}, '{pattern}') and {letter} = substr({text}, 1, 1))"


def is_nhs_number(text: str) -> str:
    """Whether text is an NHS number by its check digit (modulus 11, weights 10 to 2)."""
    digits = f"regexp_replace({text}, '[^0-9A-Za-z]', '', 'g')"
    terms = [f"cast(substr({digits}, {i + 1}, 1) as integer) * {10 - i}" for i in range(9)]
    check = f"(11 - ({' + '.join(terms)}) % 11) % 11"
    return (
        f"(case when regexp_full_match({digits}, '[0-9]{{10}}')"
        f" then {check} = cast(substr({digits}, 10, 1) as integer) else false end)"
    )
