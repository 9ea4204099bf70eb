"""How one made-up child or young person is drawn.
What happens to the person is drawn in cases, from the same person's stream."""

from datetime import date, timedelta
from random import Random
from typing import TypeVar

from .identifiers import postcode, upn
from .records import Person
from .words import AGES, ETHNICITIES, FORENAMES, SURNAMES

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


def person(number: int, chance: Random, received_on: date, until_on: date) -> Person:
    born_on = born_before(chance, received_on, until_on)
    number_unknown = ""
    if chance.random() < 0.02:
        number_unknown = "UN1" if (until_on - born_on).days < 6 * 365 else "UN8"
    return Person(
        number=number,
        surname=chance.choice(SURNAMES),
        forename=chance.choice(FORENAMES),
        born_on=born_on,
        sex="M" if chance.random() < 0.71 else "F",
        ethnicity=weighted(chance, ETHNICITIES),
        postcode=postcode(chance),
        upn="" if number_unknown else upn(number, min(born_on.year + 4, received_on.year)),
        upn_unknown=number_unknown,
    )
