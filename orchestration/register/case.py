"""One delivery before the judge: its tables as read, laid out for rules and checks to look at.

What is asked of them is in `judge`; what is told of the answers is in `problems`.
"""

from dataclasses import dataclass, field

import duckdb

from orchestration.contracts.casts import text_of
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.cells import cells
from orchestration.contracts.checks import Check
from orchestration.contracts.language import Contract, Table
from orchestration.contracts.sentences import Severity
from orchestration.contracts.sql import identifier
from orchestration.ducks import file_literal
from orchestration.months import Month
from orchestration.readers.extract import Extract


class CannotBeAsked(Exception):  # noqa: N818 - told as it stands
    """A rule or check whose SQL fails: a mistake of ours, and no row may pass it unasked."""

    def __init__(self, rule: str, table: str) -> None:
        super().__init__(f"Rule {rule} on table '{table}' could not be asked.")


@dataclass(frozen=True)
class Finding:
    """A rule that was asked of a table, known by its place in the list of them."""

    rule: str
    heading: str | None
    severity: Severity


@dataclass
class Case:
    """A delivery as read, the month it is for, and all that was asked of each table.

    In the connection lie, for each table: `read_<table>` as received, `received.<table>` with the
    text and the typed value of each word, `delivery.<table>` with the typed words of the rows not
    yet set aside, `broken_<table>` (row_number, finding) and `aside_<table>` (row_number); for the
    tables of `held`, `held_<table>` (row_number, rule) of people who may not be processed.
    """

    con: duckdb.DuckDBPyConnection
    catalogue: Catalogue
    contract: Contract
    month: Month
    extracts: dict[str, Extract]
    before: dict[str, str] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    findings: dict[str, list[Finding]] = field(default_factory=dict)

    def table(self, name: str) -> Table:
        return self.contract.tables[name]

    def has(self, name: str, word: str) -> bool:
        """Whether a table came, and with the column that a word is taken from."""
        extract = self.extracts.get(name)
        return extract is not None and self.table(name).columns[word].from_ in extract.columns

    def text(self, name: str, word: str) -> str:
        """A word's text as SQL; nothing where its column did not come."""
        return text_of(self.table(name).columns[word]) if self.has(name, word) else "''"

    def read(self, name: str) -> str:
        return identifier(self.extracts[name].relation)

    def cells(self, name: str, relation: str, present: set[str] | None = None) -> str:
        """A query of what rules look at in a relation that has some of the table's columns."""
        if present is None:
            present = set(self.extracts[name].columns) if name in self.extracts else set()
        looked_at = cells(self.catalogue, self.table(name), present, self.month)
        shown = ", ".join(f"{sql} as {cell}" for cell, sql in looked_at.items())
        return f"select row_number, {shown} from {relation}"

    def checks(self) -> list[Check]:
        """Those on several rows or the whole delivery; those on one row are among its rules."""
        held = self.catalogue.checks.get(self.contract.source, [])
        return [check for check in held if not check.broken_when]

    def add(self, table: str, rule: str, heading: str | None, severity: Severity) -> int:
        """Note that a rule was asked of a table; return its place."""
        self.findings[table].append(Finding(rule, heading, severity))
        return len(self.findings[table]) - 1

    def note(self, table: str, query: str) -> None:
        """Note the rows, and the place of the finding, that a query gives."""
        self.con.execute(f"insert into {broken(table)} {query}")

    def count(self, query: str) -> int:
        row = self.con.execute(query).fetchone()
        return int(row[0]) if row else 0


def lay_out(case: Case) -> None:
    """Show every table of the contract; one that did not come is shown empty."""
    for schema in ("received", "delivery", "previous", "codes"):
        case.con.execute(f"create schema {schema}")
    for name in case.contract.tables:
        case.findings[name] = []
        case.con.execute(f"""
            create table {broken(name)} (row_number bigint, finding integer);
            create table {aside(name)} (row_number bigint);
        """)
        _show(case, name)
    _lay_out_lists(case)
    if any("previous." in check.query for check in case.checks()):
        _lay_out_previous(case)


def _show(case: Case, name: str) -> None:
    nothing = "(select 0::bigint as row_number where false)"
    read = case.read(name) if name in case.extracts else nothing
    case.con.execute(f"""
        create view {all_of(name)} as {case.cells(name, read)};
        create view delivery.{identifier(name)} as
        select {_words(case, name)} from {all_of(name)} as cells
        anti join {aside(name)} as aside using (row_number);
    """)


def _words(case: Case, name: str) -> str:
    words = ["row_number", "period_starts_on", "period_ends_on"]
    return ", ".join([*words, *(identifier(word) for word in case.table(name).columns)])


def _lay_out_lists(case: Case) -> None:
    """The code lists that some check asks for."""
    every = case.catalogue.checks.get(case.contract.source, [])
    asked = [check.lists() for check in every]
    for name in sorted(set().union(*asked)):
        path = file_literal(case.catalogue.code_sets[name])
        case.con.execute(f"""
            create table codes.{identifier(name)} as
            select * from read_csv({path}, all_varchar = true, header = true, delim = ',')
        """)


def _lay_out_previous(case: Case) -> None:
    """The supplier's delivery before this one, typed as this one is; empty where there is none."""
    for name in case.contract.tables:
        rows = case.before.get(name, "select 0::bigint as row_number where false")
        present = {str(row[0]) for row in case.con.execute(f"describe {rows}").fetchall()}
        case.con.execute(f"""
            create view previous.{identifier(name)} as
            select {_words(case, name)} from ({case.cells(name, f"({rows}) as held", present)})
        """)


def all_of(table: str) -> str:
    return f"received.{identifier(table)}"


def broken(table: str) -> str:
    return identifier(f"broken_{table}")


def aside(table: str) -> str:
    return identifier(f"aside_{table}")
