"""The kinds of mess that are planted in rows of the inspectors' lists.
How and how often they are planted is in planting."""

from collections.abc import Iterable
from datetime import date
from random import Random

from ..mess_sen2 import Fits, Spoil, filled, leave, pad, put
from ..planting import Kind
from ..tables import Cells, Table
from .mess_attendance import turn_check_letter

BORN, NEED, GENDER = "Date of birth", "SEN primary need", "Gender"
PLANS, SUPPORT = "List_1", "List_2"


def aside(kind: str, rule: str, column: str, fits: Fits, spoil: Spoil, table: str = "*") -> Kind:
    return Kind(kind, table, column, rule, "set_aside", fits, spoil)


def warned(kind: str, rule: str, column: str, fits: Fits, spoil: Spoil, table: str = "*") -> Kind:
    return Kind(kind, table, column, rule, "warned", fits, spoil)


anything, numbered, learning = filled("Unique ID"), filled("UPN"), filled("ULN")


def turn_upn(cells: Cells, chance: Random) -> None:
    turn_check_letter(cells, chance, "UPN")


def break_learner_number(cells: Cells, chance: Random) -> None:
    number = cells["ULN"]
    cells["ULN"] = f"{number[:9]}{(int(number[9]) + 1) % 10}"


def take_numbers(cells: Cells, chance: Random) -> None:
    cells["UPN"] = cells["ULN"] = ""


def write_dotted(cells: Cells, chance: Random) -> None:
    born_on = date.fromisoformat(cells[BORN])
    cells[BORN] = f"{born_on.day:02d}.{born_on.month:02d}.{born_on.year}"


def real(tables: Iterable[Table], month: str) -> list[Kind]:
    """A birth so many years before the month; and the number of each list's first child."""
    year = int(month[:4])
    borrowed = [
        aside("number_of_another", "V011", "UPN", numbered,
              put("UPN", Cells(table, 0)["UPN"]), table.name)
        for table in tables
        if Cells(table, 0)["UPN"]
    ]  # fmt: skip
    return [
        *borrowed,
        aside("upn_check_letter", "V010", "UPN", numbered, turn_upn),
        aside("identifier_missing", "D01", "Unique ID", anything, put("Unique ID", "")),
        aside("date_wrong_form", "D03", BORN, anything, write_dotted),
        aside("too_old", "V020", BORN, anything, put(BORN, f"{year - 28}-03-01")),
        aside("code_unknown", "V004", NEED, anything, put(NEED, "Autism")),
        aside("code_unknown", "V004", GENDER, anything, put(GENDER, "c) Not stated/recorded")),
        aside("flag_in_words", "D02", "Pupil Premium", anything, put("Pupil Premium", "hmm")),
        aside("count_in_words", "D02", "Suspensions", anything, put("Suspensions", "two")),
        aside("absence_over_the_whole", "D07", "Absence", anything, put("Absence", "140")),
        warned("nearly_too_old", "V020", BORN, anything, put(BORN, f"{year - 25}-03-01")),
        warned("no_number", "V014", "UPN", numbered, take_numbers),
        warned("learner_number", "V015", "ULN", learning, break_learner_number),
        warned("sex_missing", "V021", GENDER, anything, put(GENDER, "")),
        warned("ethnicity_missing", "V021", "Ethnicity", anything, put("Ethnicity", "")),
        warned("words_for_missing", "V006", "Absence", anything, put("Absence", "n/a")),
        Kind("duplicate_row", "*", None, "D04", "set_aside", anything, leave, copies=True),
        Kind("capitals", "*", GENDER, None, "none", anything, put(GENDER, "A) MALE", "f", "2")),
        Kind("spaces", "*", NEED, None, "none", filled(NEED), pad(NEED)),
    ]  # fmt: skip


def hostile() -> list[Kind]:
    plan = "Date initial EHC plan issued"
    return [
        aside("date_future", "V005", plan, anything, put(plan, "2099-01-01"), PLANS),
        aside("date_missing", "D01", plan, anything, put(plan, ""), PLANS),
        warned("unassessed_need", "V037", NEED, anything, put(NEED, "NSA"), PLANS),
        Kind("unassessed_need", SUPPORT, NEED, None, "none", anything, put(NEED, "NSA")),
    ]
