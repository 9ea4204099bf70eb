"""What is told at the door of an index as it is: wrong numbers, and one number of two people.
Mess that is planted in single files comes on top and spares these rows."""

from collections import Counter
from collections.abc import Iterable

from .evidence import is_sound_nhs_number
from .ledger import Ledger
from .tables import Cells, Table

WRONG, SHARED = "V013", "D45"
NUMBER = "nhs_number"


def told_of(table: Table) -> list[tuple[int, str, str]]:
    """Row, kind and rule of every NHS number that is nobody's, or that two rows have."""
    numbers = [Cells(table, index)[NUMBER] for index in range(len(table.rows))]
    sound = Counter(number for number in numbers if is_sound_nhs_number(number))
    told = []
    for index, number in enumerate(numbers):
        if number and not is_sound_nhs_number(number):
            told.append((index, "nhs_number_wrong", WRONG))
        elif sound[number] > 1:
            told.append((index, "nhs_number_of_two", SHARED))
    return told


def note_told(ledger: Ledger, file: str, told: Iterable[tuple[int, str, str]]) -> None:
    for index, kind, rule in told:
        ledger.note(file, kind, rule, "warned", index + 2, NUMBER)
