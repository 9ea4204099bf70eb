"""What a build can tell of its own quality, as rows of text: who sent what, what was linked.

Counts of rows may be counts of children: fewer than 5 are not told, others are rounded to the
nearest 5. How they stand on a page is in `quality`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import duckdb

from orchestration.contracts.sentences import rule_texts
from orchestration.measures.declared import Measure
from orchestration.months import Month
from orchestration.register.book import Submission
from orchestration.release.changes import source_name
from orchestration.release.in_part import reason_told
from orchestration.release.periods import spoken

FEWEST, BASE, FEWEST_FOR_A_SHARE = 5, 5, 20
Rows = list[tuple[str, ...]]
STATES = ("received", "awaiting", "not_collected", "source_migration")


def rows_told(count: int) -> str:
    """A count of rows as it may be told to anybody."""
    if 0 < count < FEWEST:
        return "fewer than 5"
    return f"{BASE * ((count + BASE // 2) // BASE):,}"


def share_told(part: int, whole: int) -> str:
    """A whole percentage of rounded counts, or nothing where the whole is too small for one."""
    near = [BASE * ((count + BASE // 2) // BASE) for count in (part, whole)]
    return f"{(200 * near[0] + near[1]) // (2 * near[1])}%" if whole >= FEWEST_FOR_A_SHARE else "c"


def held(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether the build has a table."""
    schema, _, name = table.partition(".")
    row = con.execute(
        "select count(*) from duckdb_tables() where schema_name = ? and table_name = ?",
        [schema, name],
    ).fetchone()
    return bool(row and row[0])


def coverage(con: duckdb.DuckDBPyConnection, inputs: Iterable[Submission]) -> Rows:
    """Each source and supplier: what was promised, what came, how late what counts came. Of those
    that promised no day, what came."""
    expected = con.execute("""
        select source, supplier_code, month_starting_on, due_on, state_code
        from core.fct_expected_deliveries order by all
    """).fetchall()
    inputs = list(inputs)
    received = {(e.source, e.supplier, e.month): _day(e.received_at) for e in inputs}
    states: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    late: dict[tuple[str, str], list[int]] = defaultdict(list)
    last: dict[tuple[str, str], date] = {}
    unpromised: set[tuple[str, str]] = set()
    for source, supplier, month, due, state in expected:
        key = (source, supplier)
        states[key][state] += 1
        if state == STATES[0]:
            last[key] = max(month, last.get(key, month))
        came = received.get((source, supplier, month.isoformat()[:7]))
        if came and due and came > due:
            late[key].append((came - due).days)
    for entry in inputs:
        key, month = (str(entry.source), str(entry.supplier)), Month.parse(str(entry.month))
        if key not in states or key in unpromised:
            unpromised.add(key)
            states[key][STATES[0]] += 1
            last[key] = max(month.starting_on, last.get(key, month.starting_on))
    return [
        (
            source_name(key[0]),
            key[1],
            *(str(states[key][state]) for state in STATES),
            str(len(late[key])),
            str(max(late[key], default=0)),
            spoken(Month.of(last[key])) if key in last else "none",
        )
        for key in sorted(states)
    ]


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def rows_by_source(inputs: Iterable[Submission]) -> Rows:
    """Rows received, loaded and set aside, of the deliveries that count."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for entry in inputs:
        for table in entry.tables.values():
            told = (table.received, table.loaded, table.set_aside)
            found[str(entry.source)] = [
                a + b for a, b in zip(found[str(entry.source)], told, strict=True)
            ]
    return [(source_name(name), *map(rows_told, found[name])) for name in sorted(found)]


def rules_broken(inputs: Iterable[Submission]) -> Rows:
    """Which rules rows broke, by source, the commonest first."""
    found: Counter[tuple[str, str]] = Counter()
    for entry in inputs:
        for rule, count in entry.rules.items():
            found[str(entry.source), rule] += count
    texts = rule_texts()
    order = sorted(found, key=lambda key: (key[0], -found[key], key[1]))
    return [
        (
            source_name(source),
            rule,
            texts[rule].sentence if rule in texts else "",
            texts[rule].severity.replace("_", " ") if rule in texts else "",
            rows_told(found[source, rule]),
        )
        for source, rule in order
    ]


def match_rates(con: duckdb.DuckDBPyConnection) -> Rows:
    """Of each agency's records, how many are known to another agency too; not how many stand in
    question, which no later day can tell of an earlier one."""
    rows = con.execute("""
        select agency, other_agency, record_count, linked_count
        from core.fct_link_quality where breakdown = 'all' order by all
    """).fetchall()
    return [
        (one, other, rows_told(records), share_told(linked, records))
        for one, other, records, linked in rows
    ]


def partial_totals(
    con: duckdb.DuckDBPyConnection, measures: Mapping[str, Measure], shown: set[str]
) -> Rows:
    """Months of a measure that are told in part, or not at all, and why."""
    rows = con.execute("""
        select measure_id, reason_code, list(distinct month_starting_on order by month_starting_on)
        from measures.measures
        where breakdown = 'total' and reason_code is not null
        group by all order by all
    """).fetchall()
    return [
        (f"{number} {measures[number].name}", reason_said(reason), _months(months))
        for number, reason, months in rows
        if number in measures and (number in shown or not shown)
    ]


def _months(days: list[date]) -> str:
    """Months as people say them; months in a row as a span."""
    spans: list[list[Month]] = []
    for month in map(Month.of, days):
        if spans and spans[-1][-1].next == month:
            spans[-1].append(month)
        else:
            spans.append([month])
    said: Callable[[list[Month]], str] = lambda span: (  # noqa: E731
        spoken(span[0]) if len(span) == 1 else f"{spoken(span[0])} to {spoken(span[-1])}"
    )
    return "; ".join(map(said, spans))


def reason_said(reason: str) -> str:
    """Why a month is not told, or not whole, as people say it."""
    words = {
        "awaiting": "the data are awaited",
        "not_collected": "the data are not collected",
        "source_migration": "its system is being changed and cannot be brought up to date",
    }
    return words.get(reason, reason_told(reason))


def migrations(con: duckdb.DuckDBPyConnection) -> Rows:
    """Suppliers whose system cannot be brought up to date, and the last month that came."""
    rows = con.execute("""
        select source, supplier_code, list(month_starting_on order by month_starting_on),
            max(last_good_month_starting_on)
        from core.fct_expected_deliveries where state_code = 'source_migration'
        group by all order by all
    """).fetchall()
    return [
        (source_name(source), supplier, _months(months), spoken(Month.of(good)) if good else "none")
        for source, supplier, months, good in rows
    ]


def boundary_changes(con: duckdb.DuckDBPyConnection, first: Month, last: Month) -> Rows:
    """Areas that ceased within the months that are shown, and what became of them."""
    rows = con.execute(
        """
        select label, valid_to_on, became_code from codes.localities
        where valid_to_on between ? and ? order by all
        """,
        [first.starting_on, last.ending_on],
    ).fetchall()
    return [(label, ended.isoformat(), str(became or "")) for label, ended, became in rows]


def compared(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Years of which our months add up to what the Department published, or do not."""
    return con.execute("""
        select calendar_year, indicator_code, is_over_5_percent
        from core.fct_annual_differences order by all
    """).fetchall()
