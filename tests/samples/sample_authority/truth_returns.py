"""The right answer of the waiting measures from the national return, month by month.
It is taken from the numbers before they were laid out in sheets; no workbook is read."""

from collections.abc import Iterator
from fractions import Fraction

from .figures import Figure, joined, percent
from .providers import TRUSTS
from .returns import OT, PAEDIATRICS, PT, SLT, Cell, Return
from .truth_waits import BANDS, BREAKDOWN, OF_ALL_STAGES

SOURCE = "National return"
ORGANISATIONS = {
    "England": "England",
    "Sampleshire": "Sampleshire Integrated Care Board",
    **{name: name for name in TRUSTS.values()},
}
SERVICES = {
    SLT: "Speech and language therapy",
    OT: "Occupational therapy",
    PT: "Physiotherapy",
    PAEDIATRICS: "Community paediatrics",
}


def cell_figures(month: str, item: str, cell: Cell) -> Iterator[Figure]:
    yield Figure("M40", month, BREAKDOWN, item, cell.total, None, Fraction(cell.total))
    if cell.bands is None:
        return
    known = sum(cell.bands)
    counts = (*cell.bands, cell.bands[-2] + cell.bands[-1])
    for (label, _, _), count in zip(BANDS, counts, strict=True):
        together = item.removesuffix(" | Total")
        for breakdown, group in ((BREAKDOWN, item), (OF_ALL_STAGES, together)):
            by_band, banded = joined(breakdown, "wait_band"), joined(group, label)
            yield Figure("M44", month, by_band, banded, count, known, percent(count, known))


def returns_truth(month: str, figures: Return) -> Iterator[Figure]:
    for organisation, organisation_label in ORGANISATIONS.items():
        for heading, service_label in SERVICES.items():
            cell = figures.get((organisation, heading))
            if cell is not None:
                item = joined(SOURCE, organisation_label, service_label, "Total")
                yield from cell_figures(month, item, cell)
