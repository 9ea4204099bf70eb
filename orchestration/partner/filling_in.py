"""What a sender has to fill in, taken from its contract: columns, how each is written, what may be
chosen.

The files to fill in are made in `template_files`; what a filled-in file is worth the door says.
"""

import csv
from dataclasses import dataclass
from datetime import date

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.columns import Column, Word
from orchestration.contracts.language import Contract, Table
from orchestration.contracts.layouts import Delimited, Workbook
from orchestration.months import Month
from orchestration.register.recognise import fits_any, table_of
from orchestration.register.tables import in_force

DATES = {"%d": "DD", "%m": "MM", "%Y": "YYYY", "%y": "YY", "%H": "HH", "%M": "MM", "%S": "SS"}
KINDS = {
    "text": "Text",
    "integer": "Whole number",
    "count": "Whole number, 0 or more",
    "decimal": "Number",
    "flag": "Yes or no",
    "code": "One of a list",
}


@dataclass(frozen=True)
class Choice:
    """A text that may be written, and what it means where that is not plain."""

    written: str
    meaning: str = ""


@dataclass(frozen=True)
class Field:
    """One column to fill in.

    how         how it is written, for the sender
    is_text     a spreadsheet must keep it as it is typed, noughts in front and all
    """

    heading: str
    kind: str
    meaning: str
    how: str
    is_required: bool
    may_be_left_out: bool
    is_text: bool
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Form:
    """One table to fill in, and under which names its files are known here."""

    table: str
    sheet: str
    csv_name: str
    grain: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Template:
    """Everything of one extract. Where `takes_excel` is false, each sheet is sent as CSV."""

    source: str
    title: str
    owner: str
    forms: tuple[Form, ...]
    xlsx_name: str
    takes_excel: bool
    takes_csv: bool


def template_of(
    catalogue: Catalogue, contract: Contract, supplier: str, day: date
) -> Template | None:
    """The template of an extract for the month before a day; None where systems or others make it,
    as XML or as a published workbook."""
    kinds = {type(layout) for layout in contract.readers}
    if not kinds & {Delimited, Workbook}:
        return None
    month = Month.of(day).before
    forms = tuple(
        _form(catalogue, contract, name, table, supplier, month)
        for name, table in contract.tables.items()
        if in_force(table.since, table.until, month)
    )
    named = [name for name in contract.files if name.casefold().endswith(".xlsx")]
    return Template(
        contract.source,
        contract.title,
        contract.owner,
        forms,
        _named(named[0] if named else f"{contract.source}_*.xlsx", supplier, month),
        Workbook in kinds,
        Delimited in kinds,
    )


def _form(
    catalogue: Catalogue,
    contract: Contract,
    name: str,
    table: Table,
    supplier: str,
    month: Month,
) -> Form:
    fields = []
    for word_name, column in table.columns.items():
        heading = _heading(column, month)
        if heading:
            word = catalogue.words[word_name]
            own = (name, column.from_) == (contract.supplier.table, contract.supplier.column)
            choices = (Choice(supplier),) if own else _choices(catalogue, column, word, month)
            fields.append(_field(heading, column, word, choices))
    unique = tuple({field.heading: field for field in fields}.values())
    sheet = (table.sheet or name).replace("?", " ").replace("*", "")[:31]
    return Form(name, sheet, _csv_name(contract, name, supplier, month), table.grain, unique)


def _csv_name(contract: Contract, table: str, supplier: str, month: Month) -> str:
    """A name by which the door knows both the extract and the table."""
    told = contract.tables[table].file
    patterns = [*([told] if told else []), *contract.files]
    names = [_named(one, supplier, month) for one in patterns if one.casefold().endswith(".csv")]
    known = [
        name
        for name in names
        if fits_any(name, contract.files) and table_of(contract, name) == table
    ]
    return known[0] if known else f"{table}.csv"


def _heading(column: Column, month: Month) -> str | None:
    """The heading that was promised for the month."""
    now = [heading for heading, since, until in column.headings() if in_force(since, until, month)]
    return now[0] if now else None


def _field(heading: str, column: Column, word: Word, choices: tuple[Choice, ...]) -> Field:
    is_dated = word.type in ("date", "moment", "month")
    how = KINDS.get(word.type, "Date")
    if column.formats:
        how = f"Date, as {_date_words(column.formats[0])}"
    elif word.type == "month":
        how = "Month, as YYYY-MM"
    elif choices:
        how = "Choose from the list"
    return Field(
        heading=heading,
        kind=word.type,
        meaning=word.description,
        how=how,
        is_required=column.required,
        may_be_left_out=column.may_be_absent,
        is_text=is_dated or word.type in ("text", "code"),
        choices=choices,
    )


def _date_words(form: str) -> str:
    for sign, words in DATES.items():
        form = form.replace(sign, words)
    return form


def _choices(catalogue: Catalogue, column: Column, word: Word, month: Month) -> tuple[Choice, ...]:
    """What may be written: the sender's own words where there are such, else the codes."""
    if word.type == "flag":
        return (Choice(column.yes[0], "Yes"), Choice(column.no[0], "No"))
    if word.type != "code" or not word.codes:
        return ()
    labels = _labels(catalogue, word.codes)
    theirs: dict[str, str] = {}
    for written, code in column.means.items():
        theirs.setdefault(code, written)
    valid = [
        code.code
        for code in catalogue.dated_codes(word.codes)
        if code.is_valid_between(month.starting_on, month.ending_on)
    ]
    return tuple(
        Choice(theirs.get(code, code), labels.get(code, "")) for code in dict.fromkeys(valid)
    )


def _labels(catalogue: Catalogue, codes: str) -> dict[str, str]:
    name, _, column = codes.partition(".")
    with catalogue.code_sets[name].open(newline="", encoding="utf-8") as rows:
        return {row[column or "code"]: row.get("label") or "" for row in csv.DictReader(rows)}


def _named(pattern: str, supplier: str, month: Month) -> str:
    """A name that the door knows the extract by: the first star says whose it is and for when."""
    return pattern.replace("*", f"{supplier}_{month}", 1).replace("*", "").replace("?", " ")
