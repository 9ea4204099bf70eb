"""The kinds of mess that are planted in rows of the daily register.
How and how often they are planted is in planting."""

from datetime import date, timedelta
from random import Random

from ..identifiers import UPN_LETTERS
from ..mess_sen2 import Fits, Spoil, filled, holds, leave, pad, put
from ..planting import Kind
from ..tables import Cells


def turn_check_letter(cells: Cells, chance: Random, column: str = "upn") -> None:
    number = cells[column]
    place = UPN_LETTERS.index(number[0]) + chance.randrange(1, len(UPN_LETTERS))
    cells[column] = UPN_LETTERS[place % len(UPN_LETTERS)] + number[1:]


def move_to_saturday(cells: Cells, chance: Random) -> None:
    day = date.fromisoformat(cells["date"])
    cells["date"] = (day + timedelta(days=5 - day.weekday())).isoformat()


def has_saturday(cells: Cells) -> bool:
    day = date.fromisoformat(cells["date"])
    return (day + timedelta(days=5 - day.weekday())).month == day.month


def move_to_christmas(cells: Cells, chance: Random) -> None:
    cells["date"] = cells["date"][:8] + "25"


def is_before_christmas(cells: Cells) -> bool:
    return cells["date"][5:7] == "12" and date.fromisoformat(cells["date"][:8] + "25").weekday() < 5


def write_slashed(cells: Cells, chance: Random) -> None:
    year, month, day = cells["date"].split("-")
    cells["date"] = f"{day}/{month}/{year}"


def lower(column: str) -> Spoil:
    def spoil(cells: Cells, chance: Random) -> None:
        cells[column] = cells[column].lower()

    return spoil


def aside(kind: str, rule: str, column: str, fits: Fits, spoil: Spoil) -> Kind:
    return Kind(kind, "*", column, rule, "set_aside", fits, spoil)


anything, afternoon = filled("urn"), holds("session", "PM")
ill, late = holds("code", "I"), filled("minutes_late")

REAL = (
    aside("upn_check_letter", "V010", "upn", anything, turn_check_letter),
    aside("code_lost", "D01", "code", afternoon, put("code", "")),
    aside("code_in_small_letters", "V004", "code", ill, lower("code")),
    aside("code_of_another_year", "V004", "code", anything, put("code", "J", "H", "Y")),
    aside("code_unknown", "V004", "code", anything, put("code", "P1", "??")),
    aside("session_in_words", "V004", "session", anything, put("session", "Morning")),
    aside("date_wrong_form", "D03", "date", anything, write_slashed),
    aside("required_missing", "D01", "upn", anything, put("upn", "")),
    aside("required_missing", "D01", "urn", anything, put("urn", "")),
    Kind("duplicate_row", "*", None, "D04", "set_aside", anything, leave, copies=True),
    Kind("mark_on_a_weekend", "*", "date", "V063", "warned", has_saturday, move_to_saturday),
    Kind("mark_on_a_holiday", "*", "date", "V063", "warned", is_before_christmas,
         move_to_christmas),
    Kind("minutes_blank", "*", "minutes_late", None, "none", late, put("minutes_late", "")),
    Kind("words_for_missing", "*", "minutes_late", "V006", "warned", late,
         put("minutes_late", "n/a")),
    Kind("spaces", "*", "code", None, "none", anything, pad("code")),
    Kind("spaces", "*", "upn", None, "none", anything, pad("upn")),
)  # fmt: skip
HOSTILE = (
    aside("minutes_impossible", "D07", "minutes_late", late, put("minutes_late", "999")),
    aside("minutes_in_words", "D02", "minutes_late", late, put("minutes_late", "ten")),
    aside("stamp_wrong_form", "D03", "extracted_at", anything,
          put("extracted_at", "02/01/2026 04:30")),
    aside("stamp_ancient", "V005", "extracted_at", anything,
          put("extracted_at", "1900-01-01T00:00:00")),
)  # fmt: skip
