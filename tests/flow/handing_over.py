"""Small files as senders write them, and one figure as the warehouse holds it, for tests."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from orchestration.home import Home
from tests.flow.flows import query


class Told(NamedTuple):
    """A figure of measures.measures."""

    numerator: int | None
    denominator: int | None
    value: Any
    symbol: str | None
    reason_code: str | None


def write(path: Path, headings: list[str], rows: Iterable[Iterable[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(rows)


def figure(
    home: Home, measure: str, month: str, breakdown: str = "total", item: str = "Total"
) -> Told:
    """The one figure; an error where there is none or several."""
    [row] = query(
        home,
        f"""select numerator, denominator, value, symbol, reason_code from measures.measures
            where measure_id = '{measure}' and strftime(month_starting_on, '%Y-%m') = '{month}'
                and breakdown = '{breakdown}' and item = '{item}'""",
    )
    numerator, denominator, value, symbol, reason = row
    assert value is None or isinstance(value, Decimal)
    return Told(numerator, denominator, value, symbol, reason)  # type: ignore[arg-type]
