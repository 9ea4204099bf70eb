"""The parts of the benchmark of all measures: two years of marks, our answers and bare SQL's.

What they cost is measured in measures.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from orchestration.build import Build, open_build
from orchestration.contracts.catalogue import the_catalogue
from orchestration.dbt_runner import compiled_models
from orchestration.ducks import open_identifiable, open_memory, open_to_read, read_sealed
from orchestration.home import Home
from orchestration.months import Month
from orchestration.register.book import Book
from orchestration.register.receive import receive
from orchestration.register.recognise import deliveries
from sample_authority import make
from sample_authority.identifiers import upn
from tests.flow.flows import build_month, receive_folder

MONTH = "2025-12"
RECEIVED_AT = datetime(2026, 2, 1, 9, 0)
ATTENDED = "('/', '\\\\', 'L', 'B', 'K', 'P', 'V', 'W', 'J')"
AUTHORISED = "('I', 'M', 'C', 'C1', 'C2', 'E', 'H', 'J1', 'R', 'S', 'T')"
UNAUTHORISED = "('G', 'N', 'O', 'U')"
NOT_POSSIBLE = "('D', 'Q', 'X', 'Y', 'F', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7', 'Z', '#')"


def prepare(pupils: str, others: str, months: str) -> dict[str, Any]:
    """Receive a made-up authority, then the marks of every pupil for every school month."""
    home, place = Home.at(), Home.at().root.parent
    made = make(place / "sample", pupils=int(others), months=13, until=MONTH, seed=1, mess="none")
    receive_folder(home, made.out)
    numbers = pa.table({"upn": [upn(n, 2014 + n // 10**5) for n in range(int(pupils))]})
    marks = sum(_month(home, place, numbers, month) for month in _school_months(int(months)))
    build_month(home, MONTH)
    return {"marks": marks}


def _school_months(count: int) -> list[date]:
    last = Month.parse(MONTH).starting_on
    months = [date(last.year - (n > 11) - (n > 23), (last.month - n - 1) % 12 + 1, 1)
              for n in range(count)]  # fmt: skip
    return [month for month in months if month.month != 8]


def _month(home: Home, place: Path, numbers: pa.Table, month: date) -> int:
    path = place / f"daily_attendance_{month:%Y-%m}.csv"
    with duckdb.connect() as con:
        con.register("pupils", numbers)
        rows = con.execute(f"""
            copy (
                select 990000 + hash(upn) % 150 as urn, upn, strftime(day, '%Y-%m-%d') as date,
                    half as session,
                    list_extract(['/', '/', '/', '/', '/', '/', '/', 'I', 'O', 'L', 'M', 'C'],
                        1 + cast(hash(upn, day, half) % 12 as integer)) as code,
                    null as minutes_late, '2026-01-02T02:00:00' as extracted_at
                from pupils
                cross join (select unnest(generate_series(date '{month}',
                    last_day(date '{month}'), interval 1 day)) as day) as days
                cross join (values ('AM'), ('PM')) as halves (half)
                where isodow(day) < 6
            ) to '{path}' (header)
        """).fetchall()[0][0]
    for found in deliveries(the_catalogue(), [path]):
        receipt = receive(the_catalogue(), home, found, RECEIVED_AT)
        if receipt.submission.status != "accepted":
            raise SystemExit(f"{path.name}: {receipt.submission.reason}")
    path.unlink()
    return int(rows)


def ours() -> dict[str, Any]:
    """The attendance facts made again by their model's own SQL, beside a finished night."""
    home, build = Home.at(), _finished(Home.at())
    model = next(m for m in compiled_models() if m.name == "fct_attendance_months")
    with open_identifiable(home, build.identifiable) as con:
        con.execute(f"attach '{build.warehouse}' as warehouse")
        con.execute(f"create or replace table {model.relation} as {model.sql}")
        return {"attendance": _answers(con, str(model.relation))}


def floor() -> dict[str, Any]:
    """The same answers from the same sealed files by the shortest SQL there is."""
    home = Home.at()
    in_force = Book(home).in_force(the_catalogue().contracts, Month.parse(MONTH))
    files = [
        home.received / str(entry.source) / entry.submission_id / "sessions.rows.parquet"
        for entry in in_force
        if entry.source == "daily_attendance"
    ]
    with open_memory(home) as con:
        con.execute(f"""
            create table marks as
            with counted as (
                select upn, urn, date_trunc('month', date::date)::date as month_starting_on,
                    count(*) filter (code not in {NOT_POSSIBLE}) as possible_session_count,
                    count(*) filter (code in {ATTENDED}) as attended_session_count,
                    count(*) filter (code in {AUTHORISED}) as authorised,
                    count(*) filter (code in {UNAUTHORISED}) as unauthorised,
                    count(*) filter (code = 'L') as late, count(*) filter (code = 'C2') as reduced
                from {read_sealed(files)} group by all
            )
            select *,
                sum(possible_session_count) over so_far as year_possible_session_count,
                sum(authorised + unauthorised) over so_far as year_absent_session_count
            from counted
            window so_far as (
                partition by upn, urn, year(month_starting_on - interval 8 month)
                order by month_starting_on
            )
        """)
        return {"attendance": _answers(con, "marks")}


def _answers(con: duckdb.DuckDBPyConnection, table: str) -> list[list[str]]:
    rows = con.execute(f"""
        select month_starting_on::varchar, count(*)::varchar,
            sum(possible_session_count)::varchar, sum(attended_session_count)::varchar,
            sum(year_possible_session_count)::varchar, sum(year_absent_session_count)::varchar
        from {table} group by all order by all
    """).fetchall()
    return [list(row) for row in rows]


def night(how: str = "") -> dict[str, Any]:
    """Every room after linking, with or without what the last night left."""
    home, began = Home.at(), time.perf_counter()
    kept = build_month(home, MONTH, everything=bool(how))
    with open_to_read(home.warehouse) as con:
        tables = con.execute("select count(*) from run.made_from").fetchall()[0][0]
    return {"kept": len(kept), "tables": tables, "seconds": time.perf_counter() - began}


def one_more() -> dict[str, Any]:
    """One provider sends its waiting list again, one row shorter."""
    home, place = Home.at(), Home.at().root.parent
    [path, *_] = sorted((place / "sample" / "landing" / "therapy_waits").rglob(f"*{MONTH}*.csv"))
    again = place / "again" / path.name
    again.parent.mkdir(parents=True)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
    again.write_text("".join(lines[:-1]), encoding="utf-8")
    receipts = receive_folder(home, again.parent)
    return {"status": [receipt.submission.status for receipt in receipts]}


def _finished(home: Home) -> Build:
    """A build that sees what the last night saw, with its warehouse's tables."""
    month, catalogue = Month.parse(MONTH), the_catalogue()
    in_force = Book(home).in_force(catalogue.contracts, month)
    build = open_build(home, "marks", catalogue, month, in_force)
    for store in ("identifiable", "warehouse"):
        build.store(store).write_bytes(home.store(store).read_bytes())  # type: ignore[arg-type]
    return build


if __name__ == "__main__":
    parts: dict[str, Callable[..., dict[str, Any]]] = {
        "prepare": prepare, "ours": ours, "floor": floor, "night": night, "one_more": one_more,
    }  # fmt: skip
    print(json.dumps(parts[sys.argv[1]](*sys.argv[2:])))
