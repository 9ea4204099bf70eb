"""Families: who shares a home, a name and a day of birth, derived from a person's number alone.
A family is a run of numbers; nobody needs to be drawn to know the name of somebody else."""

from dataclasses import dataclass
from random import Random

from .identifiers import postcode, stream
from .names import forename, group_of, near, surname
from .words import ETHNICITIES

BLOCK = 6
POSTCODES = 11_000
TWIN, NEARLY_NAMED, SAME_NAME = 0.05, 0.1, 0.008
OTHER_NAME, TWO_NAMES = 0.1, 0.07
NAMESAKE_EVERY, NAMESAKE_BACK = 397, 60


@dataclass(frozen=True)
class Kin:
    """How a person is called and where they live."""

    surname: str
    forename: str
    ethnicity: str
    postcode: str


def family_of(seed: int, number: int) -> tuple[int, ...]:
    """The numbers of the children of one home, in their order."""
    block, place = divmod(number - 1, BLOCK)
    chance, start = stream(seed, "households", block), 0
    while True:
        size = min(chance.choices((1, 2, 3), (35, 42, 23))[0], BLOCK - start)
        if place < start + size:
            first = block * BLOCK + start + 1
            return tuple(range(first, first + size))
        start += size


def home_postcode(chance: Random) -> str:
    """One of so many postcodes that some homes share one."""
    return postcode(stream(0, "postcode", chance.randrange(POSTCODES)))


def kin(seed: int, number: int, sex: str) -> Kin:
    first = family_of(seed, number)[0]
    family, own = stream(seed, "family", first), stream(seed, "name", number)
    ethnicity = family.choices(list(ETHNICITIES), weights=list(ETHNICITIES.values()))[0]
    group = group_of(ethnicity)
    shared, second = surname(family, group), surname(family, group)
    if family.random() < TWO_NAMES and shared != second:
        shared = f"{shared}-{second}"
    home = home_postcode(family)
    called = surname(own, group) if own.random() < OTHER_NAME and number != first else shared
    return Kin(called, called_by(seed, number, sex, group), ethnicity, home)


def called_by(seed: int, number: int, sex: str, group: str) -> str:
    """No two children of a family have one name, but a child may bear an elder one's, as a
    father's, and some twins' names are nearly the same."""
    drawn, chance = stream(seed, "forename", number), stream(seed, "named", number).random()
    family = family_of(seed, number)
    elders = [called_by(seed, elder, sex, group) for elder in family if elder < number]
    if is_twin(seed, number) and chance < NEARLY_NAMED:
        return near(elders[-1])
    if elders and not is_twin(seed, number) and chance < SAME_NAME:
        return elders[0]
    own = forename(drawn, group, sex)
    while own in elders:
        own = forename(drawn, group, sex)
    return own


def is_twin(seed: int, number: int) -> bool:
    """Born on the day of the number before, where neither has a case."""
    is_later = number != family_of(seed, number)[0]
    return is_later and stream(seed, "twin", number).random() < TWIN


def namesake_of(number: int) -> int | None:
    """Somebody of the same name, sex and day of birth elsewhere; where neither has a case."""
    is_one = number % NAMESAKE_EVERY == 0 and number > NAMESAKE_BACK
    return number - NAMESAKE_BACK if is_one else None
