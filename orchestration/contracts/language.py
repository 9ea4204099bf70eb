"""What a contract and a dictionary may say: a closed vocabulary, checked as it is read.

There are no expressions; judgement about children, plans or waits is SQL in core.
"""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Rule = Annotated[str, Field(pattern=r"^[DV]\d{2,3}$")]

Privacy = Literal[
    "direct_identifier", "indirect_identifier", "special_category", "pseudonym", "open"
]


class Strict(BaseModel):
    """A part of the language: an unknown key is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Word(Strict):
    """One word of the dictionary: a column name with one type and one meaning everywhere."""

    type: Literal["text", "integer", "count", "date", "month", "flag", "code"]
    description: str
    privacy: Privacy
    codes: str | None = None
    any_case: bool = False
    earliest: date = date(1995, 1, 1)
    may_be_future: bool = False
    check: Literal["upn", "not_an_nhs_number"] | None = None

    @model_validator(mode="after")
    def _codes_belong_to_codes(self) -> Self:
        if (self.type == "code") != (self.codes is not None):
            raise ValueError("a word has a code set (`codes:`) exactly when its type is `code`")
        return self


class NotBefore(Strict):
    """This date may not be earlier than that of another word in the row."""

    word: Name
    rule: Rule


class When(Strict):
    """A condition on a code in the same row."""

    word: Name
    codes: list[str]
    rule: Rule


class PairedWith(Strict):
    """Both words are given or neither is."""

    word: Name
    rule: Rule


class Column(Strict):
    """Which of the supplier's columns a word comes from, and how it is written there."""

    from_: str = Field(alias="from", pattern=r"^[^{}]+$")
    format: str | None = None
    required: bool = False
    may_be_absent: bool = False
    blank_means: str | None = None
    missing_marks: dict[str, str] = {}
    not_before: NotBefore | None = None
    needed_when: When | None = None
    empty_when: When | None = None
    paired_with: PairedWith | None = None


class Parent(Strict):
    """The table, and its key word, that `word` of this table must point to."""

    table: Name
    word: Name


class Table(Strict):
    """One table of an extract.

    people_known_by  the word that names a person for good in the supplier's system; the linked
                     room gives each of them an identifier of ours
    """

    file: str | None = None
    grain: str
    key: list[Name] = []
    parent: Parent | None = None
    people_known_by: Name | None = None
    columns: dict[Name, Column]


class Delimited(Strict):
    """Comma-separated text in UTF-8, one file for each table."""

    kind: Literal["delimited"]


class WideWorkbook(Strict):
    """A published workbook: one sheet for each value of a word, columns of figures by heading.

    sheets        sheet name -> value of `sheet_word`
    heading_like  the first heading of a figure column starts with this
    labels        names given to the label columns left of the figures, in order
    filled_down   those of the labels that stand only on the first row of a block
    """

    kind: Literal["wide_workbook"]
    sheet_word: str
    sheets: dict[str, str]
    heading_like: str
    labels: list[str]
    filled_down: list[str] = []
    heading_as: str
    cell_as: str
    title_month: str


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
    """Which month it is for: the one month in a column, its latest year, or the sheets' titles."""

    table: Name | None = None
    column: str | None = None
    format: str | None = None
    take: Literal["the_only_one", "the_latest", "the_title"] = "the_only_one"


class Contract(Strict):
    """One supplier's extract.

    not_loaded  columns it is known to hold and we have no use for, by name or pattern; any other
                column that is not promised is kept aside and reported
    """

    source: Name
    title: str
    owner: str
    sector: Literal["education", "health", "care", "national"]
    cadence: Literal["monthly", "annual"]
    each_delivery_holds: Literal["everything", "its_period"]
    reader: Delimited | WideWorkbook = Field(discriminator="kind")
    files: list[str]
    supplier: Supplier
    period: Period
    not_loaded: list[str] = []
    tables: dict[Name, Table]

    @field_validator("owner")
    @classmethod
    def _is_a_mailbox(cls, owner: str) -> str:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", owner):
            raise ValueError("must be a mailbox that somebody reads, as name@organisation")
        return owner

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
