"""Whether a figure is what its records come to, reckoned anew from them in plain Python.

How figures are made is said in SQL, by the measures; this must find the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import duckdb

from orchestration.explain.records import Asked, amounts
from orchestration.refusals import Refusal

RANKED = {"median_weeks", "longest_weeks", "percentile_95_weeks"}
SCALES = {
    "share": Fraction(100),
    "distribution": Fraction(100),
    "change": Fraction(100),
    "mean": Fraction(1),
    "mean_weeks": Fraction(1, 7),
}
SIX_PLACES = Decimal("0.000001")
Amounts = list[tuple[int | None, int | None, int]]


@dataclass(frozen=True)
class Figure:
    """A figure as the measures room holds it; it has a reason where its month was not told."""

    authority: str | None
    numerator: int | None
    denominator: int | None
    value: Decimal | None
    symbol: str | None
    reason_code: str | None


def figures(con: duckdb.DuckDBPyConnection, asked: Asked) -> list[Figure]:
    """The figures that are held of what is asked, one for each authority; none where no figure is
    kept for those columns."""
    named = asked.definition.breakdown_of(asked.where)
    if named is None:
        return []
    rows = con.execute(
        """
        select local_authority_code, numerator, denominator, value, symbol, reason_code
        from measures.measures
        where measure_id = ? and month_starting_on = ? and breakdown = ? and item = ?
            and (?::varchar is null or local_authority_code = ?)
        order by all
        """,
        [asked.definition.measure_id, asked.month, *named, asked.authority, asked.authority],
    ).fetchall()
    return [Figure(*row) for row in rows]


def refuse_unknown(asked: Asked, held: list[Figure]) -> None:
    """Refuse what no figure is held for, though figures are kept for those columns."""
    named = asked.definition.breakdown_of(asked.where)
    if named is not None and not held:
        what = f"No figure is held for {named[1]} in {str(asked.month)[:7]}."
        remedy = "Look for what is held: sendmart figures."
        raise Refusal(asked.definition.measure_id, what, remedy)


def reckoned(statistic: str, found: Amounts) -> tuple[int | None, int | None, Decimal | None]:
    """Numerator, denominator and value of some records, as often as each amount occurs."""
    denominator = sum((d or 0) * times for _, d, times in found)
    if statistic == "count":
        numerator = sum((n or 0) * times for n, _, times in found)
        return numerator, None, _rounded(Fraction(numerator))
    if statistic not in RANKED:
        numerator = sum((n or 0) * times for n, _, times in found)
        if statistic not in SCALES:
            what = f"How a '{statistic}' is reckoned from records is not known here."
            raise Refusal("explain", what, "Say it in orchestration/explain/figures.py.")
        value = Fraction(numerator) * SCALES[statistic] / denominator if denominator else None
        rounded = _rounded(value)
        if statistic == "change" and rounded is not None:
            rounded -= 100
        return numerator, denominator, rounded
    known = sorted((n, times) for n, d, times in found if (d or 0) > 0 and n is not None)
    ranked = _ranked(statistic, known)
    return ranked[0], denominator, _rounded(ranked[1])


def _ranked(statistic: str, known: list[tuple[int, int]]) -> tuple[int | None, Fraction | None]:
    """The numerator and the value of one that is found by its place among all."""
    count = sum(times for _, times in known)
    if not count:
        return None, None
    if statistic == "longest_weeks":
        return known[-1][0], Fraction(known[-1][0] // 7)
    if statistic == "percentile_95_weeks":
        days = _at_place(known, (95 * count + 99) // 100)
        return days, Fraction(days, 7)
    doubled = _at_place(known, (count + 1) // 2) + _at_place(known, count // 2 + 1)
    return doubled, Fraction(doubled, 14)


def _at_place(known: list[tuple[int, int]], place: int) -> int:
    for days, times in known:
        place -= times
        if place <= 0:
            return days
    raise IndexError(place)


def _rounded(value: Fraction | None) -> Decimal | None:
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(SIX_PLACES, ROUND_HALF_UP)


def differences(con: duckdb.DuckDBPyConnection, asked: Asked, held: Iterable[Figure]) -> list[str]:
    """In words, each figure that is not what its records come to. A month that was not told has
    no figure, whatever is known of some of its records."""
    found, wrong = amounts(con, asked), []
    for figure in held:
        if figure.reason_code is not None:
            continue
        reckoning = reckoned(asked.definition.statistic, found.get(figure.authority, []))
        told = (figure.numerator, figure.denominator, figure.value)
        for name, one, other in zip(
            ("numerator", "denominator", "value"), told, reckoning, strict=True
        ):
            if one != other:
                of = f" of {figure.authority}" if figure.authority else ""
                wrong.append(f"The {name}{of} is {one}, and its records come to {other}.")
    return wrong
