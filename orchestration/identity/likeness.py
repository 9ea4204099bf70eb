"""How alike two people's names, birth dates and postcodes are: the levels that the model weighs.

The levels of one comparison exclude each other, the strictest first. Their weights are learnt;
what is decided by them is in `decisions`.
"""

from dataclasses import dataclass

ALIAS = "list_has_any(roots_l, roots_r)"
CLOSE_FORENAME = (
    "(jaro_winkler_similarity(forename_l, forename_r) >= 0.92"
    " or damerau_levenshtein(forename_l, forename_r) <= 1)"
)
NEAR_FORENAME = (
    "(jaro_winkler_similarity(forename_l, forename_r) >= 0.8"
    " or forename_l = middle_r or forename_r = middle_l)"
)
INITIAL = (
    "(length(forename_l) = 1 and left(forename_r, 1) = forename_l"
    " or length(forename_r) = 1 and left(forename_l, 1) = forename_r)"
)
CLOSE_SURNAME = (
    "(list_has_any(parts_l, parts_r) or jaro_winkler_similarity(surname_l, surname_r) >= 0.92"
    " or damerau_levenshtein(surname_l, surname_r) <= 1)"
)
SAME_SURNAME = "surname_l = surname_r"


@dataclass(frozen=True)
class Level:
    """One degree of likeness. `by_frequency`: the column whose rarity makes it worth more."""

    name: str
    sql: str
    by_frequency: str | None = None


NAME = (
    Level("same", "full_name_l = full_name_r", "full_name"),
    Level("swapped", "forename_l = surname_r and surname_l = forename_r"),
    Level("initial", f"{SAME_SURNAME} and {INITIAL}", "surname"),
    Level("alias", f"{SAME_SURNAME} and {ALIAS}", "surname"),
    Level("close", f"{SAME_SURNAME} and {CLOSE_FORENAME}", "surname"),
    Level("near", f"{SAME_SURNAME} and {NEAR_FORENAME}", "surname"),
    Level(
        "no_forename", f"{SAME_SURNAME} and (forename_l is null or forename_r is null)", "surname"
    ),
    Level("close_surname", f"forename_l = forename_r and {CLOSE_SURNAME}", "forename"),
    Level("both_close", f"({ALIAS} or {CLOSE_FORENAME}) and {CLOSE_SURNAME}"),
    Level("forename_only", "forename_l = forename_r", "forename"),
    Level("surname_only", SAME_SURNAME, "surname"),
    Level("alias_only", f"({ALIAS} or {CLOSE_FORENAME})"),
    Level("close_surname_only", CLOSE_SURNAME),
    Level("different", "ELSE"),
)
BIRTH = (
    Level("first_of_january", "born_on_l = born_on_r and birth_month_l = 1 and birth_day_l = 1"),
    Level("same", "born_on_l = born_on_r"),
    Level("swapped", "any_order_l = any_order_r"),
    Level(
        "one_part",
        "cast(birth_year_l = birth_year_r as int) + cast(birth_month_l = birth_month_r as int)"
        " + cast(birth_day_l = birth_day_r as int) = 2",
    ),
    Level(
        "by_default",
        "birth_year_l = birth_year_r and (birth_day_l = 1 and birth_month_l = 1"
        " or birth_day_r = 1 and birth_month_r = 1)",
    ),
    Level("a_year_apart", "abs(birth_year_l - birth_year_r) <= 1"),
    Level("different", "ELSE"),
)
POSTCODE = (
    Level("same", "postcode_l = postcode_r", "postcode"),
    Level("one_sign_off", "damerau_levenshtein(postcode_l, postcode_r) <= 1"),
    Level("sector", "sector_l = sector_r"),
    Level("different", "ELSE"),
)
SEX = (Level("same", "sex_l = sex_r"), Level("different", "ELSE"))

COMPARISONS: dict[str, tuple[str, tuple[Level, ...]]] = {
    "name": ("surname_l is null or surname_r is null", NAME),
    "birth": ("born_on_l is null or born_on_r is null", BIRTH),
    "postcode": ("postcode_l is null or postcode_r is null", POSTCODE),
    "sex": ("sex_l is null or sex_r is null", SEX),
}

# A register that knows its people by a checked national number is not compared with itself,
# except to learn how alike different people can be.
BETWEEN = "(l.source <> r.source or not l.is_numbered)"
WITHIN_REGISTERS = "l.source = r.source and l.is_numbered"
KEYS_BETWEEN = (
    ("any_order", "forename_initial"),
    ("any_order", "surname_initial"),
    ("any_order", "sector"),
    ("any_order", "both_names"),
    ("postcode", "forename"),
    ("postcode", "surname"),
    ("both_names", "birth_year"),
    ("both_names", "birth_month", "birth_day"),
    ("both_names", "sector"),
    ("forename", "sector", "birth_year"),
    ("upn",),
    ("nhs_number",),
    ("uln",),
)
KEYS_WITHIN = (
    ("any_order", "forename_initial"),
    ("any_order", "surname_initial"),
    ("any_order", "sector"),
    ("postcode", "forename"),
    ("postcode", "surname"),
    ("both_names", "birth_year"),
)


def blocking_rules(within_registers: bool) -> list[str]:
    """Which pairs are compared at all: those that agree in all of one set of columns."""
    rules = [_rule(keys, BETWEEN) for keys in KEYS_BETWEEN]
    if within_registers:
        rules += [_rule(keys, WITHIN_REGISTERS) for keys in KEYS_WITHIN]
    return rules


def _rule(keys: tuple[str, ...], which: str) -> str:
    return " and ".join([*(f"l.{key} = r.{key}" for key in keys), which])
