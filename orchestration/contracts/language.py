"""What a contract may say: a closed vocabulary, checked as it is read.

Columns are in `columns`, files in `layouts`; what needs an expression is a check, or SQL in core.
"""

import re
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from orchestration.contracts.columns import Column, MonthText
from orchestration.contracts.layouts import Layout, Name, Reader, Strict


class Parent(Strict):
    """The table, and its key word, that `word` of this table must point to."""

    table: Name
    word: Name


class Table(Strict):
    """One table of an extract.

    file             pattern of its file's name, where each table has a file of its own
    sheet            pattern of its sheet's name, where a workbook holds several tables
    record           path of its records, where a document holds several tables
    may_be_absent    the delivery may come without it
    since, until     the first and the last month in which it is promised
    compared_by      words that name a row from one delivery to the next; by default its key
    people_known_by  the word that names a person for good in the supplier's system; the linked
                     room gives each of them an identifier of ours
    everyone_is      what all its people are, by being in it; told when linkage is compared by group
    each_month_kept  core also sees every month's delivery of it, as a list of what stood on a day
    """

    file: str | None = None
    sheet: str | None = None
    record: str | None = None
    may_be_absent: bool = False
    since: MonthText | None = None
    until: MonthText | None = None
    grain: str
    key: list[Name] = []
    compared_by: list[Name] = []
    parent: Parent | None = None
    people_known_by: Name | None = None
    everyone_is: Literal["looked_after"] | None = None
    each_month_kept: bool = False
    columns: dict[Name, Column]


class Supplier(Strict):
    """Who sent it: one fixed name, or a column of the extract that must hold one known code."""

    name: str | None = None
    table: Name | None = None
    column: str | None = None
    code_set: str | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        columns = (self.table, self.column, self.code_set)
        if (self.name is None) != all(columns) or (self.name and any(columns)):
            raise ValueError("give either `name:`, or all of `table:`, `column:` and `code_set:`")
        return self


class Period(Strict):
    """Which month a delivery is for, as its content says.

    take  the_only_one   every row of the column names the same month
          the_only_day   ... the same day, and a month has a delivery for each such day
          the_latest     the latest day of the column lies in its year
          the_title      the titles of the sheets say it
    year_ends_in  for the_latest: the last month of a year (12 December, 3 March)
    """

    table: Name | None = None
    column: str | None = None
    format: str | list[str] | None = None
    take: Literal["the_only_one", "the_only_day", "the_latest", "the_title"] = "the_only_one"
    year_ends_in: int = Field(default=12, ge=1, le=12)

    @property
    def formats(self) -> list[str]:
        return [self.format] if isinstance(self.format, str) else self.format or []


class Promise(Strict):
    """Who should send it, and by when.

    due_days   days after the end of the period by which it should be here
    since      the first month that was promised
    in_months  numbers of the months that a period ends in; by default every month
    suppliers  by code, where a column of the extract says who sent it
    """

    due_days: int = Field(ge=0, le=366)
    since: MonthText
    in_months: list[int] = list(range(1, 13))
    suppliers: list[str] = []


class Contract(Strict):
    """One kind of extract.

    reader      how its files are laid out; several where it may come in several forms
    rows_vary   the number of rows may well differ much from one delivery to the next
    may_repeat  a delivery may hold just the rows of the one before, as a list that seldom changes
    not_agreed  columns that may not be sent, by name or pattern: a file with one goes back (V084)
    not_loaded  columns it is known to hold and we have no use for, by name or pattern; any other
                column that is not promised is kept aside and reported
    """

    source: Name
    title: str
    owner: str
    sector: Literal["education", "health", "care", "partnership", "national"]
    cadence: Literal["daily", "weekly", "monthly", "termly", "annual"]
    each_delivery_holds: Literal["everything", "its_period"]
    reader: Reader | list[Reader]
    files: list[str]
    supplier: Supplier
    period: Period
    promise: Promise | None = None
    rows_vary: bool = False
    may_repeat: bool = False
    not_agreed: list[str] = []
    not_loaded: list[str] = []
    tables: dict[Name, Table]

    @model_validator(mode="after")
    def _says_who_promised(self) -> Self:
        by_column = self.supplier.name is None
        if self.promise and by_column != bool(self.promise.suppliers):
            raise ValueError("a promise names suppliers exactly where a column says who sent it")
        return self

    @field_validator("owner")
    @classmethod
    def _is_a_mailbox(cls, owner: str) -> str:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", owner):
            raise ValueError("must be a mailbox that somebody reads, as name@organisation")
        return owner

    @property
    def readers(self) -> list[Layout]:
        return self.reader if isinstance(self.reader, list) else [self.reader]

    def parents_first(self) -> list[str]:
        """The names of the tables, each after the one that its rows point to."""
        ordered: list[str] = []
        waiting = dict(self.tables)
        while waiting:
            ready = [
                name
                for name, table in waiting.items()
                if table.parent is None or table.parent.table in ordered
            ]
            if not ready:
                raise ValueError(f"the tables {sorted(waiting)} point to one another in a circle")
            for name in ready:
                del waiting[name]
            ordered += ready
        return ordered
