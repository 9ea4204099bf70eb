"""The one error a user is meant to read: where it is, what is wrong, what to do.

Programming mistakes are not refusals; they stay ordinary exceptions.
"""

from dataclasses import dataclass


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 - a refusal is an answer
    """Something was refused and nothing was changed.

    No value from a supplier's row may be put in any of the three sentences: refusals are logged.
    """

    where: str
    what: str
    what_to_do: str
    rule: str = "V001"

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.what_to_do}"
