"""What is told of a judged delivery: every problem with its place, and which rows were set aside.

Which row breaks which rule was found by `judge`.
"""

from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import pyarrow as pa

from orchestration.contracts.sentences import rule_texts
from orchestration.contracts.sql import identifier, quoted
from orchestration.ducks import write_sealed
from orchestration.refusals import Refusal
from orchestration.register.case import Case, aside, broken
from orchestration.register.rows import aside_file
from orchestration.register.tables import in_force

Problem = tuple[str, str | None, str | None, int | None, str | None, str, str, str | None]
COLUMNS = ["table", "file", "sheet", "line", "column", "rule", "severity", "value"]
TOLD_AT_MOST = 10_000
WORST_FIRST = "list_position(['refuse', 'set_aside', 'query', 'warn'], severity)"


def list_problems(case: Case) -> Counter[str]:
    """Make the table `problems`; return how many there are of each rule."""
    case.con.execute("""
        create or replace table problems (table_name varchar, file_name varchar, sheet varchar,
            line bigint, column_name varchar, rule varchar, severity varchar, value varchar)
    """)
    for name in case.extracts:
        if case.findings[name]:
            _list_table(case, name)
        _list_unlisted(case, name)
    counted = case.con.execute("select rule, count(*) from problems group by rule").fetchall()
    return Counter(dict(counted))


def note_delivery(case: Case, delivery: str, rule: str, found: str) -> None:
    """A problem of the delivery as a whole; what was found is counts only."""
    severity = rule_texts()[rule].severity
    case.con.execute(
        "insert into problems values ('', ?, null, null, ?, ?, ?, null)",
        [delivery, found, rule, severity],
    )


def told(case: Case) -> list[Problem]:
    """The worst of them first, and no more than can be read."""
    return case.con.execute(f"""
        select * from problems order by {WORST_FIRST}, rule, table_name, line, column_name, value
        limit {TOLD_AT_MOST}
    """).fetchall()


def refuse_if_asked(case: Case, where: str) -> None:
    """A broken rule may be one for which the whole delivery goes back."""
    row = case.con.execute("""
        select rule, count(*), min(line) from problems where severity = 'refuse'
        group by rule order by rule
    """).fetchone()
    if row:
        text = rule_texts()[row[0]]
        first = f" ({row[1]} rows, the first on line {row[2]})" if row[2] else ""
        what = f"{text.sentence.removesuffix('.')}{first}."
        raise Refusal(where, what, text.what_to_do, rule=row[0])


def write_problems(case: Case, folder: Path) -> None:
    """Keep the problems, and for each table the numbers of the rows set aside."""
    case.con.execute(
        write_sealed(folder / "problems.parquet", "select * from problems order by all")
    )
    for name in case.extracts:
        codes = pa.table(
            {
                "finding": pa.array(range(len(case.findings[name])), pa.int32()),
                "rule": pa.array([found.rule for found in case.findings[name]], pa.string()),
            }
        )
        case.con.register("codes_of_findings", codes)
        rules = f"""
            select row_number, list_sort(list(distinct rule)) as rules from {broken(name)}
            inner join codes_of_findings using (finding) group by row_number
        """
        case.con.execute(
            write_sealed(
                aside_file(folder, name),
                f"""select row_number, rules from {aside(name)}
                    left join ({rules}) as broken using (row_number) order by row_number""",
            )
        )
        case.con.unregister("codes_of_findings")


def _list_table(case: Case, name: str) -> None:
    findings, extract = case.findings[name], case.extracts[name]
    known = pa.table(
        {
            "finding": pa.array(range(len(findings)), pa.int32()),
            "heading": pa.array([found.heading for found in findings], pa.string()),
            "rule": [found.rule for found in findings],
            "severity": [found.severity for found in findings],
        }
    )
    case.con.register("known_findings", known)
    whens = " ".join(
        f"when {place} then cells.{identifier(found.heading)}"
        for place, found in enumerate(findings)
        if found.heading in extract.columns
    )
    value = f"case told.finding {whens} end" if whens else "cast(null as varchar)"
    case.con.execute(f"""
        insert into problems
        select {quoted(name)}, cells.received_file, cells.received_sheet,
            cells.received_line_number,
            coalesce(known.heading || ' (' || cells.received_column || ')', known.heading),
            known.rule, known.severity, {value}
        from {broken(name)} as told
        inner join known_findings as known on told.finding = known.finding
        left join {case.read(name)} as cells on told.row_number = cells.row_number
    """)
    case.con.unregister("known_findings")


def _list_unlisted(case: Case, name: str) -> None:
    """Columns that were not promised that month are kept with the rows and reported."""
    extract = case.extracts[name]
    promised = {
        column.from_
        for column in case.table(name).columns.values()
        if any(in_force(since, until, case.month) for _, since, until in column.headings())
    }
    further = [column for column in extract.columns if column not in promised]
    for column in [*further, *extract.unlisted]:
        if not any(fnmatch(column.casefold(), known) for known in case.contract.not_loaded):
            case.con.execute(
                f"""insert into problems select ?, any_value(received_file), null, 1, ?, 'V001',
                    'warn', null from {case.read(name)}""",
                [name, column],
            )
