"""What a file of `expectations/returns` may say: which words a return sends, and in which order.

Names of elements, headings and sheets are those of the contract that the return answers to; which
rows belong in it is SQL in core.
"""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.columns import Column
from orchestration.contracts.language import Contract
from orchestration.contracts.layouts import Name, Strict, Xml
from orchestration.contracts.yaml_files import load, parse
from orchestration.home import PROJECT
from orchestration.refusals import Refusal

RETURNS = PROJECT / "expectations" / "returns"


class Fixed(Strict):
    """A column that no word fills: always the same text, or told by the moment of writing."""

    heading: str
    path: str
    text: str | None = None
    told: Literal["year", "serial", "moment"] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.text is None) == (self.told is None):
            raise ValueError("give either `text:` or `told:`")
        return self


class Staged(Strict):
    """The received table in which the rows stand, where the return's own contract is another."""

    contract: Name
    table: Name


class ReturnTable(Strict):
    """One table of a return.

    rows        the core table that says which received rows belong in it, and what each hangs on;
                without it the table has one row, which `years` of the return tells
    staged      where those rows were received; by default in the contract's table of that name
    each_month  they may stand in the deliveries of several months
    judged      words that `rows` tells, in place of what was received
    called      word -> the received word that it is there
    columns     words, in the order in which they are sent
    """

    rows: Name | None = None
    staged: Staged | None = None
    each_month: bool = False
    judged: list[Name] = []
    called: dict[Name, Name] = {}
    columns: list[Name | Fixed]

    @property
    def words(self) -> list[str]:
        return [column for column in self.columns if isinstance(column, str)]


class BladeColumns(Strict):
    """Headings that every table of a COLLECT export has; `{table}` is the export's name for it."""

    native: str
    order: str
    source: str


class Flags(Strict):
    """How yes and no are written, where it is not as the contract has it first."""

    yes: str
    no: str


class Compared(Strict):
    """A figure of the return that our own months should add up to."""

    count: Name
    measure: str
    part: Literal["numerator", "denominator"]


class Return(Strict):
    """One return.

    contract       the extract whose layout it has, and whose checks it must pass
    years          for a yearly one: the core table of its years and reference dates
    document       the file's name: a document, of {authority} and {year}; a workbook, of {month}
    sheets         for a workbook: the sheet of each table
    flags          for a workbook: how yes and no are written
    blade_columns  further headings of its tables as CSV
    counts         the core table of what is published from it
    """

    name: Name = Field(alias="return")
    title: str
    contract: Name
    years: Name | None = None
    document: str | None = None
    blade_columns: BladeColumns | None = None
    sheets: dict[Name, str] = {}
    flags: Flags | None = None
    tables: dict[Name, ReturnTable]
    counts: Name | None = None
    months: list[Compared] = []


def read_returns(catalogue: Catalogue, folder: Path = RETURNS) -> dict[str, Return]:
    """Every return by name; raise Refusal where one does not fit its contract."""
    found = {}
    for path in sorted(folder.glob("*.yml")):
        layout = parse(path, Return, load(path))
        if layout.name != path.stem:
            raise Refusal(path.name, f"is the return '{layout.name}'.", "Name both the same.")
        _check(catalogue, path.name, layout)
        found[layout.name] = layout
    return found


def xml_layout(contract: Contract) -> Xml:
    """How the contract's documents are laid out."""
    return next(reader for reader in contract.readers if isinstance(reader, Xml))


def _check(catalogue: Catalogue, where: str, layout: Return) -> None:
    contract = catalogue.contracts.get(layout.contract)
    if contract is None:
        what = f"answers to a contract '{layout.contract}' that there is none of."
        raise Refusal(where, what, "Name one of expectations/contracts.")
    for name, table in layout.tables.items():
        held = contract.tables.get(name)
        lacking = [word for word in table.words if held is None or word not in held.columns]
        lacking += [word for word in [*table.judged, *table.called] if word not in table.words]
        if held is None or lacking:
            what = f"table '{name}' sends words that the contract does not have there: {lacking}."
            raise Refusal(where, what, "Send words of the contract's table.")
        for word in table.words:
            _check_flags(where, layout, held.columns[word])


def _check_flags(where: str, layout: Return, column: Column) -> None:
    told = layout.flags
    if (
        told
        and column.yes != ["1"]
        and not (told.yes.lower() in column.yes and told.no.lower() in column.no)
    ):
        what = f"writes yes and no as '{told.yes}' and '{told.no}', which '{column.from_}' is not."
        raise Refusal(where, what, "Write them as the contract reads them.")
