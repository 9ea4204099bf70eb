"""What every reader returns: a DuckDB table of text and how many rows the file held.

The count is taken from the file itself, not from the table, so that the two can be compared.
"""

from dataclasses import dataclass, field

OURS = frozenset(
    [
        *("received_sheet", "received_line_number", "received_column", "received_file"),
        *("problems", "is_faulty", "is_repeat", "is_set_aside"),
        *("submission_id", "supplier_code", "received_for_month"),
    ]
)
PLACE = ["received_sheet", "received_line_number", "received_column"]


@dataclass(frozen=True)
class Extract:
    """A file as read.

    relation    DuckDB table: the supplier's columns as text, and the three columns of PLACE
    columns     the supplier's columns, in order, as the supplier writes them
    rows        rows counted in the file independently of the table
    month_text  the month that the file's own titles name, where its reader looks for one
    """

    relation: str
    columns: list[str]
    rows: int
    month_text: str | None = None
    unlisted: list[str] = field(default_factory=list)
