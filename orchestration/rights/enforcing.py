"""Does in every kept delivery what the journal of holds says: set aside, let through again, blank.

Doing it twice changes nothing, so a restored backup needs only this and the journal.
"""

import json
import os
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.sql import quoted
from orchestration.ducks import open_memory, read_sealed, write_sealed
from orchestration.holds.finding import ERASED, PERHAPS_ERASED, find_rows, held_table
from orchestration.holds.held import Held, Holds
from orchestration.home import Home
from orchestration.register.blanking import blank_rows
from orchestration.register.book import Book, Submission, TableCount
from orchestration.register.holding import HELD, RESTRICTED
from orchestration.register.putting_away import leave_tombstone
from orchestration.register.rows import aside_file, received_sql
from orchestration.rights.kept import deliveries, open_delivery


@dataclass(frozen=True)
class Enforced:
    """What was done in one delivery: rows newly blanked, and its rows set aside before and now."""

    entry: Submission
    blanked: int
    set_aside_before: int
    set_aside: int


def enforce(home: Home, catalogue: Catalogue, at: datetime) -> list[Enforced]:
    """Bring every kept delivery in line with the journal; return those that changed."""
    holds = Holds(home)
    held, lines = holds.in_force(), len(holds.all())
    done = []
    if lines:
        with open_memory(home) as con:
            for entry, folder in deliveries(home, catalogue):
                changed = _enforce_one(con, home, catalogue, held, entry, folder, at)
                done += [changed] if changed else []
    _state(home).write_text(json.dumps({"lines": lines}) + "\n", encoding="utf-8")
    return done


def enforce_if_needed(home: Home, catalogue: Catalogue, at: datetime) -> list[Enforced]:
    """The same, where the journal has grown since it was last done."""
    lines = len(Holds(home).all())
    path = _state(home)
    known = json.loads(path.read_text(encoding="utf-8"))["lines"] if path.exists() else 0
    return enforce(home, catalogue, at) if lines != known else []


def _state(home: Home) -> Path:
    return home.root / "identifiable" / "holds" / "enforced.json"


def _enforce_one(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    catalogue: Catalogue,
    held: Held,
    entry: Submission,
    folder: Path,
    at: datetime,
) -> Enforced | None:
    tables = open_delivery(con, catalogue, entry, folder)
    find_rows(tables, held.rules_of if held else lambda texts: [None] * len(texts),
              held.further_words, held)  # fmt: skip
    blanked = sum(_blank(con, folder, name) for name in entry.tables)
    counts, rules = {}, Counter(entry.rules)
    for rule in HELD:
        del rules[rule]
    for name, count in entry.tables.items():
        _write_aside(con, folder, name)
        of_rules = dict(
            con.execute(f"""
                select rule, count(*) from (
                    select unnest(rules) as rule from {read_sealed(aside_file(folder, name))})
                where rule in {HELD} group by rule
            """).fetchall()
        )
        rules.update(of_rules)
        aside = con.execute(f"select count(*) from {read_sealed(aside_file(folder, name))}")
        set_aside = int((aside.fetchone() or (0,))[0])
        counts[name] = TableCount(count.received, count.received - set_aside, set_aside)
    if blanked:
        leave_tombstone(folder / "original", entry.files, f"{blanked} rows were erased.")
    told = dict(sorted(rules.items()))
    if counts == entry.tables and told == entry.rules and not blanked:
        return None
    Book(home).amend(entry, counts, told, at)
    return Enforced(entry, blanked, _aside_of(entry.tables), _aside_of(counts))


def _aside_of(counts: dict[str, TableCount]) -> int:
    return sum(count.set_aside for count in counts.values())


def _blank(con: duckdb.DuckDBPyConnection, folder: Path, name: str) -> int:
    """Blank the erased rows of a table, and take their values out of the list of problems."""
    numbers = f"select row_number from temp.{held_table(name)} where rule = {quoted(ERASED)}"
    row = con.execute(f"select count(*) from ({numbers})").fetchone()
    if not row or not row[0]:
        return 0
    blank_rows(con, folder, name, numbers)
    held = con.execute(f"describe {received_sql(folder, name)}").fetchall()
    has_lines = "received_line_number" in {str(column[0]) for column in held}
    line = "received_line_number" if has_lines else "row_number + 2"
    lines = f"""select {line} from ({received_sql(folder, name)})
        where row_number in ({numbers})"""
    place = folder / "problems.parquet"
    aside = place.with_suffix(".new")
    con.execute(
        write_sealed(
            aside,
            f"""select * replace (case when table_name = {quoted(name)} and line in ({lines})
                    then null else value end as value)
                from {read_sealed(place)} order by all""",
        )
    )
    os.replace(aside, place)
    return int(row[0])


def _write_aside(con: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
    """The rows set aside, with the holds as they are now; what was only held comes back.

    A row that was blanked stays set aside as erased: no name is left by which it could be found.
    """
    place = aside_file(folder, name)
    aside = place.with_suffix(".new")
    again = (RESTRICTED, PERHAPS_ERASED)
    query = f"""
        select row_number, rules from (
            select coalesce(known.row_number, held.row_number) as row_number,
                list_sort(list_distinct(list_concat(
                    list_filter(coalesce(known.rules, []), lambda rule: rule not in {again}),
                    case when held.rule is null then []::varchar[] else [held.rule] end
                ))) as rules,
                coalesce(list_has_any(known.rules, {list(again)}), false) as was_held,
                known.row_number is null as is_new
            from {read_sealed(place)} as known
            full outer join temp.{held_table(name)} as held
                on held.row_number = known.row_number
        ) as together
        where len(rules) > 0 or not was_held
        order by row_number
    """
    con.execute(write_sealed(aside, query))
    os.replace(aside, place)
