"""The appeal rate of England, as published, from its counts, by the macro that divides."""

from decimal import Decimal

import duckdb
import pytest
from jinja2 import Environment, FileSystemLoader

from orchestration.home import DBT_PROJECT


@pytest.mark.parametrize(("places", "rate"), [(1, Decimal("3.2")), (6, Decimal("3.229627"))])
def test_englands_appeals_of_2024_are_3_2_of_a_hundred_decisions(
    places: int, rate: Decimal
) -> None:
    macros = Environment(loader=FileSystemLoader(DBT_PROJECT / "macros"), autoescape=True)
    rounding = macros.get_template("rounding.sql").module
    sql = rounding.share_half_up(22_276, 689_739, 100, places)  # type: ignore[attr-defined]
    (found,) = duckdb.sql(f"select cast({sql} as decimal(18, 6))").fetchall()[0]
    assert found == rate
