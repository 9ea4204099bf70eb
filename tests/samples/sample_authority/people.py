"""How one made-up child or young person is drawn.
What happens to the person is drawn in cases, from the same person's stream."""

from datetime import date, timedelta
from random import Random
from typing import TypeVar

from .identifiers import postcode, upn
from .kin import kin
from .records import Person
from .words import AGES, ETHNICITIES

Word = TypeVar("Word")
OLDEST_DAYS = 8950
EARLIEST_BIRTH = date(1995, 2, 1)


def weighted(chance: Random, weights: dict[Word, int]) -> Word:
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def born_before(chance: Random, received_on: date, until_on: date) -> date:
    """A birth such that nobody in the last month's files is over 24 and a half."""
    age = weighted(chance, AGES)
    born_on = received_on - timedelta(days=age * 365 + chance.randrange(365))
    floor = max(until_on - timedelta(days=OLDEST_DAYS), EARLIEST_BIRTH)
    return born_on if born_on >= floor else floor + timedelta(days=chance.randrange(700))


def _pass_over(chance: Random, *sizes: int) -> None:
    """Names and homes were once drawn here and now come from the family; that the draws are still
    made leaves everything that happens to people as it was."""
    for size in sizes:
        chance.choice(range(size))


def person(seed: int, number: int, chance: Random, received_on: date, until_on: date) -> Person:
    born_on = born_before(chance, received_on, until_on)
    number_unknown = ""
    if chance.random() < 0.02:
        number_unknown = "UN1" if (until_on - born_on).days < 6 * 365 else "UN8"
    _pass_over(chance, 30, 30)
    sex = "M" if chance.random() < 0.71 else "F"
    weighted(chance, ETHNICITIES)
    postcode(chance)
    called = kin(seed, number, sex)
    return Person(
        number=number,
        surname=called.surname,
        forename=called.forename,
        born_on=born_on,
        sex=sex,
        ethnicity=called.ethnicity,
        postcode=called.postcode,
        upn="" if number_unknown else upn(number, min(born_on.year + 4, received_on.year)),
        upn_unknown=number_unknown,
    )
