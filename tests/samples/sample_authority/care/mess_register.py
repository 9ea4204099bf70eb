"""The kinds of mess that are planted in rows of the register of disabled children.
How and how often they are planted is in planting."""

from datetime import timedelta
from random import Random

from ..days import last_day, slashed, unslashed
from ..education.mess_attendance import turn_check_letter
from ..mess_sen2 import Fits, filled, leave, pad, put
from ..planting import Kind
from ..population import age_on
from ..tables import Cells, Table
from .children import temporary
from .planting import aside, unseen, warned

anything, numbered = filled("register_id"), filled("upn")
left, shared = filled("left_date"), filled("nhs_number")


def take_identifiers(cells: Cells, chance: Random) -> None:
    cells["la_child_id"] = cells["upn"] = ""


def write_iso(cells: Cells, chance: Random) -> None:
    cells["registered_date"] = unslashed(cells["registered_date"]).isoformat()


def leave_early(cells: Cells, chance: Random) -> None:
    early = unslashed(cells["registered_date"]) - timedelta(days=chance.randrange(1, 90))
    cells["left_date"] = slashed(early)


def repeat_disability(cells: Cells, chance: Random) -> None:
    cells["disability_4"] = cells["disability_1"]


def break_nhs_number(cells: Cells, chance: Random) -> None:
    number = cells["nhs_number"]
    cells["nhs_number"] = f"{number[:9]}{(int(number[9]) + 1) % 10}"


def give_temporary(cells: Cells, chance: Random) -> None:
    cells["upn"] = temporary(cells["upn"])


def is_seven(month: str) -> Fits:
    def fits(cells: Cells) -> bool:
        return bool(cells["upn"]) and age_on(unslashed(cells["dob"]), last_day(month)) >= 7

    return fits


def real(table: Table, month: str) -> list[Kind]:
    """A birth so many years before the month; and the number of the first child."""
    year, donor = int(month[:4]), Cells(table, 0)["upn"]
    soon = slashed(last_day(month) + timedelta(days=12))
    borrow = [aside("number_of_another", "V011", "*:upn", numbered, put("upn", donor))]
    return [
        aside("consent_missing", "D20", "*:consent_date", anything, put("consent_date", "")),
        aside("consent_to_come", "D20", "*:consent_date", anything, put("consent_date", soon)),
        aside("consent_withdrawn", "D20", "*:consent_scope", anything,
              put("consent_scope", "withdrawn")),
        aside("consent_to_nothing", "D20", "*:consent_scope", anything, put("consent_scope", "")),
        aside("nhs_check_digit", "V013", "*:nhs_number", shared, break_nhs_number),
        aside("reason_missing", "V095", "*:left_date", left, put("left_reason", "")),
        aside("left_too_early", "D30", "*:left_date", left, leave_early),
        aside("identifiers_missing", "D01", "*:la_child_id", anything, take_identifiers),
        aside("upn_check_letter", "V010", "*:upn", numbered, turn_check_letter),
        *(borrow if donor else []),
        aside("disability_in_words", "V004", "*:disability_1", anything,
              put("disability_1", "Autism")),
        aside("disability_twice", "V094", "*:disability_4", anything, repeat_disability),
        aside("disability_and_none", "V094", "*:disability_4", anything,
              put("disability_4", "NONE")),
        aside("date_wrong_form", "D03", "*:registered_date", anything, write_iso),
        aside("grown_up", "V020", "*:dob", anything, put("dob", f"01/03/{year - 28}")),
        warned("nearly_grown_up", "V020", "*:dob", anything, put("dob", f"01/01/{year - 25}")),
        warned("temporary_number", "V012", "*:upn", is_seven(month), give_temporary),
        warned("words_for_missing", "V006", "*:disability_3", anything, put("disability_3", "n/a")),
        aside("duplicate_row", "D04", "*:register_id", anything, leave, True),
        unseen("capitals", "*:consent_scope", anything, put("consent_scope", "SERVICES")),
        unseen("spaces", "*:disability_1", anything, pad("disability_1")),
    ]  # fmt: skip


HOSTILE = (
    aside("flag_in_words", "D02", "*:short_breaks", anything, put("short_breaks", "often")),
    aside("date_future", "V005", "*:registered_date", anything,
          put("registered_date", "01/01/2099")),
    aside("nhs_number_of_nobody", "V013", "*:nhs_number", anything,
          put("nhs_number", "9999999999")),
)  # fmt: skip
