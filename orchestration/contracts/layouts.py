"""How a supplier's files may be laid out: the part of a contract that chooses and steers a reader.

What stands in the columns is in `language`; reading is done in orchestration.readers.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Strict(BaseModel):
    """A part of the language: an unknown key is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


Encoding = Literal["utf-8", "utf-16", "windows-1252"]

# Sheets of our own templates, beside the list to fill in: they hold nothing that is sent.
GUIDE_SHEET, LISTS_SHEET = "How to fill this in", "Lists to choose from"


class Delimited(Strict):
    """Delimited text with headings on line 1; a file for each table.

    encodings  those agreed with the suppliers; which one a file has is found and recorded
    """

    kind: Literal["delimited"]
    files: str = "*.[ct]s[vt]"
    delimiter: Literal[",", ";", "|", "\t"] = ","
    encodings: list[Encoding] = ["utf-8"]


class Workbook(Strict):
    """An Excel workbook of lists: a sheet for each table, or one sheet for the only table.

    The headings stand on the first of its rows that has them all. The sheets that a template of
    ours explains itself by are passed over.
    """

    kind: Literal["workbook"]
    files: str = "*.xlsx"


class Xml(Strict):
    """An XML document; the elements at a table's `record` path are its rows.

    A column comes from the path of an element below its record, or `.` for the record's own text.
    `@number` numbers the records of a table in the order of the document; `@parent` is the number
    of the record around it.

    columns  table -> heading -> path, for headings that are not themselves such a path
    """

    kind: Literal["xml"]
    files: str = "*.xml"
    columns: dict[Name, dict[str, str]] = {}


class WideWorkbook(Strict):
    """A published workbook: one sheet for each value of a word, columns of figures by heading.

    sheets        sheet name -> value of `sheet_word`
    heading_like  the first heading of a figure column starts with this
    labels        names given to the label columns left of the figures, in order
    filled_down   those of the labels that stand only on the first row of a block
    """

    kind: Literal["wide_workbook"]
    files: str = "*.xlsx"
    sheet_word: str
    sheets: dict[str, str]
    heading_like: str
    labels: list[str]
    filled_down: list[str] = []
    heading_as: str
    cell_as: str
    title_month: str


Layout = Delimited | Workbook | Xml | WideWorkbook
Reader = Annotated[Layout, Field(discriminator="kind")]
