"""What the cells of a release really are: the published SQL laid over figures as they were counted.

The SQL only arranges, so run over exact figures it gives each released cell its true number, and
run over marks it gives each cell the word whether its owner decided to show it exactly.
"""

from collections.abc import Iterator
from typing import Any

import duckdb

from orchestration.dbt_runner import CompiledModel, compiled_models, parsed_manifest
from orchestration.home import Home
from orchestration.stores import Store
from tests.flow.attacker_reading import Cell, Truth

STORES: tuple[Store, ...] = ("published", "warehouse")
DECIDED = "decided"


def truth_of(home: Home) -> dict[Cell, Truth]:
    """Every count of every dataset, from the warehouse in place."""
    with duckdb.connect() as con:
        for store in STORES:
            con.execute(f"attach '{home.store(store)}' as {store} (read_only)")
        _lay_exact_figures(con)
        found: dict[Cell, Truth] = {}
        for model in compiled_models():
            if model.dataset:
                numbers = dict(_cells(con, model, "exact"))
                marks = dict(_cells(con, model, "marks"))
                found |= {
                    cell: Truth(int(number), marks.get(cell) == DECIDED)
                    for cell, number in numbers.items()
                    if number.isdigit()
                }
        return found


def _lay_exact_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Two tables of the form of shown.figures: with true counts, and with marks for them."""
    con.execute(
        "create table decisions (dataset varchar, measure varchar, breakdown varchar, item varchar)"
    )
    for row in _decisions():
        con.execute("insert into decisions values (?, ?, ?, ?)", row)
    con.execute("""
        create table exact as
        select s.* replace (
            case when s.numerator is not null then cast(m.numerator as varchar) end as numerator,
            case when s.denominator is not null then cast(m.denominator as varchar) end
                as denominator,
            -- The value of a count is the count itself.
            case when s.denominator is null and s.numerator is not null
                then cast(m.numerator as varchar) else s.value end as value
        )
        from published.shown.figures as s
        join warehouse.measures.measures as m
            on m.measure_id = s.measure_id and m.breakdown = s.breakdown and m.item = s.item
            and m.month_starting_on = s.month_starting_on
            and m.local_authority_code is not distinct from s.local_authority_code
    """)
    con.execute(f"""
        create table marks as
        select e.* replace (
            case
                when e.numerator is null then null
                when d.dataset is null then 'protected' else '{DECIDED}'
            end as numerator,
            case
                when e.denominator is null then null
                when d.dataset is null then 'protected' else '{DECIDED}'
            end as denominator,
            case
                when e.denominator is not null or e.numerator is null then e.value
                when d.dataset is null then 'protected' else '{DECIDED}'
            end as value
        )
        from exact as e
        left join decisions as d
            on d.dataset = e.dataset
            and (d.measure is null or d.measure = e.measure_id)
            and (d.breakdown is null or d.breakdown = e.breakdown)
            and (d.item is null or list_contains(e.items, d.item))
    """)


def _decisions() -> Iterator[tuple[str, str | None, str | None, str | None]]:
    """What owners declared to be shown exactly: a dataset, a measure of it, or an item of it."""
    for node in parsed_manifest().nodes.values():
        told: dict[str, Any] = node.config.meta
        if "dataset" not in told:
            continue
        disclosure = told["disclosure"]
        if disclosure["policy"] == "exact":
            yield told["dataset"], None, None, None
        exact = disclosure.get("exact") or {}
        for measure, breakdowns in exact.items():
            for breakdown in breakdowns:
                yield told["dataset"], measure, breakdown, None
        for item in (disclosure.get("already_public") or {}).values():
            yield told["dataset"], None, None, item


def _cells(
    con: duckdb.DuckDBPyConnection, model: CompiledModel, table: str
) -> Iterator[tuple[Cell, str]]:
    sql = model.sql.replace('"published"."shown"."figures"', table)
    assert sql != model.sql, f"{model.name} does not read shown.figures"
    answer = con.execute(sql)
    columns = [told[0] for told in answer.description or ()]
    kinds = {name: told.get("open_data") or {} for name, told in model.columns.items()}
    rows = answer.fetchall()
    filters = {
        name: told.get("filter_default") or "Total"
        for name, told in kinds.items()
        # One of one value is left out of the file, so it tells a reader nothing.
        if told.get("kind") == "Filter" and len({row[columns.index(name)] for row in rows}) > 1
    }
    for values in rows:
        row = dict(zip(columns, values, strict=True))
        items = frozenset((name, row[name]) for name in filters if row[name] != filters[name])
        time = (row["time_period"], row["time_identifier"])
        place = (row["geographic_level"], row["new_la_code"] or "")
        for name, told in kinds.items():
            if told.get("kind") == "Indicator" and name.endswith("_count") and row[name]:
                yield Cell(str(model.dataset), time, place, items, name), str(row[name])
