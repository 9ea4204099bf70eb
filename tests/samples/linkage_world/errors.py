"""What happens to a name, a birth date or a postcode on its way into a system.

The kinds and how often they happen are those measured for the linkage trial; each is named so
that a score can be split by it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from .names import Names

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("y", "i"), ("ie", "y"), ("sh", "s"), ("th", "t"), ("oo", "u"),
    ("c", "k"), ("z", "s"), ("mm", "m"), ("ll", "l"), ("nn", "n"), ("ee", "i"), ("a", "e"),
)  # fmt: skip
PLAIN = str.maketrans("ąćęłńóśźżșțėñéèáíúĄĆĘŁŃÓŚŹŻȘȚ", "acelnoszzstenee" + "aiuACELNOSZZST")


@dataclass
class Record:
    """One row of one system, with the child behind it and what was done to it."""

    agency: str
    supplier: str
    child: int
    forename: str
    surname: str
    born_on: date | None
    postcode: str
    sex: str
    upn: str
    nhs_number: str
    heritage: str
    is_looked_after: bool
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Rates:
    """How many records in a hundred suffer each kind of error."""

    typo: float
    phonetic: float
    nickname: float
    surname_changed: float
    half_hyphen: float
    swapped: float
    day_month: float
    birth_digit: float
    default_birth: float
    moved: float
    missing: float


RATES = {
    "education": Rates(1.0, 0.8, 3.5, 1.2, 20, 0.2, 0.2, 0.3, 0.05, 3, 0.4),
    "health": Rates(1.8, 1.2, 3.0, 4.5, 30, 0.6, 0.6, 0.6, 0.2, 10, 2),
    "care": Rates(3.5, 2.5, 7.5, 9.0, 35, 1.0, 1.0, 1.2, 0.5, 20, 6),
}


class Spoiler:
    """Spoils records at the rates of their agency."""

    def __init__(self, chance: Random, names: Names, nicknames: dict[str, list[str]]) -> None:
        self._chance, self._names, self._nicknames = chance, names, nicknames

    def spoil(self, record: Record, new_postcode: Callable[[], str], scale: float = 1.0) -> None:
        rates, hit = RATES[record.agency], self._hit
        if hit(rates.nickname * scale):
            self._nickname(record)
        elif hit(rates.typo * scale):
            self._change(record, "forename typo", "forename", self._typo)
        elif hit(rates.phonetic * scale):
            self._change(record, "forename phonetic", "forename", self._phonetic)
        if "-" in record.surname and hit(rates.half_hyphen * scale):
            half = self._chance.choice(record.surname.split("-"))
            self._set(record, "half surname", "surname", half)
        elif hit(rates.surname_changed * scale):
            self._set(record, "surname changed", "surname", self._names.surname(record.heritage))
        elif hit(rates.typo * scale * 0.6):
            self._change(record, "surname typo", "surname", self._typo)
        if hit(rates.swapped * scale):
            record.forename, record.surname = record.surname, record.forename
            record.errors.append("names swapped")
        self._birth(record, rates, scale)
        if hit(rates.moved * scale):
            self._set(record, "moved", "postcode", new_postcode())
        if hit(rates.missing * scale):
            missing = self._chance.choice(("postcode", "postcode", "forename", "born_on"))
            setattr(record, missing, None if missing == "born_on" else "")
            record.errors.append(f"{missing} missing")
        self._noise(record)

    def _hit(self, percent: float) -> bool:
        return self._chance.random() * 100 < percent

    def _set(self, record: Record, kind: str, name: str, value: str) -> None:
        if value != getattr(record, name):
            setattr(record, name, value)
            record.errors.append(kind)

    def _change(self, record: Record, kind: str, name: str, change: Callable[[str], str]) -> None:
        self._set(record, kind, name, change(getattr(record, name)))

    def _nickname(self, record: Record) -> None:
        short = self._nicknames.get(record.forename.lower())
        if short:
            self._set(record, "nickname", "forename", self._chance.choice(short).title())

    def _typo(self, name: str) -> str:
        if len(name) < 3:
            return name
        place = self._chance.randrange(1, len(name))
        kind = self._chance.randrange(4)
        letter = self._chance.choice(LETTERS)
        if kind == 0:
            return name[:place] + letter + name[place + 1 :]
        if kind == 1:
            return name[:place] + name[place + 1 :]
        if kind == 2:
            return name[:place] + letter + name[place:]
        return name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]

    def _phonetic(self, name: str) -> str:
        lower = name.lower()
        found = [(a, b) for a, b in SOUNDS if a in lower[1:]]
        if not found:
            return name
        a, b = self._chance.choice(found)
        place = lower.index(a, 1)
        return name[:place] + b + name[place + len(a) :]

    def _birth(self, record: Record, rates: Rates, scale: float) -> None:
        born_on = record.born_on
        if born_on is None:
            return
        if (
            born_on.day <= 12
            and born_on.day != born_on.month
            and self._hit(rates.day_month * scale / 0.39)
        ):
            record.born_on = date(born_on.year, born_on.day, born_on.month)
            record.errors.append("day and month swapped")
        elif self._hit(rates.birth_digit * scale):
            record.born_on = self._one_digit(born_on)
            record.errors.append("birth digit")
        elif self._hit(rates.default_birth * scale):
            record.born_on = date(born_on.year, 1, 1)
            record.errors.append("default birth date")

    def _one_digit(self, born_on: date) -> date:
        while True:
            text = list(born_on.isoformat())
            place = self._chance.choice((3, 6, 8, 9))
            text[place] = str(self._chance.randrange(10))
            try:
                changed = date.fromisoformat("".join(text))
            except ValueError:
                continue
            if changed != born_on and changed.year < 2026:
                return changed

    def _noise(self, record: Record) -> None:
        kind = self._chance.randrange(12)
        if kind == 0:
            record.surname, record.forename = record.surname.upper(), record.forename.upper()
        elif kind == 1:
            record.surname = record.surname.replace("-", " ").replace("'", "")
        elif kind == 2:
            record.surname = record.surname.translate(PLAIN)
            record.forename = record.forename.translate(PLAIN)
        elif kind == 3:
            record.forename = f"  {record.forename} "
        elif kind == 4:
            record.postcode = record.postcode.replace(" ", "").lower()
        elif kind == 5 and record.forename:
            record.forename = f"{record.forename} {self._chance.choice('ABCDEJLMRS')}"
