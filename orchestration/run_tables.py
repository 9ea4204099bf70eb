"""What a run is told, as tables of its build: its month, its deliveries and what was promised.

There is no clock in any model; these tables are all that a model may know of the run.
"""

from collections.abc import Iterable

import duckdb

from orchestration.contracts.catalogue import Catalogue
from orchestration.months import Month
from orchestration.register.book import Submission
from orchestration.register.silence import Expected

MONTHS_TOLD = 24


def create_run(
    con: duckdb.DuckDBPyConnection,
    month: Month,
    catalogue: Catalogue,
    in_force: list[Submission],
    each_month: list[Submission],
    expected: Iterable[Expected],
) -> None:
    con.execute("create schema run")
    con.execute(
        "create table run.reporting_month as select ? as month_starting_on", [month.starting_on]
    )
    create_deliveries(con, "run", catalogue, in_force, each_month)
    con.execute("""
        create table run.senders as
        select distinct sector, supplier_code from run.deliveries order by all
    """)
    con.execute(f"""
        create table run.told_months as
        select unnest(generate_series(
            last_month - interval {MONTHS_TOLD - 1} month, last_month, interval 1 month
        ))::date as month_starting_on
        from (select max(month_starting_on) as last_month from run.deliveries)
    """)
    con.execute("""
        create table run.expected_deliveries (source varchar, supplier_code varchar,
            month_starting_on date, due_on date, state_code varchar,
            last_good_month_starting_on date)
    """)
    promised = [
        (
            each.source,
            each.supplier,
            each.month.starting_on,
            each.due_on,
            each.state,
            f"{each.last_good_month}-01" if each.last_good_month else None,
        )
        for each in expected
    ]
    if promised:
        con.executemany("insert into run.expected_deliveries values (?, ?, ?, ?, ?, ?)", promised)


def create_deliveries(
    con: duckdb.DuckDBPyConnection,
    schema: str,
    catalogue: Catalogue,
    in_force: list[Submission],
    each_month: list[Submission],
) -> None:
    """The deliveries seen, in each store that asks for them: no view looks into another."""
    con.execute(f"""
        create table {schema}.deliveries (submission_id varchar, source varchar,
            sector varchar, supplier_code varchar, month_starting_on date,
            holds_everything boolean, is_in_force boolean)
    """)
    counting = {entry.submission_id for entry in in_force}
    seen = {entry.submission_id: entry for entry in [*each_month, *in_force]}
    came = [
        (
            entry.submission_id,
            entry.source,
            catalogue.contracts[str(entry.source)].sector,
            entry.supplier,
            f"{entry.month}-01",
            catalogue.contracts[str(entry.source)].each_delivery_holds == "everything",
            entry.submission_id in counting,
        )
        for entry in seen.values()
    ]
    if came:
        con.executemany(f"insert into {schema}.deliveries values (?, ?, ?, ?, ?, ?, ?)", came)
