"""Made-up identifiers that pass their checks, and streams of chance that do not disturb each other.
No identifier made here can belong to anybody: local authority 999, postcode area ZZ, NHS 999."""

from random import Random

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
AUTHORITY = "999"


def stream(seed: int, *subject: object) -> Random:
    """The chance of one subject: adding another subject leaves this one as it was."""
    return Random(":".join(str(part) for part in (seed, *subject)))


def upn_check_letter(digits: str) -> str:
    """The letter before the twelve digits: positions 2 to 13 weighted, modulo 23."""
    total = sum(int(digit) * position for position, digit in enumerate(digits, start=2))
    return UPN_LETTERS[total % 23]


def upn(number: int, year: int) -> str:
    """A unique pupil number for the numbered person, who got it in the year."""
    school = 2001 + number % 100 + number // 100_000 * 100
    digits = f"{AUTHORITY}{school:04d}{year % 100:02d}{number // 100 % 1000:03d}"
    return upn_check_letter(digits) + digits


def nhs_check_digit(nine: str) -> int | None:
    """The tenth digit, or nothing where the nine make no valid number."""
    rest = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    check = (11 - rest % 11) % 11
    return None if check == 10 else check


def nhs_number(chance: Random) -> str:
    """A test number: valid, and from the range that is given to nobody."""
    while True:
        nine = f"999{chance.randrange(1_000_000):06d}"
        check = nhs_check_digit(nine)
        if check is not None and len(set(nine)) > 1:
            return f"{nine}{check}"


def pseudonym(chance: Random) -> str:
    return f"{chance.getrandbits(64):016x}"


def postcode_sector(chance: Random) -> str:
    return f"ZZ{chance.randrange(1, 30)} {chance.randrange(10)}"


def postcode(chance: Random) -> str:
    letters = "".join(chance.choices(INWARD_LETTERS, k=2))
    return f"{postcode_sector(chance)}{letters}"
