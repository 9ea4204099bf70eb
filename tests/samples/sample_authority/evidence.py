"""What an agency holds of who a child is, with the errors of its records, the same in every month.
How often each occurs is by the agency; what mess is planted in single files is elsewhere."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from .child_numbers import nhs_of_nine
from .identifiers import stream
from .kin import family_of, home_postcode
from .names import NICKNAMES, SOUNDS, group_of, surname
from .options import Options
from .population import Child

HEALTH = {
    "forename_typo": 18, "forename_phonetic": 12, "nickname": 30, "surname_changed": 45,
    "half_surname": 300, "names_swapped": 6, "day_month_swapped": 6, "birth_digit": 6,
    "default_birth_date": 3, "postcode_moved": 100, "school_address": 5, "forename_missing": 5,
    "surname_missing": 5, "born_missing": 5, "postcode_missing": 20, "noise": 60,
    "nhs_missing": 200, "nhs_mistyped": 4, "nhs_of_sibling": 4, "nhs_placeholder": 5,
}  # fmt: skip
CARE = {
    "forename_typo": 35, "forename_phonetic": 25, "nickname": 75, "surname_changed": 90,
    "half_surname": 300, "names_swapped": 10, "day_month_swapped": 10, "birth_digit": 12,
    "default_birth_date": 10, "postcode_moved": 200, "school_address": 5, "forename_missing": 10,
    "surname_missing": 10, "born_missing": 20, "postcode_missing": 60, "noise": 80,
    "nhs_missing": 650, "nhs_mistyped": 4, "nhs_of_sibling": 4, "upn_missing": 570,
}  # fmt: skip
PLACEHOLDERS = ("0000000000", "9999999999", "1111111111")
EARLIER = "earlier_identity"


@dataclass
class Held:
    """A record as an agency has it; `errors` names the kinds that are in it."""

    forename: str
    surname: str
    born_on: date | None
    postcode: str
    nhs_number: str
    upn: str
    errors: list[str] = field(default_factory=list)


Spoil = Callable[[Held, Child, Random, Options], None]


def held(
    options: Options, agency: str, rates: dict[str, int], child: Child, nhs: dict[int, str]
) -> Held:
    """What the agency holds of a child; `nhs` has everybody's NHS number, for siblings'."""
    told = Held(
        child.forename, child.surname, child.born_on, child.postcode, child.nhs_number, child.upn
    )
    if not options.is_messy:
        return told
    for kind, rate in rates.items():
        chance = stream(options.seed, "evidence", agency, child.number, child.la_child_id, kind)
        if chance.random() * 1000 >= rate:
            continue
        before = _cells(told)
        if kind == "nhs_of_sibling":
            siblings = [n for n in family_of(options.seed, child.number) if n != child.number]
            if siblings and told.nhs_number:
                told.nhs_number = nhs.get(siblings[0], told.nhs_number)
        else:
            KINDS[kind](told, child, chance, options)
        if _cells(told) != before:
            told.errors.append(kind)
    return told


def _cells(told: Held) -> tuple[object, ...]:
    return (told.forename, told.surname, told.born_on, told.postcode, told.nhs_number, told.upn)


def mistyped(text: str, chance: Random) -> str:
    """A letter left out, doubled, turned with the next one, or another in its place."""
    if len(text) < 3:
        return text
    place = chance.randrange(1, len(text) - 1)
    head, letter, tail = text[:place], text[place], text[place + 1 :]
    turned = f"{head}{tail[:1]}{letter}{tail[1:]}"
    other = f"{head}{chance.choice('aeioulmnrst')}{tail}"
    return chance.choice((f"{head}{tail}", f"{head}{letter}{letter}{tail}", turned, other))


def type_forename(told: Held, child: Child, chance: Random, options: Options) -> None:
    told.forename = mistyped(told.forename, chance)


def hear_forename(told: Held, child: Child, chance: Random, options: Options) -> None:
    fitting = [(one, other) for one, other in SOUNDS if one in told.forename]
    if fitting:
        one, other = chance.choice(fitting)
        told.forename = told.forename.replace(one, other, 1)


def call_short(told: Held, child: Child, chance: Random, options: Options) -> None:
    told.forename = NICKNAMES.get(told.forename, told.forename)


def change_surname(told: Held, child: Child, chance: Random, options: Options) -> None:
    told.surname = surname(chance, group_of(child.ethnicity))


def halve_surname(told: Held, child: Child, chance: Random, options: Options) -> None:
    if "-" in told.surname:
        told.surname = chance.choice(told.surname.split("-"))


def swap_names(told: Held, child: Child, chance: Random, options: Options) -> None:
    told.forename, told.surname = told.surname, told.forename


def swap_day_and_month(told: Held, child: Child, chance: Random, options: Options) -> None:
    born = told.born_on
    if born and born.day <= 12:
        told.born_on = born.replace(day=born.month, month=born.day)


def type_birth(told: Held, child: Child, chance: Random, options: Options) -> None:
    born = told.born_on
    if born:
        years = chance.choice((-10, -1, 1))
        day = min(28, max(1, born.day + chance.choice((-10, -1, 1, 10))))
        by_year = born.replace(year=max(1990, born.year + years), day=min(28, born.day))
        told.born_on = chance.choice((by_year, born.replace(day=day)))


def give_default_birth(told: Held, child: Child, chance: Random, options: Options) -> None:
    told.born_on = date(child.born_on.year, 1, 1)


def move(told: Held, child: Child, chance: Random, options: Options) -> None:
    told.postcode = home_postcode(chance)


def give_school(told: Held, child: Child, chance: Random, options: Options) -> None:
    if child.school_urn:
        told.postcode = home_postcode(stream(options.seed, "school address", child.school_urn))


def leave_out(name: str) -> Spoil:
    def spoil(told: Held, child: Child, chance: Random, options: Options) -> None:
        setattr(told, name, None if name == "born_on" else "")

    return spoil


def make_noise(told: Held, child: Child, chance: Random, options: Options) -> None:
    """Capitals, accents, spaces and hyphens, of which no meaning hangs."""
    how = chance.randrange(5)
    for name in ("forename", "surname"):
        text = getattr(told, name)
        plain = "".join(c for c in unicodedata.normalize("NFD", text) if ord(c) < 0x300)
        spaced = text.replace("-", " ").replace("'", "")
        forms = (text.upper(), plain, spaced, f" {text}  ", text.lower())
        setattr(told, name, forms[how])
    told.postcode = told.postcode.replace(" ", "") if how in (0, 2) else told.postcode.lower()


def mistype_nhs_number(told: Held, child: Child, chance: Random, options: Options) -> None:
    """Another last digit: whatever was meant, this number is nobody's."""
    number = told.nhs_number
    if number:
        told.nhs_number = f"{number[:9]}{(int(number[9]) + chance.randrange(1, 10)) % 10}"


def give_placeholder(told: Held, child: Child, chance: Random, options: Options) -> None:
    if told.nhs_number:
        told.nhs_number = chance.choice(PLACEHOLDERS)


KINDS: dict[str, Spoil] = {
    "forename_typo": type_forename,
    "forename_phonetic": hear_forename,
    "nickname": call_short,
    "surname_changed": change_surname,
    "half_surname": halve_surname,
    "names_swapped": swap_names,
    "day_month_swapped": swap_day_and_month,
    "birth_digit": type_birth,
    "default_birth_date": give_default_birth,
    "postcode_moved": move,
    "school_address": give_school,
    "forename_missing": leave_out("forename"),
    "surname_missing": leave_out("surname"),
    "born_missing": leave_out("born_on"),
    "postcode_missing": leave_out("postcode"),
    "noise": make_noise,
    "nhs_missing": leave_out("nhs_number"),
    "nhs_mistyped": mistype_nhs_number,
    "nhs_placeholder": give_placeholder,
    "upn_missing": leave_out("upn"),
}


def is_sound_nhs_number(number: str) -> bool:
    return len(number) == 10 and nhs_of_nine(number[:9]) == number
