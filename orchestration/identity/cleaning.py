"""Names, birth dates, postcodes and numbers made comparable, as SQL; nothing is corrected.

`records` holds what suppliers wrote, `people_compared` what is compared. What stands for nothing,
as a placeholder number or a birth date that a system fills in by itself, is compared as missing.
"""

from collections.abc import Callable

import duckdb

from orchestration.contracts.identifiers import is_nhs_number, is_uln, is_upn
from orchestration.identity.aliases import load_roots

# Letters that lose no accent because they have none to lose.
SPECIAL_LETTERS = {
    "ł": "l",
    "ø": "o",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
}
APOSTROPHES = "'’‘ʼ`´"
# What many surnames begin with: two who have no more than this in common have no name in common.
PARTICLES = (
    *("abu", "al", "ap", "ben", "bin", "bint", "da", "de", "del", "den", "der", "di", "do", "dos"),
    *("du", "el", "fitz", "ibn", "la", "le", "mac", "mc", "st", "ter", "van", "von"),
)
NO_FIXED_ABODE = "^ZZ99"
DEFAULT_DAY_SHARE, DEFAULT_DAY_LEAST = 0.005, 20
CROWDED_POSTCODE_SHARE, CROWDED_POSTCODE_LEAST = 0.01, 40


def compare_ready(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people_compared` out of `records`: one row each, with the same `record_no`.

    forename, surname     first forename, and the surname without spaces and signs, in plain letters
    middle, parts, roots  second forename; surname's parts without its particles; names that the
                          forename may stand for
    full_name, both_names forename and surname, in their order and in the order of the alphabet
    ..._initial           first letters
    any_order             birth date whose day and month may be swapped
    sector                postcode without its last two letters
    """
    load_roots(con)
    con.execute(f"""
        create or replace temp table people_written as
        select
            record_no, agency, known_by || ' of ' || supplier_code as source,
            {_words("forename")} as forenames, {_words("surname")} as surnames,
            {_own_day()} as born_on,
            nullif(upper(regexp_replace(postcode, '[^A-Za-z0-9]', '', 'g')), '') as postcode,
            {_number("upn", is_upn)} as upn, {_number("former_upn", is_upn)} as former_upn,
            {_number("nhs_number", is_nhs_number)} as nhs_number, {_number("uln", is_uln)} as uln,
            is_numbered, sex, coalesce(is_adopted, false) as is_adopted
        from records
    """)
    con.execute(f"""
        create or replace temp table crowded_postcodes as
        select source, postcode from people_written where postcode is not null
        group by all
        having count(distinct surnames) > greatest({CROWDED_POSTCODE_LEAST},
            {CROWDED_POSTCODE_SHARE} * (select count(*) from people_written))
    """)
    con.execute(f"""
        create or replace temp table people_compared as
        with named as (
            select written.* exclude (postcode), case
                    when crowded.postcode is null
                        and not regexp_matches(written.postcode, '{NO_FIXED_ABODE}')
                        then written.postcode
                end as postcode,
                nullif(forenames[1], '') as forename,
                nullif(array_to_string(surnames, ''), '') as surname
            from people_written as written
            left join crowded_postcodes as crowded
                on written.source = crowded.source and written.postcode = crowded.postcode
        )
        select named.* exclude (forenames, surnames), forenames[2] as middle,
            {_parts()} as parts,
            left(named.forename, 1) as forename_initial, left(surname, 1) as surname_initial,
            coalesce(known.roots, [named.forename]) as roots,
            named.forename || ' ' || surname as full_name,
            least(named.forename, surname) || ' ' || greatest(named.forename, surname)
                as both_names,
            year(born_on) as birth_year, month(born_on) as birth_month, day(born_on) as birth_day,
            year(born_on) * 10000 + least(month(born_on), day(born_on)) * 100
                + greatest(month(born_on), day(born_on)) as any_order,
            nullif(left(postcode, length(postcode) - 2), '') as sector
        from named left join forename_roots as known on named.forename = known.forename
        order by record_no
    """)


def _words(name: str) -> str:
    """The words of a name in plain small letters, signs and accents gone."""
    text = f"lower({name})"
    for letter, plain in SPECIAL_LETTERS.items():
        text = f"replace({text}, '{letter}', '{plain}')"
    marks = APOSTROPHES.replace("'", "''")
    joined = f"regexp_replace(strip_accents({text}), '[{marks}]', '', 'g')"
    return f"string_split(trim(regexp_replace({joined}, '[^a-z]+', ' ', 'g')), ' ')"


def _parts() -> str:
    """The words of a surname that tell families apart; the whole where none does."""
    told = (
        "list_filter(surnames, lambda part:"
        f" length(part) > 1 and not list_contains({list(PARTICLES)}, part))"
    )
    return f"case when {told} = [] and surname is not null then [surname] else {told} end"


def _number(name: str, is_right: Callable[[str], str]) -> str:
    plain = f"upper(regexp_replace({name}, '[^0-9A-Za-z]', '', 'g'))"
    return f"case when {is_right(plain)} then {plain} end"


def _own_day() -> str:
    """A birth date that a source gives to far more people than any day has births is no date."""
    held = "count(*) over (partition by known_by, supplier_code, born_on)"
    all_of = "count(*) over (partition by known_by, supplier_code)"
    limit = f"greatest({DEFAULT_DAY_LEAST}, {DEFAULT_DAY_SHARE} * {all_of})"
    return f"case when {held} <= {limit} then born_on end"
