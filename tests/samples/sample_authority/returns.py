"""The numbers of the made-up national return: total and seven bands by organisation and service.
How the workbook looks is in workbook_layout."""

from dataclasses import dataclass
from random import Random

from .identifiers import stream
from .options import Options
from .providers import TRUSTS
from .service_headings import HEADINGS

COMMUNITY, HOSPITALS = TRUSTS.values()
OTHERHAM = "Otherham Community Health CIC"
BOARDS = {"Sampleshire": (COMMUNITY, HOSPITALS), "Otherham": (OTHERHAM,)}
REGION = "Sample Region"
ORGANISATIONS = (COMMUNITY, HOSPITALS, OTHERHAM)
SLT = "(CYP) Therapy interventions: Speech and language"
OT = "(CYP) Therapy interventions: Occupational therapy"
PT = "(CYP) Therapy interventions: Physiotherapy"
PAEDIATRICS = "(CYP) Community paediatric service"
SIZES = {
    (COMMUNITY, SLT): 320, (COMMUNITY, OT): 180,
    (COMMUNITY, PT): 260, (COMMUNITY, PAEDIATRICS): 240,
    (HOSPITALS, SLT): 90, (HOSPITALS, OT): 0,
    (HOSPITALS, PT): 9, (HOSPITALS, PAEDIATRICS): 150,
    (OTHERHAM, SLT): 410, (OTHERHAM, OT): 220,
    (OTHERHAM, PT): 200, (OTHERHAM, PAEDIATRICS): 300,
}  # fmt: skip
OFFERED = {COMMUNITY: 0.75, HOSPITALS: 0.35, OTHERHAM: 0.65}
SHAPE = (12, 11, 15, 28, 13, 17, 4)
WITHOUT_BANDS, SHORT_OF_BANDS = (HOSPITALS, PT), (COMMUNITY, SLT)


@dataclass(frozen=True)
class Cell:
    """What one organisation, or several together, report of one service."""

    total: int
    bands: tuple[int, ...] | None

    def __add__(self, other: "Cell") -> "Cell":
        if self.bands is None or other.bands is None:
            return Cell(self.total + other.total, self.bands or other.bands)
        together = tuple(a + b for a, b in zip(self.bands, other.bands, strict=True))
        return Cell(self.total + other.total, together)


Return = dict[tuple[str, str], Cell]


def base_size(options: Options, organisation: str, heading: str) -> int:
    """How many wait in an ordinary month; nought where the service is not offered."""
    chance = stream(options.seed, "return", organisation, heading)
    size = SIZES.get((organisation, heading))
    if size is None:
        offered = chance.random() < OFFERED[organisation]
        size = chance.randrange(15, 700) if offered else 0
    return round(size * max(1.0, options.pupils / 10_000))


def banded(chance: Random, total: int) -> tuple[int, ...]:
    """The total shared among the seven bands by chance, none lost."""
    weights = [weight * chance.uniform(0.8, 1.2) for weight in SHAPE]
    shares = [int(total * weight / sum(weights)) for weight in weights]
    shares[3] += total - sum(shares)
    return tuple(shares)


def reported(options: Options, organisation: str, heading: str, month: str) -> Cell | None:
    base = base_size(options, organisation, heading)
    if base == 0:
        return None
    chance = stream(options.seed, "return", organisation, heading, month)
    total = max(1, round(base * chance.uniform(0.93, 1.07)))
    bands = banded(chance, total)
    if options.is_messy and (organisation, heading) == WITHOUT_BANDS:
        return Cell(total, None)
    if options.is_messy and (organisation, heading) == SHORT_OF_BANDS:
        short = round(total * 0.015)
        bands = (*bands[:3], bands[3] - short, *bands[4:])
    return Cell(total, bands)


def added(figures: Return, name: str, parts: tuple[str, ...]) -> None:
    """Put the sum of the parts under the name, for every service that any of them offers."""
    for heading in HEADINGS:
        cells = [figures[part, heading] for part in parts if (part, heading) in figures]
        if cells:
            total = cells[0]
            for cell in cells[1:]:
                total = total + cell
            figures[name, heading] = total


def return_of(options: Options, month: str) -> Return:
    """Every organisation's cells of a month; a service nobody offers has none."""
    figures: Return = {}
    for organisation in ORGANISATIONS:
        for heading in HEADINGS:
            cell = reported(options, organisation, heading, month)
            if cell is not None:
                figures[organisation, heading] = cell
    for board, members in BOARDS.items():
        added(figures, board, members)
    added(figures, REGION, tuple(BOARDS))
    added(figures, "England", (REGION,))
    return figures
