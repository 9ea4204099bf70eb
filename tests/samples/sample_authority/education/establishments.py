"""The made-up schools and other settings, their reference numbers, their kinds and their sectors.
The same list, with names and dates, is in seeds/geography/establishments.csv."""

from dataclasses import dataclass

BANDS = (
    (30, "special", ("7", "44", "36", "33")),
    (40, "independent", ("11", "10")),
    (45, "alternative_provision", ("14", "42", "38")),
    (50, "further_education", ("18", "32")),
    (60, "early_years", ("",)),
    (140, "mainstream", ("1", "2", "3", "28", "34", "35")),
    (160, "mainstream", ("1", "34", "5", "28")),
)
COUNT = BANDS[-1][0]
WITH_UNITS = 140
PRIMARY_FROM, SECONDARY_FROM = 60, 110
CENSUS_SECTORS = frozenset({"special", "mainstream", "alternative_provision"})
CLOSED = {159: "2012-08-31", 158: "2012-08-31"}
OPENED_ON = "1990-09-01"
NAMES = ("Alder", "Beacon", "Cedar", "Dell", "Elm", "Fallow", "Grange", "Heron", "Ivy", "Juniper")
WORDS = {
    "special": "special school",
    "independent": "independent school",
    "alternative_provision": "alternative provision",
    "further_education": "college",
    "early_years": "nursery",
    "mainstream": "school",
}


@dataclass(frozen=True, slots=True)
class Establishment:
    """One school, college or nursery; `estab` is its four-digit number within the authority."""

    urn: str
    sector: str
    kind: str
    has_units: bool
    closed_on: str = ""

    @property
    def place(self) -> int:
        return int(self.urn) - 990_000

    @property
    def name(self) -> str:
        return f"{NAMES[self.place % len(NAMES)]} {WORDS[self.sector]} {self.place + 1}"

    @property
    def opened_on(self) -> str:
        return OPENED_ON

    @property
    def estab(self) -> str:
        return f"{2001 + self.place:04d}"


def urn_at(place: int) -> str:
    return f"99{place:04d}"


def establishment(place: int) -> Establishment:
    for end, sector, kinds in BANDS:
        if place < end:
            kind, has_units = kinds[place % len(kinds)], place < WITH_UNITS
            return Establishment(urn_at(place), sector, kind, has_units, CLOSED.get(place, ""))
    raise ValueError(f"there are only {COUNT} establishments")


ESTABLISHMENTS = {e.urn: e for e in (establishment(place) for place in range(COUNT))}
