"""What rules and checks see of a table: each word's text and typed value, and the delivery's month.

Which rule is broken by it is in `rules`, and how a text becomes a value in `casts`.
"""

from orchestration.contracts.casts import sql_type, text_of, typed
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Table
from orchestration.contracts.sql import identifier
from orchestration.months import Month


def cells(catalogue: Catalogue, table: Table, present: set[str], month: Month) -> dict[str, str]:
    """What rules and checks look at, as named SQL expressions over the table as read.

    For each word its value under its own name, its text as `text of <word>`, and the delivery's
    first and last day as `period_starts_on` and `period_ends_on`.
    """
    looked_at, missing = {}, catalogue.codes("missing_words")
    for name, column in table.columns.items():
        word = catalogue.words[name]
        if column.from_ in present:
            looked_at[text_name(name)] = text_of(column)
            looked_at[identifier(name)] = typed(column, word, missing)
        else:
            looked_at[text_name(name)] = "''"
            looked_at[identifier(name)] = f"cast(null as {sql_type(word)})"
    looked_at["period_starts_on"] = f"date '{month.starting_on}'"
    looked_at["period_ends_on"] = f"date '{month.ending_on}'"
    return looked_at


def text_name(word: str) -> str:
    return identifier(f"text of {word}")
