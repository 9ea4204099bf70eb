"""What the register's earlier deliveries say of a new one: the same again, unlike, or changed.

A delivery is compared only with its own supplier's; rows are judged elsewhere.
"""

from collections.abc import Iterator
from pathlib import Path

from orchestration.contracts.casts import text_of
from orchestration.contracts.sql import identifier, quoted
from orchestration.ducks import write_sealed
from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.register.book import Submission, TableCount, submission_folder
from orchestration.register.case import Case, aside
from orchestration.register.rows import loaded_sql, received_sql, rows_file
from orchestration.register.slot import Slot

ALIKE_FROM_ROWS = 20
COUNTED_FROM_ROWS = 50
COUNT_MAY_DIFFER = 0.25
KNOWN_AGAIN = 0.6


def before(case: Case, home: Home, earlier: dict[str, Submission], slot: Slot) -> dict[str, str]:
    """The supplier's delivery before this one, as a query of loaded rows for each table it had."""
    period = slot.part or str(slot.month)
    held = [entry for known, entry in earlier.items() if known <= period]
    if not held:
        return {}
    folder = submission_folder(home, held[-1])
    tables = case.contract.tables
    return {name: loaded_sql(folder, name) for name in tables if rows_file(folder, name).exists()}


def refuse_replay(case: Case, home: Home, earlier: dict[str, Submission], slot: Slot) -> None:
    """Another month's rows under a new date are refused; small lists may well stay the same."""
    if case.contract.may_repeat:
        return
    period = slot.part or str(slot.month)
    rows = {name: extract.rows for name, extract in case.extracts.items()}
    for known, entry in earlier.items():
        counts = {name: count.received for name, count in entry.tables.items()}
        if known == period or counts != rows or sum(rows.values()) < ALIKE_FROM_ROWS:
            continue
        folder = submission_folder(home, entry)
        if all(_same_rows(case, folder, name) for name in rows):
            what = f"Its rows are those received for {known}; only the date is another."
            raise Refusal(case.contract.title, what, "Export this month's rows.", rule="D06")


def refuse_part(case: Case, older: Submission | None, where: str) -> None:
    """A delivery replaces the older one whole, so rows of a table it lacks would be lost."""
    held = older.tables if older else {}
    lacking = [name for name in held if held[name].received and name not in case.extracts]
    if lacking:
        what = f"It would replace a delivery that also has rows of {lacking}."
        remedy = "Send all tables together; one with nothing to report, with its headings only."
        raise Refusal(where, what, remedy)


def _same_rows(case: Case, folder: Path, name: str) -> bool:
    """Whether a table holds the same rows as an earlier delivery, but for the period's column."""
    said = case.contract.period
    columns = [
        identifier(column)
        for column in case.extracts[name].columns
        if (name, column) != (said.table, said.column)
    ]
    held = case.con.execute(f"describe {received_sql(folder, name)}").fetchall()
    if not columns or not {identifier(row[0]) for row in held}.issuperset(columns):
        return not columns
    row = f"hash({', '.join(columns)}) as row_hash"
    new, old = case.read(name), f"({received_sql(folder, name)})"
    return not case.count(f"""
        select count(*) from (
            (select {row} from {new} except all select {row} from {old} as old_rows)
            union all
            (select {row} from {old} as old_rows except all select {row} from {new})
        ) as differing
    """)


def unlike_before(
    case: Case,
    home: Home,
    earlier: dict[str, Submission],
    slot: Slot,
    counts: dict[str, TableCount],
) -> Iterator[tuple[str, str]]:
    """Rules on the delivery as a whole, with what was found in words."""
    period = slot.part or str(slot.month)
    past = [entry for known, entry in earlier.items() if known < period]
    rows = sum(count.received for count in counts.values())
    if len(past) >= 3 and not case.contract.rows_vary:
        usual = sum(entry.rows for entry in past[-3:]) / 3
        if usual >= COUNTED_FROM_ROWS and abs(rows - usual) > COUNT_MAY_DIFFER * usual:
            yield "V003", f"{rows} rows; the mean of the last three was {usual:.0f}"
    if past and case.contract.each_delivery_holds == "everything":
        yield from _strangers(case, home, past[-1])


def _strangers(case: Case, home: Home, last: Submission) -> Iterator[tuple[str, str]]:
    """A supplier's list of people is mostly the people of its last list."""
    folder = submission_folder(home, last)
    for name, table in case.contract.tables.items():
        if not table.people_known_by or not case.has(name, table.people_known_by):
            continue
        column = table.columns[table.people_known_by]
        if column.from_ not in _columns_held(case, folder, name):
            continue
        known_by = text_of(column)
        old = f"(select {known_by} as person from ({loaded_sql(folder, name)}))"
        held = case.count(f"select count(distinct person) from {old} as old_people")
        again = case.count(f"""
            select count(distinct person) from {old} as old_people
            where person in (select {known_by} from {case.read(name)})
        """)
        if held >= ALIKE_FROM_ROWS and again < KNOWN_AGAIN * held:
            yield "D08", f"{again} of the last delivery's {held} people are in this one"


def _columns_held(case: Case, folder: Path, name: str) -> set[str]:
    """The columns that a table of an earlier delivery has; none where it did not come."""
    if not rows_file(folder, name).exists():
        return set()
    described = case.con.execute(f"describe {loaded_sql(folder, name)}").fetchall()
    return {str(row[0]) for row in described}


def count_difference(
    case: Case, home: Home, older: Submission, folder: Path
) -> dict[str, dict[str, int]]:
    """Compare a resubmission with what it replaces, row by row by key, in `difference.parquet`.

    Its columns: table_name, change (added | removed | changed), line and line_before.
    """
    parts = []
    for name in case.extracts:
        if rows_file(submission_folder(home, older), name).exists():
            parts.append(_differences(case, submission_folder(home, older), name))
    if not parts:
        return {}
    case.con.execute(f"create table difference as {' union all '.join(parts)}")
    place = folder / "difference.parquet"
    case.con.execute(write_sealed(place, "select * from difference order by all"))
    counted = case.con.execute("""
        select table_name, change, count(*) from difference group by all order by all
    """).fetchall()
    found: dict[str, dict[str, int]] = {}
    for name, change, count in counted:
        found.setdefault(name, {"added": 0, "removed": 0, "changed": 0})[change] = count
    return found


def _differences(case: Case, folder: Path, name: str) -> str:
    """Rows of one table that are new, gone or other than before.

    Rows are known again by `compared_by` or the key; where neither outlasts a delivery, they are
    compared whole. Numbers that each delivery gives anew say nothing.
    """
    table, words = case.table(name), case.catalogue.words
    held = _columns_held(case, folder, name)
    shared = [
        text_of(column)
        for word, column in table.columns.items()
        if column.from_ in held
        and column.from_ in case.extracts[name].columns
        and not words[word].of_one_delivery
    ]
    row_hash = f"hash({', '.join(shared)})" if shared else "0"
    named = table.compared_by or table.key
    lasts = named and not any(words[word].of_one_delivery for word in named)
    headings = {table.columns[word].from_ for word in named}
    keyed = lasts and headings <= held.intersection(case.extracts[name].columns)
    known = ", ".join(text_of(table.columns[word]) for word in named)
    key = f"hash({known})" if keyed else row_hash
    line = "received_line_number" if "received_line_number" in held else "row_number + 2"
    shown = f"{key} as row_key, {row_hash} as row_hash"
    turn = "row_number() over (partition by row_key order by line) as turn"
    return f"""
        select {quoted(name)} as table_name,
            case when old.line is null then 'added' when new.line is null then 'removed'
                else 'changed' end as change,
            new.line as line, old.line as line_before
        from (select *, {turn} from (
            select {shown}, received_line_number as line from {case.read(name)}
            anti join {aside(name)} using (row_number))) as new
        full outer join (select *, {turn} from (
            select {shown}, {line} as line from ({loaded_sql(folder, name)}))) as old
            on old.row_key = new.row_key and old.turn = new.turn
        where old.line is null or new.line is null or old.row_hash <> new.row_hash
    """
