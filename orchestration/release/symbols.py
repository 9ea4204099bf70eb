"""What stands in a cell where no number can: the symbols, and what each means in plain words.

Which figure gets which symbol is decided by the disclosure policy; here it is only told.
"""

from orchestration.release.cells import PLAIN_NUMBER

# In data files the letter alone, in tables for people the letter in square brackets.
IN_A_CELL = {
    "c": "hidden, so that nobody can be recognised from it",
    "x": "not available: nothing, or not everything, was submitted",
    "z": "not applicable: there is nothing to reckon it on",
    "low": "rounds to nought, and is more than nought",
}
OF_A_ROW = {
    "p": "provisional: later deliveries may still change it",
    "r": "revised: it differs from what the release before showed",
}


def is_number(cell: str) -> bool:
    """Whether a cell of a data file is a plain number."""
    return PLAIN_NUMBER.fullmatch(cell) is not None


def for_people(cell: str) -> str:
    """A cell as people read it: a symbol in square brackets, anything else as it stands."""
    return f"[{cell}]" if cell in IN_A_CELL else cell
