"""The warehouse's figures as a paper shows them: to their decimal places, half up, with counts.

They are read from the measures as they stand; nothing is added up. What stands in which table is
in `grids`.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from orchestration.ducks import open_to_read
from orchestration.home import Home
from orchestration.measures.declared import Measure, Wanted
from orchestration.months import Month
from orchestration.refusals import Refusal

TOTAL = ("total", "Total")
REASONS = {
    "awaiting": "data awaited",
    "not_collected": "data not collected",
    "source_migration": "its system is being changed",
    "not_built": "this measure is not built",
    "no_figure": "no figure is held",
}
SIGNS = {"percent": "%", "weeks": " weeks", "days": " days"}


@dataclass(frozen=True)
class Figure:
    """One figure of a month: its counts, its value, or the sign that stands in its place."""

    numerator: int | None
    denominator: int | None
    value: Decimal | None
    symbol: str | None
    reason: str | None

    @property
    def is_whole(self) -> bool:
        """It has a value, of all its parts and of the whole month."""
        return self.value is not None and self.reason is None


ABSENT = Figure(None, None, None, "x", "no_figure")
NOT_BUILT = Figure(None, None, None, "x", "not_built")


@dataclass(frozen=True)
class Figures:
    """Every figure of the warehouse, by measure and month, then by breakdown and item."""

    measures: dict[str, Measure]
    wanted: dict[str, Wanted]
    held: dict[tuple[str, str], dict[tuple[str, str], Figure]]
    comparisons: list[tuple[Any, ...]]

    def of(self, number: str, month: Month, place: tuple[str, str] = TOTAL) -> Figure:
        """The figure; what is not held is missing for the reason that the month's total is."""
        told = self.held.get((number, str(month)), {})
        if number not in self.measures and not told:
            return NOT_BUILT
        whole = told.get(TOTAL, ABSENT)
        return told.get(place, whole if whole.symbol == "x" and whole.value is None else ABSENT)

    def name(self, number: str) -> str:
        if number in self.measures:
            return self.measures[number].name
        return self.wanted[number].name if number in self.wanted else number

    def items(self, number: str, months: list[Month], breakdown: str) -> set[str]:
        return {
            item
            for month in months
            for held, item in self.held.get((number, str(month)), {})
            if held == breakdown
        }


def read_figures(
    home: Home,
    measures: dict[str, Measure],
    wanted: dict[str, Wanted],
    month: Month,
    authority: str | None,
) -> Figures:
    """All figures of one authority, and those of no single one, from the warehouse in place."""
    if not home.warehouse.exists():
        raise Refusal("committee", "There is no warehouse yet.", "Make one: sendmart run.")
    with open_to_read(home.warehouse) as con:
        rows = con.execute(
            """
            select measure_id, strftime(month_starting_on, '%Y-%m'), breakdown, item,
                numerator, denominator, value, symbol, reason_code
            from measures.measures
            where local_authority_code is null or coalesce(local_authority_code = $1, true)
            union all
            select measure_id, strftime(month_starting_on, '%Y-%m'), breakdown, item,
                numerator, denominator, value, symbol, reason_code
            from measures.figures_of_transport_totals
            where coalesce(local_authority_code = $1, true)
            """,
            [authority],
        ).fetchall()
        codes = con.execute("""
            select distinct local_authority_code from measures.measures
            where local_authority_code is not null order by 1
        """).fetchall()
        comparisons = _comparisons(con)
    if authority is None and len(codes) > 1:
        names = ", ".join(code for (code,) in codes)
        what = f"Several authorities are held: {names}."
        raise Refusal("committee", what, "Name one with --authority.")
    held: dict[tuple[str, str], dict[tuple[str, str], Figure]] = {}
    for number, told, breakdown, item, *numbers in rows:
        held.setdefault((number, told), {})[breakdown, item] = Figure(*numbers)
    months = sorted({told for _, told in held})
    if str(month) not in months:
        what = f"{month} is not among the months held, {months[0]} to {months[-1]}."
        raise Refusal("committee", what, f"Make it first: sendmart run --month {month}")
    return Figures(measures, wanted, held, comparisons)


def _comparisons(con: Any) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = con.execute("""
        select measure_id, calendar_year, area_level, area, origin, numerator, denominator, value,
            is_whole_year
        from measures.figures_of_comparators
    """).fetchall()
    return found


def shown(figure: Figure, measure: Measure | None) -> str:
    """A figure as text: counts beside a rate, and a word for what is no plain number."""
    if figure.value is None:
        sign = figure.symbol or "x"
        return f"[{sign}] {reason_told(figure.reason)}".strip() if sign == "x" else f"[{sign}]"
    text = number(figure.value, measure) + counts(figure, measure)
    return f"{text} [{reason_told(figure.reason)}]" if figure.reason else text


def number(value: Decimal, measure: Measure | None) -> str:
    """Rounded half up, away from nought, once."""
    places = measure.places if measure else 0
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,}{SIGNS.get(measure.unit, '') if measure else ''}"


def counts(figure: Figure, measure: Measure | None) -> str:
    """The counts behind a rate, or how many a mean is of; a plain count is its own."""
    if figure.denominator is None or figure.numerator is None:
        return ""
    if measure is None or measure.unit != "percent":
        return f" (of {figure.denominator:,})"
    between = "against" if measure.of("statistic") == "change" else "of"
    return f" ({figure.numerator:,} {between} {figure.denominator:,})"


def reason_told(reason: str | None) -> str:
    """A reason as people say it."""
    if reason is None:
        return ""
    parts = [REASONS.get(part, part) for part in reason.split("; ")]
    return "; ".join(parts).replace("part_month: to", "part month, to").replace("_", " ")
