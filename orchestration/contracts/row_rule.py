"""One rule on single rows, as the door asks it.

Where rules come from is said in `rules` and `agreed`.
"""

from dataclasses import dataclass

from orchestration.contracts.sentences import Severity


@dataclass(frozen=True)
class RowRule:
    """One rule on one column of one table; `broken` is SQL over the columns of `cells`.

    heading  the sender's name of the column that is blamed, where it is one column
    words    those of the table that `broken` looks at
    """

    rule: str
    heading: str | None
    broken: str
    severity: Severity
    words: frozenset[str]
