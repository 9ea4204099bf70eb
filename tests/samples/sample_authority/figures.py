"""One line of the truth: a measure, a month, a breakdown, its numbers, exact until written.
Which numbers are right is computed in the truth modules."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from pathlib import Path

COLUMNS = ("measure_id", "month", "breakdown", "item", "numerator", "denominator", "value")
PLACES = 6


@dataclass(frozen=True)
class Figure:
    measure: str
    month: str
    breakdown: str
    item: str
    numerator: int | None
    denominator: int | None
    value: Fraction | None


def joined(*parts: str) -> str:
    return " | ".join(parts)


def written(value: Fraction | int | None) -> str:
    """Rounded half up to six decimals, without trailing zeros; nothing where there is no value."""
    if value is None:
        return ""
    units = floor(Fraction(value) * 10**PLACES + Fraction(1, 2))
    whole, rest = divmod(abs(units), 10**PLACES)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole}.{rest:0{PLACES}d}".rstrip("0").rstrip(".")


def percent(numerator: int, denominator: int) -> Fraction | None:
    return Fraction(100 * numerator, denominator) if denominator else None


def row(figure: Figure) -> list[str]:
    numbers = (figure.numerator, figure.denominator)
    return [
        figure.measure,
        figure.month,
        figure.breakdown,
        figure.item,
        *("" if number is None else str(number) for number in numbers),
        written(figure.value),
    ]


def write_truth(path: Path, figures: Iterable[Figure]) -> None:
    lines = sorted(row(figure) for figure in figures)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(lines)
