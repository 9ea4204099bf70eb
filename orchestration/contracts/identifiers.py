"""Check digits and letters of the numbers that others give to children, as DuckDB SQL.

Whose number it is, and whether two are the same child, is for the linked room.
"""

from collections.abc import Callable

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def is_upn(text: str) -> str:
    """Whether text is a unique pupil number, by pattern and check letter.

    DfE, Unique Pupil Numbers guide: the letter is the sum of (character x position) for positions
    2 to 13, modulo 23; in a temporary number the last character counts as its place among the
    letters.
    """
    digits = f"try_cast(substr({text}, 2, 11) as bigint)"
    terms = [f"({digits} // {10 ** (12 - place)}) % 10 * {place}" for place in range(2, 13)]
    last = f"substr({text}, 13, 1)"
    terms.append(f"coalesce(try_cast({last} as integer), strpos('{UPN_LETTERS}', {last}) - 1) * 13")
    pattern = f"[{UPN_LETTERS}][0-9]{{11}}[0-9{UPN_LETTERS}]"
    letter = f"substr('{UPN_LETTERS}', 1 + ({' + '.join(terms)}) % 23, 1)"
    return f"(regexp_full_match({text}, '{pattern}') and {letter} = substr({text}, 1, 1))"


def has_nhs_check_digit(text: str) -> str:
    """Whether ten digits, however spaced, end in an NHS number's check digit (modulus 11)."""
    digits = f"regexp_replace({text}, '[^0-9A-Za-z]', '', 'g')"
    check = f"(11 - ({_weighted(digits)}) % 11) % 11"
    return (
        f"(case when regexp_full_match({digits}, '[0-9]{{10}}')"
        f" then {check} = cast(substr({digits}, 10, 1) as integer) else false end)"
    )


def is_nhs_number(text: str) -> str:
    """Whether text is an NHS number: ten plain digits, check digit right, not one digit repeated.

    NHS Data Dictionary: weights 10 to 2 on the first nine digits, modulus 11. A number of one
    repeated digit passes that arithmetic and belongs to nobody.
    """
    plain = f"regexp_full_match({text}, '[0-9]{{10}}')"
    repeated = f"{text} = repeat(substr({text}, 1, 1), 10)"
    return f"({plain} and {has_nhs_check_digit(text)} and not {repeated})"


def is_uln(text: str) -> str:
    """Whether text is a unique learner number by its check digit.

    Learning Records Service: weights 10 to 2 on the first nine digits; the remainder modulo 11,
    which may not be 0, and the tenth digit add up to 10. 9999999999 stands for none.
    """
    rest = f"(({_weighted(text)}) % 11)"
    return (
        f"(case when regexp_full_match({text}, '[1-9][0-9]{{9}}') and {text} <> '9999999999'"
        f" then {rest} <> 0 and 10 - {rest} = cast(substr({text}, 10, 1) as integer)"
        " else false end)"
    )


def _weighted(text: str) -> str:
    terms = [f"cast(substr({text}, {i + 1}, 1) as integer) * {10 - i}" for i in range(9)]
    return " + ".join(terms)


IS_NUMBER: dict[str, Callable[[str], str]] = {
    "upn": is_upn,
    "nhs_number": is_nhs_number,
    "uln": is_uln,
    "not_an_nhs_number": lambda text: f"not {has_nhs_check_digit(text)}",
}
