"""The kinds of mess that are planted in rows of the school census.
How and how often they are planted is in planting."""

from collections.abc import Iterator
from random import Random

from ..days import slashed, unblade
from ..identifiers import UPN_LETTERS
from ..mess_sen2 import Fits, Spoil, filled, holds, leave, pad, put
from ..planting import Kind
from ..population import YEAR_GROUPS
from ..tables import Cells, Table
from .mess_attendance import turn_check_letter

NOWHERE = 99_000_000_000
SHIFT = 4


def make_temporary(cells: Cells, chance: Random) -> None:
    """A temporary number: its last character counts as its place among the letters."""
    digits, letter = cells["upn"][1:12], chance.choice(UPN_LETTERS)
    total = sum(int(digit) * place for place, digit in enumerate(digits, start=2))
    total += UPN_LETTERS.index(letter) * 13
    cells["upn"] = f"{UPN_LETTERS[total % 23]}{digits}{letter}"


def is_in_school_years(cells: Cells) -> bool:
    return cells["ncyearactual"].isdigit() and int(cells["ncyearactual"]) > SHIFT


def move_year(cells: Cells, chance: Random) -> None:
    place = YEAR_GROUPS.index(cells["ncyearactual"])
    cells["ncyearactual"] = YEAR_GROUPS[place - SHIFT]


def write_slashed(cells: Cells, chance: Random) -> None:
    cells["dob"] = slashed(unblade(cells["dob"]))


def point_nowhere(cells: Cells, chance: Random) -> None:
    cells["pupilonrolltableid"] = str(NOWHERE + chance.randrange(1_000_000))


def break_learner_number(cells: Cells, chance: Random) -> None:
    number = cells["uniquelearnernumber"]
    cells["uniquelearnernumber"] = f"{number[:9]}{(int(number[9]) + 1) % 10}"


def donor(pupils: Table) -> str:
    """The first pupil's number is borrowed, so their own row must stay sound."""
    return pupils.keys[0]


def aside(kind: str, rule: str, where: str, fits: Fits, spoil: Spoil) -> Kind:
    table, column = where.split(".")
    return Kind(kind, table, column, rule, "set_aside", fits, spoil)


def warned(kind: str, rule: str, where: str, fits: Fits, spoil: Spoil) -> Kind:
    table, column = where.split(".")
    return Kind(kind, table, column, rule, "warned", fits, spoil)


anything, numbered = filled("NativeId"), filled("uniquelearnernumber")
suspended, alone = holds("category", "SUSP"), holds("enrolstatus", "C")
missed = holds("attendancereason", "I", "M", "C", "O", "G", "U")
UPN, YEAR = "pupilonroll.upn", "pupilonroll.ncyearactual"
OUT = "termlyexclusionsonroll"
SESSIONS = "termlysessiondetailsonroll"

REAL = (
    aside("upn_check_letter", "V010", UPN, anything, turn_check_letter),
    aside("upn_in_small_letters", "V010", UPN, anything,
          lambda cells, _: cells.__setitem__("upn", cells["upn"].lower())),
    aside("required_missing", "D01", UPN, anything, put("upn", "")),
    aside("date_wrong_form", "D03", "pupilonroll.dob", anything, write_slashed),
    aside("date_future", "V005", "pupilonroll.entrydate", anything,
          put("entrydate", "2099-Sep-01 00:00:00")),
    aside("code_unknown", "V004", "pupilonroll.enrolstatus", alone, put("enrolstatus", "G")),
    aside("code_unknown", "V004", YEAR, anything, put("ncyearactual", "Year 7")),
    aside("code_of_another_year", "V004", "pupilonroll.senprovision", anything,
          put("senprovision", "S", "A", "P")),
    aside("code_of_another_year", "V004", f"{SESSIONS}.attendancereason", anything,
          put("attendancereason", "H", "Y")),
    aside("code_unknown", "V004", "senneeds.sentype", anything, put("sentype", "ADHD")),
    aside("flag_in_words", "D02", "pupilonroll.parttime", anything, put("parttime", "sometimes")),
    aside("orphan", "D05", "senneeds.pupilonrolltableid", anything, point_nowhere),
    aside("orphan", "D05", f"{SESSIONS}.pupilonrolltableid", anything, point_nowhere),
    aside("sessions_too_many", "V062", f"{SESSIONS}.sessions", missed, put("sessions", "399.0")),
    aside("sessions_too_many", "V064", f"{OUT}.sessions", suspended, put("sessions", "91.0")),
    aside("sessions_missing", "V064", f"{OUT}.sessions", suspended, put("sessions", "")),
    aside("category_of_another_year", "V004", f"{OUT}.category", suspended,
          put("category", "FIXD")),
    warned("sessions_none", "V064", f"{OUT}.sessions", suspended, put("sessions", "0.0")),
    warned("reason_missing", "V064", f"{OUT}.reason1", anything, put("reason1", "")),
    warned("temporary_number", "V012", UPN, is_in_school_years, make_temporary),
    warned("sex_missing", "V021", "pupilonroll.sex", anything, put("sex", "")),
    warned("two_schools_unmarked", "V060", "pupilonroll.enrolstatus", holds("enrolstatus", "S"),
           put("enrolstatus", "C")),
    warned("year_group_far_from_age", "V061", YEAR, is_in_school_years, move_year),
    warned("learner_number", "V015", "pupilonroll.uniquelearnernumber", numbered,
           break_learner_number),
    warned("postcode_unlike", "V022", "addressesonroll.postcode", anything,
           put("postcode", "ZZ1", "unknown")),
    warned("words_for_missing", "V006", "pupilonroll.termlysessionspossible", anything,
           put("termlysessionspossible", "n/a")),
    Kind("duplicate_row", "senneeds", None, "D04", "set_aside", anything, leave, copies=True),
    Kind("duplicate_row", SESSIONS, None, "D04", "set_aside", anything, leave, copies=True),
    Kind("spaces", "pupilonroll", "upn", None, "none", anything, pad("upn")),
    Kind("spaces", "pupilonroll", "senprovision", None, "none", anything, pad("senprovision")),
)  # fmt: skip
HOSTILE = (
    aside("date_ancient", "V005", "pupilonroll.dob", holds("ncyearactual", "X"),
          put("dob", "1900-Jan-01 00:00:00")),
    aside("count_impossible", "D07", "pupilonroll.termlysessionspossible", anything,
          put("termlysessionspossible", "4000.0")),
    aside("count_with_a_half", "D02", f"{SESSIONS}.sessions", missed, put("sessions", "3.5")),
    aside("weekly_sessions_impossible", "D07", "schoolarrangedapdetailsonroll.apsessionsperweek",
          anything, put("apsessionsperweek", "40.0")),
    aside("code_unknown", "V004", "schoolarrangedapdetailsonroll.placementreason", anything,
          put("placementreason", "NFA")),
    aside("phase_unknown", "V004", "school.phase", anything, put("phase", "XX")),
    Kind("placeholder_learner_number", "pupilonroll", "uniquelearnernumber", None, "none", numbered,
         put("uniquelearnernumber", "9999999999")),
    Kind("awkward_text", "pupilonroll", "surname", None, "none", anything,
         put("surname", "=1+1", "NULL", "O'Brien", 'The "Old" one', "Line one\nLine two")),
)  # fmt: skip
IN_SPRING = (
    warned("ethnicity_missing", "V021", "pupilonroll.ethnicity", filled("ethnicity"),
           put("ethnicity", "")),
)  # fmt: skip


def borrowing(pupils: Table) -> Iterator[Kind]:
    """One number for two children: the first pupil's, in a later row of somebody not born then."""
    first = Cells(pupils, 0)
    number, born = first["upn"], first["dob"]
    yield aside(
        "number_of_another", "V011", UPN,
        lambda cells: cells["dob"] != born, put("upn", number),
    )  # fmt: skip
